"""The patrol log as an XLSForm: the same columns as questions for ODK Collect and KoboCollect.

Language and widgets follow xlsform.org; `pyxform` converts it without errors (tested).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from servanda.adapters.readers.patrol.columns import Lists
from servanda.plain.table.writing import write_text
from servanda.records.record import Wording
from servanda.wording import languages, say, word

VERSION = "1"

_NAMES = {"en": "English (en)", "uk": "Українська (uk)"}
_POINTS = "N|NNE|NE|ENE|E|ESE|SE|SSE|S|SSW|SW|WSW|W|WNW|NW|NNW"
_POINTS_UK = _POINTS.replace("N", "Пн").replace("S", "Пд").replace("E", "Сх").replace("W", "Зх")
_BEARING = f"^((360|3[0-5][0-9]|[12]?[0-9]?[0-9])([.,][0-9]+)?|{_POINTS}|{_POINTS_UK})$"
_NUMBER = "[0-9]+([.,][0-9]+)?"
_UNIT = "(m|km|м|км)"
_DISTANCE = f"^({_NUMBER} ?{_UNIT}? ?[-–] ?)?{_NUMBER} ?{_UNIT}$"
_COUNT = "^([1-9][0-9]*( ?[-–] ?[1-9][0-9]*)?|(at least|щонайменше|не менше) [1-9][0-9]*|N/K|n/k|н/в)$"
_HEARD = ("heard", "saw", "recorded", "was_told")


@dataclass(frozen=True, kw_only=True)
class _Question:
    """One line of the survey."""

    type: str
    name: str
    label: Wording | None = None
    hint: Wording | None = None
    required: str = ""
    relevant: str = ""
    constraint: str = ""
    message: Wording | None = None
    appearance: str = ""
    default: str = ""
    calculation: str = ""


_PLAIN = ("type", "name", "required", "relevant", "constraint", "appearance", "default", "calculation")


def form_of(lists: Lists, lang: str) -> bytes:
    """The form as a workbook with the sheets survey, choices and settings.

    Args:
        lists: The choices.
        lang: Language in which it opens; it holds every language.
    """
    book = Workbook()
    del book["Sheet"]
    _fill(book.create_sheet("survey"), [_heading(), *(_line(question) for question in _survey(lists))])
    head = ["list_name", "name", *(f"label::{_NAMES[each]}" for each in languages())]
    rows = [
        [name, choice.name, *(choice.label.get(each) or choice.written(each) for each in languages())]
        for name, choices in lists.of.items()
        for choice in choices
    ]
    _fill(book.create_sheet("choices"), [head, *rows])
    title = ": ".join([word("patrol.form.title", lang), *(one.get(lang, "") for one in lists.titles[:1])])
    settings = [["form_title", "form_id", "version", "default_language"], [title, "patrol-log", VERSION, _NAMES[lang]]]
    _fill(book.create_sheet("settings"), settings)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, rows: list[list[str]]) -> None:
    for number, row in enumerate(rows, start=1):
        for at, text in enumerate(row, start=1):
            if text:
                write_text(sheet, number, at, text)


def _heading() -> list[str]:
    spoken = [f"{part}::{_NAMES[lang]}" for part in ("label", "hint", "constraint_message") for lang in languages()]
    return [*_PLAIN, *spoken]


def _line(question: _Question) -> list[str]:
    spoken = [
        wording[lang] if wording else ""
        for wording in (question.label, question.hint, question.message)
        for lang in languages()
    ]
    return [*(getattr(question, name) for name in _PLAIN), *spoken]


def _ask(kind: str, name: str, **more: str) -> _Question:
    """A question for a column of the log."""
    message = say(f"patrol.form.{more.pop('wrong')}") if "wrong" in more else None
    return _Question(
        type=kind,
        name=name,
        label=say(f"patrol.column.{name}"),
        hint=say(f"patrol.hint.{name}"),
        message=message,
        **more,
    )


def _is(*codes: str) -> str:
    return " or ".join(f"${{what}} = '{code}'" for code in codes)


def _survey(lists: Lists) -> Iterator[_Question]:
    yield _ask("select_one what", "what", required="yes")
    yield _ask("text", "observer", required="yes", default="${last-saved#observer}")
    yield _ask("date", "day", required="yes", default="today()", constraint=". <= today()", wrong="bad-day")
    yield _ask("time", "from", required=_is("watch"))
    yield _ask("time", "to", required=_is("watch"))
    yield _ask("date", "day_to", relevant="${to} != ''")
    yield from _group("stood", "", _stood())
    yield from _group("seen", f"not({_is('watch', 'nothing')})", _seen(lists))
    yield from _group("watched", _is("watch", "nothing"), _watched())
    yield _ask("text", "remark", appearance="multiline")
    yield _ask("select_one language", "language", relevant="${remark} != ''")
    yield _ask("text", "zone")


def _group(name: str, relevant: str, questions: Iterator[_Question]) -> Iterator[_Question]:
    yield _Question(type="begin_group", name=name, label=say(f"patrol.form.{name}"), relevant=relevant)
    yield from questions
    yield _Question(type="end_group", name=name)


def _stood() -> Iterator[_Question]:
    yield _ask("text", "post")
    yield _ask("text", "mgrs", relevant="${post} = ''")
    yield _ask("geopoint", "position", required=f"${{post}} = '' and ${{mgrs}} = '' and ({_is('heard', 'saw')})")


def _seen(lists: Lists) -> Iterator[_Question]:
    heard = _is(*_HEARD)
    yield _ask("select_one act", "act", relevant=heard, required="yes")
    yield _ask("select_one compass", "compass")
    read = {"constraint": f"regex(., '{_BEARING}')", "relevant": "${compass} != '' and ${compass} != 'phone'"}
    label, hint = say("patrol.form.bearing_read"), say("patrol.hint.bearing")
    wrong = say("patrol.form.bad-bearing")
    yield _Question(type="text", name="bearing_read", label=label, hint=hint, message=wrong, **read)
    yield _Question(
        type="decimal",
        name="bearing_phone",
        label=say("patrol.form.bearing_phone"),
        appearance="bearing",
        relevant="${compass} = 'phone'",
        constraint=". >= 0 and . <= 360",
        message=wrong,
    )
    yield _Question(type="calculate", name="bearing", calculation="coalesce(${bearing_read}, ${bearing_phone})")
    yield _ask("select_one north", "north", relevant="${compass} != ''")
    yield _ask(
        "decimal",
        "declination",
        relevant="${north} = 'magnetic' or ${north} = 'grid'",
        required="yes",
        constraint=". >= -90 and . <= 90",
        wrong="bad-declination",
    )
    yield _ask(
        "text",
        "distance",
        required="${compass} != ''",
        constraint=f"regex(., '{_DISTANCE}')",
        wrong="bad-distance",
    )
    yield from _place(lists)
    yield from _thing(lists, heard)


def _place(lists: Lists) -> Iterator[_Question]:
    kind = "select_one place" if lists.of["place"] else "text"
    yield _ask(kind, "place", required=f"${{distance}} = '' and ({_is(*_HEARD)})")


def _thing(lists: Lists, heard: str) -> Iterator[_Question]:
    yield _ask("text", "count", relevant=heard, constraint=f"regex(., '{_COUNT}')", wrong="bad-count")
    yield _ask("select_multiple weapon", "weapon", relevant=heard)
    yield _ask("text", "calibre", relevant=heard)
    yield _ask("select_one assessment", "assessment", relevant=heard)
    yield _ask("text", "direction", relevant=heard)
    yield _ask("select_one party" if lists.of["party"] else "text", "party", relevant=heard)
    yield _ask("text", "who_told", relevant=_is("was_told"), required="yes")
    yield _ask("select_one device", "device", relevant=_is("recorded", "lose_watch"), required=_is("recorded"))


def _watched() -> Iterator[_Question]:
    yield _ask(
        "text",
        "sight",
        required="yes",
        constraint=f"regex(., '{_DISTANCE}')",
        wrong="bad-distance",
    )
    yield _ask("text", "view", relevant="${sight} != ''")
    yield _ask("select_multiple act", "notices", required=_is("watch"))
