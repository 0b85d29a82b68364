"""Parts of periods, stretches counted from publication, bare lengths, what recurs, and what is only vaguely said."""

import re
from datetime import date, timedelta

from servanda.statements.dates.calendar import between, bounds, plus, third
from servanda.statements.dates.months import unit_value, weekend
from servanda.statements.dates.scene import Answer, Scene, unanchored
from servanda.statements.dates.words import lists

_ISO = {"H": "PT{}H", "D": "P{}D", "W": "P{}W", "M": "P{}M", "Y": "P{}Y"}
_IN_MONTHS = {"6M": 6, "Q": 3}
_HOURS = 24
_MONTH_FOLLOWS = re.compile(r"o?h?[AM]")


def shifted(scene: Scene, start: int, end: int) -> Answer | None:
    """*Last week*; after *over*, the week that ends on the day of publication."""
    if scene.letters[start] == "V" and scene.words[start].fold not in lists()["within"]:
        return None
    start += scene.letters[start] in "hV"
    shift = int(scene.words[start].value)
    if _MONTH_FOLLOWS.match(scene.letters, end):
        return None
    if _several(scene, start, end):
        return _stretch(scene, shift, 0, "D") if shift else None
    if shift and scene.before(start) in "gl" and scene.in_latin:
        return _stretch(scene, shift, *_length(scene, start, end))
    return unit_value(scene, scene.words[end - 1].value or "Y", shift)


def _several(scene: Scene, start: int, end: int) -> bool:
    """*Last weeks*, *минулих тижнів*; but *на минулому тижні* is one."""
    shift, unit = scene.words[start].fold, scene.words[end - 1].fold
    return unit in lists()["plural"] and (unit.isascii() or shift.endswith(("х", "ми")))


def part(scene: Scene, start: int, end: int, target: Answer) -> Answer | None:
    """*Early February*, *by the end of the year*: a third of what stands after it."""
    which = scene.first("E", start, end)
    if not target.value:
        return Answer(relative=target.relative, problem=target.problem)
    ends = bounds(target.value)
    if ends is None:
        return target if target.value.startswith(("[", "X")) else None
    if ends[0] == ends[1]:
        return target
    if which == "late" and scene.before(start) in "tP":
        return Answer(ends[1].isoformat(), relative=target.relative)
    return Answer(third(which, target.value), approx=True, relative=target.relative)


def bare_unit(scene: Scene, place: int) -> Answer:
    """*The year*, *the week* after *by the end of*: the present one."""
    return unit_value(scene, scene.words[place].value or "Y", 0)


def half(scene: Scene, start: int, _end: int, target: Answer) -> Answer | None:
    """*The first half of 2026*: months of a year, days of a month."""
    ends = bounds(target.value)
    number = scene.words[start].value
    if ends is None or number not in {"1", "2"}:
        return None
    first, last = ends
    if (last - first).days > 300:  # noqa: PLR2004 - a year
        months = "01/{0}-06" if number == "1" else "07/{0}-12"
        return Answer(f"{first.year}-{months.format(first.year)}", relative=target.relative)
    middle = first + (last - first) // 2
    days = (first, middle) if number == "1" else (middle + timedelta(days=1), last)
    return Answer(between(*days), approx=True, relative=target.relative)


def part_of_day(scene: Scene, start: int, _end: int) -> Answer | None:
    """*This morning*, *last night*: today and the day before."""
    shift = int(scene.words[start].value)
    if scene.today is None:
        return unanchored()
    day = scene.today + timedelta(days=shift)
    return Answer(day.isoformat(), approx=shift < 0, relative=True)


def ago(scene: Scene, start: int, end: int) -> Answer | None:
    """*Two weeks ago*."""
    return _moved(scene, -1, *_length(scene, start, end - 1))


def hence(scene: Scene, start: int, end: int) -> Answer | None:
    """*In two weeks*; counted from publication unless another event is named."""
    folds = [one.fold for one in scene.words[start:end]]
    if scene.letters[start] == "b" and (not folds[0].isascii() or "the" in folds):
        return None
    count, unit = _length(scene, start, end)
    if _hangs_on_event(scene, end):
        return Answer(kind="RELATIVE", duration=_duration(count, unit), problem="not-from-publication")
    return _moved(scene, 1, count, unit)


def rolling(scene: Scene, start: int, end: int) -> Answer | None:
    """*The last two weeks*, *the coming month*: up to the day of publication, or from it."""
    place = next(at for at in range(start, end) if scene.letters[at] in "OX")
    shift = int(scene.words[place].value)
    if shift == 0 or _MONTH_FOLLOWS.match(scene.letters, end):
        return None
    return _stretch(scene, shift, *_length(scene, start, end))


