"""A window whose beginning and end wait for one event that is not on record is not known: it is not certainly shut."""

from datetime import UTC, datetime

import pytest

from servanda.findings import judge
from servanda.incidents import detect
from servanda.records.agreement import Act, Agreement, Clock, During, Party, Proof, Term
from servanda.records.commitment import Event, EventState
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.observation import Observation
from servanda.records.place import Disc, Point
from servanda.records.time import Interval

NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)
NIGHT = datetime(2031, 3, 15, tzinfo=UTC)
TEXT = Agreement(
    id="window",
    version="1",
    title={"en": "Window"},
    kind="peace",
    status="in_force",
    support=["text:window"],
    parties={name: Party(name={"en": name}, role="party") for name in ("A", "B")},
    clocks={"begin": Clock(event="signature"), "end": Clock(after="begin", plus="P30D")},
    proof={"seen": Proof(confirmed_by=["camera"], kept_needs_watch=800_000)},
    terms=[
        Term(
            id="no-fire",
            cite="art. 1",
            says={"en": "No fire."},
            binds=["A"],
            must_not=Act(do="fire"),
            during=During(from_="begin", until="end"),
            proof="seen",
        )
    ],
)


def shot(by: list[str]) -> Observation:
    return Observation(
        id="o",
        observer="camera-1",
        method="camera",
        verb="recorded",
        origin="camera-1",
        act="fire",
        where=Disc(at=Point(lat_e7=1, lon_e7=1), radius_m=50),
        when=Interval(start=NOON, end=NOON),
        by=by,
        recorded_at=NIGHT,
    )


def found(by: list[str], signed_on: str = "") -> Finding:
    states = [EventState(value="true", known_on=NOON, occurred_on=signed_on)] if signed_on else []
    events = [Event(id="signature", says={"en": "Signature."}, states=states)]
    seen = [shot(by)]
    facts = Facts(
        observations=seen, incidents=list(detect(seen, parties=["A", "B"], decisions=[], places={})), events=events
    )
    (finding,) = judge(TEXT, facts, as_of=NIGHT, window=None)
    return finding


@pytest.mark.parametrize(
    ("signed_on", "verdict", "hinges"),
    [
        ("", "undetermined", [("pending_clock", "signature")]),
        ("2031-03-01", "breached", []),
        ("2031-01-01", "not_in_force", []),
    ],
)
def test_the_event_decides_and_its_absence_decides_nothing(
    signed_on: str, verdict: str, hinges: list[tuple[str, str]]
) -> None:
    finding = found(["A"], signed_on)
    assert finding.outcome.verdict == verdict
    assert [(hinge.cause, hinge.on) for hinge in finding.hinges] == hinges


def test_nobody_is_established_while_somebody_else_may_have_done_it() -> None:
    """Only A is bound, so only A can be answerable; that B may have fired keeps A from being established."""
    outcome = found([], "2031-03-01").outcome
    assert (outcome.verdict, outcome.by, outcome.attribution) == ("undetermined", ["A"], "undetermined")
    assert found(["A"], "2031-03-01").outcome.attribution == "established"
