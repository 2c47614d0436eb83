"""What comes through the portal: what waits, a report as it was sent, letters to whoever sent it."""
