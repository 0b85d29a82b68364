"""How a long question tells how far it is, and how it is stopped: as in the commitments."""

from servanda.commitments.progress import Progress, Stopped, silent

__all__ = ["Progress", "Stopped", "silent"]
