"""The views of a round, a file for each noun; `registry.py` says which stands where."""
