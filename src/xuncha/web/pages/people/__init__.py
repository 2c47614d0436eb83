"""People and posts: recusals, the first hour, one's own account and notices."""
