"""Names of events and of derived facts never meet."""

from datetime import UTC, datetime

import pytest

from servanda.commitments import Register, View, reserved, unlock_sets
from servanda.errors import InputError
from servanda.records.commitment import Commitment, Event, StatusEvent
from servanda.records.condition import Guard, RungAtLeast

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
DERIVED = ["rung:A>=pledged", "done:Z", "after:2031", "before:2031", "amount:A", "not:x"]


@pytest.mark.parametrize("name", DERIVED)
def test_an_event_that_bears_the_name_of_another_kind_of_fact_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="names that begin with") as caught:
        Register((), (Event(id=name, says={}),))
    assert (caught.value.code, caught.value.place) == ("event-reserved-name", name)


def test_a_record_that_was_not_taken_has_its_event_but_no_author_may_name_one_so() -> None:
    assert Register((), (Event(id="record:Z", says={}),)).event_by_id
    assert all(reserved(name) for name in (*DERIVED, "record:Z"))
    assert not any(reserved(name) for name in ("done", "vote", "undone:x", "Record"))


def test_every_derived_fact_bears_a_reserved_name() -> None:
    said = StatusEvent(axis="legal", value="signed", occurred_on="2031-01-01", known_on=AS_OF, support=["s"])
    later = AS_OF.replace(month=4)
    parts = [Guard(done="B"), Guard(rung=RungAtLeast(commitment="B", rung="deployed")), Guard(not_before=later)]
    promises = [
        Commitment(id=name, provider=name, beneficiary="X", function="f", says={}, status=[said], support=["s"], **rest)
        for name, rest in (("A", {"condition": Guard(all=parts)}), ("B", {}))
    ]
    ((*facts,),) = unlock_sets(Register(tuple(promises)), View(as_of=AS_OF), "A").sets
    assert len(facts) == len(parts)
    assert all(reserved(fact) for fact in facts)
