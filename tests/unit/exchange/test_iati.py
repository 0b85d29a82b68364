"""IATI-like rows: the rung in every row, no number where none was stated, nothing counted twice unseen."""

import csv
import io
from datetime import UTC, datetime

import pytest

from servanda.adapters.exchange.iati import COLUMNS, iati_csv, iati_rows
from servanda.commitments import Register
from servanda.records.commitment import Commitment, Scope, StatusEvent
from servanda.records.time import Interval
from unit.exchange.registers import case

AS_OF = datetime(2031, 6, 1, tzinfo=UTC)


def step(value: str, month: int, **more: object) -> StatusEvent:
    axes = {"political": "legal", "in_force": "legal", "quantified": "material", "in_place": "material"}
    known = datetime(2031, month, 1, tzinfo=UTC)
    return StatusEvent(  # type: ignore[arg-type] # words of the three axes
        axis=axes.get(value, "stance"),
        value=value,
        occurred_on=f"2031-0{month}-01",
        known_on=known,
        support=["s"],
        **more,
    )


def promise(*steps: StatusEvent, **more: object) -> Commitment:
    stated = {"id": "A", "provider": "P", "beneficiary": "B", "function": "land", "says": {"en": "x"}, "quantity": 6}
    return Commitment(**{**stated, "status": list(steps), "support": ["s"], **more})  # type: ignore[arg-type] # stated above


def rows(*commitments: Commitment, members: dict[str, tuple[str, ...]] | None = None) -> list[dict[str, str]]:
    return iati_rows(Register(commitments, (), members or {}), AS_OF)


def test_a_promise_has_one_row_for_each_type_it_reached() -> None:
    found = rows(
        promise(
            step("political", 1), step("quantified", 1), step("in_force", 2), step("in_force", 3), step("in_place", 4)
        )
    )
    assert [(one["transaction-type-code"], one["rung"], one["transaction-date"]) for one in found] == [
        ("12", "pledged", "2031-01-01"),
        ("2", "ratified", "2031-02-01"),
        ("3", "deployed", "2031-04-01"),
    ]
    assert {one["value"] for one in found} == {"6"}


@pytest.mark.parametrize(
    ("last", "status", "reason"),
    [
        ("suspended", "6", "suspended"),
        ("withdrawn", "5", "withdrawn"),
        ("expired", "4", "expired"),
        ("released", "4", "released"),
        ("satisfied", "4", "satisfied"),
        ("conditional", "1", ""),
        ("in_place", "2", ""),
    ],
)
def test_withdrawn_suspended_and_closed_are_told_apart(last: str, status: str, reason: str) -> None:
    found = rows(promise(step("political", 1), step("quantified", 1), step(last, 2)))
    assert {(one["activity-status-code"], one["status-reason"]) for one in found} == {(status, reason)}


def test_a_bare_statement_has_a_row_without_a_type() -> None:
    assert [(one["transaction-type-code"], one["rung"]) for one in rows(promise(step("political", 1)))] == [
        ("", "signalled")
    ]


def test_a_window_that_is_over_closes_and_a_step_not_yet_known_is_not_seen() -> None:
    over = Interval(end=datetime(2031, 5, 1, tzinfo=UTC))
    found = rows(promise(step("political", 1), step("in_force", 7), window=over))
    assert [(one["status-reason"], one["budget-status-code"]) for one in found] == [("window-over", "1")]


def test_a_partial_withdrawal_leaves_less_and_changes_no_stated_value() -> None:
    found = rows(promise(step("in_force", 1), step("withdrawn", 2, scope=Scope(quantity=2))))
    assert [(one["value"], one["value-left"], one["budget-status-code"]) for one in found] == [("6", "4", "2")]


def test_an_unquantified_promise_has_no_number_and_says_so() -> None:
    found = iati_rows(case("paris-2026").register, datetime(2026, 2, 28, tzinfo=UTC))
    assert {(one["value"], one["value-left"], one["unquantified"]) for one in found} == {("", "", "yes")}
    assert {one["notice"] for one in found} == {""}


def test_a_refusal_is_a_row_without_codes() -> None:
    found = rows(promise(step("refused", 1), kind="refusal"))
    assert [(one["kind"], one["transaction-type-code"], one["activity-status-code"], one["rung"]) for one in found] == [
        ("refusal", "", "", "")
    ]


def test_a_bloc_and_its_members_are_flagged_in_each_row() -> None:
    bloc, member = promise(step("in_force", 1), id="BLOC", provider="E"), promise(step("in_force", 1))
    found = {one["activity-id"]: one for one in rows(bloc, member, members={"E": ("P", "Q")})}
    assert (found["BLOC"]["provider-is-bloc"], found["BLOC"]["bloc-members"]) == ("yes", "P; Q")
    assert found["BLOC"]["members-promise-too"] == "P"
    assert (found["A"]["provider-is-bloc"], found["A"]["member-of-blocs"]) == ("no", "E")


def test_every_row_of_the_exercise_says_so_and_has_its_rung_and_no_row_is_a_total() -> None:
    folder = case("exercise-meridian")
    text = iati_csv(folder.register, datetime(2031, 3, 14, tzinfo=UTC)).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert tuple(found[0]) == COLUMNS
    assert {one["notice"] for one in found} == {"EXERCISE"}
    assert {one["activity-id"] for one in found} == set(folder.register.by_id)
    assert all(one["rung"] for one in found if one["kind"] == "promise")
