"""Numbers that somebody counted and published: a mission's facts and totals, and what parties claim of each other."""
