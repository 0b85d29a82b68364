"""The nouns. One file a noun; each record is defined once and everything else is generated from it."""
