"""Reports: a dossier → pages, diagrams and maps that a person reads.

In: one `Dossier`, everything known and derived about one case at one size of its ledger. Out: file name → content
(brief, daily report, waiting diagram, map), or lines for a terminal; nothing is written here. Every sentence carries
what supports it; `unsupported` checks a finished page without knowing how it was made.

>>> from datetime import UTC, datetime
>>> from servanda.records.case import Case
>>> at = datetime(2031, 3, 15, tzinfo=UTC)
>>> case = Case(
...     id="EX-EMPTY", title={}, kind="exercise", agreements=[], languages=["en"], time_zone="UTC", as_of=at
... )
>>> pages = render(Dossier(case=case, as_of=at, ledger_size=0, ledger_root="00"))
>>> sorted(pages), unsupported(pages["brief.en.html"])
(['brief.en.html'], [])
"""

from servanda.reports.checker import unsupported
from servanda.reports.dossier import Channels, Dossier, Release, Wait
from servanda.reports.render import render
from servanda.reports.summary import Beside, Verified, summary

__all__ = ["Beside", "Channels", "Dossier", "Release", "Verified", "Wait", "render", "summary", "unsupported"]
