"""The public portal: announcements, how to report, and the report itself.  It holds public keys alone, and writes envelopes.

A process of its own with settings, addresses and a database role of its own; it imports nothing that reads or writes the
office's rows (`pyproject.toml`), so that whoever takes it over finds nothing there.
"""
