"""What numbers start: a breach by number does, a zero and a silence do not."""

from servanda.logic import Truth
from servanda.records.finding import Finding, Outcome, Subject
from servanda.records.procedure import Trigger
from servanda.records.time import Interval
from servanda.responses.trigger import _counts

ANY = Trigger(terms=["no-fire"])


def finding(verdict: str, watched: int | None) -> Finding:
    return Finding(
        id="f",
        agreement="story@1",
        term="no-fire",
        subject=Subject(kind="count", id="count", when=Interval()),
        outcome=Outcome(verdict=verdict, attribution="undetermined"),  # type: ignore[arg-type]
        evidence=["count"],
        watched=watched,
    )


def test_a_breach_by_number_counts_and_an_undetermined_one_may() -> None:
    assert _counts(ANY, finding("breached", None)) is Truth.TRUE
    assert _counts(ANY, finding("undetermined", None)) is Truth.UNKNOWN


def test_a_zero_that_nobody_watched_enough_starts_nothing() -> None:
    assert _counts(ANY, finding("undetermined", 0)) is Truth.FALSE
