"""Who may read what came of an act, and what an inspected unit is told."""
