"""A case damaged in one place: refused with what, where and how to mend; or the bad part is shown, the rest stands."""

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from door import servanda
from servanda.errors import InputError, NotFound
from servanda.runs.outcome import outcome_of
from servanda.runs.spine import Options, run

ROOT = Path(__file__).resolve().parents[3]
Damage = Callable[[Path], object]
DISC = "{kind: disc, at: {lat_e7: 473327495, lon_e7: -301190752}, radius_m: 2500}"
FLAT = "{kind: area, ring: [" + ", ".join(["{lat_e7: 473327495, lon_e7: -301190752}"] * 3) + "]}"
ACT_DISC = "{kind: disc, at: {lat_e7: 474901877, lon_e7: -300796204}, radius_m: 2500}"
BEFORE = ("EX-O-01", "EX-O-02", "EX-O-04", "EX-O-06", "EX-O-21")
"""Few of the forty observations: what is damaged here does not hang on the others."""
GOOD = {"commitments": 7, "observations": 5, "watches": 5, "agreements": 2, "coverage": 24}
"""What is taken of the undamaged case, by stage."""
PROMISES = 31
"""Commitments of the Paris case."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    shutil.copytree(ROOT / "cases" / "exercise-meridian", folder / "exercise")
    shutil.copytree(ROOT / "cases" / "paris-2026", folder / "cases" / "paris-2026")
    shutil.copytree(ROOT / "agreements" / "paris-2026", folder / "agreements" / "paris-2026")
    file = folder / "exercise" / "observations.jsonl"
    lines = [line for line in file.read_text("utf-8").splitlines() if any(f'"id": "{n}"' in line for n in BEFORE)]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def swap(name: str, old: str, new: str) -> Damage:
    def damage(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text, f"{name} no longer holds {old}"
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return damage


def add(name: str, line: str) -> Damage:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes() + line.encode())


def write(name: str, data: bytes) -> Damage:
    return lambda folder: (folder / name).write_bytes(data)


def cut(name: str) -> Damage:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:-40])


def recode(name: str, encoding: str, mark: bytes = b"") -> Damage:
    return lambda folder: (folder / name).write_bytes(mark + (folder / name).read_text("utf-8").encode(encoding))


def folder_for(name: str) -> Damage:
    return lambda folder: [(folder / name).unlink(), (folder / name).mkdir()]


def link(name: str, target: str) -> Damage:
    return lambda folder: [(folder / name).unlink(), (folder / name).symlink_to(target)]


def rename(name: str, other: str) -> Damage:
    return lambda folder: (folder / name).rename(folder / other)


def commitment(name: str, **fields: str) -> str:
    base = {
        "provider": "EX-ELM",
        "beneficiary": "EX-ASTER",
        "function": "air-watch",
        "says": "{en: x, uk: x}",
        "support": "[EX-PLEDGE-ELM]",
        "status": '[{axis: legal, value: signed, occurred_on: "2031-02-20", known_on: "2031-02-20T12:00:00Z", '
        "support: [EX-PLEDGE-ELM]}]",
    }
    return f"\n- {{id: {name}, " + ", ".join(f"{key}: {value}" for key, value in {**base, **fields}.items()) + "}\n"


def decision(about: str) -> Damage:
    fields = f'id: EX-D-9, about: "{about}", does: approve, by: EX-DESK, role: desk, at: "2031-03-14T22:00:00Z"'
    return add("decisions.yaml", f"\n- {{{fields}}}\n")


def judgement(question: str, body: str) -> Damage:
    fields = f'id: EX-J-9, question: {question}, answer: "yes", body: {body}, at: "2031-03-14T21:30:00Z"'
    return write("judgements.yaml", f"- {{{fields}}}\n".encode())


def version(text: str, name: str = "again.yaml") -> Damage:
    def damage(folder: Path) -> None:
        written = (folder / "agreements/ex-meridian-agreement.yaml").read_text("utf-8")
        (folder / "agreements" / name).write_text(written.replace('version: "2031-02-20"', f"version: {text}"), "utf-8")

    return damage


OBSERVATION = (
    '{"id": "%s", "observer": "EX-POST-1", "method": "own_senses", "verb": "heard", "origin": "EX-POST-1", '
    '"act": "fire", "where": {"kind": "in", "place": "%s"}, "when": {"start": "2031-03-14T06:00:00Z", '
    '"end": "2031-03-14T06:02:00Z"}, "recorded_at": "2031-03-14T06:10:00Z"}\n'
)

REFUSED: Mapping[str, tuple[Damage, str, str]] = {
    # the whole file is unreadable or the manifest, plan, an instrument is wrong: damage, code, place
    "byte order mark": (recode("notices.yaml", "utf-8", b"\xef\xbb\xbf"), "yaml-encoding", "notices.yaml:1"),
    "utf-16": (recode("events.yaml", "utf-16"), "yaml-encoding", "events.yaml:1"),
    "another code page": (recode("replies.yaml", "cp1251"), "yaml-encoding", "replies.yaml:8"),
    "empty file": (write("blocs.yaml", b""), "yaml-empty", "blocs.yaml:1"),
    "cut off in a quotation": (cut("commitments.yaml"), "yaml-syntax", "commitments.yaml:"),
    "folder for a list": (folder_for("notices.yaml"), "file-not-plain", "notices.yaml"),
    "folder for an instrument": (folder_for("agreements/ex-meridian-agreement.yaml"), "file-not-plain", "ex-meridian"),
    "link out of the case": (link("decisions.yaml", "/etc/hostname"), "file-not-plain", "decisions.yaml"),
    "link that leads nowhere": (link("observations.jsonl", "/nowhere"), "file-not-plain", "observations.jsonl"),
    "instrument behind a broken link": (
        link("agreements/ex-meridian-guarantee.yaml", "/nowhere"),
        "file-not-plain",
        "ex-meridian-guarantee.yaml",
    ),
    "no manifest": (lambda folder: (folder / "case.yaml").unlink(), "case-not-found", ""),
    "misspelt file": (rename("notices.yaml", "notice.yaml"), "case-file-unknown", "notice.yaml"),
    "ending nobody reads": (rename("sources/pledges.yaml", "sources/pledges.yml"), "case-file-unknown", "sources/"),
    "shapes missing": (
        lambda folder: (folder / "agreements/places.geojson").unlink(),
        "geometry-not-found",
        "ex-meridian-agreement.yaml:",
    ),
    "shapes cut off": (cut("agreements/places.geojson"), "geometry-json", "places.geojson"),
    "key twice": (swap("events.yaml", "decided_by:", "id: X\n  decided_by:"), "yaml-duplicate-key", "events.yaml:"),
    "word for no": (swap("commitments.yaml", "provider: EX-CEDAR", "provider: NO"), "yaml-boolean-word", ":3"),
    "tab": (swap("commitments.yaml", "  provider: EX-CEDAR", "\tprovider: EX-CEDAR"), "yaml-syntax", ":3"),
    "anchor": (swap("commitments.yaml", "provider: EX-CEDAR", "provider: &a EX-CEDAR"), "yaml-anchor", ":3"),
    "tag that runs code": (
        swap("commitments.yaml", "provider: EX-CEDAR", "provider: !!python/name:os.system X"),
        "yaml-tag",
        ":3",
    ),
    "not a number": (swap("commitments.yaml", "quantity: 4", "quantity: .nan"), "yaml-not-a-number", ":10"),
    "huge number": (swap("commitments.yaml", "quantity: 4", f"quantity: {'9' * 20}"), "yaml-number-large", ":10"),
    "deep nesting": (write("events.yaml", b"[" * 100_000), "yaml-too-deep", "events.yaml:1"),
    "oversize": (write("events.yaml", b"#" * (4 * 1024 * 1024 + 1)), "yaml-too-large", "events.yaml:1"),
    "control character": (swap("events.yaml", "a vote of", "a vote\x07 of"), "yaml-character", "events.yaml:8"),
    "mapping for a list": (write("replies.yaml", b"a: b\n"), "record-wrong-type", "replies.yaml:1"),
    "plan names an unknown sector": (
        swap("plan.yaml", "sector: sector-a,", "sector: sector-z,"),
        "plan-reference-unknown",
        "plan.yaml:17",
    ),
    "requirement twice": (swap("plan.yaml", "air-watch-B-first", "air-watch-A-first"), "duplicate-id", "plan.yaml:18"),
    "case without a name": (swap("case.yaml", "id: EX-MERIDIAN", 'id: ""'), "field-empty", "case.yaml:2"),
    "exercise under a real name": (swap("case.yaml", "id: EX-", "id: "), "exercise-name", "case.yaml:2"),
    "name that breaks a key": (swap("case.yaml", "EX-MERIDIAN", '"EX MERIDIAN"'), "case-name", "case.yaml:2"),
    "zone of another planet": (swap("case.yaml", "zone: UTC", "zone: Mars/Olympus"), "case-time-zone", "case.yaml:9"),
    "zone out of its folder": (swap("case.yaml", "zone: UTC", "zone: ../../etc/hostname"), "case-time-zone", ":9"),
    "language nobody wrote": (swap("case.yaml", "[en, uk]", "[en, xx]"), "case-languages", "case.yaml:8"),
    "no language": (swap("case.yaml", "[en, uk]", "[]"), "case-languages", "case.yaml:8"),
    "window reversed": (
        swap("case.yaml", 'start: "2031-03-14', 'start: "2031-03-16'),
        "case-window-reversed",
        "case.yaml:11",
    ),
    "moment before calendars": (
        swap("case.yaml", '"2031-03-15T06:00:00Z"', '"0001-01-01T00:00:00+14:00"'),
        "time-out-of-range",
        "case.yaml:10",
    ),
    "judges an unknown instrument": (
        swap("case.yaml", "judged: [ex-meridian-agreement]", "judged: [ex-other]"),
        "judged-unknown",
        "case.yaml",
    ),
    "instruments named twice": (
        swap("case.yaml", "agreements: [agreements]", "agreements: [agreements, agreements]"),
        "duplicate-id",
        "case.yaml",
    ),
    "instruments nowhere": (
        swap("case.yaml", "agreements: [agreements]", "agreements: [nowhere]"),
        "agreement-not-found",
        "case.yaml",
    ),
    "one version in two files": (version('"2031-02-20"'), "duplicate-id", "ex-meridian-agreement.yaml:"),
}

SHOWN: Mapping[str, tuple[Damage, str, str, dict[str, int]]] = {
    # one item is wrong: damage, code, place of the rejection, and by how much a stage takes less (or more)
    "notice without zone": (
        swap("notices.yaml", "10T08:00:00Z", "10T08:00:00"),
        "record-instant-without-zone",
        ":9",
        {},
    ),
    "notice ends before it begins": (
        swap("notices.yaml", '14T09:00:00Z", end: "2031-03-14T13', '14T13:00:00Z", end: "2031-03-14T09'),
        "record-interval-reversed",
        "notices.yaml:8",
        {},
    ),
    "notice of no area": (swap("notices.yaml", DISC, FLAT), "ring-without-area", "notices.yaml:2", {}),
    "notice in degrees": (
        swap("notices.yaml", "{lat_e7: 473327495, lon_e7: -301190752}", "{lat_e7: 47, lon_e7: -30}"),
        "coordinates-not-e7",
        "notices.yaml:2",
        {},
    ),
    "notice larger than the Earth": (
        swap("notices.yaml", "radius_m: 2500", "radius_m: 99999999999"),
        "length-beyond-earth",
        "notices.yaml:2",
        {},
    ),
    "notice of a negative radius": (
        swap("notices.yaml", "radius_m: 2500", "radius_m: -5"),
        "record-out-of-range",
        "notices.yaml:7",
        {},
    ),
    "notice by nobody": (swap("notices.yaml", "by: EX-ASTER", 'by: ""'), "field-empty", "notices.yaml:3", {}),
    "notice in an unknown place": (
        swap("notices.yaml", DISC, "{kind: in, place: nowhere}"),
        "reference-unknown",
        "EX-N-1",
        {},
    ),
    "act of no area": (swap("acts.yaml", ACT_DISC, FLAT), "ring-without-area", "acts.yaml:2", {}),
    "act in an unknown place": (
        swap("acts.yaml", ACT_DISC, "{kind: in, place: nowhere}"),
        "reference-unknown",
        "EX-A-1",
        {},
    ),
    "watch in an unknown place": (
        swap("watches.jsonl", "sector-a", "nowhere"),
        "reference-unknown",
        "EX-W-A",
        {"watches": -1},
    ),
    "observation in an unknown place": (
        add("observations.jsonl", OBSERVATION % ("EX-O-90", "nowhere")),
        "reference-unknown",
        "EX-O-90",
        {},
    ),
    "observation by a party that nobody is": (
        add("observations.jsonl", (OBSERVATION % ("EX-O-91", "sector-a")).replace("{", '{"by": ["EX-NOBODY"], ', 1)),
        "reference-unknown",
        "EX-O-91",
        {"observations": 1, "incidents": 1},  # what was seen stands; only its author is refused
    ),
    "name of an observation used twice": (
        add("observations.jsonl", OBSERVATION % ("EX-O-21", "sector-a")),
        "id-used-twice",
        "observations.jsonl:",
        {},
    ),
    "observations cut off": (cut("observations.jsonl"), "line-truncated", "observations.jsonl:5", {"observations": -1}),
    "byte order mark before a line": (
        recode("observations.jsonl", "utf-8", b"\xef\xbb\xbf"),
        "line-byte-order-mark",
        "observations.jsonl:1",
        {"observations": -1},
    ),
    "line of zeros": (add("observations.jsonl", "\0\0\n"), "line-character", "observations.jsonl:6", {}),
    "field missing": (
        swap("commitments.yaml", "  provider: EX-CEDAR\n", ""),
        "record-missing-field",
        "commitments.yaml:2",
        {"commitments": -1},
    ),
    "field misspelt": (
        swap("commitments.yaml", "  provider: EX-CEDAR\n", "  provider: EX-CEDAR\n  sectrs: []\n"),
        "record-unknown-field",
        "commitments.yaml:4",
        {"commitments": -1},
    ),
    "negative quantity": (
        swap("commitments.yaml", "quantity: 4", "quantity: -4"),
        "record-out-of-range",
        "commitments.yaml:10",
        {"commitments": -1},
    ),
    "promise without support": (
        add("commitments.yaml", commitment("EX-X", support="[]")),
        "record-out-of-range",
        ":120",
        {},
    ),
    "promise without a date": (
        add("commitments.yaml", commitment("EX-X", status="[]")),
        "commitment-undated",
        ":120",
        {},
    ),
    "name of a promise used twice": (
        add("commitments.yaml", commitment("EX-CEDAR-AIR")),
        "duplicate-id",
        "commitments.yaml:120",
        {},
    ),
    "promise waits for an unknown event": (
        add("commitments.yaml", commitment("EX-X", condition="{event: EX-NOTHING}")),
        "unknown-reference",
        "EX-X",
        {},
    ),
    "promise waits for a promise that dangles": (
        add(
            "commitments.yaml",
            commitment("EX-X", condition="{event: EX-NOTHING}") + commitment("EX-Y", condition="{promised: EX-X}"),
        ),
        "unknown-reference",
        "EX-Y",
        {},
    ),
    "promise of an unknown function": (
        add("commitments.yaml", commitment("EX-X", function="air-wotch")),
        "reference-unknown",
        "EX-X",
        {},
    ),
    "promise for an unknown sector": (
        add("commitments.yaml", commitment("EX-X", sectors="[sector-z]")),
        "reference-unknown",
        "EX-X",
        {},
    ),
    "promise on an unknown source": (
        add("commitments.yaml", commitment("EX-X", support="[EX-RUMOUR]")),
        "reference-unknown",
        "EX-X",
        {},
    ),
    "promise in an unknown instrument": (
        add("commitments.yaml", commitment("EX-X", instrument="ex-other")),
        "reference-unknown",
        "EX-X",
        {},
    ),
    "name of an event used twice": (
        add("events.yaml", "\n- {id: EX-DELTA-VOTE, says: {en: x, uk: x}, decided_by: [EX-ELM]}\n"),
        "duplicate-id",
        "events.yaml:15",
        {},
    ),
    "name of a source used in two files": (
        lambda folder: (folder / "sources/zz.yaml").write_text(
            "- {id: EX-PLEDGE-CEDAR, kind: page, publisher: EX-OTHER, lang: en}\n", "utf-8"
        ),
        "duplicate-id",
        "EX-PLEDGE-CEDAR",
        {},
    ),
    "text that is not there": (
        lambda folder: (folder / "sources/zz.yaml").write_text(
            f"- {{id: EX-T, kind: text, publisher: EX-P, lang: en, file: sources/t.txt, sha256: {'0' * 63}a}}\n",
            "utf-8",
        ),
        "text-not-found",
        "EX-T",
        {},
    ),
    "source without publisher": (
        lambda folder: (folder / "sources/zz.yaml").write_text(
            '- {id: EX-T, kind: page, publisher: "", lang: en}\n', "utf-8"
        ),
        "field-empty",
        "sources/zz.yaml:1",
        {},
    ),
    "reply about nothing": (swap("replies.yaml", "EX-O-06", "EX-O-77"), "reference-unknown", "EX-RP-1", {}),
    "decision on an unknown statement": (decision("statement:none"), "decision-about-unknown-statement", "EX-D-9", {}),
    "decision on an unknown finding": (decision("finding:none"), "reference-unknown", "EX-D-9", {}),
    "decision on nothing at all": (decision("nonsense"), "reference-unknown", "EX-D-9", {}),
    "decision after all calendars": (
        swap("decisions.yaml", "2031-03-14T21:30:00Z", "9999-12-31T23:59:59-12:00"),
        "time-out-of-range",
        "decisions.yaml:7",
        {},
    ),
    "judgement of a question nobody asked": (judgement("nonsense", "EX-COMMISSION"), "reference-unknown", "EX-J-9", {}),
    "judgement by nobody": (judgement("extended", "EX-NOBODY"), "reference-unknown", "EX-J-9", {}),
    "act in an unknown step": (swap("step-acts.yaml", "step: warn", "step: wran"), "act-step-unknown", "EX-SA-1", {}),
    "act in an unknown procedure": (
        swap("step-acts.yaml", "guarantee:answer", "guarantee:none"),
        "act-procedure-unknown",
        "EX-SA-1",
        {},
    ),
    "moment finer than the record": (
        swap("decisions.yaml", "21:30:00Z", "21:30:00.123456Z"),
        "instant-too-fine",
        "decisions.yaml:2",
        {},
    ),
    "letters not composed": (
        swap("replies.yaml", "It was an", "It was, cafe\u0301, an"),
        "canonical-nfc",
        "replies.yaml:2",
        {},
    ),
    "reply longer than an entry": (
        swap("replies.yaml", "It was an", "It was an " + "x" * 100_000),
        "canonical-size",
        "replies.yaml:2",
        {},
    ),
    "ready after all calendars": (
        swap("commitments.yaml", "readiness_h: 12", "readiness_h: 9007199254740991"),
        "readiness-out-of-range",
        "commitments.yaml:2",
        {"commitments": -1},
    ),
    "item that is null": (add("replies.yaml", "\n- null\n"), "record-wrong-type", "replies.yaml:", {}),
}

TEXTS: Mapping[str, tuple[Damage, str]] = {
    "text changed": (add("sources/dispatch-en.txt", "."), "text-changed"),
    "text of another code page": (recode("sources/dispatch-uk-morning.txt", "cp1251"), "text-changed"),
    "text missing": (lambda folder: (folder / "sources/dispatch-en.txt").unlink(), "text-not-found"),
    "text behind a link out": (link("sources/dispatch-en.txt", "/etc/hostname"), "file-not-plain"),
    "text is a folder": (folder_for("sources/dispatch-en.txt"), "file-not-plain"),
}


def damaged(sound: Path, tmp_path: Path, damage: Damage, name: str = "exercise") -> Path:
    shutil.copytree(sound, tmp_path / "of")
    damage(tmp_path / "of" / name)
    return tmp_path / "of" / name


def result_of(folder: Path, tmp_path: Path) -> tuple[dict[str, Any], str]:
    result = run(folder, Options(out=tmp_path / "out"))
    return outcome_of(result, []), "".join(result.pages.values())


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_place_and_mending(what: str, sound: Path, tmp_path: Path) -> None:
    damage, code, place = REFUSED[what]
    with pytest.raises((InputError, NotFound)) as refused:
        run(damaged(sound, tmp_path, damage), Options(out=tmp_path / "out"))
    error = refused.value
    assert error.code == code
    assert place in error.place
    assert error.says
    assert error.hint
    assert not (tmp_path / "out" / "ledger").exists()


@pytest.mark.parametrize("what", SHOWN)
def test_a_bad_item_is_shown_and_every_good_one_is_taken(what: str, sound: Path, tmp_path: Path) -> None:
    damage, code, place, less = SHOWN[what]
    outcome, pages = result_of(damaged(sound, tmp_path, damage), tmp_path)
    found = [one for one in outcome["rejections"] if one["code"] == code and place in one["place"]]
    assert found, outcome["rejections"]
    assert all(one["hint"] for one in found)
    assert code in pages or found[0]["place"] in pages
    taken = {stage: outcome["stages"][stage]["taken"] for stage in GOOD}
    assert taken == {stage: number + less.get(stage, 0) for stage, number in GOOD.items()}
    assert outcome["ledger"]["ok"]


@pytest.mark.parametrize("what", TEXTS)
def test_a_text_that_is_not_the_recorded_one_is_not_read(what: str, sound: Path, tmp_path: Path) -> None:
    damage, code = TEXTS[what]
    outcome, _pages = result_of(damaged(sound, tmp_path, damage, "cases/paris-2026"), tmp_path)
    assert [one["code"] for one in outcome["rejections"] if one["kind"] == "source"] == [code]
    assert outcome["stages"]["statements"]["taken"] > 0
    lost = [one for one in outcome["rejections"] if one["kind"] == "commitment"]
    assert outcome["stages"]["commitments"]["taken"] + len(lost) == PROMISES, "what rests on the lost text is shown"


def test_of_two_versions_the_one_adopted_last_is_judged(sound: Path, tmp_path: Path) -> None:
    whole, _pages = result_of(damaged(sound, tmp_path / "a", lambda _: None), tmp_path / "a")
    twice, _pages = result_of(damaged(sound, tmp_path / "b", version('"2031-03-10"')), tmp_path / "b")
    assert whole["findings"] == twice["findings"]


def test_the_undamaged_case_takes_everything(sound: Path, tmp_path: Path) -> None:
    outcome, _pages = result_of(damaged(sound, tmp_path, lambda _: None), tmp_path)
    assert outcome["rejections"] == []
    assert {stage: outcome["stages"][stage]["taken"] for stage in GOOD} == GOOD


@pytest.mark.parametrize(
    ("what", "code"), [("another code page", 2), ("folder for an instrument", 2), ("zone of another planet", 2)]
)
def test_the_command_line_says_it_in_one_line(what: str, code: int, sound: Path, tmp_path: Path) -> None:
    folder = damaged(sound, tmp_path, REFUSED[what][0])
    done = servanda("run", folder, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (code, "")
    assert re.fullmatch(rf"servanda: \S.*\[{REFUSED[what][1]}\]\n", done.stderr)
