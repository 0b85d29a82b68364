"""Tallies in words: what was counted, how many, where, over which time; and the watch that stands behind a number."""

from collections.abc import Iterable, Sequence

from servanda.geo import has_shape
from servanda.records.observation import Observation, Watch
from servanda.records.place import InPlace, Region
from servanda.records.record import Wording
from servanda.records.tally import Tally
from servanda.records.time import Interval
from servanda.reports.annex_ground import count_of
from servanda.reports.citations import Entry, Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, joined, moment, period, same
from servanda.reports.names import Names, phrase
from servanda.reports.outcomes import covers
from servanda.reports.page import Row, Table
from servanda.wording import say

_WIDTHS = (30, 70)


def measure_of(measure: str) -> Wording:
    """What was counted; in the words of the source where the catalogue does not know them."""
    key = measure.replace(" ", "_")
    known = phrase("measure", key)
    return same(measure) if known == same(key) else known


def number_of(tally: Tally) -> Wording:
    """The number as it was written; words are quoted, a missing number is said to be missing."""
    if tally.written:
        has_words = any(char.isalpha() for char in tally.written)
        return say("reports.as-written", words=tally.written) if has_words else same(tally.written)
    return say("reports.number-not-given") if tally.count is None else count_of(tally.count)


def tally_line(tally: Tally, names: Names) -> Wording:
    """One tally in one line: measure, number, place, time."""
    parts = [say("reports.count-of", what=measure_of(tally.measure), n=number_of(tally))]
    where = where_of(tally, names)
    if where:
        parts.append(where)
    return joined([*parts, period(tally.when, names.zone)], "; ")


def tally_order(tally: Tally) -> tuple[str, str, str, str]:
    """By time, then by place and identifier."""
    start, end = tally.when.start, tally.when.end
    return start.isoformat() if start else "", end.isoformat() if end else "9", tally.place_name, tally.id


def tallies_table(title: Wording, tallies: Iterable[Tally], names: Names) -> Table:
    """Counts and claims as they are, nothing added: who counted, what, how many, where, when."""
    ordered = sorted(tallies, key=lambda one: (one.basis, one.observer, one.measure, *tally_order(one)))
    kinds = {"mission_total": say("reports.kind-count"), "party_claim": say("reports.kind-claim")}
    rows = tuple(
        Row(
            cells=(
                Line(joined([kinds[one.basis], names.parties([one.observer])], ": ")),
                Line(tally_line(one, names), (one.id,)),
            )
        )
        for one in ordered
    )
    heads = (say("reports.head-observer"), say("reports.head-counted"))
    return Table(title=title, heads=heads, rows=rows, widths=_WIDTHS)


def tally_entry(tally: Tally, names: Names) -> Entry:
    """A tally in the annex: who counted, who printed it and when, what it is part of."""
    who = names.parties([tally.observer])
    facts = [say("reports.fact-printed", origin=tally.origin, at=moment(tally.recorded_at, names.zone))]
    if tally.against:
        facts.append(say("reports.fact-against", names=names.parties(tally.against)))
    if tally.part_of:
        facts.append(say("reports.part-of", whole=measure_of(tally.part_of)))
    if tally.kind != "period":
        facts.append(phrase("tally", tally.kind))
    if tally.says:
        facts.append(full(tally.says))
    title = joined([who, tally_line(tally, names)], ": ")
    kind = say("reports.kind-claim" if tally.basis == "party_claim" else "reports.kind-count")
    return Entry(tally.id, kind, title, tuple(facts), tuple(tally.support))


def where_of(known: Tally | Observation, names: Names) -> Wording:
    """The place by its name in an instrument, and in the words of the source, quoted, where they say another thing.

    The manifest says for which of its names a file means a place of an instrument; empty if no place is given.
    """
    key, words = place_key(known, names), known.place_name
    if key == words:
        return say("reports.words", words=words) if words else {}
    named = names.place(key)
    told = not words or names.place_meant(words) == key or any(words in name for name in named.values())
    return named if told else joined([named, say("reports.words", words=words)])


def place_key(known: Tally | Observation, names: Names) -> str:
    """What makes two places of a report the same: the named place, or the words of the source."""
    if isinstance(known.where, InPlace):
        return known.where.place
    return names.place_meant(known.place_name) or known.place_name


def watch_behind(tally: Tally, dossier: Dossier, names: Names) -> Line:
    """Who watched where and when the number was counted, or that the source does not say it.

    Behind the claim of a party, only a watch makes it more than a claim: where none is on record, that is said.
    """
    watching = [
        one
        for one in sorted(dossier.watches, key=lambda one: one.id)
        if overlap(one.when, tally.when)
        and (tally.act in one.acts or not tally.act)
        and _watches(one, tally.where, names)
    ]
    if not watching:
        silent = "watch-unsaid" if tally.basis == "mission_total" else "watch-independent-none"
        return Line(say(f"reports.{silent}"), (tally.id,))
    return _watch_line(watching, names)


def _watch_line(watching: Sequence[Watch], names: Names) -> Line:
    """By what and when somebody watched, with what limited it."""
    said = []
    for one in watching:
        parts = [phrase("method", one.method), period(one.when, names.zone), *([full(one.says)] if one.says else [])]
        said.append(joined(parts))
    return Line(say("reports.watched-by", list=joined(said, "; ")), tuple(one.id for one in watching))


def overlap(left: Interval, right: Interval) -> bool:
    """Whether two half-open intervals share any time; a missing side is open."""
    before = left.end is not None and right.start is not None and left.end <= right.start
    after = right.end is not None and left.start is not None and right.end <= left.start
    return not before and not after


def _watches(watch: Watch, where: Region | None, names: Names) -> bool:
    if where is None or watch.where == where:
        return where is not None
    place = names.places().get(where.place) if isinstance(where, InPlace) else None
    return place is not None and has_shape(place) and covers(watch, place, names.places())
