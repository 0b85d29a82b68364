"""Texts that were called upon, or could be: the instruments in `agreements/`, and what must come out of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from servanda.adapters.agreements import load, load_sources
from servanda.agreements import lint
from servanda.commitments import Register, View
from servanda.records.agreement import Agreement
from servanda.records.decision import Judgement
from servanda.records.finding import Finding, Outcome, Subject
from servanda.records.response import Response, StepAct, StepState
from servanda.records.time import Interval
from servanda.responses import list_responses, names_of, respond

TEXTS = Path(__file__).parents[3] / "agreements"
JCPOA = {agreement.id: agreement for agreement in load(TEXTS / "jcpoa-2015")}
RESOLUTION = JCPOA["unscr-2231"]
PLAN = JCPOA["jcpoa"]
[MEMORANDUM] = load(TEXTS / "budapest-1994")
NOTIFIED = datetime(2025, 8, 28, 15, tzinfo=UTC)
"""Some hour of the day on which the Council was notified: no result depends on it."""
VALID = Judgement(
    id="J1",
    about="procedure:unscr-2231:snapback",
    question="valid-notification",
    answer="yes",
    body="UNNAMED-BODY",
    at=NOTIFIED.replace(hour=0),
)
"""Told as those see it who notified; nobody is named who decides."""
THIRTIETH_DAY_OVER = datetime(2025, 9, 28, tzinfo=UTC)


def _finding(agreement: Agreement, term: str, at: datetime) -> Finding:
    return Finding(
        id=f"finding:{term}",
        agreement=f"{agreement.id}@{agreement.version}",
        term=term,
        subject=Subject(kind="incident", id=f"I-{term}", when=Interval(start=at, end=at)),
        outcome=Outcome(verdict="breached", attribution="undetermined"),
        evidence=[],
    )


def _asked(agreement: Agreement, term: str, at: datetime, as_of: datetime, acts: Sequence[StepAct] = ()) -> Response:
    [response] = respond(
        [agreement],
        [_finding(agreement, term, at)],
        register=Register(()),
        view=View(as_of=as_of),
        step_acts=acts,
        judgements=[VALID],
        as_of=as_of,
    )
    return response


def _council(as_of: datetime, acts: Sequence[StepAct] = (), agreement: Agreement = RESOLUTION) -> Response:
    return _asked(agreement, "significant-non-performance", NOTIFIED, as_of, acts)


def _steps(response: Response) -> Mapping[str, StepState]:
    return {step.step: step for step in response.steps}


def _act(does: str, at: datetime, until: datetime | None = None) -> StepAct:
    act = {"id": "A1", "procedure": "unscr-2231:snapback", "step": "council", "does": does, "by": "UNSC", "at": at}
    return msgspec.convert({**act, "until": until}, StepAct)


@pytest.mark.parametrize("folder", ["jcpoa-2015", "budapest-1994"])
def test_the_encodings_have_no_error(folder: str) -> None:
    sources = [source.id for source in load_sources(TEXTS / folder)]
    assert [found for found in lint(load(TEXTS / folder), sources=sources) if found.severity == "error"] == []


@pytest.mark.parametrize("hour", [0, 4, 15, 23])
def test_notified_on_28_august_2025_at_any_hour_the_silence_of_the_council_reimposes_on_27_september(hour: int) -> None:
    at = NOTIFIED.replace(hour=hour)
    response = _asked(RESOLUTION, "significant-non-performance", at, at)
    assert response.next_deadline == THIRTIETH_DAY_OVER
    where_the_council_sits = THIRTIETH_DAY_OVER.astimezone(ZoneInfo("America/New_York"))
    assert (where_the_council_sits.date().isoformat(), where_the_council_sits.hour) == ("2025-09-27", 20)


def test_a_second_before_that_midnight_the_earlier_resolutions_do_not_apply_yet() -> None:
    before = _council(datetime(2025, 9, 27, 23, 59, 59, tzinfo=UTC))
    after = _council(THIRTIETH_DAY_OVER)
    assert (before.state, _steps(before)["council"].state) == ("running", "running")
    assert (after.state, _steps(after)["council"].state) == ("ended", "silent")
    assert "apply again" in _steps(after)["council"].if_silent_says["en"]


def test_a_resolution_on_the_thirtieth_day_would_have_kept_the_measures_lifted() -> None:
    adopted = _council(THIRTIETH_DAY_OVER, [_act("done", datetime(2025, 9, 27, 12, tzinfo=UTC))])
    assert (adopted.state, _steps(adopted)["council"].state) == ("ended", "done")


def test_a_resolution_on_the_day_after_comes_too_late() -> None:
    late = _council(datetime(2025, 10, 1, tzinfo=UTC), [_act("done", datetime(2025, 9, 28, 12, tzinfo=UTC))])
    assert _steps(late)["council"].state == "silent"


def test_the_six_months_that_were_proposed_would_have_had_no_place_in_the_procedure() -> None:
    until = datetime(2026, 4, 18, tzinfo=UTC)
    extended = _council(datetime(2025, 10, 1, tzinfo=UTC), [_act("extend", datetime(2025, 9, 26, tzinfo=UTC), until)])
    assert _steps(extended)["council"].state == "silent"


def test_if_silence_lapsed_instead_nothing_would_be_reimposed() -> None:
    [procedure] = RESOLUTION.procedures
    [step] = procedure.steps
    other = msgspec.structs.replace(procedure, steps=[msgspec.structs.replace(step, if_silent="lapses")])
    response = _council(THIRTIETH_DAY_OVER, agreement=msgspec.structs.replace(RESOLUTION, procedures=[other]))
    assert (response.state, _steps(response)["council"].state) == ("ended", "lapsed")


def test_the_encoding_says_that_the_notification_itself_is_disputed_and_by_whom() -> None:
    readings = RESOLUTION.open["valid-notification"].readings
    assert {name: reading.held_by for name, reading in readings.items()} == {
        "valid": ["FRA", "DEU", "GBR"],
        "void": ["IRN", "RUS"],
    }


def test_the_stages_before_the_council_take_35_days_and_then_wait_for_whoever_complained() -> None:
    complained = datetime(2025, 1, 1, tzinfo=UTC)
    response = _asked(PLAN, "performance", complained, datetime(2025, 3, 1, tzinfo=UTC))
    steps = _steps(response)
    assert {
        name: (step.deadlines[0].due - complained).days for name, step in steps.items() if step.deadlines[0].due
    } == {
        "commission": 15,
        "review": 30,
        "opinion": 35,
    }
    assert (steps["notify"].state, response.next_deadline) == ("running", None)
    assert "no time" in steps["notify"].why["en"]


def test_article_6_of_the_budapest_memorandum_cannot_be_violated_and_the_text_and_the_answer_say_so() -> None:
    codes = {found.code: found for found in lint([MEMORANDUM])}
    assert "cannot be violated" in codes["dead-letter"].says["en"]
    assert "неможливо порушити" in codes["dead-letter"].says["uk"]
    assert "procedure-without-verifier" in codes
    asked = datetime(2022, 2, 21, 20, tzinfo=UTC)
    for as_of in (datetime(2022, 2, 24, tzinfo=UTC), datetime(2122, 2, 24, tzinfo=UTC)):
        response = _asked(MEMORANDUM, "a-question", asked, as_of)
        step = _steps(response)["consult"]
        assert (response.state, step.state, response.next_deadline) == ("undetermined", "undetermined", None)
        assert "neither a deadline nor a default" in step.why["en"]
        told = " ".join(list_responses([response], "en", names=names_of([MEMORANDUM])))
        assert "cannot be violated" in told


def test_with_a_deadline_and_a_default_article_6_could_have_been_violated() -> None:
    [procedure] = MEMORANDUM.procedures
    [step] = procedure.steps
    timed = msgspec.convert(
        {**msgspec.to_builtins(step), "when": {"counted_from": "trigger", "within": "PT24H"}, "if_silent": "lapses"},
        type(step),
    )
    mended = msgspec.structs.replace(
        MEMORANDUM, procedures=[msgspec.structs.replace(procedure, steps=[timed], verifier="UKR")]
    )
    assert "dead-letter" not in {found.code for found in lint([mended])}
    response = _asked(mended, "a-question", datetime(2022, 2, 21, 20, tzinfo=UTC), datetime(2022, 2, 24, tzinfo=UTC))
    assert _steps(response)["consult"].state == "lapsed"
