"""Counts of a mission's report: each with the previous period's figure, how the two agree, and who watched."""

from collections.abc import Iterable, Sequence

from servanda.records.record import Wording
from servanda.records.tally import Comparison, Tally
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import joined, period, same
from servanda.reports.mission_days import Day
from servanda.reports.names import Names, phrase
from servanda.reports.page import Part, Row, Table
from servanda.reports.tallies import measure_of, number_of, place_key, tally_line, tally_order, watch_behind, where_of
from servanda.wording import say

_RESULTS = ("contradicts", "agrees", "compatible", "not_comparable")
"""Results of a check, those that a reader must see first."""
_NONE = same("—")


def summary_part(day: Day, dossier: Dossier, names: Names) -> Part:
    """Whose summaries these are, and for each region the count beside the previous period's figure."""
    zone = dossier.case.time_zone
    lines = [regenerated(dossier, day.support)]
    made_from = say("reports.mission-made-from", list=joined([same(origin) for origin in day.origins]))
    lines.append(Line(made_from, day.support))
    for whole in filter(lambda known: is_fire(known[0]), wholes(day.counted, names)):
        says = _recorded(whole, names)
        if len(_periods(day)) > 1:
            says = joined([period(whole[0].when, zone), says], ": ")
        earlier = [] if not _is_first(whole[0], day) else _previous(whole[0], day, names)
        if earlier:
            says = joined([says, _earlier(earlier, dossier)], " ")
        lines.append(Line(says, _ids([*whole, *earlier])))
    lines += [Line(say("reports.mission-running", says=tally_line(one, names)), (one.id,)) for one in day.running]
    lines.append(Line(say("reports.counts-note"), day.support or ("ledger",)))
    return Part(anchor="summary", title=say("reports.part-summary"), lines=tuple(lines))


def regenerated(dossier: Dossier, support: tuple[str, ...]) -> Line:
    """That this is made from what a mission published, and is no document of the mission."""
    observers = sorted({one.observer for one in dossier.tallies if one.basis == "mission_total"})
    names = Names(dossier)
    who = dossier.case.mission or names.parties(observers)
    return Line(say("reports.mission-regenerated", mission=who), support or ("ledger",))


def violations_part(day: Day, dossier: Dossier, names: Names) -> Part:
    """The table of counts: region, period, number, parts, previous figure, check, watch."""
    rows = [_row(whole, day, dossier, names) for whole in wholes(day.counted, names) if is_fire(whole[0])]
    columns = ("region", "reporting-period", "counted", "previous", "check", "watch-behind")
    heads = tuple(say(f"reports.head-{name}") for name in columns)
    title = say("reports.part-violations")
    if not rows:
        return Part(anchor="violations", title=title, lines=(nothing_told(day),))
    table = Table(title=title, heads=heads, rows=tuple(rows), wide=True)
    return Part(anchor="violations", title=title, tables=(table,))


def nothing_told(day: Day) -> Line:
    """That the summary is silent on something, which does not mean that nothing happened."""
    return Line(say("reports.summary-silent"), day.support or ("ledger",))


def is_fire(tally: Tally) -> bool:
    """Whether each counted thing would be an act of fire: what the ceasefire is about."""
    return tally.act == "fire" or (not tally.act and tally.measure == "ceasefire_violation")


def wholes(counted: Iterable[Tally], names: Names) -> list[list[Tally]]:
    """Numbers that stand for themselves, those of one counter, place, period and measure together.

    A part stands below its whole, and for itself where the whole is not on record.
    """
    ordered = sorted(counted, key=tally_order)
    known = {_key(tally, tally.measure, names) for tally in ordered}
    groups: dict[tuple[str, ...], list[Tally]] = {}
    for tally in ordered:
        if not tally.part_of or _key(tally, tally.part_of, names) not in known:
            groups.setdefault(_key(tally, tally.measure, names), []).append(tally)
    return list(groups.values())


