"""The pure heart: dates, acts, duties, guards, schemes. No Django, files, clock or randomness."""
