"""What a mission's report tells singly: one table for each kind of act, and nothing left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.records.observation import Observation
from servanda.records.record import Wording
from servanda.records.tally import Tally
from servanda.reports.annex_ground import count_of, things_of
from servanda.reports.citations import Line
from servanda.reports.formats import full, joined, period, same
from servanda.reports.mission_counts import count_line, is_fire, nothing_told, wholes
from servanda.reports.mission_days import Day
from servanda.reports.names import Names, phrase
from servanda.reports.page import Part, Row, Table
from servanda.reports.tallies import measure_of, where_of
from servanda.wording import say

_ACTS = {
    "be_present": "disengagement",
    "station": "weapons",
    "fortify": "positions",
    "injure": "casualties",
    "kill": "casualties",
    "fire": "means",
    "lose_watch": "means",
}
"""Act → section that tells it; every act that ends with `_access` is told among the restrictions of movement."""
_SECTIONS = ("disengagement", "weapons", "positions", "casualties", "means", "movement", "further")


@dataclass(frozen=True)
class _Told:
    """What one section tells: single observations, and counts of the same acts."""

    observations: Sequence[Observation]
    counts: Sequence[Sequence[Tally]]


def observed_parts(day: Day, names: Names) -> tuple[Part, ...]:
    """Sections of single observations in fixed order; what belongs to none of them stands in the last."""
    parts = []
    for section in _SECTIONS:
        observations = [one for one in day.observations if section_of(one.act) == section]
        counts = [
            one for one in wholes(day.counted, names) if not is_fire(one[0]) and section_of(one[0].act) == section
        ]
        if observations or counts or section != "further":
            parts.append(_part(section, _Told(observations, counts), day, names))
    return tuple(parts)


def section_of(act: str) -> str:
    """The section that tells an act."""
    return "movement" if act.endswith("_access") else _ACTS.get(act, "further")


def observed_table(title: Wording, rows: Sequence[Row]) -> Table:
    """A table of single observations."""
    columns = ("when", "place", "act", "amount", "verb", "side", "remark")
    heads = tuple(say(f"reports.head-{name}") for name in columns)
    return Table(title=title, heads=heads, rows=tuple(rows), wide=True)


def observed_row(known: Observation, when: Wording, names: Names) -> Row:
    """One observation: the number that the summary does not give is said to be missing."""
    act = phrase("act", known.act)
    act = joined([act, things_of(known.things)], ": ") if known.things else act
    unknown = known.count.low == 1 and known.count.high is None
    number = say("reports.number-not-given") if unknown else count_of(known.count)
    how = joined([phrase("verb", known.verb), phrase("method", known.method)])
    return Row(
        cells=(
            Line(when, (known.id,)),
            Line(where_of(known, names) or say("reports.place-none")),
            Line(act),
            Line(number),
            Line(how),
            Line(side_of(known, names)),
            Line(full(known.says) if known.says else same("—")),
        )
    )


def side_of(known: Observation, names: Names) -> Wording:
    """Whose it was as the mission assessed it, and its label of the area, quoted as the mission's."""
    parts = [say("reports.side-assessed", names=names.parties(known.by))] if len(known.by) == 1 else []
    label = known.further.get("control", "")
    if label:
        parts.append(say("reports.side-label", label=phrase("control", label)))
    return joined(parts, "; ") if parts else say("reports.side-none")


def _part(section: str, told: _Told, day: Day, names: Names) -> Part:
    title = say(f"reports.part-{section}")
    rows = [_count_row(one, day, names) for one in told.counts]
    rows += [observed_row(one, _when(one, day, names), names) for one in told.observations]
    lines = (Line(say(f"reports.lead-{section}"), day.support or ("ledger",)),)
    if not rows:
        return Part(anchor=section, title=title, lines=(nothing_told(day),))
    return Part(anchor=section, title=title, lines=lines, tables=(observed_table(title, rows),))


def _when(known: Observation, day: Day, names: Names) -> Wording:
    return say("reports.whole-period") if known.when == day.period else period(known.when, names.zone)


def _count_row(whole: Sequence[Tally], day: Day, names: Names) -> Row:
    first = whole[0]
    return Row(
        cells=(
            Line(period(first.when, names.zone), tuple(one.id for one in whole)),
            Line(where_of(first, names) or say("reports.place-none")),
            Line(measure_of(first.measure)),
            count_line(whole, day, names),
            Line(say("reports.counted-by", names=names.parties([first.observer]))),
            Line(say("reports.side-none")),
            Line(full(first.says) if first.says else same("—")),
        )
    )
