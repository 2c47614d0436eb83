"""What the views of a round are made from, a file for each noun: counted in SQL, and of a list no more rows than a page shows."""
