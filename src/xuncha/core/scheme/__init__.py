"""A regulation as data: its rules, and how its file is read."""
