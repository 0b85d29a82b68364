"""Somebody annotated one paragraph of a long address; what the reader finds elsewhere is not held against it."""

from typing import Any

from servanda.statements.gold.regions import within_region


def _answer() -> dict[str, Any]:
    return {
        "cues": [{"start": 5, "end": 9}, {"start": 105, "end": 109}],
        "statements": [
            {"id": "s1", "spans": [{"start": 0, "end": 40}]},
            {"id": "s2", "spans": [{"start": 100, "end": 140}]},
        ],
        "positions": [{"id": "p1", "statement": "s1"}, {"id": "p2", "statement": "s2"}],
        "incompatibilities": [{"id": "i1", "positions": ["p1"]}, {"id": "i2", "positions": ["p2"]}],
        "meetings": [{"id": "m1", "trigger_spans": [{"start": 110, "end": 112}]}],
    }


def test_rows_outside_the_part_annotated_are_left_out_with_what_points_at_them() -> None:
    kept = within_region(_answer(), {"document": {"region": [90, 150]}})

    assert [row["start"] for row in kept["cues"]] == [105]
    assert [row["id"] for row in kept["statements"]] == ["s2"]
    assert [row["id"] for row in kept["positions"]] == ["p2"]
    assert [row["id"] for row in kept["incompatibilities"]] == ["i2"]
    assert [row["id"] for row in kept["meetings"]] == ["m1"]


def test_an_annotation_of_the_whole_text_leaves_the_answer_as_it_is() -> None:
    assert within_region(_answer(), {"document": {}}) == _answer()


def test_the_end_of_the_part_is_outside_it() -> None:
    kept = within_region(_answer(), {"document": {"region": [0, 100]}})

    assert [row["id"] for row in kept["statements"]] == ["s1"]
    assert kept["meetings"] == []
