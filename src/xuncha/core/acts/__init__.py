"""Deciding one act from the first question to all that follows from it."""
