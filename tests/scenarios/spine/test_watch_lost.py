"""A camera that went out of service is a fact: what it then did not see is not *kept*."""

import json
import shutil
from pathlib import Path

from servanda.runs.spine import Options, Result, run

MERIDIAN = Path("cases/exercise-meridian")
LOST = {
    "id": "EX-O-90",
    "observer": "EX-CAMERA-1",
    "method": "camera",
    "verb": "recorded",
    "origin": "EX-CAMERA-1",
    "act": "lose_watch",
    "where": {"kind": "in", "place": "sector-a"},
    "when": {"start": "2031-03-14T02:00:00Z", "end": "2031-03-14T14:00:00Z"},
    "recorded_at": "2031-03-14T14:05:00Z",
    "says": {"en": "No power.", "uk": "Немає живлення."},
}


def silences(result: Result) -> dict[str, str]:
    found = (one for one in result.dossier.findings if one.subject.kind == "silence")
    return {f"{one.term} {one.subject.place}": one.outcome.verdict for one in found}


def test_what_a_lost_camera_did_not_see_is_not_kept(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(MERIDIAN, folder)
    with (folder / "observations.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(LOST) + "\n")
    before, after = run(MERIDIAN, Options(out=tmp_path / "a")), run(folder, Options(out=tmp_path / "b"))
    changed = {name for name, verdict in silences(before).items() if silences(after)[name] != verdict}
    assert changed
    assert {silences(before)[name] for name in changed} == {"kept"}
    assert {silences(after)[name] for name in changed} == {"undetermined"}
    (watch,) = (one for one in after.dossier.watches if one.id == "EX-W-A")
    assert any(gap.start is not None and gap.start.hour == 2 for gap in watch.interrupted)
