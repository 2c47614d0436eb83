"""Measurements of an office of their own: how many acts a second, how long a page takes, how much memory."""
