"""A file is recognised by what stands in it, whatever it is called."""

from pathlib import Path

import pytest

from servanda.adapters.readers import READERS
from servanda.adapters.readers.sniffing import sniff
from servanda.observations import collect
from servanda.plain import lines_of
from unit.adapters.readers.files import HOW, bytes_of
from unit.adapters.readers.test_acled import ROW as ACLED
from unit.adapters.readers.test_events import ROW as EVENTS
from unit.adapters.readers.test_firms import VIIRS
from unit.adapters.readers.test_ged import ROW as GED
from unit.patrol.logs import GOOD, filled, text, workbook

CASES = Path(__file__).parents[4] / "cases"
EXERCISE = CASES / "exercise-meridian" / "observations.jsonl"
SAMPLES = {
    "ged": [bytes_of([GED]), b"\xef\xbb\xbf" + bytes_of([GED]), (CASES / "donbas-2014-2021" / "ged.csv").read_bytes()],
    "acled": [bytes_of([ACLED])],
    "firms": [bytes_of([VIIRS])],
    "events": [bytes_of([EVENTS])],
    "geojson": [b' {"type": "FeatureCollection", "features": []}'],
    "observations": [EXERCISE.read_bytes()],
    "mission-facts": [(CASES / "smm-2020-09" / "facts.csv").read_bytes()],
    "mission-totals": [b"report_no,issued,period_end,note,url,north_cfv,north_explosions,north_prev\r\n"],
    "truce-claims": [(CASES / "truces-2025" / "truce_claims.csv").read_bytes()],
    "patrol-log": [text(GOOD), text(GOOD, ends=";"), workbook(GOOD), filled(GOOD, "uk")],
}


@pytest.mark.parametrize("name", sorted(READERS))
def test_each_format_is_recognised_and_read_by_its_reader(name: str) -> None:
    for raw in SAMPLES[name]:
        assert sniff(raw, "file") == name
        taken = READERS[name](raw, "file", HOW)
        assert taken.rows == taken.taken + len(taken.rejections)


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize(("name", "row"), [("ged", GED), ("acled", ACLED), ("firms", VIIRS), ("events", EVENTS)])
def test_a_table_is_recognised_whatever_divides_it(name: str, row: dict[str, str], separator: str) -> None:
    raw = separator.join(row).encode() + b"\r\n" + separator.join(row.values()).replace("\n", " ").encode() + b"\r\n"
    assert sniff(raw, "file") == name


@pytest.mark.parametrize("raw", [b"", b"colour,size\r\n", b"\xff\xfe\x00", b"%PDF-1.7", b"a" * 200_000])
def test_what_is_no_format_is_recognised_as_none(raw: bytes) -> None:
    assert sniff(raw, "file") is None


def test_our_own_lines_are_taken_as_the_collector_takes_them() -> None:
    taken = READERS["observations"](EXERCISE.read_bytes(), "observations.jsonl", HOW)
    collected = collect(lines_of(EXERCISE.read_bytes(), "observations.jsonl"))
    assert taken.observations.equals(collected.table)
    assert list(taken.rejections) == list(collected.rejections)
