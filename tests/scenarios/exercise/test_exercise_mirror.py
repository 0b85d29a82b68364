"""The exercise in the mirror: parties swapped, map mirrored; every number, status and party swaps exactly."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from servanda.adapters.agreements import load
from servanda.adapters.cases import CaseFolder, read_case
from servanda.findings import judge
from servanda.incidents import detect
from servanda.observations import collect, collect_records
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.observation import Watch
from servanda.records.time import Interval

FOLDER = Path(__file__).resolve().parents[3] / "cases" / "exercise-meridian"
DAY = Interval(start=datetime(2031, 3, 14, tzinfo=UTC), end=datetime(2031, 3, 15, tzinfo=UTC))
AXIS_E7 = -300_000_000
SWAP = {"EX-ASTER": "EX-BRIAR", "EX-BRIAR": "EX-ASTER", "line-aster": "line-briar", "line-briar": "line-aster"}
WORDS = ("name", "says", "question", "reason")


def mirrored(value: Any) -> Any:
    """Plain data with parties and lines swapped, longitudes and bearings mirrored; words stay as they are."""
    if isinstance(value, str):
        return SWAP.get(value, value)
    if isinstance(value, list):
        return [mirrored(part) for part in value]
    if not isinstance(value, dict):
        return value
    turned = {SWAP.get(key, key): part if key in WORDS else mirrored(part) for key, part in value.items()}
    if "lon_e7" in turned:
        turned["lon_e7"] = 2 * AXIS_E7 - turned["lon_e7"]
    if "bearing_cdeg" in turned:
        turned["bearing_cdeg"] = (36_000 - turned["bearing_cdeg"]) % 36_000
        if "declination_cdeg" in turned:
            turned["declination_cdeg"] = -turned["declination_cdeg"]
    return turned


def in_mirror(record: Any) -> Any:
    return msgspec.convert(mirrored(msgspec.to_builtins(record)), type=type(record))


def all_in_mirror(records: Iterable[Any]) -> list[Any]:
    return [in_mirror(record) for record in records]


class Run:
    """The ground arm over one side of the mirror."""

    def __init__(self, case: CaseFolder, agreement: Agreement, *, turned: bool) -> None:
        turn = all_in_mirror if turned else list
        observations = turn(collect(case.observation_lines).records)
        self.agreement = in_mirror(agreement) if turned else agreement
        decisions = turn(case.decisions)
        self.incidents: list[Incident] = detect(
            observations, parties=["EX-ASTER", "EX-BRIAR"], decisions=decisions, places=self.agreement.places
        )
        facts = Facts(
            observations=observations,
            incidents=self.incidents,
            watches=turn(collect_records(case.watch_lines, Watch).records),
            notices=turn(case.notices),
            registers=turn(case.registers),
            acts=turn(case.acts),
            replies=turn(case.replies),
            decisions=decisions,
        )
        self.findings: list[Finding] = judge(self.agreement, facts, as_of=case.case.as_of, window=DAY)


@pytest.fixture(scope="module")
def sides() -> tuple[Run, Run]:
    case = read_case(FOLDER)
    agreement = next(one for one in load(FOLDER / "agreements") if one.id == "ex-meridian-agreement")
    return Run(case, agreement, turned=False), Run(case, agreement, turned=True)


def core(incident: Incident) -> tuple[Any, ...]:
    return (
        incident.observations,
        incident.count,
        incident.things,
        incident.when,
        incident.contradictory,
        incident.by_basis,
        [(join.left, join.right, join.likelihood, join.says["en"]) for join in incident.joins],
    )


def test_the_same_observations_make_the_same_incidents(sides: tuple[Run, Run]) -> None:
    here, there = sides
    assert [core(one) for one in here.incidents] == [core(one) for one in there.incidents]


def test_every_possible_author_and_every_allegation_swaps(sides: tuple[Run, Run]) -> None:
    for here, there in zip(sides[0].incidents, sides[1].incidents, strict=True):
        for field in ("by", "alleged_by", "alleged_against"):
            assert sorted(mirrored(getattr(here, field))) == getattr(there, field)


def judged(finding: Finding, *, turn: bool) -> tuple[Any, ...]:
    by = sorted(mirrored(finding.outcome.by)) if turn else finding.outcome.by
    return (
        finding.term,
        finding.subject.kind,
        finding.subject.id,
        finding.subject.when,
        finding.subject.sector,
        finding.outcome.verdict,
        finding.outcome.attribution,
        by,
        [(hinge.cause, hinge.chance, hinge.gaps) for hinge in finding.hinges],
        [(flip.kept_up_to, flip.breached_above) for flip in finding.flips],
        sorted((sorted(one.readings.items()), one.verdict) for one in finding.by_reading),
        finding.notices,
        finding.exemption,
        finding.watched,
    )


def test_every_verdict_probability_and_flip_point_is_the_same_and_every_party_swaps(sides: tuple[Run, Run]) -> None:
    here, there = sides
    ours = sorted((judged(one, turn=True) for one in here.findings), key=repr)
    theirs = sorted((judged(one, turn=False) for one in there.findings), key=repr)
    assert ours == theirs


def test_the_mirror_is_another_picture(sides: tuple[Run, Run]) -> None:
    here, there = sides
    assert [one.by for one in here.incidents] != [one.by for one in there.incidents]
    assert here.agreement.places["settlements"].shapes != there.agreement.places["settlements"].shapes
