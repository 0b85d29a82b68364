"""Moments, periods and numbers as each language writes them."""

from datetime import UTC, datetime
from typing import Any

import pytest
import yaml

from servanda.records.time import Interval
from servanda.reports import formats
from servanda.wording import say
from servanda.wording.say import _folder

NOON = datetime(2026, 1, 7, 12, tzinfo=UTC)


def test_moments_name_their_offset_in_winter_and_summer() -> None:
    summer = datetime(2026, 7, 7, 12, tzinfo=UTC)
    assert formats.moment(NOON, "Europe/Kyiv") == {
        "en": "7 January 2026, 14:00 (UTC+2)",
        "uk": "7 січня 2026 року, 14:00 (UTC+2)",
    }
    assert formats.moment(summer, "Europe/Kyiv")["uk"] == "7 липня 2026 року, 15:00 (UTC+3)"
    assert formats.offset(NOON, "Asia/Kolkata") == "UTC+5:30"
    assert formats.offset(NOON, "America/New_York") == "UTC−5"


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (NOON, NOON, "7 January 2026, 12:00"),
        (NOON, NOON.replace(hour=13, minute=5), "7 January 2026, 12:00–13:05"),
        (NOON, NOON.replace(day=8), "7 January 2026, 12:00 – 8 January 2026, 12:00"),
        (NOON, None, "7 January 2026, 12:00 – …"),
        (None, NOON, "… – 7 January 2026, 12:00"),
    ],
)
def test_periods_show_open_sides(start: Any, end: Any, says: Any) -> None:
    assert formats.period(Interval(start=start, end=end), "UTC")["en"] == says


def test_numbers_and_shares_follow_the_language() -> None:
    assert formats.number(9999) == {"en": "9999", "uk": "9999"}
    assert formats.number(1234567) == {"en": "1,234,567", "uk": "1\u00a0234\u00a0567"}
    assert formats.percent(687_500) == {"en": "68.8%", "uk": "68,8\u00a0%"}
    assert formats.percent(950_000)["uk"] == "95\u00a0%"


def test_a_wording_in_one_language_is_shown_rather_than_lost() -> None:
    assert formats.full({"uk": "так"}) == {"en": "так", "uk": "так"}
    assert formats.full({}, "X") == {"en": "X", "uk": "X"}
    assert formats.inner({"en": "Done.", "uk": "Готово."}) == {"en": "Done", "uk": "Готово"}


def test_ukrainian_counts_take_the_right_form() -> None:
    forms = {n: say("reports.findings-count", n=n)["uk"] for n in (0, 1, 2, 5, 11, 12, 21, 22, 101, 111)}
    assert forms == {
        0: "0 висновків",
        1: "1 висновок",
        2: "2 висновки",
        5: "5 висновків",
        11: "11 висновків",
        12: "12 висновків",
        21: "21 висновок",
        22: "22 висновки",
        101: "101 висновок",
        111: "111 висновків",
    }


def test_the_catalogue_writes_ukrainian_as_the_glossary_asks() -> None:
    catalogue = yaml.safe_load((_folder() / "reports.yaml").read_text("utf-8"))
    for key, sentence in catalogue.items():
        ukrainian = sentence["uk"]
        for wrong in ("’", "“", "”", "проект", "на Україні", "невизначен", "перемир'я", "вирок"):
            assert wrong not in ukrainian, key
        assert "ы" not in ukrainian
        assert "ё" not in ukrainian
