"""A text with caps, and facts about tanks, from which tests tell their stories."""

from datetime import UTC, datetime
from typing import Any

from servanda.findings import check_explanation, explain, judge
from servanda.records.agreement import (
    Agreement,
    AtMost,
    Clock,
    During,
    OpenRef,
    OpenTerm,
    Party,
    Place,
    Proof,
    Reading,
    Row,
    Term,
    Thing,
)
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.observation import Count, Observation, Watch
from servanda.records.place import Disc, InPlace, Point, Region
from servanda.records.time import Interval

DAY = Interval(start=datetime(2031, 3, 14, tzinfo=UTC), end=datetime(2031, 3, 15, tzinfo=UTC))
AS_OF = datetime(2031, 3, 15, 6, tzinfo=UTC)


def at(east: int, radius_m: int = 100) -> Disc:
    """So many thousandths of a degree east of the western edge of the zone."""
    return Disc(at=Point(lat_e7=470_000_000, lon_e7=300_000_000 + east * 10_000), radius_m=radius_m)


def box(west: int, east: int) -> list[list[Point]]:
    corners = [(469_000_000, west), (469_000_000, east), (471_000_000, east), (471_000_000, west)]
    return [[Point(lat_e7=lat, lon_e7=300_000_000 + lon * 10_000) for lat, lon in corners]]


def text(most: int | OpenRef | None = 75, **further: Any) -> Agreement:
    cap = {
        "id": "tanks",
        "cite": "art. 1",
        "says": {"en": "So many tanks at most."},
        "binds": ["A", "B"],
        "at_most": AtMost(do="station"),
        "table": [
            Row(binds="A", thing="tank", in_="zone", max=most),
            Row(binds="B", thing="tank", in_="far", max=most),
        ],
        "during": During(from_="force"),
        "proof": "seen",
    }
    return Agreement(
        id="caps",
        version="1",
        title={"en": "Caps"},
        kind="peace",
        status="in_force",
        support=["text:caps"],
        parties={
            **{name: Party(name={"en": name, "uk": name}, role="party") for name in ("A", "B")},
            "M": Party(name={"en": "M", "uk": "M"}, role="monitor"),
        },
        places={
            "zone": Place(name={"en": "zone", "uk": "zone"}, is_="zone", shapes=box(0, 300)),
            "far": Place(name={"en": "far", "uk": "far"}, is_="zone", shapes=box(600, 900)),
        },
        things={"tank": Thing(is_=["tank"])},
        clocks={"force": Clock(at=datetime(2031, 3, 1, tzinfo=UTC))},
        open={
            "how-many": OpenTerm(
                question={"en": "How many?", "uk": "Скільки?"},
                kind="number",
                readings={
                    "few": Reading(says={"en": "60", "uk": "60"}, value=60),
                    "many": Reading(says={"en": "90", "uk": "90"}, value=90),
                },
            ),
            "unsaid": OpenTerm(question={"en": "How many?", "uk": "Скільки?"}, kind="number"),
        },
        proof={"seen": Proof(confirmed_by=["inspection", "own_senses"], kept_needs_watch=900_000)},
        terms=[Term(**{**cap, **further})],
    )


def hour(start: float, end: float | None = None) -> Interval:
    def moment(hours: float) -> datetime:
        return datetime.fromtimestamp(DAY.start.timestamp() + hours * 3600, UTC) if DAY.start else AS_OF

    return Interval(start=moment(start), end=moment(start if end is None else end))


def seen(
    name: str,
    count: Count | int,
    when: Interval | None = None,
    *,
    where: Region | None = None,
    throughout: bool = False,
    **further: Any,
) -> tuple[Observation, Incident]:
    number = Count(low=count, high=count) if isinstance(count, int) else count
    common = {"act": "station", "when": when or hour(10), "count": number, "things": ["tank"], "throughout": throughout}
    region = where or at(150)
    by = further.pop("by", ["A"])
    told = {"method": "inspection", "verb": "saw", "observer": "M", "origin": name, **further}
    things = {key: told.pop(key) for key in ("things", "calibre", "reach") if key in told}
    observation = Observation(id=f"o-{name}", where=region, recorded_at=AS_OF, by=by, **{**common, **things, **told})
    incident = Incident(
        id=name,
        observations=[f"o-{name}"],
        where=[region],
        by=by or ["A", "B"],
        by_basis=[f"o-{name}"] if by else [],
        methods=[told["method"]],
        origins=[name],
        **{**common, **things},
    )
    return observation, incident


WATCH = Watch(id="w", observer="M", method="inspection", where=InPlace(place="zone"), when=DAY, acts=["station"])


def facts(*told: tuple[Observation, Incident], watch: Watch | None = WATCH) -> Facts:
    return Facts(
        observations=[each for each, _ in told],
        incidents=[each for _, each in told],
        watches=[watch] if watch else [],
    )


def cap_on(party: str, given: Facts, agreement: Agreement | None = None, window: Interval | None = DAY) -> Finding:
    agreement = agreement or text()
    found = judge(agreement, given, as_of=AS_OF, window=window)
    (one,) = (each for each in found if each.subject.kind == "cap" and each.outcome.by == [party])
    check_explanation(explain(one, agreement, given, as_of=AS_OF, window=window))
    return one


def hinges(finding: Finding) -> list[str]:
    return sorted({f"{hinge.cause}:{hinge.on}" for hinge in finding.hinges})


def said(finding: Finding) -> tuple[str, list[str]]:
    return finding.outcome.verdict, hinges(finding)