def during(scene: Scene, start: int, end: int) -> Answer | None:
    """*Within 30 days*, *протягом року*: the verb says whether back or ahead; without one, only a length."""
    count, unit = _length(scene, start, end)
    if unit == "D" and end - start == 2 + scene.letters[start:end].count("h") and count == 1:
        return Answer(scene.today.isoformat(), relative=True) if scene.today else unanchored()
    if unit == "E":
        return weekend(scene.today, scene.tense(start, end)) if scene.today else unanchored()
    if _hangs_on_event(scene, end):
        return Answer(kind="DURATION", duration=_duration(count, unit), problem="not-from-publication")
    sign = scene.tense(start, end)
    if sign == 0 or unit == "H":
        return Answer(kind="DURATION", duration=_duration(count, unit))
    return _stretch(scene, sign, count, unit)


def length(scene: Scene, start: int, end: int) -> Answer | None:
    """A bare length: *for two weeks*, *a 72-hour ceasefire*."""
    if stated := scene.first("Z", start, end):
        return Answer(kind="DURATION", duration=stated)
    if scene.letters[start] in "lb" and not _one_of_it(scene, start, end):
        return None
    several = "x" in scene.letters[start:end]
    return Answer(kind="DURATION", duration="" if several else _duration(*_length(scene, start, end)))


def _one_of_it(scene: Scene, start: int, end: int) -> bool:
    """*For a month*, *на рік*: one of the unit; a number of them; but not *for the month* nor *in the year*."""
    if any(letter in "dn" for letter in scene.letters[start:end]):
        return True
    words = [one.fold for one in scene.words[start:end]]
    return words[0] in lists()["lasting"] and words[-1] in lists()["singular"] and "the" not in words


def recurring(_scene: Scene, _start: int, _end: int) -> Answer | None:
    """*Every Tuesday*, *daily*: no single date."""
    return Answer(kind="SET")


def vague(scene: Scene, start: int, _end: int) -> Answer | None:
    """*Recently*, *for now*, *soon*: a side of the day of publication, or of something else."""
    which = scene.words[start].value
    if which == "other":
        return Answer(kind="RELATIVE", problem="not-from-publication")
    if scene.today is None:
        return unanchored("VAGUE")
    today = scene.today.isoformat()
    value = {"recent": f"../{today}", "now": today, "soon": f"{today}/.."}[which]
    return Answer(value, kind="VAGUE", approx=True, relative=True)


def _length(scene: Scene, start: int, end: int) -> tuple[int, str]:
    """How many of which unit; 0 for several, and for *days*, *weeks* without a number."""
    place = next(at for at in range(start, end) if scene.letters[at] in "UY")
    unit = scene.words[place].value or "Y"
    bare = "0" if scene.words[place].fold in lists()["plural"] else "1"
    count = next((scene.words[at].value for at in range(start, end) if scene.letters[at] in "dn"), bare)
    return int(count), unit


def _duration(count: int, unit: str) -> str:
    if unit in _IN_MONTHS:
        count, unit = count * _IN_MONTHS[unit], "M"
    return _ISO[unit].format(count) if count and unit in _ISO else ""


def _moved(scene: Scene, sign: int, count: int, unit: str) -> Answer | None:
    """A day some way from publication, as exact as the unit: a month for months, a year for years."""
    duration = _duration(count, unit)
    if unit == "E":
        return None
    if scene.today is None:
        return unanchored(duration=duration)
    today = scene.today
    if count == 0 or unit == "H":
        side = f"../{today.isoformat()}" if sign < 0 else f"{today.isoformat()}/.."
        return Answer(side, kind="VAGUE", duration=duration, approx=True, relative=True)
    day = plus(today, sign * count, unit)
    if day is None:
        return None
    value = day.isoformat()[: {"D": 10, "W": 10, "Y": 4}.get(unit, 7)]
    return Answer(value, duration=duration, approx=unit != "D", relative=True)


def _stretch(scene: Scene, sign: int, count: int, unit: str) -> Answer | None:
    duration = _duration(count, unit)
    if scene.today is None:
        return unanchored("DURATION", duration)
    days = unit == "H"
    other = plus(scene.today, sign * (-(-count // _HOURS) if days else count), "D" if days else unit)
    if other is None:
        return None
    if count == 0:
        value = f"../{scene.today.isoformat()}" if sign < 0 else f"{scene.today.isoformat()}/.."
    else:
        value = _from_to(min(scene.today, other), max(scene.today, other))
    return Answer(value, kind="DURATION", duration=duration, approx=True, relative=True)


def _from_to(first: date, last: date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"


def _hangs_on_event(scene: Scene, end: int) -> bool:
    """Whether a length is counted from something named after it: *after*, *of the signing*, *з дня*."""
    return end < len(scene.words) and scene.words[end].fold in lists()["anchors"]
