"""What is kept: rows in PostgreSQL, and who may change which."""
