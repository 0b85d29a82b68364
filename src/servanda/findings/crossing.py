"""Whether something went across a line of the instrument: by its track, or because an observer at the line says so."""

import msgspec

from servanda.findings.docket import Docket
from servanda.findings.ground import drawable, drawn_behind, undefined_hinges, under_readings
from servanda.findings.question import Question
from servanda.geo import Chance, crosses, has_shape
from servanda.logic import NO, YES, Expression, unknown
from servanda.records.finding import Claim, Hinge
from servanda.records.incident import Incident
from servanda.records.place import InPlace, Region
from servanda.wording import say


def has_crossed(line: str, incident: Incident, docket: Docket) -> Question:
    """Whether it crossed a line; where the text leaves the line open, under each of its readings."""
    drawn = drawn_behind(line, docket)
    hinges = [] if drawn == {"": line} else undefined_hinges(line, docket)
    hinges += [(f"across:{name}", _hinge(name, incident, docket)) for name in sorted(set((drawn or {}).values()))]
    return Question(
        say("findings.asks_crossed", place=docket.call(line)),
        answer=under_readings(line, drawn, lambda name: _crossed(name, incident, docket), docket),
        rests_on=tuple(sorted(incident.observations)),
        hinges=tuple(hinges),
        claim=Claim(kind="crossed", on=[line], about=incident.id),
    )


def _crossed(line: str, incident: Incident, docket: Docket) -> Expression:
    """By all its regions: one track that certainly crossed is enough, unless they contradict each other."""
    if not _measurable(line, incident, docket):
        return YES if _at(line, incident) else unknown(f"across:{line}")
    answers = {_one(line, region, docket) for region in incident.where}
    decided = answers - {None}
    if len(decided) == 1 and not (incident.contradictory and None in answers):
        return YES if decided.pop() else NO
    return unknown(f"across:{line}")


def across_key(line: str) -> str:
    """Under which name the docket remembers whether a region lay across a line."""
    return f"across {line}"


def _one(line: str, region: Region, docket: Docket) -> bool | None:
    key = (across_key(line), msgspec.json.encode(region))
    if key not in docket.measured:
        docket.measured[key] = _answer(crosses(region, docket.place(line), docket.places))
    return docket.measured[key].certain


def _answer(crossed: bool | None) -> Chance:  # noqa: FBT001 - an answer, not a switch
    return Chance(ppm=1_000_000 if crossed else 0, certain=crossed)


def _at(line: str, incident: Incident) -> bool:
    return any(isinstance(region, InPlace) and region.place == line for region in incident.where)


def _measurable(line: str, incident: Incident, docket: Docket) -> bool:
    somewhere = bool(incident.where) and has_shape(docket.place(line))
    return somewhere and all(drawable(region, docket) for region in incident.where)


def _hinge(line: str, incident: Incident, docket: Docket) -> Hinge:
    place = docket.call(line)
    if _measurable(line, incident, docket):
        return Hinge(cause="measurement", on=line, says=say("findings.hinge_crossed", place=place))
    return Hinge(cause="missing_evidence", on=line, says=say("findings.hinge_where_line", place=place))
