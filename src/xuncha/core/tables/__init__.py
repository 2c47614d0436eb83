"""Tables that an office brings along: what a column holds, and what a row becomes when it is registered."""
