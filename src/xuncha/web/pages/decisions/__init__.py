"""A decision from paper, with all the matters it decides; and the board of dispositions."""
