"""Moments, periods and numbers as people of each language write them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import starmap
from zoneinfo import ZoneInfo

from servanda.records.record import Ppm, Wording
from servanda.records.time import Interval
from servanda.wording import languages

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "uk": [
        "січня",
        "лютого",
        "березня",
        "квітня",
        "травня",
        "червня",
        "липня",
        "серпня",
        "вересня",
        "жовтня",
        "листопада",
        "грудня",
    ],
}
_ALONE = {
    "uk": [
        "січень",
        "лютий",
        "березень",
        "квітень",
        "травень",
        "червень",
        "липень",
        "серпень",
        "вересень",
        "жовтень",
        "листопад",
        "грудень",
    ],
    "en": _MONTHS["en"],
}
"""Months that stand without a day."""
_DAYS = {"en": "{day} {month} {year}", "uk": "{day} {month} {year} року"}
_THIN = {"en": ",", "uk": "\u00a0"}
_POINT = {"en": ".", "uk": ","}
_THOUSANDS = 10_000
"""In Ukrainian, groups are separated from five digits on; English follows for evenness."""


def same(text: str) -> Wording:
    """A text that is the same in every language: a name, a number, an identifier."""
    return dict.fromkeys(languages(), text)


def full(wording: Mapping[str, str], instead: str = "") -> Wording:
    """A wording that has every language: what is missing is taken from another one, or from `instead`."""
    spare = wording.get("en") or next((text for _, text in sorted(wording.items()) if text), instead)
    return {lang: wording.get(lang) or spare for lang in languages()}


def inner(wording: Mapping[str, str]) -> Wording:
    """A sentence without its full stop, to stand inside another one."""
    return {lang: text.strip().removesuffix(".") for lang, text in full(wording).items()}


def capital(wording: Mapping[str, str]) -> Wording:
    """A wording with a capital letter, to stand as a title."""
    return {lang: text[:1].upper() + text[1:] for lang, text in full(wording).items()}


def joined(parts: Iterable[Mapping[str, str]], between: str = ", ") -> Wording:
    """Several wordings, one after another."""
    known = [full(part) for part in parts]
    return {lang: between.join(part[lang] for part in known if part[lang]) for lang in languages()}


def number(value: int) -> Wording:
    """A whole number with its groups of digits set apart."""
    plain = f"{value:,}" if abs(value) >= _THOUSANDS else str(value)
    return {lang: plain.replace(",", _THIN[lang]) for lang in languages()}


def decimal(value: float, digits: int = 1) -> Wording:
    """A number with some decimals, without trailing noughts."""
    text = f"{value:,.{digits}f}" if abs(value) >= _THOUSANDS else f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, _, rest = text.partition(".")
    return {lang: whole.replace(",", _THIN[lang]) + (_POINT[lang] + rest if rest else "") for lang in languages()}


def percent(share: Ppm) -> Wording:
    """Parts per million as a percentage with at most one decimal."""
    digits = f"{share / 10_000:.1f}".removesuffix(".0")
    return {"en": f"{digits}%", "uk": f"{digits.replace('.', ',')}\u00a0%"}


def clock(at: datetime, zone: str) -> str:
    """Hours and minutes in a zone, with seconds only where there are any."""
    local = at.astimezone(ZoneInfo(zone))
    return local.strftime("%H:%M:%S" if local.second else "%H:%M")


def day(at: datetime, zone: str) -> Wording:
    """The date in a zone."""
    local = at.astimezone(ZoneInfo(zone))
    return {
        lang: _DAYS[lang].format(day=local.day, month=_MONTHS[lang][local.month - 1], year=local.year)
        for lang in languages()
    }


def month_of(months: int) -> Wording:
    """A month by its number since the year 0: `May 2031`."""
    return {lang: f"{_ALONE[lang][months % 12]} {months // 12}" for lang in languages()}


def offset(at: datetime, zone: str) -> str:
    """The offset from UTC in force at a moment: `UTC`, `UTC+2`, `UTC+5:30`."""
    away = at.astimezone(ZoneInfo(zone)).utcoffset()
    minutes = int(away.total_seconds() // 60) if away else 0
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02d}" if rest else "")


def moment(at: datetime, zone: str) -> Wording:
    """Date, time and offset: a moment that nobody can misread."""
    date = day(at, zone)
    return {lang: f"{date[lang]}, {clock(at, zone)} ({offset(at, zone)})" for lang in languages()}


def period(when: Interval, zone: str) -> Wording:
    """A half-open interval: `14 March 2031, 02:00–09:30`; a missing side is an ellipsis."""
    start, end = when.start, when.end
    if start is None or end is None:
        sides = [joined([day(side, zone), same(clock(side, zone))]) if side else same("…") for side in (start, end)]
        return joined(sides, " – ")
    if start == end:
        return joined([day(start, zone), same(clock(start, zone))])
    if day(start, zone) == day(end, zone):
        return joined([day(start, zone), same(f"{clock(start, zone)}–{clock(end, zone)}")])
    return joined([joined([day(side, zone), same(clock(side, zone))]) for side in (start, end)], " – ")


def hours(when: Iterable[tuple[datetime, datetime]], zone: str) -> str:
    """Spans of one day as clock times only: `02:00–09:30, 11:00–11:20`."""
    return ", ".join(starmap(lambda start, end: f"{clock(start, zone)}–{clock(end, zone)}", when))
