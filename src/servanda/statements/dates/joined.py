"""Two dates joined to a stretch or a set, and one date with *since*, *until*, *after*, *before*."""

import re
from collections.abc import Callable

from servanda.statements.dates.calendar import all_of, bounds, one_of
from servanda.statements.dates.points import day_in_month
from servanda.statements.dates.scene import Answer, Scene, year_of

_YEAR = re.compile(r"\d{4}-")
_Point = Callable[[Scene, int], tuple[Answer, int] | None]


def days_of_one_month(scene: Scene, start: int, end: int) -> Answer | None:
    """*6–8 January*, *6 and 7 January*, *6 or 7 January*."""
    days = [int(one) for one in scene.values("d", start, end)]
    month = int(scene.first("M", start, end) or scene.first("A", start, end))
    year, counted = year_of(scene, start, end)
    told = [day_in_month(scene, (start, end), (year, month, day), counted=counted) for day in days]
    values = [one.value for one in told]
    if not all(values) or any("[" in value for value in values):
        return next((one for one in told if not one.value or "[" in one.value), None)
    join = next(letter for letter in reversed(scene.letters[start:end]) if letter in "xjtTi")
    lead = scene.before(start)
    relative, problem = told[0].relative, told[0].problem
    if join == "i":
        return Answer(one_of(values), relative=relative, problem=problem)
    if join == "j" and lead != "w":
        return Answer(all_of(values), relative=relative, problem=problem)
    if days[-1] < days[0]:
        return Answer(problem="no-such-day")
    return Answer(f"{values[0]}/{values[-1]}", relative=relative, problem=problem)


def combined(scene: Scene, lead: str, answer: Answer, end: int, point: _Point) -> tuple[Answer, int] | None:
    """A stretch from one date to another; none unless a joining word and a second date follow."""
    join = scene.letters[end : end + 1]
    allowed = {"": "xT", "f": "xTtj", "w": "j"}.get(lead, "")
    if not join or join not in allowed or (join == "j" and lead != "w") or answer.kind != "DATE":
        return None
    after = end + 1 + (scene.letters[end + 1 : end + 2] == "h")
    second = point(scene, after) if after < len(scene.letters) else None
    if second is None or second[0].kind != "DATE":
        return None
    value = _stretch(*_with_one_year(answer, second[0]))
    if not value:
        return None
    problem = answer.problem or second[0].problem
    relative = answer.relative or second[0].relative
    return Answer(value, relative=relative, approx=answer.approx or second[0].approx, problem=problem), second[1]


def _with_one_year(first: Answer, second: Answer) -> tuple[str, str]:
    """Both values; a year stated with one of them holds for the other, over the turn of the year if need be."""
    if first.relative and not second.relative and _YEAR.match(second.value):
        begins = _in_year(first.value, int(second.value[:4]))
        return (begins if begins <= second.value else _in_year(first.value, int(second.value[:4]) - 1)), second.value
    if second.relative and not first.relative and _YEAR.match(first.value):
        ends = _in_year(second.value, int(first.value[:4]))
        return first.value, ends if ends >= first.value else _in_year(second.value, int(first.value[:4]) + 1)
    return first.value, second.value


def _in_year(value: str, year: int) -> str:
    return f"{year:04d}{value.strip('[').split(',')[0][4:]}"


def _stretch(first: str, last: str) -> str:
    """From one value to another; nothing if it would run backwards."""
    begins, ends = bounds(first), bounds(last)
    if begins is None or ends is None:
        return ""
    return f"{first.split('/', maxsplit=1)[0]}/{last.rsplit('/', maxsplit=1)[-1]}" if begins[0] <= ends[1] else ""


def directed(lead: str, answer: Answer) -> Answer:
    """A side of a date: *since* it, *until* it, *after* it, *before* it; a set stays a set."""
    ends = bounds(answer.value)
    if ends is None or answer.kind != "DATE":
        return answer
    first, last = (part for part in (answer.value.split("/") * 2)[:2])
    value = {"f": f"{first}/..", "p": f"{last}/..", "t": f"../{last}", "P": f"../{first}"}[lead]
    return Answer(value, approx=answer.approx, relative=answer.relative, problem=answer.problem)
