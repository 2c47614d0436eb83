"""The first page after logging in, and its whole lists."""
