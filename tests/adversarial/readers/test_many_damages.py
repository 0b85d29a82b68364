"""Files in which every row is damaged: the time grows with the rows, not with their square."""

from time import perf_counter

import pytest

from adversarial.readers.tables import GOOD, NAMES, line, read

HEAD = ",".join(NAMES)
ROW = line(GOOD[0])
KINDS = {
    "deaths": (line(GOOD[0] | {"best": "-1"}), "cell-not-whole"),
    "coordinates": (line(GOOD[0] | {"latitude": "48°1'"}), "coordinate-not-decimal"),
    "days": (line(GOOD[0] | {"date_end": "43528"}), "date-unreadable"),
    "widths": (ROW + ",x", "row-width"),
    "marks": (ROW.replace("Village", '"Village'), "row-quotes"),
    "characters": (ROW.replace("Village", "Vill\x07"), "cell-character"),
    "headers": (HEAD, "header-again"),
}


def seconds(row: str, code: str, count: int) -> float:
    rows = [row.replace("5001", str(n + 1), 1) for n in range(count)]
    raw = "\n".join([HEAD, *rows, ""]).encode()
    begun = perf_counter()
    taken = read(raw)
    spent = perf_counter() - begun
    assert (taken.rows, taken.taken) == (count, 0)
    assert {each.code for each in taken.rejections} == {code}
    return spent


@pytest.mark.parametrize("kind", KINDS)
def test_eight_times_the_damages_cost_about_eight_times_the_time(kind: str) -> None:
    row, code = KINDS[kind]
    few = min(seconds(row, code, 2_000) for _ in range(3))
    many = seconds(row, code, 16_000)
    assert many < 8 * 3 * few + 0.5
