"""What would decide the undetermined: in words, by what it hangs on, and under each reading."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.records.incident import Incident
from servanda.records.record import Wording
from servanda.reports.account_decides import breaches, by_keys, by_reading, open_terms, undetermined
from servanda.reports.account_events import SIZES_M, Events, classes_of
from servanda.reports.account_judged import Counts, Judged, Key
from servanda.reports.account_tables import numbers, size_names, verdict_heads
from servanda.reports.annex import open_id
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, inner, joined, number
from servanda.reports.located import located
from servanda.reports.names import Names, phrase
from servanda.reports.outcomes import VERDICTS
from servanda.reports.page import Part, Row, Table
from servanda.schemas.distinct import Numbers
from servanda.schemas.rows import Rows, rows_of
from servanda.wording import say

_ORDER = ("open_term", "location", "date")
_UNDETERMINED = VERDICTS.index("undetermined")
_HINGES = (80, 20)


def decides_part(events: Events, judged: Judged, dossier: Dossier, names: Names) -> Part:
    """The section of unknowns: what settles how many."""
    terms = open_terms(judged.alike)
    lines = [_lead(judged), *(_settled(judged, *one, names) for one in terms), _author(events, judged)]
    tables = [hinge_table(judged, names)] if undetermined(judged.alike) else []
    tables += [_readings(judged, *one, names) for one in terms]
    lines += [Line(say("reports.account-readings-note"), ("ledger",))] if terms else []
    coarse = _coarse(judged, dossier, names)
    if coarse is not None:
        tables.append(coarse)
    dated = sum(len(judged.hanging_on("measurement", on)) for on in _clocks(judged))
    if dated:
        lines.append(Line(say("reports.account-undated-for", n=number(dated)), ("ledger",)))
    return Part(anchor="decides", title=say("reports.part-decides"), lines=tuple(lines), tables=tuple(tables))


def hinge_table(judged: Judged, names: Names) -> Table:
    """Undetermined findings by everything that would have to be settled together."""
    rows = tuple(Row(cells=(_keys(keys, judged, names), *numbers([count]))) for keys, count in by_keys(judged.alike))
    heads = (say("reports.head-settled"), say("reports.head-findings"))
    return Table(title=say("reports.account-by-hinge"), heads=heads, rows=rows, widths=_HINGES)


def _lead(judged: Judged) -> Line:
    hanging = judged.total()[_UNDETERMINED]
    if not hanging:
        return Line(say("reports.account-decides-none"), ("ledger",))
    return Line(say("reports.account-decides-lead", n=number(hanging), all=number(len(judged))), ("ledger",))


def _keys(keys: Iterable[Key], judged: Judged, names: Names) -> Line:
    ordered = sorted(keys, key=lambda key: (_ORDER.index(key[0]) if key[0] in _ORDER else len(_ORDER), key))
    said = [
        say("reports.account-question", question=_question(on, names)) if on else phrase("settle", cause)
        for cause, on in ordered
    ]
    support = tuple(
        open_id(agreement, on) for agreement, on in open_terms(judged.alike) if ("open_term", on) in ordered
    )
    says = said[0] if len(said) == 1 else say("reports.account-together", list=joined(said, "; "))
    return Line(says, support or ("ledger",))


def _question(open_term: str, names: Names) -> Wording:
    known = names.open_term(open_term)
    says = full(known.question, open_term) if known else full({}, open_term)
    return {lang: text.strip().rstrip("?.") for lang, text in says.items()}


def _reading(open_term: str, reading: str, names: Names) -> Wording:
    known = names.open_term(open_term)
    return (
        inner(full(known.readings[reading].says, reading)) if known and reading in known.readings else full({}, reading)
    )


def _settled(judged: Judged, agreement: str, open_term: str, names: Names) -> Line:
    under = by_reading(judged.alike, agreement, open_term)
    said = [
        say("reports.account-under", n=number(_decided(counts)), reading=_reading(open_term, reading, names))
        for reading, counts in under
    ]
    hanging = sum(
        one.number for one in judged.alike if ("open_term", open_term) in one.keys and one.agreement == agreement
    )
    says = say(
        "reports.account-settles", question=_question(open_term, names), list=joined(said, "; "), n=number(hanging)
    )
    return Line(says, (open_id(agreement, open_term),))


def _decided(counts: Counts) -> int:
    return sum(counts) - counts[_UNDETERMINED]


def _readings(judged: Judged, agreement: str, open_term: str, names: Names) -> Table:
    support = (open_id(agreement, open_term),)
    rows = tuple(
        Row(cells=(Line(_reading(open_term, reading, names), support), *numbers(counts)))
        for reading, counts in by_reading(judged.alike, agreement, open_term)
    )
    title = say("reports.account-readings", question=_question(open_term, names))
    return Table(title=title, heads=(say("reports.head-reading"), *verdict_heads()), rows=rows, wide=True)


def _author(events: Events, judged: Judged) -> Line:
    found, settled = breaches(judged.alike)
    if not settled and not events.directed and not events.blamed:
        return Line(say("reports.account-author-none", n=number(found)), ("ledger",))
    return Line(say("reports.account-author", n=number(found), e=number(settled)), ("ledger",))


def _clocks(judged: Judged) -> list[str]:
    """Clocks to which a date is too coarse."""
    dated = [one for one in judged.alike if ("date", "") in one.keys]
    return sorted({on for one in dated for cause, on in one.hinges if cause == "measurement"} - set(_places(judged)))


def _places(judged: Judged) -> list[str]:
    """Places to which a region is too coarse."""
    located_ = [one for one in judged.alike if ("location", "") in one.keys and ("date", "") not in one.keys]
    return sorted({on for one in located_ for cause, on in one.hinges if cause == "measurement"})


def _coarse(judged: Judged, dossier: Dossier, names: Names) -> Table | None:
    """How many incidents are located too coarsely for a place, by size of their region."""
    places = _places(judged)
    if not places:
        return None
    size = _sizes(judged, rows_of(dossier.incidents, Incident), names)
    rows = []
    for place in places:
        counts = np.bincount(size[judged.hanging_on("measurement", place)], minlength=len(SIZES_M) + 2).tolist()
        rows.append(Row(cells=(Line(names.place(place)), *numbers(counts, ("ledger",)), *numbers([sum(counts)]))))
    heads = (
        say("reports.head-zone"),
        *size_names(),
        say("reports.account-nowhere"),
        say("reports.head-incidents"),
    )
    return Table(title=say("reports.account-coarse"), heads=heads, rows=tuple(rows), wide=True)


def _sizes(judged: Judged, incidents: Rows[Incident], names: Names) -> Numbers:
    """Class of the size of each subject's smallest region; the last for what is no incident or nowhere."""
    where = incidents.column("where").combine_chunks()
    found = located(pa.chunked_array([where.flatten()]), names.places())
    reach = found.reach_m[found.of]
    length = np.asarray(pc.list_value_length(where), dtype=np.int64)
    nowhere = len(SIZES_M) + 1
    of_incident = np.full(len(length), nowhere, dtype=np.int64)
    classes = np.where(reach < 0, nowhere, classes_of(reach, SIZES_M))
    starts = np.cumsum(length) - length
    if len(classes):
        of_incident[length > 0] = np.minimum.reduceat(classes, starts[length > 0])
    row = pc.index_in(pa.array(judged.subjects[0], pa.string()), incidents.column("id").combine_chunks())
    at = np.array(pc.fill_null(row, -1).to_numpy(zero_copy_only=False), dtype=np.int64)
    return np.where(at < 0, nowhere, np.append(of_incident, nowhere)[at])
