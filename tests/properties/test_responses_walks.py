"""Laws of procedures under way, on random instruments, breaches, acts and judgements."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.commitments import Register, View
from servanda.records.agreement import Agreement
from servanda.records.decision import Judgement
from servanda.records.finding import Finding, Hinge, Outcome, Subject
from servanda.records.response import Response, StepAct
from servanda.records.time import Interval
from servanda.responses import respond

START = datetime(2031, 3, 14, tzinfo=UTC)
STEPS = ("one", "two", "three")
BODIES = ("X", "Y")
QUIET = settings(max_examples=40, deadline=None)

hours = st.integers(0, 200)
early, late = st.integers(0, 24), st.integers(96, 300)
sometimes = st.sampled_from([False, False, False, True])
durations = st.sampled_from(["PT6H", "PT24H", "P1D", "P2D"])
anchors = st.sampled_from(["trigger", "first-breach", "one.opened", "one.ended", "two.ended"])


@st.composite
def steps(draw: st.DrawFn, name: str) -> dict[str, Any]:
    step: dict[str, Any] = {
        "id": name,
        "who": draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=2, unique=True)),
        "do": {"en": "act", "uk": "діяти"},
        "extend_by": draw(st.sampled_from(["none", "consensus", "unstated"])),
        "suspend_by": draw(st.sampled_from(["consensus", "consensus", "none", "unstated"])),
        "if_silent": draw(st.sampled_from(["proceeds", "proceeds", "lapses", "undefined"])),
        "if_done": draw(st.sampled_from(["next", "next", "ends"])),
        "next": draw(st.sampled_from(["", *STEPS])),
    }
    kind = draw(st.sampled_from(["within", "within", "both", "after", "none", "open"]))
    if kind == "open":
        step["when"] = {"open": draw(st.sampled_from(["rival", "unread"]))}
    elif kind != "none":
        step["when"] = {"counted_from": draw(anchors)}
        if kind != "after":
            step["when"]["within"] = draw(durations)
        if kind != "within":
            step["when"]["after"] = draw(durations)
    if draw(sometimes):
        step["only_if"] = draw(
            st.sampled_from(
                [
                    {"judged": {"question": "q", "by": "X"}},
                    {"not": {"judged": {"question": "q", "by": "X"}}},
                    {"any": [{"judged": {"question": "q", "by": "X"}}, {"open": "unread"}]},
                ]
            )
        )
    return step


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    count = draw(st.sampled_from([1, 1, 1, 1, 2, {"open": "number"}, {"open": "unread"}]))
    timing = {"counted_from": "first-breach", "within": "PT72H"}
    data = {
        "id": "pact",
        "version": "1",
        "title": {},
        "kind": "guarantee",
        "status": "in_force",
        "time_zone": "Europe/Kyiv",
        "day_count": draw(st.sampled_from(["day_after", "same_day", "unstated"])),
        "parties": {},
        "support": ["s"],
        "open": {
            "rival": {
                "question": {"en": "When?", "uk": "Коли?"},
                "readings": {
                    "a": {"says": {}, "value": timing},
                    "b": {"says": {}, "value": {"counted_from": "trigger", "after": "PT72H"}},
                },
            },
            "number": {"question": {}, "readings": {"two": {"says": {}, "value": 2}, "four": {"says": {}, "value": 4}}},
            "unread": {"question": {"en": "What?"}},
        },
        "procedures": [
            {
                "id": "p",
                "cite": "1",
                "says": {},
                "trigger": {"terms": ["t"], "count": count, "same": draw(st.sampled_from(["", "", "sector"]))},
                "steps": [draw(steps(name)) for name in STEPS],
            }
        ],
    }
    return msgspec.convert(data, Agreement)


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        moment = START + timedelta(hours=draw(early if number == 0 else hours))
        unsure = draw(sometimes)
        hinge = Hinge(cause="attribution", on="h", says={"en": "h", "uk": "h"})
        found.append(
            Finding(
                id=f"F{number}",
                agreement="pact@1",
                term="t",
                subject=Subject(
                    kind="incident",
                    id=f"I{number}",
                    when=Interval(start=moment, end=moment),
                    sector=draw(st.sampled_from(["", "A", "B"])),
                ),
                outcome=Outcome(verdict="undetermined" if unsure else "breached", attribution="undetermined"),
                hinges=[hinge] if unsure else [],
                evidence=[],
            )
        )
    return found


@st.composite
def acts(draw: st.DrawFn) -> list[StepAct]:
    made = []
    for number in range(draw(st.integers(0, 8))):
        moment = START + timedelta(hours=draw(hours))
        does = draw(st.sampled_from(["done", "done", "done", "extend", "suspend", "suspend", "resume"]))
        made.append(
            StepAct(
                id=f"A{number}",
                procedure="pact:p",
                step=draw(st.sampled_from([STEPS[0], *STEPS])),
                does=does,
                by=draw(st.sampled_from(BODIES)),
                at=moment,
                until=moment + timedelta(hours=draw(hours)) if does == "extend" else None,
            )
        )
    return made


@st.composite
def judgements(draw: st.DrawFn) -> list[Judgement]:
    return [
        Judgement(
            id=f"J{number}",
            question="q",
            answer=draw(st.sampled_from(["yes", "no", "perhaps"])),
            body=draw(st.sampled_from(BODIES)),
            at=START + timedelta(hours=draw(hours)),
        )
        for number in range(draw(st.integers(0, 3)))
    ]


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "agreement": draw(agreements()),
        "findings": draw(findings()),
        "acts": draw(acts()),
        "judgements": draw(judgements()),
        "as_of": START + timedelta(hours=draw(st.one_of(hours, late))),
    }


def responses(case: dict[str, Any]) -> list[Response]:
    return respond(
        [case["agreement"]],
        case["findings"],
        register=Register(()),
        view=View(as_of=case["as_of"]),
        step_acts=case["acts"],
        judgements=case["judgements"],
        as_of=case["as_of"],
    )


def test_the_random_cases_reach_every_state_that_the_laws_speak_of() -> None:
    steps = {"waiting", "running", "done", "silent", "lapsed", "suspended", "undetermined", "not_reached"}
    wanted = {*steps, "ended", "deadline"}
    reached: set[str] = set()

    @settings(max_examples=300, deadline=None, derandomize=True, database=None)
    @given(cases())
    def walk(case: dict[str, Any]) -> None:
        for response in responses(case) if reached != wanted else ():
            reached.update((response.state, *(step.state for step in response.steps)))
            reached.update(["deadline"] if response.next_deadline else [])

    walk()
    assert reached == wanted


@QUIET
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_in_which_records_come_does_not_matter(case: dict[str, Any], random: Any) -> None:
    shuffled = dict(case)
    for name in ("findings", "acts", "judgements"):
        shuffled[name] = random.sample(case[name], len(case[name]))
    assert msgspec.json.encode(responses(shuffled)) == msgspec.json.encode(responses(case))


@QUIET
@given(cases())
def test_what_comes_later_does_not_change_what_stood_at_a_moment(case: dict[str, Any]) -> None:
    now = case["as_of"]
    known = {
        **case,
        "acts": [act for act in case["acts"] if act.at <= now],
        "judgements": [one for one in case["judgements"] if one.at <= now],
        "findings": [one for one in case["findings"] if one.subject.when.start <= now],
    }
    assert responses(known) == responses(case)


@QUIET
@given(cases())
def test_no_step_is_done_without_an_act_of_everyone_it_calls_on(case: dict[str, Any]) -> None:
    for response in responses(case):
        for step in response.steps:
            if step.state == "done":
                doers = {act.by for act in case["acts"] if act.step == step.step and act.does == "done"}
                assert doers >= set(step.who)


@QUIET
@given(cases())
def test_nothing_is_undetermined_without_saying_why_in_every_language(case: dict[str, Any]) -> None:
    for response in responses(case):
        if response.state == "undetermined":
            assert all(response.why.get(lang) for lang in ("en", "uk"))
        for step in response.steps:
            if step.state == "undetermined":
                assert step.hinges
                assert all(step.why.get(lang) for lang in ("en", "uk"))


@QUIET
@given(cases())
def test_a_next_deadline_lies_ahead_and_belongs_to_a_step(case: dict[str, Any]) -> None:
    for response in responses(case):
        if response.next_deadline is not None:
            assert response.next_deadline > case["as_of"]
            dues = [line.due for step in response.steps for line in step.deadlines]
            assert response.next_deadline in dues
        if response.state in ("ended", "suspended"):
            assert response.next_deadline is None


@QUIET
@given(cases())
def test_only_certain_breaches_start_a_procedure_that_is_not_undetermined(case: dict[str, Any]) -> None:
    certain = {finding.id for finding in case["findings"] if finding.outcome.verdict == "breached"}
    for response in responses(case):
        if response.state != "undetermined":
            assert set(response.started_by) <= certain


@QUIET
@given(cases())
def test_names_of_responses_are_never_given_twice(case: dict[str, Any]) -> None:
    names = [response.id for response in responses(case)]
    assert len(names) == len(set(names))