def count_line(whole: Sequence[Tally], day: Day, names: Names) -> Line:
    """A number with its parts below it."""
    count = number_line(whole)
    key = _key(whole[0], whole[0].measure, names)
    parts = [one for one in day.counted if one.part_of and _key(one, one.part_of, names) == key]
    if not parts:
        return count
    said = [say("reports.count-of", what=measure_of(one.measure), n=number_of(one)) for one in parts]
    listed = say("reports.of-which", list=joined(said, "; "))
    return Line(joined([count.says, listed], "; "), (*count.support, *_ids(parts)))


def number_line(tallies: Sequence[Tally]) -> Line:
    """One number where all of them say the same, else each of them."""
    said = list({one["en"]: one for one in map(number_of, tallies)}.values())
    return Line(joined(said, " / "), _ids(tallies))


def check_line(tallies: Sequence[Tally], comparisons: Iterable[Comparison]) -> Line:
    """How some restated figures agree with what was recorded at the time."""
    named = set(_ids(tallies))
    found = [one for one in comparisons if one.kind == "restated" and named & set(one.tallies)]
    if not found:
        return Line(say("reports.check.none"), _ids(tallies))
    result = min((one.result for one in found), key=_RESULTS.index)
    support = sorted({name for one in found for name in one.tallies})
    return Line(phrase("check", result), tuple(support))


def _row(whole: Sequence[Tally], day: Day, dossier: Dossier, names: Names) -> Row:
    first = whole[0]
    earlier = _previous(first, day, names)
    if not _is_first(first, day):
        previous, check = Line(say("reports.previous-above"), _ids(whole)), Line(_NONE)
    elif earlier:
        previous, check = number_line(earlier), check_line(earlier, dossier.comparisons)
    else:
        previous, check = Line(say("reports.previous-none"), _ids(whole)), Line(_NONE)
    where = Line(where_of(first, names) or say("reports.place-none"), _ids(whole))
    when = Line(period(first.when, dossier.case.time_zone))
    return Row(cells=(where, when, count_line(whole, day, names), previous, check, watch_behind(first, dossier, names)))


def _recorded(whole: Sequence[Tally], names: Names) -> Wording:
    """What the mission recorded, as a sentence."""
    first = whole[0]
    where = where_of(first, names) or say("reports.place-none")
    known = {one.count for one in whole}
    count = first.count
    exact = len(known) == 1 and count is not None and count.low == count.high and not first.written
    if exact and count is not None and first.measure == "ceasefire_violation":
        return say("reports.mission-recorded", place=where, n=count.low)
    return say("reports.mission-counted", place=where, what=measure_of(first.measure), n=number_line(whole).says)


def _earlier(earlier: Sequence[Tally], dossier: Dossier) -> Wording:
    check = check_line(earlier, dossier.comparisons).says
    return say("reports.mission-previous", n=number_line(earlier).says, check=check)


def _previous(tally: Tally, day: Day, names: Names) -> list[Tally]:
    """What the same reports say of the period before, for the same place and measure."""
    return [one for one in day.restated if one.measure == tally.measure and _is_beside(one, tally, names)]


def _periods(day: Day) -> set[str]:
    return {one.when.end.isoformat() for one in day.counted if one.when.end}


def _is_first(tally: Tally, day: Day) -> bool:
    """Whether a tally is of the first period of the report: only for that one the report tells the period before."""
    return tally.when.end is not None and tally.when.end.isoformat() == min(_periods(day))


def _key(tally: Tally, measure: str, names: Names) -> tuple[str, ...]:
    """What makes two numbers the same number: period, counter, place, measure."""
    return (*tally_order(tally)[:2], tally.observer, place_key(tally, names), measure)


def _is_beside(one: Tally, other: Tally, names: Names) -> bool:
    """Whether two numbers are of one counter and one place."""
    return one.observer == other.observer and place_key(one, names) == place_key(other, names)


def _ids(tallies: Iterable[Tally]) -> tuple[str, ...]:
    return tuple(one.id for one in tallies)
