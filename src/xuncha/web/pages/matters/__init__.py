"""One round, one inspection, one matter."""
