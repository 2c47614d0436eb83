"""The processes that make an office run: its PostgreSQL, its web server and its worker."""
