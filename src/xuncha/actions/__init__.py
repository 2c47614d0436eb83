"""Every write: permission, lock, load, decide, append - in one transaction, and in one place."""
