"""Gold: annotations of texts, read and written, and the reader measured against them."""
