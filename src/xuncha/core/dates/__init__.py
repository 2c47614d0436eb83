"""Days, periods and due dates: what is counted, what is skipped, and why."""
