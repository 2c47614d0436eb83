"""What a rule looks at: rows of the record, and the case they make with an act that is about to happen."""
