"""What pages are put together from: clauses, due dates, columns, parts of a matter."""
