"""Files that came from outside: what one is, by its content, and a cleaned copy of it.  Imports nothing of ours but `core`."""
