"""Reports: a dossier → pages, diagrams and maps that a person reads.

In: one `Dossier`. Out: file name → content; nothing is written here.
"""

from servanda.reports.dossier import Channels, Dossier, Release, Wait

__all__ = ["Channels", "Dossier", "Release", "Wait"]
