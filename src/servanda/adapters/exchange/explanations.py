"""What the sheets mean, in words: for the second sheet of the workbook, and for a file beside those of CSV."""

from collections.abc import Iterator
from datetime import UTC, datetime

from servanda.adapters.exchange.choices import label
from servanda.adapters.exchange.columns import AXES, CHOICES, FORMS, Column
from servanda.adapters.exchange.condition_text import condition_text
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast
from servanda.wording import say, word

_PEACE, _VOTE, _BACKSTOP = Guard(event="peace-agreement"), Guard(event="approval-FRA"), Guard(promised="USA-BACKSTOP")
_NOTATION = {
    "event": _PEACE,
    "and": Guard(all=[_PEACE, _VOTE, _BACKSTOP]),
    "or": Guard(any=[_VOTE, _BACKSTOP]),
    "brackets": Guard(all=[_PEACE, Guard(any=[_VOTE, _BACKSTOP])]),
    "at-least": Guard(at_least=AtLeast(k=2, of=[Guard(event=name) for name in ("a", "b", "c")])),
    "promised": _BACKSTOP,
    "done": Guard(done="USA-BACKSTOP"),
    "rung": Guard(rung=RungAtLeast(commitment="USA-BACKSTOP", rung="ratified")),
    "sum": Guard(sum=SumAtLeast(function="land-reassurance", amount=5, sector="sector-a", phase="after")),
    "moment": Guard(not_before=datetime(2026, 5, 1, tzinfo=UTC)),
    "unless": Guard(unless=_VOTE),
    "quoted": Guard(event="5+1 talks"),
}
_HELP = ("rows", "order", "dates", "figures", "names", "sources", "whole", "harm")

Explained = tuple[str, str, str, str]
"""Four cells: what, how it is filled in, whether it is needed, the words it allows."""


def explanations(lang: str) -> Iterator[Explained]:
    """The explanations of all sheets in one language, a row each; an empty row stands before each sheet."""
    yield from (("", word(f"exchange.help.{one}", lang), "", "") for one in _HELP)
    for form in FORMS.values():
        yield ("", "", "", "")
        yield (form.title(lang), form.hint[lang], "", "")
        for column in form.columns:
            needed = word("exchange.needed", lang) if column.needed else ""
            yield (column.title(lang, lang), column.hint[lang], needed, _words(column, lang))
    yield ("", "", "", "")
    yield (word("exchange.notation.title", lang), word("exchange.notation.rule", lang), "", "")
    for name, guard in _NOTATION.items():
        yield (condition_text(guard, lang), word(f"exchange.notation.{name}", lang), "", "")


def words_of(column: Column, lang: str) -> list[str]:
    """The words that a column allows, in one language."""
    return [label(column.choices, code, lang) for code in CHOICES.get(column.choices, ())]


def _words(column: Column, lang: str) -> str:
    if column.choices != "step":
        return "; ".join(words_of(column, lang))
    return ". ".join(
        str(
            say(
                "exchange.on-axis",
                axis=label("axis", axis, lang),
                words="; ".join(label("step", one, lang) for one in codes),
            )[lang]
        )
        for axis, codes in AXES.items()
    )
