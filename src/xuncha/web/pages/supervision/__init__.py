"""What is looked at together: days held, circulars, meetings."""
