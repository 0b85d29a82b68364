"""Both branches of a duty: what starts when it was done in time, and what starts when its deadline passed."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from servanda.agreements import lint
from servanda.commitments import Register, View
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.response import Response
from servanda.responses import respond
from servanda.runs.judging import judge_alone

SAYS = {"en": "?", "uk": "?"}
STEP = {"id": "act", "who": ["BODY"], "do": SAYS, "if_silent": "lapses", "if_silent_says": SAYS}
TEXT = {
    "id": "duties",
    "version": "1",
    "title": SAYS,
    "kind": "peace",
    "status": "draft",
    "support": ["page:none"],
    "parties": {
        "A": {"name": SAYS, "role": "party"},
        "B": {"name": SAYS, "role": "party"},
        "BODY": {"name": SAYS, "role": "body"},
    },
    "clocks": {"deadline": {"at": "2031-03-10T00:00:00Z"}},
    "proof": {"one": {"confirmed_by": ["inspection"], "kept_needs_watch": 800000}},
    "terms": [
        {
            "id": "leave",
            "cite": "art. 1",
            "says": SAYS,
            "binds": ["A", "B"],
            "must": {"do": "leave", "done_by": "deadline", "if_done": "next-phase", "if_late": "complaint"},
            "proof": "one",
        }
    ],
    "procedures": [
        {
            "id": name,
            "cite": "art. 2",
            "says": SAYS,
            "verifier": "BODY",
            "trigger": {},
            "steps": [{**STEP, "when": {"counted_from": "trigger", "within": "P10D"}}],
        }
        for name in ("next-phase", "complaint")
    ],
}
DONE = {"A": "2031-03-08T10:00:00Z", "B": "2031-03-09T10:00:00Z"}


def under_way(
    judged: list[tuple[str, str, str]],
    as_of: str = "2031-03-15T00:00:00Z",
    *,
    method: str = "inspection",
    **change: Any,
) -> dict[str, Response]:
    """The procedures under way, given who left when and what the body said: party, answer, moment."""
    text = msgspec.convert({**TEXT, **change}, Agreement, strict=False)
    moment = datetime.fromisoformat(as_of)
    facts = {
        "observations": [
            {
                "id": f"o-{party}",
                "observer": "BODY",
                "method": method,
                "verb": "saw",
                "origin": f"o-{party}",
                "act": "leave",
                "by": [party],
                "where": {"kind": "disc", "at": {"lat_e7": 0, "lon_e7": 0}, "radius_m": 10},
                "when": {"start": at, "end": at},
                "recorded_at": at,
            }
            for party, at in DONE.items()
        ],
        "judgements": [
            {"id": f"j-{n}", "question": "leave", "about": f"party:{party}", "body": "BODY", "answer": answer, "at": at}
            for n, (party, answer, at) in enumerate(judged)
        ],
    }
    known = msgspec.convert(facts, Facts, strict=False)
    found = respond(
        [text],
        [finding for one in judge_alone([text], known, as_of=moment, window=None) for finding in one.findings],
        register=Register(()),
        view=View(as_of=moment),
        step_acts=[],
        judgements=known.judgements,
        as_of=moment,
    )
    return {one.procedure.removeprefix("duties:"): one for one in found}


BOTH = [("A", "yes", "2031-03-11T09:00:00Z"), ("B", "yes", "2031-03-12T09:00:00Z")]


def test_done_by_all_starts_what_follows_when_the_body_says_so_of_the_last() -> None:
    found = under_way(BOTH)
    assert set(found) == {"next-phase"}
    assert found["next-phase"].state == "running"
    assert found["next-phase"].started_at == datetime(2031, 3, 12, 9, tzinfo=UTC)
    assert found["next-phase"].next_deadline == datetime(2031, 3, 22, 9, tzinfo=UTC)
    assert len(found["next-phase"].started_by) == 2


def test_done_by_one_of_two_starts_nothing_that_waits_for_both() -> None:
    assert "next-phase" not in under_way(BOTH[:1])


def test_saying_again_that_it_was_done_starts_no_later() -> None:
    again = [*BOTH, ("B", "yes", "2031-03-14T09:00:00Z")]
    assert under_way(again)["next-phase"].started_at == datetime(2031, 3, 12, 9, tzinfo=UTC)


def test_withdrawn_and_said_again_it_counts_from_the_second_time() -> None:
    again = [*BOTH, ("B", "no", "2031-03-13T09:00:00Z"), ("B", "yes", "2031-03-14T09:00:00Z")]
    assert under_way(again)["next-phase"].started_at == datetime(2031, 3, 14, 9, tzinfo=UTC)


def test_the_other_branch_starts_at_the_deadline() -> None:
    found = under_way([BOTH[0], ("B", "no", "2031-03-12T09:00:00Z")])
    assert set(found) == {"complaint"}
    assert found["complaint"].started_at == datetime(2031, 3, 10, tzinfo=UTC)


def test_before_the_deadline_neither_branch_starts() -> None:
    assert under_way([], "2031-03-09T12:00:00Z") == {}


def test_what_is_said_later_has_not_started_anything_yet() -> None:
    assert set(under_way(BOTH, "2031-03-12T08:59:59Z")) == {"complaint"}  # B: nobody has said yet that it was all
    assert under_way(BOTH, "2031-03-12T08:59:59Z")["complaint"].state == "undetermined"


def test_done_as_far_as_only_a_party_says_may_have_started_either() -> None:
    found = under_way(BOTH, method="party_complaint")
    assert {name: one.state for name, one in found.items()} == {
        "next-phase": "undetermined",
        "complaint": "undetermined",
    }
    assert "leave" in found["next-phase"].why["en"]


def test_a_procedure_that_only_a_duty_starts_is_no_dead_letter() -> None:
    codes = {one.code for one in lint([msgspec.convert(TEXT, Agreement, strict=False)], sources=["page:none"])}
    assert "trigger-without-terms" not in codes


@pytest.mark.parametrize("branch", ["if_done", "if_late"])
def test_a_procedure_no_duty_names_is(branch: str) -> None:
    term = {
        **TEXT["terms"][0],
        "must": {key: value for key, value in TEXT["terms"][0]["must"].items() if key != branch},
    }  # type: ignore[index]
    found = lint([msgspec.convert({**TEXT, "terms": [term]}, Agreement, strict=False)], sources=["page:none"])
    assert "trigger-without-terms" in {one.code for one in found}
