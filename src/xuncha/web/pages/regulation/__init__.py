"""The regulation as a person reads it: measures, where each clause is seen, what is to come, why this date."""
