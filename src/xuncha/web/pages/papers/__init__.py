"""Papers as they print, a file for each noun: all of it from the record, nothing typed again."""
