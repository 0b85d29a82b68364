"""An agreement amended at two in the afternoon: each incident is judged under the text that was in force then."""

from collections.abc import Iterable
from pathlib import Path

import pytest

import servanda
from scenarios.versions.amended import ADOPTIONS, EFFECT, FIRST, SECOND, exercise
from servanda.records.finding import Finding
from servanda.runs.spine import Options, run


def by_version(findings: Iterable[Finding]) -> dict[str, dict[str, str]]:
    """Term and incident → verdict, under each version that was certainly in force then."""
    bound: dict[str, dict[str, str]] = {}
    for one in findings:
        if one.subject.kind == "incident" and one.outcome.verdict != "not_in_force" and not astride(one):
            bound.setdefault(one.agreement, {})[f"{one.term} {one.subject.id}"] = one.outcome.verdict
    return bound


def astride(finding: Finding) -> bool:
    """Whether the time is too rough to say which version bound."""
    return any((hinge.cause, hinge.on) == ("measurement", SECOND) for hinge in finding.hinges)


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exercise(tmp_path_factory.mktemp("amended"), {"adoptions.yaml": ADOPTIONS}, amended=True)


def test_each_incident_is_judged_under_the_text_then_in_force(amended: Path, tmp_path: Path) -> None:
    whole, parted = servanda.open(exercise(tmp_path)), servanda.open(amended)
    bound, alone = by_version(parted.findings), by_version(whole.findings)[FIRST]
    assert set(bound) == {FIRST, SECOND}
    assert not bound[FIRST].keys() & bound[SECOND].keys()
    rough = {f"{one.term} {one.subject.id}" for one in parted.findings if astride(one)}
    assert len(rough) == 2
    assert bound[FIRST] | bound[SECOND] == {name: said for name, said in alone.items() if name not in rough}
    starts = {one.id: one.when.start.isoformat() for one in parted.incidents if one.when.start}
    assert all(starts[name.split()[1]] < EFFECT for name in bound[FIRST])


def test_what_happened_astride_that_hour_is_undetermined_under_both(amended: Path) -> None:
    rough = [one for one in servanda.open(amended).findings if astride(one)]
    assert {one.outcome.verdict for one in rough} == {"undetermined"}
    assert {(one.term, one.subject.id) for one in rough if one.agreement == FIRST} == {
        (one.term, one.subject.id) for one in rough if one.agreement == SECOND
    }


def test_the_silence_of_the_day_is_parted_at_that_hour(amended: Path) -> None:
    spans: dict[str, set[str]] = {FIRST: set(), SECOND: set()}
    for one in servanda.open(amended).findings:
        if one.subject.kind == "silence" and one.subject.when.end is not None:
            spans[one.agreement].add(one.subject.when.end.isoformat().replace("+00:00", "Z"))
    assert spans[FIRST] == {EFFECT}
    assert EFFECT not in spans[SECOND]


def test_before_its_adoption_was_recorded_nobody_knew_whether_the_new_text_bound(amended: Path) -> None:
    found = servanda.open(amended, as_of=size_before(amended)).findings
    hinges = {
        (one.agreement, f"{hinge.cause}:{hinge.on}")
        for one in found
        for hinge in one.hinges
        if hinge.cause == "missing_evidence"
    }
    assert hinges == {(SECOND, f"missing_evidence:{SECOND}")}
    assert {one.agreement for one in found} == {FIRST, SECOND}


def size_before(case: Path) -> int:
    """The last size at which the amendment was not on the record."""
    opened = servanda.open(case)
    types = [(entry.type, entry.payload.get("id")) for entry in opened.workspace.ledger.entries()]
    return types.index(("adoption", "EX-AD-2"))


def test_reports_cite_both_texts_and_every_finding_has_its_card(amended: Path, tmp_path: Path) -> None:
    result = run(amended, Options(out=tmp_path / "out"))
    assert {one.version for one in (*result.dossier.agreements, *result.dossier.earlier)} >= {
        "2031-02-20",
        "2031-03-10",
    }
    assert {one.agreement for one in result.dossier.findings} == {FIRST, SECOND}
    page = result.pages["report.en.html"]
    assert all(one.id in page for one in result.dossier.findings)


def test_an_adopted_version_of_which_there_is_no_text_is_said_and_still_ends_the_old_one(tmp_path: Path) -> None:
    lost = {**ADOPTIONS[1], "agreement": "ex-meridian-agreement@2031-04-01"}
    opened = servanda.open(exercise(tmp_path, {"adoptions.yaml": [ADOPTIONS[0], lost]}))
    assert [one.place for one in opened.rejections if one.kind == "adoption"] == ["EX-AD-2"]
    late = [
        one for one in opened.findings if one.subject.when.start and one.subject.when.start.isoformat() >= EFFECT[:19]
    ]
    assert {one.outcome.verdict for one in late if one.subject.kind == "incident"} == {"not_in_force"}


def test_positions_of_the_parties_stand_with_every_finding_on_the_term(tmp_path: Path) -> None:
    words = {"en": "“Near” was never 50 km.", "uk": "«Поблизу» ніколи не було 50 км."}
    position = {"id": "EX-PO-1", "by": "EX-BRIAR", "agreement": FIRST, "term": "no-fire", "accepts": "no"}
    strange = {**position, "id": "EX-PO-2", "term": "no-such-term"}
    moment = {"at": "2031-03-01T12:00:00Z", "says": words}
    case = exercise(tmp_path, {"positions.yaml": [{**position, **moment}, {**strange, **moment}]})
    result = run(case, Options(out=tmp_path / "out"))
    on_term = [one for one in result.dossier.findings if one.term == "no-fire"]
    assert {one.encoding["EX-BRIAR"] for one in on_term} == {"no"}
    assert {one.positions[0].says["uk"] for one in on_term} == {words["uk"]}
    assert "EX-PO-2" in {one.place for one in result.dossier.rejections if one.kind == "position"}
    assert any(words["uk"] in text for text in result.pages.values())
