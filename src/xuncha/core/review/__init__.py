"""A regulation looked at as a whole: checked, compared, played, foreseen."""
