"""No person crosses the line unless authorised: tracks, the author, and the register of the commission."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from servanda.findings import judge
from servanda.incidents import detect
from servanda.records.agreement import (
    Act,
    Agreement,
    Clock,
    Condition,
    During,
    Exemption,
    OpenTerm,
    Party,
    Place,
    Proof,
    Reading,
    Term,
    Where,
)
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.observation import Observation, Register
from servanda.records.place import Path, Point
from servanda.records.time import Interval

TEN = datetime(2031, 3, 14, 10, tzinfo=UTC)
LATER = TEN + timedelta(days=1)
LINE = Place(
    name={"en": "the line"},
    is_="line",
    shapes=[[Point(lat_e7=468_000_000, lon_e7=-300_000_000), Point(lat_e7=472_000_000, lon_e7=-300_000_000)]],
)
UNLESS = Exemption(id="mac", cite="para. 7", says={"en": "By leave."}, when=Condition(authorised_by="MAC"))
TEXT = Agreement(
    id="line",
    version="1",
    title={"en": "Line"},
    kind="peace",
    status="in_force",
    support=["text:line"],
    parties={name: Party(name={"en": name}, role="party") for name in ("NORTH", "SOUTH")}
    | {"MAC": Party(name={"en": "Commission"}, role="body")},
    places={"mdl": LINE},
    clocks={"start": Clock(at=TEN - timedelta(days=9))},
    proof={"seen": Proof(confirmed_by=["camera"], kept_needs_watch=800_000)},
    terms=[
        Term(
            id="no-crossing",
            cite="para. 7",
            says={"en": "Nobody crosses."},
            binds=["NORTH", "SOUTH"],
            must_not=Act(do="cross"),
            where=Where(crosses="mdl"),
            during=During(from_="start"),
            unless=[UNLESS],
            proof="seen",
        )
    ],
)
COMPLETE = Register(
    id="r",
    of="authorisations",
    to="MAC",
    when=Interval(start=TEN - timedelta(days=1), end=LATER),
    declared_by="MAC",
    at=LATER,
)


def seen(*east_m: int, speed: int | None = 2, by: tuple[str, ...] = ("NORTH",)) -> Observation:
    moments = [TEN + timedelta(minutes=10 * number) for number in range(len(east_m))]
    points = [Point(lat_e7=470_000_000, lon_e7=-300_000_000 + round(each * 132.1)) for each in east_m]
    return Observation(
        id="o1",
        observer="camera-1",
        method="camera",
        verb="recorded",
        origin="camera-1",
        act="cross",
        where=Path(points=points, sigma_m=10, moments=moments, speed_max_mps=speed),
        when=Interval(start=TEN, end=moments[-1]),
        by=list(by),
        recorded_at=LATER,
    )


def judged(observation: Observation, text: Agreement = TEXT, *, complete: bool = True) -> list[Finding]:
    incidents = list(detect([observation], parties=["NORTH", "SOUTH"], decisions=[], places=text.places))
    facts = Facts(observations=[observation], incidents=incidents, registers=[COMPLETE] if complete else [])
    return list(judge(text, facts, as_of=LATER, window=None))


@pytest.mark.parametrize(
    ("observation", "complete", "verdict", "hinges"),
    [
        (seen(-500, 500), True, "breached", []),
        (seen(-500, 500), False, "undetermined", ["missing_evidence"]),
        (seen(-500, 500, speed=None), True, "undetermined", ["measurement"]),
        (seen(-200, -150), True, "undetermined", ["measurement"]),
    ],
)
def test_one_fact_more_or_less(observation: Observation, complete: bool, verdict: str, hinges: list[str]) -> None:  # noqa: FBT001
    (finding,) = judged(observation, complete=complete)
    assert (finding.outcome.verdict, [hinge.cause for hinge in finding.hinges]) == (verdict, hinges)


def test_who_crossed_may_stay_open_where_that_he_crossed_does_not() -> None:
    (finding,) = judged(seen(-500, 500, by=()))
    assert (finding.outcome.verdict, finding.outcome.attribution) == ("breached", "undetermined")


def test_a_walk_that_cannot_have_reached_the_line_is_not_spoken_of() -> None:
    assert judged(seen(-3000, -2500)) == []


def test_an_open_line_gives_a_verdict_for_each_reading() -> None:
    east = [Point(lat_e7=each.lat_e7, lon_e7=each.lon_e7 + 3_000_000) for each in LINE.shapes[0]]
    says = {"en": "?"}
    readings = {name: Reading(says=says, value=f"mdl-{name}") for name in ("here", "there")}
    text = msgspec.structs.replace(
        TEXT,
        places={
            "mdl": Place(name={"en": "the line"}, is_="line", open="which"),
            "mdl-here": LINE,
            "mdl-there": msgspec.structs.replace(LINE, shapes=[east]),
        },
        open={"which": OpenTerm(question=says, kind="place", readings=readings)},
    )
    (finding,) = judged(seen(-500, 500), text)
    assert {(one.readings["which"], one.verdict) for one in finding.by_reading} == {
        ("here", "breached"),
        ("there", "kept"),
    }
