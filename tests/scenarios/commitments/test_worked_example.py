"""The worked example of conditional guarantees: eleven promises, seven views, one table."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from servanda.commitments import Register, View, choose, circles, serving, stand, unlock_sets, withdrawal_sets
from servanda.records.commitment import Commitment, Event, GuardReading, StatusEvent
from servanda.records.condition import Guard

EXAMPLE = yaml.safe_load((Path(__file__).parent / "worked-example.yaml").read_text("utf-8"))
AS_OF = datetime(2026, 1, 7, tzinfo=UTC)
AXES = {
    "signalled": ("statement", "unspecified"),
    "offered": ("statement", "indicative"),
    "pledged": ("political", "quantified"),
}


def _status(rung: str) -> list[StatusEvent]:
    legal, material = AXES[rung]
    return [
        StatusEvent(axis=axis, value=value, occurred_on="2026-01-06", known_on=AS_OF, support=["test"])
        for axis, value in (("legal", legal), ("material", material))
    ]


def _commitment(row: dict[str, Any]) -> Commitment:
    readings = []
    if "unconditional" in row:
        condition = msgspec.convert(row["unconditional"], Guard)
        readings = [
            GuardReading(id="unconditional", condition=condition, held_by=["FR"], says={"en": "without the US"})
        ]
    return Commitment(
        id=row["id"],
        provider=row["provider"],
        beneficiary="UA",
        function=row.get("function", "other"),
        says={},
        condition=msgspec.convert(row["needs"], Guard),
        readings=readings,
        status=_status(row["rung"]),
        support=["test"],
    )


REGISTER = Register(
    commitments=tuple(_commitment(row) for row in EXAMPLE["commitments"]),
    events=tuple(Event(id=name, says={"en": name, "uk": name}) for name in EXAMPLE["events"]),
)


def _view(column: str) -> View:
    row = EXAMPLE["views"][column]
    view = View(
        as_of=AS_OF,
        floor=row.get("floor", "signalled"),
        withdrawn=frozenset(row.get("without", [])),
        assume=dict.fromkeys(row.get("come", []), "true"),
    )
    return choose(REGISTER, view, row["reading"]) if "reading" in row else view


def _table() -> dict[str, dict[str, str]]:
    head, *rows = [line.split() for line in EXAMPLE["labels"].strip().splitlines()]
    return {column: {row[0]: row[number] for row in rows} for number, column in enumerate(head) if number}


@pytest.mark.parametrize("column", list("ABCDEFG"))
def test_each_column_of_the_table_comes_out(column: str) -> None:
    assert stand(REGISTER, _view(column)) == dict(sorted(_table()[column].items()))


def test_the_table_has_all_eleven_promises_in_seven_views() -> None:
    assert {column: len(labels) for column, labels in _table().items()} == dict.fromkeys("ABCDEFG", 11)


def test_each_member_of_the_circle_alone_brings_land_reassurance_down() -> None:
    sets = withdrawal_sets(REGISTER, _view("C"), serving(REGISTER, "land"))
    assert sets.sets == (("FR",), ("UK",), ("US",))
    assert sets.complete


def test_the_french_pledge_waits_for_the_british_parliament_through_washington() -> None:
    assert unlock_sets(REGISTER, _view("A"), "FR-LAND").sets == (("PA", "PARL-FR", "PARL-UK"),)


def test_everyone_waits_for_everyone_and_germany_hangs_on_it() -> None:
    (circle,) = circles(REGISTER, _view("A"))
    assert circle.providers == ("FR", "UK", "US")
    assert circle.commitments == ("FR-LAND", "UK-LAND", "US-BACK")
    assert circle.hanging == ("DE-NBR",)
    assert (circle.label, circles(REGISTER, _view("C"))[0].label) == ("open", "handshake")


def test_read_as_unconditional_there_is_no_circle() -> None:
    view = choose(REGISTER, View(as_of=AS_OF), "unconditional")
    assert circles(REGISTER, view) == []
