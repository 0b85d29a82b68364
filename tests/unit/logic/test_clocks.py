from datetime import UTC, datetime, timedelta

import pytest

from servanda.errors import InputError
from servanda.logic import Calendar, Days, Disturbance, Spell, Truth, choose, decide, moment_of, quiet_after
from servanda.records.agreement import Clock, OpenRef, OpenTerm, Quiet, Reading
from servanda.records.commitment import Event, EventState
from servanda.records.time import Interval

START = datetime(2031, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
AFTERWARDS = START + 60 * DAY


def reading(value: str) -> Reading:
    return Reading(says={"en": value}, value=value)


def calendar(**clocks: Clock) -> Calendar:
    span = OpenTerm(question={"en": "How long?"}, readings={"short": reading("P1D"), "long": reading("P3D")})
    bare = OpenTerm(question={"en": "When?"})
    event = Event(
        id="treaty",
        says={"en": "The treaty enters into force."},
        states=[EventState(value="true", known_on=START + 5 * DAY, occurred_on="2031-03-04")],
    )
    return Calendar(
        clocks=clocks, as_of=AFTERWARDS, open={"span": span, "bare": bare}, events={"treaty": event}, days=Days()
    )


def test_a_stated_moment_is_known_exactly_and_its_stroke_belongs_to_the_window() -> None:
    (moment,) = moment_of("force", calendar(force=Clock(at=START)))
    assert moment.has_struck_by(START) is Truth.TRUE
    assert moment.has_struck_by(START - timedelta(seconds=1)) is Truth.FALSE


def test_days_counted_from_another_clock_are_exact_unless_the_instrument_counts_local_days() -> None:
    clocks = calendar(force=Clock(at=START), done=Clock(after="force", plus="P14D"))
    (moment,) = moment_of("done", clocks)
    assert moment.earliest == moment.latest == START + 14 * DAY


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("unstated", "2026-03-29T12:00:00+00:00"),
        ("same_day", "2026-03-29T00:00:00+02:00"),
        ("day_after", "2026-03-30T00:00:00+03:00"),
    ],
)
def test_a_day_over_the_night_when_clocks_go_forward(count: str, expected: str) -> None:
    anchor = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert Days("Europe/Kyiv", count).later(anchor, "P1D").isoformat() == expected


def test_hours_are_exact_over_the_night_when_clocks_go_back() -> None:
    anchor = datetime(2026, 10, 24, 20, tzinfo=UTC)
    assert Days("Europe/Kyiv", "day_after").later(anchor, "PT24H") == anchor + DAY


def test_a_whole_local_day_on_which_clocks_go_back_lasts_25_hours() -> None:
    days = Days("Europe/Kyiv", "same_day")
    first = days.later(datetime(2026, 10, 23, 12, tzinfo=UTC), "P1D").astimezone(UTC)
    second = days.later(datetime(2026, 10, 23, 12, tzinfo=UTC), "P2D").astimezone(UTC)
    third = days.later(datetime(2026, 10, 23, 12, tzinfo=UTC), "P3D").astimezone(UTC)
    assert (second - first, third - second) == (DAY, timedelta(hours=25))


def test_an_event_known_to_the_day_leaves_that_day_undecided() -> None:
    (moment,) = moment_of("force", calendar(force=Clock(event="treaty")))
    assert moment.has_struck_by(START + 3 * DAY - timedelta(seconds=1)) is Truth.FALSE
    assert moment.has_struck_by(START + 3 * DAY + timedelta(hours=5)) is Truth.UNKNOWN
    assert moment.has_struck_by(START + 4 * DAY) is Truth.TRUE


def test_an_event_that_became_known_later_is_pending_before() -> None:
    early = calendar(force=Clock(event="treaty"))
    before = Calendar(clocks=early.clocks, as_of=START + 4 * DAY, events=early.events)
    (moment,) = moment_of("force", before)
    assert (moment.earliest, moment.latest, moment.waits_for[0].cause) == (None, None, "pending_clock")


def test_an_event_that_will_not_happen_never_strikes() -> None:
    never = Event(id="treaty", says={"en": "…"}, states=[EventState(value="false", known_on=START)])
    (moment,) = moment_of(
        "force", Calendar(clocks={"force": Clock(event="treaty")}, as_of=AFTERWARDS, events={"treaty": never})
    )
    assert moment.has_struck_by(AFTERWARDS) is Truth.FALSE


