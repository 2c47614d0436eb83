"""xuncha runs an inspection-and-rectification regulation and protects those who report."""

__version__ = "0.1.0"
