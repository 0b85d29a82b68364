"""Rows of the terminal summary for real records: a catalogue, a mission's days, claims; no kind is added to another."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from servanda.findings import as_findings
from servanda.records.observation import Observation
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, joined, number
from servanda.reports.names import phrase
from servanda.reports.outcomes import VERDICTS
from servanda.schemas.rows import rows_of
from servanda.wording import say


def record_lines(dossier: Dossier, lang: str) -> Iterator[tuple[str, str]]:
    """What stands on the record of a real case's ground arm, and what the agreement makes of it."""
    if dossier.is_exercise or not (len(dossier.observations) or dossier.tallies):
        return
    yield full(dossier.case.title, dossier.case.id)[lang], ""
    events = _catalogued(dossier)
    if events:
        yield say("reports.line-events", n=events)[lang], say("reports.line-deadly")[lang]
    yield from _counted(dossier, lang)
    if len(dossier.findings):
        verdicts = as_findings(dossier.findings).verdicts()
        said = [
            say("reports.line-count", what=phrase("verdict", one), n=number(verdicts[one]))
            for one in VERDICTS
            if one in verdicts
        ]
        left = say("reports.line-judged", n=len(dossier.findings), texts=number(len(_texts(dossier))))
        yield left[lang], joined([*said, say("reports.line-author", n=number(_established(dossier)))], " · ")[lang]


def _catalogued(dossier: Dossier) -> int:
    methods = rows_of(dossier.observations, Observation).column("method")
    return int(pc.sum(pc.equal(methods, "catalogue")).as_py() or 0)


def _counted(dossier: Dossier, lang: str) -> Iterator[tuple[str, str]]:
    """Totals of a mission and claims of parties, each with what comparing them gave."""
    results = Counter(one.result for one in dossier.comparisons if one.kind != "unwatched")
    unwatched = sum(one.kind == "unwatched" for one in dossier.comparisons)
    said = [say("reports.line-count", what=phrase("compared", one), n=number(results[one])) for one in sorted(results)]
    said += [say("reports.line-count", what=say("reports.line-nobody"), n=number(unwatched))] if unwatched else []
    for basis in ("mission_total", "party_claim"):
        tallies = [one for one in dossier.tallies if one.basis == basis]
        if tallies:
            left = say(f"reports.line-{basis.replace('_', '-')}", n=len(tallies))
            yield left[lang], joined(said, " · ")[lang] if said else "—"


def _texts(dossier: Dossier) -> set[str]:
    kinds, _ = as_findings(dossier.findings).kinds()
    return set(kinds.column("agreement").to_pylist())


def _established(dossier: Dossier) -> int:
    """Breaches whose author is established."""
    kinds, kind = as_findings(dossier.findings).kinds()
    breached = pc.and_(
        pc.equal(kinds.column("verdict"), "breached"), pc.equal(kinds.column("attribution"), "established")
    )
    return int(np.asarray(breached, dtype=bool)[kind].sum())
