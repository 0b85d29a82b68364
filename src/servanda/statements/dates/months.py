"""Months, years, seasons, quarters, and what *last*, *this*, *next* make of a unit."""

from datetime import date, timedelta

from servanda.statements.dates.calendar import WEEK, between, bounds, one_of, week_of
from servanda.statements.dates.points import dated
from servanda.statements.dates.scene import Answer, Scene, unanchored, year_of

LICENCE = "btfglpPTwXOExo"
"""Words that may stand before a month or season without a number."""
_NEAR_MONTHS = 5
_QUARTERS = 33
_SEASONS = 21
_WINTER = 4


def month(scene: Scene, start: int, end: int) -> Answer | None:
    """A month, with or without its year."""
    number = int(scene.first("M", start, end) or scene.first("A", start, end))
    year, counted = year_of(scene, start, end)
    if year is not None:
        return Answer(f"{year:04d}-{number:02d}", relative=counted)
    opens_stretch = scene.letters[end : end + 1] == "x" and scene.letters[end + 1 : end + 2] in {"A", "M"}
    if scene.letters[start] != "X" and scene.before(start) not in LICENCE and not opens_stretch:
        return None
    if scene.today is None:
        return Answer(f"XXXX-{number:02d}", problem="no-publication-date")
    here = scene.today.year * 12 + scene.today.month - 1
    months = [(scene.today.year + shift) * 12 + number - 1 for shift in (-1, 0, 1)]
    shift = int(scene.first("X", start, end) or 0)
    sign = shift or scene.tense(start, end)
    told = _nearest([one - here for one in months], sign, near=_NEAR_MONTHS, strict=bool(shift))
    values = [f"{(here + one) // 12:04d}-{(here + one) % 12 + 1:02d}" for one in told]
    return Answer(one_of(values), relative=True, problem="" if len(values) == 1 else "which-year")


def _nearest(distances: list[int], sign: int, *, near: int, strict: bool = False) -> list[int]:
    """Which of several distances are meant: a near one unless the verb points away from it, else the side it tells."""
    if 0 in distances and not strict:
        return [0]
    past = max((one for one in distances if one < 0), default=None)
    coming = min((one for one in distances if one > 0), default=None)
    both = [one for one in (past, coming) if one is not None]
    told = [one for one in both if one * sign > 0]
    close = [one for one in both if abs(one) <= near]
    if strict or len(close) != 1:
        return told or both
    return close if not sign or close == told else both


def year(scene: Scene, start: int, end: int) -> Answer | None:
    """A year or a decade."""
    if decade := scene.first("C", start, end):
        return Answer(decade)
    stated, counted = year_of(scene, start, end)
    if stated is None:
        return unanchored() if counted else None
    marked = end - start > 1 or counted or scene.letters[end : end + 3] == "xyY"
    if not marked and (scene.before(start) not in "btfglpPTwxoE" or _counts_things(scene, start, end)):
        return None
    return Answer(f"{stated:04d}", relative=counted)


def _counts_things(scene: Scene, start: int, end: int) -> bool:
    """Whether a bare figure is an amount: before a plural, or in Cyrillic without the word for year."""
    previous = scene.words[start - 1].fold if start else ""
    follows = scene.words[end].fold if end < len(scene.words) else ""
    return not previous.isascii() or (follows.isalpha() and follows.endswith("s"))


def week_with(scene: Scene, start: int, end: int) -> Answer | None:
    """*The week of 12 April*."""
    found = dated(scene, scene.letters.index("o", start) + 1, end) if scene.words[start].value == "W" else None
    ends = bounds(found.value) if found else None
    if found is None or ends is None:
        return None
    return Answer(between(*week_of(ends[0])), relative=found.relative, problem=found.problem)


def weekend(today: date, sign: int) -> Answer:
    """The weekend that the verb speaks of; both where it does not say."""
    saturday = today + timedelta(days=(WEEK - 2 - today.weekday()))
    past = saturday if saturday <= today else saturday - timedelta(days=WEEK)
    days = [past] if sign < 0 else [saturday] if sign > 0 else [past, saturday]
    values = [between(one, one + timedelta(days=1)) for one in dict.fromkeys(days)]
    return Answer(one_of(values), relative=True, problem="" if len(values) == 1 else "which-week")


def season(scene: Scene, start: int, end: int) -> Answer | None:
    """A season, with or without its year; a winter without one runs from December to February."""
    number = int(scene.first("S", start, end) or scene.first("s", start, end))
    stated, counted = year_of(scene, start, end)
    if stated is not None:
        return Answer(f"{stated:04d}-{_SEASONS + number - 1}", relative=counted)
    follows = scene.letters[end : end + 1]
    bare = scene.letters[start] == "s"
    if bare and (scene.before(start) not in LICENCE or follows == "o"):
        return None
    if scene.today is None:
        return Answer(f"XXXX-{_SEASONS + number - 1}", problem="no-publication-date")
    return _near_season(scene, (start, end), number)


def _near_season(scene: Scene, place: tuple[int, int], number: int) -> Answer:
    today = scene.today or date.min
    here = today.year * 4 + today.month // 3  # winter is 0 and belongs to the year in which it ends
    ahead = (number - here) % 4
    distances = [ahead - 4, ahead] if ahead else [-4, 0, 4]
    shift = scene.first("X", *place)
    told = _shifted(here, number, int(shift)) if shift else _nearest(distances, scene.tense(*place), near=1)
    values = [_season_value(here + one) for one in told]
    return Answer(one_of(values), relative=True, problem="" if len(values) == 1 else "which-year")


def _shifted(here: int, number: int, shift: int) -> list[int]:
    """*Last*, *this*, *next* summer: of this year or of the one beside it; both where both lie on that side."""
    this = here // 4 * 4 + number % 4 - here
    other = this + 4 * shift
    if number == _WINTER or shift == 0:
        return [other]
    return sorted([this, other]) if this * shift > 0 else [other]


def _season_value(count: int) -> str:
    year, which = divmod(count, 4)
    return f"{year:04d}-{_SEASONS + which - 1}" if which else f"{year - 1:04d}-12/{year:04d}-02"


def quarter(scene: Scene, start: int, end: int) -> Answer | None:
    """A quarter of a year; codes 33 to 36 of ISO 8601-2."""
    if scene.letters[start] == "q" and scene.words[start + 1].value != "Q":
        return None
    number = int(scene.first("K", start, end) or scene.first("q", start, end))
    stated, counted = year_of(scene, start, end)
    if stated is None:
        if scene.today is None:
            return unanchored()
        stated, counted = scene.today.year, True
    return Answer(f"{stated:04d}-{_QUARTERS + number - 1}", relative=counted)


def unit_value(scene: Scene, unit: str, shift: int) -> Answer:
    """*This week*, *last month*, *next quarter*, *this weekend*."""
    today = scene.today
    if today is None:
        return unanchored()
    if unit == "D":
        return Answer(kind="RELATIVE", problem="not-from-publication")
    if unit in {"W", "E"}:
        monday, sunday = week_of(today + timedelta(days=WEEK * shift))
        return Answer(between(monday if unit == "W" else sunday - timedelta(days=1), sunday), relative=True)
    if unit == "Q":
        count = today.year * 4 + (today.month - 1) // 3 + shift
        return Answer(f"{count // 4:04d}-{_QUARTERS + count % 4}", relative=True)
    if unit == "Y":
        return Answer(f"{today.year + shift:04d}", relative=True)
    count = today.year * 12 + today.month - 1 + shift
    return Answer(f"{count // 12:04d}-{count % 12 + 1:02d}", relative=True)
