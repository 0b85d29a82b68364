"""The whole exercise in the mirror: files swapped and reflected; then every page says the same of the other party."""

import html
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from servanda.records.plan import Coverage
from servanda.runs.spine import Options, Result, run

FOLDER = Path(__file__).resolve().parents[3] / "cases" / "exercise-meridian"
PAIRS = (("EX-ASTER", "EX-BRIAR"), ("line-aster", "line-briar"), ("Aster", "Briar"), ("Астер", "Браяр"))
SWAP = {left: right for pair in PAIRS for left, right in (pair, pair[::-1])}
AXIS = -30
PAGES = ("report.en.html", "report.uk.html", "brief.en.html", "brief.uk.html")
WORD, HASH = re.compile(r"[\w%:-]+"), re.compile(r"\b[0-9a-f]{12,64}\b")
BLOCKS = r"</(?:p|li|tr|h\d|td|th|dt|dd|caption|div|section)>"


def swapped(text: str) -> str:
    return re.sub("|".join(map(re.escape, SWAP)), lambda found: SWAP[found[0]], text)


def reflected(text: str) -> str:
    """A file with every longitude, bearing and declination mirrored at the axis."""
    turns = {
        "lon_e7": lambda n: 2 * AXIS * 10**7 - n,
        "bearing_cdeg": lambda n: -n % 36_000,
        "declination_cdeg": int.__neg__,
    }
    for name, turn in turns.items():
        text = re.sub(rf'("?{name}"?: )(-?\d+)', lambda found, turn=turn: found[1] + str(turn(int(found[2]))), text)
    return text


def turned(shape: Any) -> Any:
    """GeoJSON coordinates mirrored at the axis."""
    if isinstance(shape, list) and shape and isinstance(shape[0], float | int):
        return [round(2 * AXIS - shape[0], 7), shape[1]]
    if isinstance(shape, list):
        return [turned(part) for part in shape]
    return {key: turned(part) for key, part in shape.items()} if isinstance(shape, dict) else shape


def in_mirror(folder: Path, to: Path) -> Path:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = swapped(file.read_text("utf-8"))
        text = json.dumps(turned(json.loads(text))) if file.suffix == ".geojson" else reflected(text)
        there = to / file.relative_to(folder)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text(text, "utf-8")
    return to


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Result]:
    place = tmp_path_factory.mktemp("mirror")
    there = in_mirror(FOLDER, place / "exercise-meridian")
    return run(FOLDER, Options(out=place / "here")), run(there, Options(out=place / "there"))


def lines(page: str) -> list[list[str]]:
    """What a page says, line by line: without marks, note numbers and hashes, lists in the order of the alphabet."""
    text = re.sub(r"<(style|script|svg).*?</\1>", "", page, flags=re.DOTALL)
    text = re.sub(r"<sup.*?</sup>", "", text, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(BLOCKS, "\n", text)))
    text = HASH.sub("", re.sub(r"\[[\d–, ]+\]", "", text))
    words = (sorted(WORD.findall(line)) for line in text.splitlines())
    return sorted(line for line in words if line)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_the_same_of_the_other_party(sides: tuple[Result, Result], page: str) -> None:
    here, there = (side.pages[page] for side in sides)
    assert lines(swapped(here)) == lines(there)
    assert lines(here) != lines(there)


def without_names(value: Any) -> Any:
    """Plain data without hashes, every list in one order."""
    if isinstance(value, dict):
        return {key: without_names(part) for key, part in value.items() if not key.startswith("raw")}
    if isinstance(value, list):
        return sorted((without_names(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True))
    return sorted(WORD.findall(HASH.sub("", value))) if isinstance(value, str) else value


def plain_of(derived: Any) -> Any:
    """What a stage gave, made where it is only made when somebody looks."""
    return derived if isinstance(derived, dict | Coverage) else list(derived)


@pytest.mark.parametrize("stage", ["findings", "responses", "coverage", "labels", "rejections"])
def test_every_stage_says_the_same_of_the_other_party(sides: tuple[Result, Result], stage: str) -> None:
    here, there = (msgspec.json.encode(plain_of(getattr(side.dossier, stage))).decode() for side in sides)
    assert without_names(json.loads(swapped(here))) == without_names(json.loads(there))
