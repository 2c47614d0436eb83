"""Keys and sealing: what makes a personal field erasable for ever."""
