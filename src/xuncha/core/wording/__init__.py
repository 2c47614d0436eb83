"""Rules and conditions said as sentences."""
