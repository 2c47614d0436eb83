"""What an office types in its first hour: tables of units and of people, read line by line."""
