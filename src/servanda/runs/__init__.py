"""The spine: a case → every stage in order → one object that says what is known, claimed, kept, due."""
