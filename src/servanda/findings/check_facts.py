"""Answers of the second opinion: each kind of leaf computed again from the record, by code of its own.

A kind of leaf is one small function of `ANSWERS`: from the record, the leaf and what is assumed on its branch to
`true`, `false`, `unknown`, or a sentence that is none of them and so refuses it; none where it cannot be computed again
(quiet clocks, working days, regions that are no circles, versions, orders, caps).
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from servanda.findings.check_ground import measured
from servanda.findings.check_record import WHOLE, Assumed, Record, Strike, covers
from servanda.records.agreement import OpenRef
from servanda.records.finding import Claim, Reason
from servanda.records.incident import Incident
from servanda.records.observation import Watch
from servanda.records.open_term import metres
from servanda.records.place import InPlace
from servanda.records.time import Interval

_LARGEST_MM = 10_000
_LEEWAY_M, _LEEWAY = 3.0, 0.01
"""Drawn shapes are sampled: a distance may be off by so many metres, and by such a share of itself."""


def _claim(leaf: Reason) -> Claim:
    return leaf.claim or Claim(kind="always")


def _clock(record: Record, leaf: Reason, assumed: Assumed) -> str | None:
    """Whether a clock had struck at all of a time, at none of it, or neither for certain, under each reading."""
    claim = _claim(leaf)
    strikes, when = record.strikes(claim.on[0], assumed), claim.when
    if strikes is None or when is None or not strikes:
        return None
    if when not in record.times and record.finding.subject.kind != "duty":
        return "asked of a time that nothing on record has"
    return _one({_struck(strike, when) for strike in strikes})


def _struck(strike: Strike, when: Interval) -> bool | None:
    low, high, never = strike
    if never or (low is not None and when.end is not None and _is_before(when, low)):
        return False
    return True if when.start is not None and high is not None and high <= when.start else None


def _is_before(when: Interval, moment: datetime) -> bool:
    return when.end is not None and (when.end < moment or (when.end == moment and when.start != when.end))


def _author(record: Record, leaf: Reason, assumed: Assumed) -> str | None:
    claim = _claim(leaf)
    if claim.about not in record.incidents:
        return "asked of nothing on record"
    taken = assumed.get(f"author:{claim.about}")
    able = {taken} if taken is not None else set(record.authors(claim.about))
    return "true" if able <= set(claim.on) else "unknown" if able & set(claim.on) else "false"


def _proof(record: Record, leaf: Reason, _: Assumed) -> str | None:
    claim, it = _claim(leaf), record.incidents.get(_claim(leaf).about)
    if it is None or it.id in record.tallies:
        return None if it is not None else "asked of nothing on record"
    have, need = len(record.origins(it.observations)), record.standard.independent
    if (have, need) != (claim.low, claim.limit):
        return f"proven by {have} of {need}"
    return "true" if have >= need else "unknown"


def _class(record: Record, leaf: Reason, _: Assumed) -> str | None:
    """Kinds and calibre against a class that is defined by those alone."""
    claim = _claim(leaf)
    it, thing = record.incidents.get(claim.about), record.text.things.get(claim.on[0])
    if it is None or thing is None or it.named or it.reach is not None:
        return None
    if thing.named or thing.open or thing.range_min_m or thing.range_max_m or not thing.is_:
        return None  # defined by more than kind and calibre
    least, most = thing.calibre_min_mm or 0, thing.calibre_max_mm or _LARGEST_MM
    low, high = (it.calibre.low_mm, it.calibre.high_mm) if it.calibre is not None else (1, _LARGEST_MM)
    kinds = [kind in thing.is_ for kind in it.things]
    if (kinds and not any(kinds)) or high < least or low > most:
        return "false"
    return "true" if kinds and all(kinds) and least <= low and high <= most else "unknown"


def _inside(record: Record, leaf: Reason, _: Assumed) -> str | None:
    """A circle and a drawn zone, where the edge is farther away than anything that could matter."""
    claim, it = _claim(leaf), record.incidents.get(_claim(leaf).about)
    if it is not None and it.where == [InPlace(place=claim.on[0])]:
        return None if record.text.places[claim.on[0]].open else "true"
    found = measured(it, record.text.places.get(claim.on[0]))
    if found is None or found[2].is_ == "line":
        return None
    away, radius, place, within = found
    error, leeway = radius + place.error_m, _LEEWAY_M + _LEEWAY * radius
    if away >= error + leeway:
        return "true" if within else "false"
    return "unknown" if away <= error - leeway and place.is_ != "settlements" else None


def _nearer(record: Record, leaf: Reason, assumed: Assumed) -> str | None:
    """A circle measured again: the stated least and greatest distance, and what they say of each limit."""
    claim, it = _claim(leaf), record.incidents.get(_claim(leaf).about)
    found = measured(it, record.text.places.get(claim.on[0]))
    if found is None or claim.low is None or claim.high is None or found[3]:
        return None
    away, radius, place, _within = found
    least, most, leeway = away - radius - place.error_m, away + radius + place.error_m, _LEEWAY_M + _LEEWAY * radius
    if abs(max(0.0, least) - claim.low) > leeway or abs(most - claim.high) > leeway:
        return f"{away:.0f} m away"
    limits = [claim.limit] if claim.limit is not None else _limits(record, claim.on[0], assumed)
    if claim.limit is not None and claim.limit not in _stated(record, claim.on[0]):
        return f"no limit of the text: {claim.limit} m"
    if not limits or {claim.low, claim.high} & set(limits):
        return None
    return _one({True if claim.high < each else False if claim.low >= each else None for each in limits})


def _limits(record: Record, place: str, assumed: Assumed) -> list[int]:
    """An open limit to a place under each of its readings; none where it is not one, or some reading states none."""
    where, term = record.term.where, record.term
    stood = [(row.to, row.nearer_than) for row in term.table] + ([(where.to, where.nearer_than)] if where else [])
    names = {each.open for to, each in stood if to == place and isinstance(each, OpenRef)}
    values = [metres(each) for name in names for each in record.read(name, assumed)] if len(names) == 1 else []
    return [each for each in values if each is not None] if None not in values else []


def _stated(record: Record, place: str) -> set[int | None]:
    """Every limit to a place that the text states, or agreed on, in metres."""
    where, bands = record.term.where, [each.band for each in record.text.places.values() if each.band is not None]
    stood = [row.nearer_than for row in record.term.table if row.to == place]
    stood += [where.nearer_than] if where is not None and where.to == place else []
    stood += [limit for band in bands if band.from_ == place for limit in (band.beyond, band.up_to)]
    opened = [value for each in stood if isinstance(each, OpenRef) for value in record.read(each.open, {})]
    return {metres(each) for each in (*stood, *opened) if not isinstance(each, OpenRef)}


def _one(answers: set[bool | None]) -> str:
    """One answer under all readings, or unknown."""
    return {(True,): "true", (False,): "false"}.get(tuple(answers), "unknown")  # type: ignore[arg-type]


def _size(record: Record, leaf: Reason, _: Assumed) -> str | None:
    claim = _claim(leaf)
    it = record.incidents.get(claim.about)
    if it is None or claim.limit is None:
        return None
    count = it.sizes.get(claim.on[0])
    low, high = (count.low, count.high) if count is not None else (0, None)
    return "true" if low >= claim.limit else "false" if high is not None and high < claim.limit else "unknown"


def _entry(record: Record, leaf: Reason, _: Assumed) -> str | None:
    """That nothing is on record only a complete register says; that something is, some entry must show."""
    claim, it = _claim(leaf), record.incidents.get(_claim(leaf).about)
    if it is None or claim.on[0] == "in_order":
        return None if it is not None else "asked of nothing on record"
    complete = claim.on[1] != "" and record.complete(claim.on[1], claim.on[2], claim.when or it.when)
    if not leaf.rests_on:
        return "false" if complete else "unknown"
    if leaf.truth == "false" and not complete:
        return "not to be denied: the register is not declared complete"
    if leaf.truth == "true":
        return None if any(_may_show(record, claim.on[0], name, it) for name in leaf.rests_on) else "shown by no entry"
    return None


def _may_show(record: Record, what: str, name: str, it: Incident) -> bool:
    """Whether an entry may be what is asked for: its time and its author do not stand against it."""
    able, when = record.authors(it.id), it.when
    for notice in record.facts.notices:
        if notice.id == name:
            return what == "notified" and notice.act == it.act and notice.by in able and covers(notice.when, when)
    for act in record.facts.acts:
        if act.id == name and act.at <= record.as_of and what in {"before", "after", "answered"}:
            first, second = (act.when, when) if what != "after" else (when, act.when)
            return first.end is not None and second.start is not None and first.end <= second.start
        if act.id == name and act.at <= record.as_of:
            return covers(act.when, when) and act.about in {"", it.act}
    return False


def _judged(record: Record, leaf: Reason, _: Assumed) -> str | None:
    (question, body), about = _claim(leaf).on, _claim(leaf).about
    fit = [each for each in record.facts.judgements if (each.question, each.body) == (question, body)]
    fit = [each for each in fit if each.about in ("", about, f"incident:{about}") and each.at <= record.as_of]
    last = max(fit, key=lambda each: (each.about != "", each.at, each.id), default=None)
    return {"yes": "true", "no": "false"}.get(last.answer, "unknown") if last is not None else "unknown"


def _complete(record: Record, leaf: Reason, _: Assumed) -> str | None:
    able = {name for name, each in record.text.parties.items() if each.role in {"body", "monitor"}}
    about = record.term.id, f"party:{_claim(leaf).on[0]}"
    fit = [each for each in record.facts.judgements if (each.question, each.about) == about and each.body in able]
    fit = [each for each in fit if each.at <= record.as_of]
    last = max(fit, key=lambda each: (each.at, each.id), default=None)
    return "unknown" if last is None else "true" if last.answer == "yes" else None


def _open(record: Record, leaf: Reason, assumed: Assumed) -> str | None:
    said = record.read(_claim(leaf).on[0], assumed)
    return _one({{"yes": True, "no": False}.get(str(each)) for each in said} or {None})


def _counted(record: Record, leaf: Reason, _: Assumed) -> str | None:
    tally = record.tallies.get(_claim(leaf).on[0])
    return "true" if tally is not None and tally.count is not None and tally.count.low > 0 else "unknown"


def _watched(record: Record, leaf: Reason, _: Assumed) -> str | None:
    """The share of watch added up again, where every watch names the place itself; and what it says of the need.

    Where they name other ground, a share that says what the leaf says is handed back.
    """
    claim, must = _claim(leaf), record.term.must
    need = WHOLE if claim.kind == "unseen" else record.standard.kept_needs_watch
    if claim.limit != need or claim.low is None:
        return f"needed are {need}"
    act = next(each.do for each in (must, record.term.must_not, record.term.at_most) if each is not None)
    share = _share(record, claim.on[0], act, record.finding.subject.when)
    if share is not None and abs(share - claim.low) > 1:
        return f"watched {share}"
    says = ("false" if claim.kind == "unseen" else "true") if claim.low >= need else "unknown"
    return says if share is not None or says != leaf.truth else None


def _share(record: Record, place: str, act: str, span: Interval) -> int | None:
    """Parts per million of a time in which a place was watched for an act; none where that is a question of ground."""
    fit = [each for each in record.facts.watches if each.method in record.standard.confirmed_by and act in each.acts]
    fit = [each for each in fit if each.observer not in record.parties and each.when.meets(span)]
    if not place or span.start is None or span.end is None or span.start >= span.end:
        return 0
    if any(each.where != InPlace(place=place) for each in fit):
        return None
    end = max(span.start, min(span.end, record.as_of))
    sides = (side for each in fit for when in (each.when, *each.interrupted) for side in (when.start, when.end))
    marks = sorted({span.start, end, *(side for side in sides if side is not None and span.start < side < end)})
    total = sum(((right - left) * _at_work(fit, left) for left, right in pairwise(marks)), timedelta())
    return total // (span.end - span.start)


def _at_work(watches: list[Watch], at: datetime) -> int:
    on = [each for each in watches if each.when.holds(at) and not any(gap.holds(at) for gap in each.interrupted)]
    return max((each.share for each in on), default=0)


def _unknown(_record: Record, _leaf: Reason, _: Assumed) -> str | None:
    return "unknown"


def _not_again(_record: Record, _leaf: Reason, _: Assumed) -> str | None:
    return None


ANSWERS: Mapping[str, Callable[[Record, Reason, Assumed], str | None]] = {
    "always": lambda record, _leaf, _: "true" if record.term.during is None else "false",
    "version": _not_again,
    "clock": _clock,
    "author": _author,
    "proof": _proof,
    "class": _class,
    "inside": _inside,
    "crossed": _not_again,
    "nearer": _nearer,
    "size": _size,
    "entry": _entry,
    "judged": _judged,
    "open": _open,
    "whole": _unknown,
    "prevails": _unknown,
    "counted": _counted,
    "watched": _watched,
    "unseen": _watched,
    "undisturbed": _unknown,
    "complete": _complete,
    "running": _unknown,
    "cap": _not_again,
}
"""Every kind of leaf; one that is not here is refused."""
