"""Deadlines on DST nights, rest days and holidays, in several zones and under every way of counting days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import InputError
from servanda.logic import Days

WEEKEND = frozenset({5, 6})
NEW_YEAR = frozenset({date(2026, 1, 1), date(2026, 1, 2)})
ZONES = [
    "Europe/Kyiv",
    "America/New_York",
    "America/Santiago",
    "Asia/Tehran",
    "Asia/Kolkata",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "UTC",
]


def local(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("zone", "anchor", "day_after", "hours"),
    [
        ("Europe/Kyiv", "2026-03-28T12:00", "2026-03-30T00:00", "2026-03-29T13:00"),  # the night has 23 hours
        ("Europe/Kyiv", "2026-10-24T12:00", "2026-10-26T00:00", "2026-10-25T11:00"),  # the day has 25
        ("America/New_York", "2026-03-07T12:00", "2026-03-09T00:00", "2026-03-08T13:00"),
        ("America/New_York", "2026-10-31T12:00", "2026-11-02T00:00", "2026-11-01T11:00"),
        ("America/Santiago", "2026-04-04T12:00", "2026-04-06T00:00", "2026-04-05T11:00"),
        ("Asia/Kolkata", "2026-03-28T12:00", "2026-03-30T00:00", "2026-03-29T12:00"),
        ("Australia/Lord_Howe", "2026-10-03T12:00", "2026-10-05T00:00", "2026-10-04T12:30"),  # forward by half an hour
        ("Australia/Lord_Howe", "2026-04-04T12:00", "2026-04-06T00:00", "2026-04-05T11:30"),
    ],
)
def test_a_whole_day_ends_at_local_midnight_and_24_hours_after_24_hours(
    zone: str, anchor: str, day_after: str, hours: str
) -> None:
    start = local(zone, anchor)
    assert Days(zone, "day_after").later(start, "P1D") == local(zone, day_after)
    for count in ("unstated", "day_after", "same_day"):
        assert Days(zone, count).later(start, "PT24H") == local(zone, hours)


def test_where_midnight_does_not_exist_the_day_begins_when_it_begins() -> None:
    """In Santiago the clocks went from midnight to one o'clock on 6 September 2026."""
    end = Days("America/Santiago", "day_after").later(local("America/Santiago", "2026-09-04T12:00"), "P1D")
    assert end.astimezone(UTC) == datetime(2026, 9, 6, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "days", "end"),
    [
        ("same_day", "P1D", "2026-01-10T00:00"),  # Friday itself is the one day
        ("same_day", "P2D", "2026-01-13T00:00"),  # Friday and Monday
        ("day_after", "P1D", "2026-01-13T00:00"),  # Monday
        ("day_after", "P5D", "2026-01-17T00:00"),  # Monday to Friday
        ("day_after", "P6D", "2026-01-20T00:00"),
    ],
)
def test_working_days_leave_out_the_weekend(count: str, days: str, end: str) -> None:
    """From Friday noon, 9 January 2026."""
    calendar = Days("Europe/Kyiv", count, WEEKEND)  # type: ignore[arg-type]
    friday = local("Europe/Kyiv", "2026-01-09T12:00")
    assert calendar.later(friday, days, "working_days") == local("Europe/Kyiv", end)


def test_holidays_in_a_row_and_a_weekend_are_all_left_out() -> None:
    calendar = Days("Europe/Kyiv", "day_after", WEEKEND, NEW_YEAR)
    eve = local("Europe/Kyiv", "2025-12-31T09:00")
    assert calendar.later(eve, "P1D", "working_days") == local("Europe/Kyiv", "2026-01-06T00:00")
    assert calendar.later(eve, "P1D") == local("Europe/Kyiv", "2026-01-02T00:00")


def test_a_deadline_on_a_holiday_stands_unless_the_text_moves_it_on() -> None:
    eve = local("Europe/Kyiv", "2025-12-31T09:00")
    stands = Days("Europe/Kyiv", "day_after", WEEKEND, NEW_YEAR)
    moves = Days("Europe/Kyiv", "day_after", WEEKEND, NEW_YEAR, moves_on=True)
    assert stands.due(eve, "P1D") == local("Europe/Kyiv", "2026-01-02T00:00")
    assert moves.due(eve, "P1D") == local("Europe/Kyiv", "2026-01-06T00:00")
    assert moves.later(eve, "P1D") == stands.due(eve, "P1D")
    assert moves.due(eve, "PT24H") == eve + timedelta(hours=24)


def test_working_days_need_to_be_countable() -> None:
    with pytest.raises(InputError, match="working-days-uncounted"):
        Days("UTC", "unstated", WEEKEND).later(datetime(2026, 1, 9, tzinfo=UTC), "P1D", "working_days")
    with pytest.raises(InputError, match="working-days-uncounted"):
        Days("UTC", "day_after", WEEKEND).later(datetime(2026, 1, 9, tzinfo=UTC), "PT24H", "working_days")
    with pytest.raises(InputError, match="no-working-days"):
        Days("UTC", "day_after", frozenset(range(7))).later(datetime(2026, 1, 9, tzinfo=UTC), "P1D", "working_days")


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
counts = st.sampled_from(["day_after", "same_day"])
days = st.integers(0, 40).map(lambda number: f"P{number}D")
dates = st.dates(date(2019, 12, 1), date(2030, 3, 1))


@given(moments, st.sampled_from(ZONES), counts, days)
def test_without_rest_days_working_days_are_days(moment: datetime, zone: str, count: str, length: str) -> None:
    calendar = Days(zone, count)  # type: ignore[arg-type]
    assert calendar.later(moment, length, "working_days") == calendar.later(moment, length)


@given(moments, st.sampled_from(ZONES), counts, days, st.frozensets(dates, max_size=30))
def test_a_deadline_that_moves_on_never_ends_on_a_rest_day_and_never_comes_sooner(
    moment: datetime, zone: str, count: str, length: str, holidays: frozenset[date]
) -> None:
    calendar = Days(zone, count, WEEKEND, holidays, moves_on=True)  # type: ignore[arg-type]
    end = calendar.due(moment, length)
    assert end >= calendar.later(moment, length)
    last = (end - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
    assert length == "P0D" or calendar.works(last)


@given(moments, st.sampled_from(ZONES), counts, days, dates)
def test_a_further_holiday_never_makes_a_deadline_come_sooner(
    moment: datetime, zone: str, count: str, length: str, holiday: date
) -> None:
    without = Days(zone, count, WEEKEND)  # type: ignore[arg-type]
    with_one = Days(zone, count, WEEKEND, frozenset({holiday}))  # type: ignore[arg-type]
    assert with_one.later(moment, length, "working_days") >= without.later(moment, length, "working_days")