def test_an_open_delay_gives_one_result_for_each_reading() -> None:
    moments = moment_of("done", calendar(force=Clock(at=START), done=Clock(after="force", plus=OpenRef(open="span"))))
    assert {moment.readings: moment.latest for moment in moments} == {
        (("span", "short"),): START + DAY,
        (("span", "long"),): START + 3 * DAY,
    }


def test_an_open_clock_nobody_has_read_is_not_known_at_all() -> None:
    (moment,) = moment_of("force", calendar(force=Clock(open="bare")))
    assert (moment.earliest, moment.latest, moment.waits_for[0].on) == (None, None, "bare")


def test_quiet_starts_again_after_each_act() -> None:
    acts = (Disturbance(Interval(start=START + 5 * DAY, end=START + 5 * DAY)),)
    ((span, _),) = quiet_after(Spell(START, AFTERWARDS, acts), 7 * DAY)
    assert span == (START + 12 * DAY, START + 12 * DAY)


def test_an_act_after_the_quiet_was_complete_changes_nothing() -> None:
    acts = (Disturbance(Interval(start=START + 7 * DAY, end=START + 8 * DAY)),)
    ((span, _),) = quiet_after(Spell(START, AFTERWARDS, acts), 7 * DAY)
    assert span == (START + 7 * DAY, START + 7 * DAY)


def test_a_disputed_shot_forks_the_quiet_clock() -> None:
    acts = (Disturbance(Interval(start=START + 5 * DAY, end=START + 5 * DAY), disputed="shot"),)
    forks = quiet_after(Spell(START, AFTERWARDS, acts), 7 * DAY)
    assert [span[0] for span, _ in forks] == [START + 7 * DAY, START + 12 * DAY]
    either = choose([(given, span) for span, given in forks], otherwise="neither")
    assert "neither" not in either.outcomes()
    assert [hinge.name for hinge in either.hinges()] == ["shot"]


def test_a_disputed_shot_before_a_certain_one_is_no_hinge() -> None:
    acts = (
        Disturbance(Interval(start=START + 2 * DAY, end=START + 2 * DAY), disputed="shot"),
        Disturbance(Interval(start=START + 5 * DAY, end=START + 5 * DAY)),
    )
    ((span, given),) = quiet_after(Spell(START, AFTERWARDS, acts), 7 * DAY)
    assert span[0] == START + 12 * DAY
    assert decide(given).hinges() == []


def test_quiet_that_is_still_running_has_no_latest_moment() -> None:
    ((span, _),) = quiet_after(Spell(START, START + 3 * DAY), 7 * DAY)
    assert span == (START + 7 * DAY, None)


def test_a_quiet_clock_without_any_record_is_pending() -> None:
    (moment,) = moment_of("calm", calendar(calm=Clock(quiet=Quiet(for_="P7D", of="fire", in_="zone"))))
    assert (moment.latest, moment.waits_for[0].cause) == (None, "pending_clock")


@pytest.mark.parametrize(
    ("clocks", "code"),
    [
        ({"a": Clock(after="b", plus="P1D")}, "clock-unknown"),
        ({"a": Clock(after="b", plus="P1D"), "b": Clock(after="a", plus="P1D")}, "clock-circle"),
        ({"a": Clock()}, "clock-empty"),
        ({"a": Clock(open="nothing")}, "open-unknown"),
    ],
)
def test_clocks_that_cannot_be_read_are_refused(clocks: dict[str, Clock], code: str) -> None:
    with pytest.raises(InputError, match=code):
        moment_of("a", calendar(**clocks))


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(InputError, match="Europe/Nowhere"):
        Days("Europe/Nowhere")


def test_the_last_word_on_an_event_is_the_one_known_last_wherever_it_stands() -> None:
    came = EventState(value="true", known_on=START, occurred_on="2031-03-04")
    denied = EventState(value="false", known_on=START + DAY)
    for states in ([came, denied], [denied, came]):
        event = Event(id="treaty", says={"en": "…"}, states=states)
        calendar = Calendar({"force": Clock(event="treaty")}, START + 9 * DAY, events={"treaty": event})
        (moment,) = moment_of("force", calendar)
        assert moment.never
