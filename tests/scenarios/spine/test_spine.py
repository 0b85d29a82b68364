"""The whole chain over the bundled cases: same bytes twice, what was known then, order of arrival, mirror."""

import json
import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from servanda.errors import NotFound
from servanda.ledger import verify
from servanda.runs.outcome import outcome_of
from servanda.runs.spine import Options, Result, run

ROOT = Path(__file__).resolve().parents[3]
CASES = ["paris-2026", "exercise-meridian"]


def run_case(name: str, out: Path, **options: object) -> Result:
    return run(ROOT / "cases" / name, Options(out=out, **options))  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def truth(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_two_runs_give_identical_bytes(case: str, tmp_path: Path) -> None:
    first, second = run_case(case, tmp_path / "a"), run_case(case, tmp_path / "b")
    assert first.pages == second.pages
    assert outcome_of(first, []) == outcome_of(second, [])
    assert truth(tmp_path / "a" / "ledger") == truth(tmp_path / "b" / "ledger")


def test_a_second_run_into_the_same_folder_gives_the_same_ledger(case: str, tmp_path: Path) -> None:
    run_case(case, tmp_path)
    before = truth(tmp_path / "ledger")
    run_case(case, tmp_path)
    assert truth(tmp_path / "ledger") == before


def test_order_of_lines_and_items_does_not_matter(case: str, tmp_path: Path) -> None:
    shuffled = tmp_path / "cases" / case
    shutil.copytree(ROOT / "cases" / case, shuffled)
    shutil.copytree(ROOT / "agreements", tmp_path / "agreements")
    for file in shuffled.glob("*.jsonl"):
        lines = file.read_bytes().split(b"\n")
        broken = [line for line in lines if b"declination" not in line and not line.rstrip().endswith(b"}")]
        good = [line for line in lines if line.strip() and line not in broken]
        random.Random(7).shuffle(good)  # noqa: S311 - an order, not a secret
        file.write_bytes(b"\n".join([*good, *broken]) + b"\n")
    here, there = run_case(case, tmp_path / "a"), run(shuffled, Options(out=tmp_path / "b"))
    assert [one.outcome for one in here.dossier.findings] == [one.outcome for one in there.dossier.findings]
    assert here.dossier.incidents == there.dossier.incidents
    assert here.dossier.labels == there.dossier.labels
    assert here.dossier.responses == there.dossier.responses


def test_an_earlier_size_gives_what_was_known_then(case: str, tmp_path: Path) -> None:
    whole = run_case(case, tmp_path / "whole")
    size = whole.workspace.size // 2
    then = run_case(case, tmp_path / "then", as_of=size)
    assert then.workspace.size == size
    assert then.workspace.root == whole.workspace.ledger.root(size).hex()
    names, all_names = (run.workspace.known.observations.column("id").to_pylist() for run in (then, whole))
    assert set(names) <= set(all_names)
    assert len(then.dossier.statements) <= len(whole.dossier.statements)


def test_entries_after_a_size_change_nothing_known_at_it(tmp_path: Path) -> None:
    shorter = tmp_path / "cases" / "exercise-meridian"
    shutil.copytree(ROOT / "cases" / "exercise-meridian", shorter)
    whole = run_case("exercise-meridian", tmp_path / "a")
    size = whole.workspace.size - 5
    then = run_case("exercise-meridian", tmp_path / "b", as_of=size)
    moment = then.workspace.moment
    lines = (shorter / "observations.jsonl").read_text("utf-8").splitlines()
    kept = [line for line in lines if not _recorded_after(line, moment.strftime("%Y-%m-%dT%H:%M:%SZ"))]
    (shorter / "observations.jsonl").write_text("\n".join(kept) + "\n", "utf-8")
    again = run(shorter, Options(out=tmp_path / "c", as_of=size))
    assert again.workspace.root == then.workspace.root
    assert again.dossier.findings == then.dossier.findings


def _recorded_after(line: str, moment: str) -> bool:
    try:
        return str(json.loads(line)["recorded_at"]) > moment
    except (json.JSONDecodeError, KeyError):
        return False


def test_before_the_report_the_procedure_was_not_known(tmp_path: Path) -> None:
    january = run_case("paris-2026", tmp_path / "a", as_of=datetime(2026, 1, 7, 12, tzinfo=UTC))
    february = run_case("paris-2026", tmp_path / "b")
    assert not [one for one in january.dossier.agreements if one.id == "reported-procedure"]
    assert [one for one in february.dossier.agreements if one.id == "reported-procedure"]


def test_every_ledger_verifies(case: str, tmp_path: Path) -> None:
    result = run_case(case, tmp_path)
    assert verify(tmp_path / "ledger").size == result.workspace.ledger.size


def test_rows_are_taken_or_rejected(case: str, tmp_path: Path) -> None:
    for stage, count in run_case(case, tmp_path).meter.counts.items():
        assert count.rows == count.taken + count.rejected, stage


def test_no_kept_without_watch_and_no_undetermined_without_hinge(tmp_path: Path) -> None:
    findings = run_case("exercise-meridian", tmp_path).dossier.findings
    assert {one.outcome.verdict for one in findings} == {"kept", "breached", "undetermined", "not_in_force"}
    for one in findings:
        assert bool(one.hinges) == (one.outcome.verdict == "undetermined"), one.id
        if one.outcome.verdict == "kept" and one.subject.kind == "silence":
            assert one.watched, one.id


def test_every_source_that_something_rests_on_is_on_record(case: str, tmp_path: Path) -> None:
    dossier = run_case(case, tmp_path).dossier
    known = {one.id for one in dossier.sources} | {one.id for one in dossier.statements}
    known |= {f"statement:{one.id}" for one in dossier.statements}
    for commitment in dossier.commitments:
        assert commitment.support, commitment.id
        for step in commitment.status:
            assert step.support, commitment.id
        rests_on = {*commitment.support, *(name for step in commitment.status for name in step.support)}
        assert rests_on <= known, (commitment.id, rests_on - known)


def test_a_case_without_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="case-not-found"):
        run(tmp_path, Options(out=tmp_path / "out"))
