"""Days: in words, in figures, beside *today*, as days of the week."""

import itertools
import re
from datetime import date, timedelta

from servanda.statements.dates.calendar import WEEK, day_of, one_of
from servanda.statements.dates.scene import Answer, Scene, unanchored, year_of
from servanda.statements.dates.words import figures

AFTER = r"(?:m?o?y(?:Y|ku?)?|XY|r)"
"""A year after a month."""
DATED = rf"(?:[dq]o?[AM](?:u?{AFTER})?|Au?h?d(?:m?y)?|F|dzdz[dyn]|yzdzd)"
_ONE_DATE = re.compile(DATED)
_HALF_YEAR = range(150, 216)
"""Days from publication at which the same day of the year before or after may be meant as well."""


def dated(scene: Scene, start: int, end: int) -> Answer | None:
    """A day: in words or in figures."""
    letters = scene.letters[start:end]
    if "F" in letters:
        return _in_figures(scene, *figures(scene.first("F", start, end)))
    if "z" in letters:
        return _with_slashes(scene, start, end)
    if letters[0] == "A" and scene.before(start) == "b" and scene.words[start - 1].fold == "in":
        return None
    month = int(scene.first("M", start, end) or scene.first("A", start, end))
    year, counted = year_of(scene, start, end)
    day = int(scene.first("d", start, end) or scene.first("q", start, end))
    return day_in_month(scene, (start, end), (year, month, day), counted=counted)


def day_in_month(
    scene: Scene, place: tuple[int, int], when: tuple[int | None, int, int], *, counted: bool = False
) -> Answer:
    """A day of a month; where no year is stated, the nearest to publication, or both if either may be meant."""
    year, month, day = when
    if day_of(year or 2000, month, day) is None:
        return Answer(problem="no-such-day")
    if year is not None:
        return Answer(f"{year:04d}-{month:02d}-{day:02d}", relative=counted)
    if scene.today is None:
        return Answer(f"XXXX-{month:02d}-{day:02d}", problem="no-publication-date")
    days = [day_of(scene.today.year + shift, month, day) for shift in (-1, 0, 1)]
    near = sorted((abs((one - scene.today).days), one) for one in days if one)
    chosen = [one for distance, one in near if distance == near[0][0] or (distance in _HALF_YEAR and len(near) > 1)]
    if near[0][0] not in _HALF_YEAR:
        return Answer(near[0][1].isoformat(), relative=True)
    return _either(scene, place, sorted(set(chosen)))


def _either(scene: Scene, place: tuple[int, int], days: list[date]) -> Answer:
    sign = scene.tense(*place)
    told = [one for one in days if scene.today and (one - scene.today).days * sign > 0]
    values = [one.isoformat() for one in told or days]
    return Answer(one_of(values), relative=True, problem="" if len(values) == 1 else "which-year")


def _in_figures(scene: Scene, first: str, second: str, third: str, mark: str) -> Answer | None:
    """A date in one word; year first is plain, day first is the custom where Cyrillic is written with full stops."""
    if not mark:
        found = day_of(int(first), int(second), int(third))
        return Answer(found.isoformat()) if found else Answer(problem="no-such-day")
    custom = mark == "." and not scene.in_latin
    return _ordered(int(first), int(second), third, day_first=custom)


def _with_slashes(scene: Scene, start: int, end: int) -> Answer | None:
    words = scene.words[start:end]
    if any(left.end != right.start for left, right in itertools.pairwise(words)):
        return None
    parts = [one.fold for one in words if one.letter != "z"]
    if not all(part.isdecimal() for part in parts):
        return None
    if words[0].letter == "y":
        found = day_of(*(int(part) for part in parts))
        return Answer(found.isoformat()) if found else Answer(problem="no-such-day")
    return _ordered(int(parts[0]), int(parts[1]), parts[2], day_first=False) if len(parts[2]) in {2, 4} else None


def _ordered(first: int, second: int, year: str, *, day_first: bool) -> Answer | None:
    """Day and month in either order: both readings where both exist, unless custom settles it."""
    full = int(year) if len(year) > 2 else 2000 + int(year)  # noqa: PLR2004 - two figures
    problem = "" if len(year) > 2 else "two-digit-year"  # noqa: PLR2004 - the same
    readings = {day_of(full, second, first)}
    if not day_first:
        readings.add(day_of(full, first, second))
    days = sorted(one.isoformat() for one in readings if one)
    if not days:
        return Answer(problem="no-such-day")
    if len(days) > 1:
        return Answer(one_of(days), problem="order-ambiguous")
    return Answer(days[0], problem="two-digit-year" if problem else "")


def relative(scene: Scene, start: int, end: int) -> Answer | None:
    """*Today*, with the weekday and the date that stand beside it."""
    if scene.today is None:
        stated = _stated_beside(scene, start, end)
        return stated or unanchored()
    day = scene.today + timedelta(days=int(scene.first("R", start, end)))
    stated = _stated_beside(scene, start, end)
    weekday = scene.first("W", start, end)
    disagrees = (weekday and day.weekday() != int(weekday)) or (stated and stated.value != day.isoformat())
    return Answer(day.isoformat(), relative=True, problem="weekday-disagrees" if disagrees else "")


def _stated_beside(scene: Scene, start: int, end: int) -> Answer | None:
    found = _ONE_DATE.search(scene.letters, start, end)
    return dated(scene, found.start(), found.end()) if found else None


def weekday_date(scene: Scene, start: int, end: int) -> Answer | None:
    """A weekday with its date: the date counts, and a weekday that does not fit is told."""
    stated = _stated_beside(scene, start, end)
    if stated is None:
        return None
    try:
        day = date.fromisoformat(stated.value)
    except ValueError:
        return _settled(stated, int(scene.first("W", start, end)))
    if day.weekday() == int(scene.first("W", start, end)):
        return stated
    return Answer(f"{stated.value}?", relative=stated.relative, problem="weekday-disagrees")


def _settled(stated: Answer, weekday: int) -> Answer:
    """A weekday may settle which of several days is meant."""
    if not stated.value.startswith("["):
        return stated
    fit = [one for one in stated.value[1:-1].split(",") if date.fromisoformat(one).weekday() == weekday]
    return Answer(fit[0], relative=stated.relative) if len(fit) == 1 else stated


def weekday(scene: Scene, start: int, end: int) -> Answer | None:
    """A weekday: the nearest on the side of the verb; both weeks where nothing tells."""
    if scene.today is None:
        return unanchored()
    ahead = (int(scene.first("W", start, end)) - scene.today.weekday()) % WEEK
    days = _weekdays(scene, start, end, ahead)
    values = [(scene.today + timedelta(days=one)).isoformat() for one in days]
    return Answer(one_of(values), relative=True, problem="" if len(values) == 1 else "which-week")


def _weekdays(scene: Scene, start: int, end: int, ahead: int) -> list[int]:
    today = scene.today.weekday() if scene.today else 0
    if scene.letters[start] == "O":
        return [ahead or WEEK]
    if scene.letters[start] != "X":
        sign = scene.tense(start, end)
        return [0] if ahead == 0 else [ahead - WEEK] if sign < 0 else [ahead] if sign > 0 else [ahead - WEEK, ahead]
    shift = int(scene.first("X", start, end))
    in_week = (today + ahead) % WEEK - today
    if shift == 0:
        return [in_week]
    other = in_week + WEEK * shift
    same_side = in_week * shift > 0
    return sorted([in_week, other]) if same_side else [other]
