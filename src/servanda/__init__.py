"""Servanda: what was said, promised, agreed and done, and who must now act, in one verifiable chain."""

__version__ = "0.1.0"
