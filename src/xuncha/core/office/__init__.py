"""What an office makes of its record: teams, days held, notices."""
