"""Who owes whom what by when: opened, changed, answered, ended."""
