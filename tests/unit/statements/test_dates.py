"""Dates: what words about time mean as EDTF, counted from publication; where a text leaves doubt, the doubt stays."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.statements.dates import TimeExpression, times_of
from servanda.statements.sections import sentences_of
from servanda.statements.spans import holds

TUESDAY = "2026-01-06"
_YMD = r"(?:\d{4}|XXXX|\d{3}X)(?:-\d{2}(?:-\d{2})?)?\??"
EDTF = re.compile(
    rf"(?:{_YMD}|(?:{_YMD}|\.\.)/(?:{_YMD}|\.\.)|[\[{{](?:{_YMD}(?:/{_YMD})?,)*{_YMD}(?:/{_YMD})?[\]}}])?"
)


def times(text: str, published: str = TUESDAY) -> list[TimeExpression]:
    found = times_of(text, sentences_of(text), published)
    for one in found:
        assert holds(text, one.span)
        assert EDTF.fullmatch(one.value), one
    return found


def told(text: str, published: str = TUESDAY) -> list[tuple[str, str]]:
    return [(text[one.span.start : one.span.end], one.value) for one in times(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Сьогодні у вівторок, 6 січня, триває зустріч.", "Сьогодні у вівторок, 6 січня", "2026-01-06"),
        ("Про це стало відомо вчора.", "вчора", "2026-01-05"),
        ("Післязавтра лідери поїдуть.", "Післязавтра", "2026-01-08"),
        ("У п'ятницю відбудеться зустріч.", "У п'ятницю", "2026-01-09"),
        ("У п'ятницю відбулася зустріч.", "У п'ятницю", "2026-01-02"),
        ("На початку лютого вони зберуться.", "На початку лютого", "2026-02-01/2026-02-09"),
        ("Минулого тижня вони бачилися.", "Минулого тижня", "2025-12-29/2026-01-04"),
        ("Наступного місяця вони зберуться.", "Наступного місяця", "2026-02"),
        ("Європа наполягала на цьому протягом року.", "протягом року", "2025-01-06/2026-01-06"),
        ("Мандат діятиме протягом року.", "протягом року", "2026-01-06/2027-01-06"),
        ("Через два тижні відбудуться вибори.", "Через два тижні", "2026-01-20"),
        ("Два тижні тому їх скасували.", "Два тижні тому", "2025-12-23"),
        ("До кінця року місія завершить роботу.", "До кінця року", "../2026-12-31"),
        ("Навесні 2026 року запрацює місія.", "Навесні 2026 року", "2026-21"),
        ("У першому кварталі 2027 року все почнеться.", "У першому кварталі 2027 року", "2027-33"),
        ("Він служив з 24 лютого 2022 року.", "з 24 лютого 2022 року", "2022-02-24/.."),
        ("З 6 по 8 січня тривали переговори.", "З 6 по 8 січня", "2026-01-06/2026-01-08"),
        ("6 та 7 січня тривали переговори.", "6 та 7 січня", "{2026-01-06,2026-01-07}"),
        ("З грудня 2025 року до лютого діє тиша.", "З грудня 2025 року до лютого", "2025-12/2026-02"),
        ("Угода чинна з січня по березень 2027 року.", "з січня по березень 2027 року", "2027-01/2027-03"),
        ("The talks will be held in early February.", "in early February", "2026-02-01/2026-02-09"),
        ("They met on Tuesday.", "on Tuesday", "2026-01-06"),
        ("They met last Friday, he said.", "last Friday", "2026-01-02"),
        ("The mission will start by the end of the month.", "by the end of the month", "../2026-01-31"),
        ("It was signed on January 6, 2025.", "on January 6, 2025", "2025-01-06"),
        ("It was signed two weeks ago.", "two weeks ago", "2025-12-23"),
        ("It will be signed in two weeks.", "in two weeks", "2026-01-20"),
        ("They have met over the past two weeks.", "over the past two weeks", "2025-12-23/2026-01-06"),
        ("Since 2014 nothing changed.", "Since 2014", "2014/.."),
        ("The war lasted from 2014 to 2022.", "from 2014 to 2022", "2014/2022"),
        ("In the 1990s they agreed.", "In the 1990s", "199X"),
        ("The mission will last until mid-2028.", "until mid-2028", "../2028-08"),
        ("Talks between 6 and 8 February failed.", "between 6 and 8 February", "2026-02-06/2026-02-08"),
        (
            "They agreed that a truce should hold after talks on Wednesday (Jan 7).",
            "on Wednesday (Jan 7)",
            "2026-01-07",
        ),
        ("He said that envoys can meet early in February.", "early in February", "2026-02-01/2026-02-09"),
        ("Talks may take place in the middle of January.", "in the middle of January", "2026-01-11/2026-01-20"),
        ("Talks are due the week of January 12.", "week of January 12", "2026-01-12/2026-01-18"),
        ("They spoke over the weekend.", "over the weekend", "2026-01-03/2026-01-04"),
        ("Fighting flared in the past 48 hours.", "in the past 48 hours", "2026-01-04/2026-01-06"),
        ("Переговори тривали у 2024-2025 роках.", "у 2024-2025 роках", "2024/2025"),
        ("Вони бачилися в березні-квітні 2025 року.", "в березні-квітні 2025 року", "2025-03/2025-04"),
        ("Заява від 9 січня лишається чинною.", "9 січня", "2026-01-09"),
        ("Тиша діяла від 2 до 4 січня.", "від 2 до 4 січня", "2026-01-02/2026-01-04"),
        ("Зустріч призначили на 15 січня.", "15 січня", "2026-01-15"),
        ("The truce, brokered by Oslo, will end no later than January 9.", "no later than January 9", "../2026-01-09"),
        ("Talks could resume as early as Thursday, she said.", "as early as Thursday", "2026-01-08"),
        ("The December 18 summit failed.", "December 18", "2025-12-18"),
        ("They met earlier this week.", "earlier this week", "2026-01-05/2026-01-11"),
        ("Завтра вранці вони поїдуть.", "Завтра вранці", "2026-01-07"),
        ("They spoke on Monday night.", "on Monday night", "2026-01-05"),
        ("They spoke this morning.", "this morning", "2026-01-06"),
        ("Shelling was heard last night.", "last night", "2026-01-05"),
        ("Протягом дня було тихо.", "Протягом дня", "2026-01-06"),
        ("Протягом минулих тижнів було тихо.", "минулих тижнів", "../2026-01-06"),
        ("На минулому тижні було тихо.", "На минулому тижні", "2025-12-29/2026-01-04"),
        ("The truce will end in February.", "in February", "2026-02"),
        ("The truce will start Thursday.", "Thursday", "2026-01-08"),
        ("The truce will end at midnight on Wednesday.", "at midnight on Wednesday", "2026-01-07"),
        ("Про сьогоднішній день скажуть згодом.", "сьогоднішній день", "2026-01-06"),
        ("He could not come on Monday, he said on Tuesday.", "on Tuesday", "2026-01-06"),
        ("Цими вихідними вони зберуться.", "Цими вихідними", "2026-01-10/2026-01-11"),
        ("Last spring they met.", "Last spring", "2025-21"),
        ("Leaders will gather this weekend.", "this weekend", "2026-01-10/2026-01-11"),
    ],
)
def test_words_of_both_languages_become_edtf(text: str, words: str, value: str) -> None:
    assert (words, value) in told(text)


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        ("Talks on 05/06/2026 failed.", "[2026-05-06,2026-06-05]", "order-ambiguous"),
        ("Talks on 05.06.2026 failed.", "[2026-05-06,2026-06-05]", "order-ambiguous"),
        ("Перемовини 05.06.2026 завершено.", "2026-06-05", ""),
        ("Talks on 25/12/2025 failed.", "2025-12-25", ""),
        ("Talks on 31/02/2026 failed.", "", "no-such-day"),
        ("Talks on 25/12/25 failed.", "2025-12-25", "two-digit-year"),
        ("Зустріч 30 лютого не відбулася.", "", "no-such-day"),
        ("У середу, 6 січня, він приїхав.", "2026-01-06?", "weekday-disagrees"),
        ("Зустріч у п'ятницю.", "[2026-01-02,2026-01-09]", "which-week"),
        ("Зустріч 6 липня.", "[2025-07-06,2026-07-06]", "which-year"),
        ("Зустріч у липні.", "[2025-07,2026-07]", "which-year"),
        ("He will come next Friday.", "[2026-01-09,2026-01-16]", "which-week"),
        ("Вибори будуть через два місяці після перемир'я.", "", "not-from-publication"),
        ("The truce, brokered by Oslo, expires on Wednesday.", "[2025-12-31,2026-01-07]", "which-week"),
        ("В лютому зустріч відбулася.", "[2025-02,2026-02]", "which-year"),
        ("Наступного дня він поїхав.", "", "not-from-publication"),
        ("Prisoners will be freed within 30 days of the signing.", "", "not-from-publication"),
    ],
)
def test_doubt_stays_a_set_or_is_reported_and_never_guessed(text: str, value: str, problem: str) -> None:
    [one] = times(text)
    assert (one.value, one.problem) == (value, problem)


@pytest.mark.parametrize(
    "text",
    [
        "Домовленості є серед лідерів, а посередник поїхав до середовища.",
        "Troops may march on.",
        "President May met him in 2000 cases.",
        "Before the fall of Kyiv was averted.",
        "Це коштує до 2030 солдатів, тому він поїхав.",
        "The sun sat low over 24/7 traffic on route 6/1.",
    ],
)
def test_words_that_only_look_like_dates_are_none(text: str) -> None:
    assert times(text) == []


def test_lengths_and_what_recurs_are_no_dates() -> None:
    found = times(
        "A 72-hour truce holds for two weeks in a five-year war; all come every Tuesday. Тиша на 30-денний строк."
    )
    assert [(one.kind, one.duration, one.value) for one in found] == [
        ("DURATION", "PT72H", ""),
        ("DURATION", "P2W", ""),
        ("DURATION", "P5Y", ""),
        ("SET", "", ""),
        ("DURATION", "P30D", ""),
    ]


def test_a_length_takes_its_preposition_and_hangs_on_no_date() -> None:
    text = "Тишу продовжили на три роки, потім на місяць. They spoke for a week, after five hours of talks in the year."
    assert [(text[one.span.start : one.span.end], one.duration, one.value) for one in times(text)] == [
        ("на три роки", "P3Y", ""),
        ("на місяць", "P1M", ""),
        ("for a week", "P1W", ""),
        ("five hours", "PT5H", ""),
    ]


def test_vague_words_are_a_side_of_the_day_of_publication() -> None:
    found = times("Нещодавно запропоноване поки що неясне, але незабаром це скажуть.")
    assert [(one.kind, one.value, one.approx) for one in found] == [
        ("VAGUE", "../2026-01-06", True),
        ("VAGUE", "2026-01-06", True),
        ("VAGUE", "2026-01-06/..", True),
    ]


def test_without_a_day_of_publication_nothing_is_counted_from_it() -> None:
    text = (
        "Учора, 6 січня, говорили. У п'ятницю говоритимуть. 7 січня 2026 року підпишуть. За січень усе. Це нещодавно."
    )
    for published in ("", "2026", "2026-01", "2026-01-01/2026-01-31", "6 January", "0001-01-01"):
        found = times(text, published)
        assert [one.value for one in found] == ["XXXX-01-06", "", "2026-01-07", "XXXX-01", ""], published
    assert [one.problem for one in times("Учора говорили.", "2026-01-06?")] == ["publication-date-doubtful"]


def test_a_moment_of_publication_counts_by_the_day_it_names() -> None:
    assert told("Вчора говорили.", "2026-01-06T00:30:00+02:00") == [("Вчора", "2026-01-05")]


def test_zero_width_and_borrowed_letters_hide_no_date_and_spans_stay_exact() -> None:
    assert told("Зустріч 6\u200b січ\u200dня тривала.") == [("6\u200b січ\u200dня", "2026-01-06")]
    assert told("Зустріч 6 cічня тривала.") == [("6 cічня", "2026-01-06")]  # the c is Latin


ROW = (
    "6 31 2026 2026-01-06 05/06/2026 січня лютого May January Tuesday вівторок today вчора минулого next this тижня",
    "week року року, year from to з по до between and та 6-7 mid-January early кінця початку in у через two два ago",
    "кілька тому протягом the of half першій половині Q1 першому кварталі spring навесні every кожного нещодавно",
    "поки що - / , . fall останні coming within after після двох last",
)
WORDS = st.sampled_from([word for row in ROW for word in row.split()])


@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join), st.dates(date(1000, 1, 1), date(8999, 12, 31)))
def test_any_row_of_date_words_gives_exact_spans_in_order_and_valid_edtf(text: str, published: date) -> None:
    if not text.strip():
        return
    found = times(text, published.isoformat())
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
