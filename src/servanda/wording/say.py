"""Sentences of the catalogue, filled in.

A catalogue file (`catalogue/STAGE.yaml`) maps keys to one sentence for each language; `nouns.yaml` holds the plural
forms. Placeholders are those of `str.format`; the part after the colon says how a value is written:

* `{n:explosion}` a whole number with its noun from `nouns.yaml` in the right form;
* `{d:metres}` a length, `{share:percent}` parts per million as a percentage, `{at:instant}` a UTC moment;
* `{names:list}` several names joined as the language joins them, `{q:quote}` words in its quotation marks.

A key missing in one language is an error at load time, not at 03:00.
"""

import string
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from servanda.errors import NotFound
from servanda.plain import bundled
from servanda.records.record import Wording

LANGUAGES = ("en", "uk")
_AND = {"en": "and", "uk": "і"}
_QUOTES = {"en": "“{}”", "uk": "«{}»"}
_METRES = {"en": ("m", "km", "."), "uk": ("м", "км", ",")}


def languages() -> tuple[str, ...]:
    """The languages every sentence exists in."""
    return LANGUAGES


def say(key: str, **values: object) -> Wording:
    """A sentence of the catalogue in all languages.

    A value that is itself a `Wording` is taken in the language of the sentence.

    Raises:
        NotFound: `wording-unknown` if no catalogue holds the key.
    """
    sentence = _catalogue().get(key)
    if sentence is None:
        raise NotFound("wording-unknown", f"No catalogue holds the sentence '{key}'.", hint="Add it in all languages.")
    return {lang: _Filler(lang).vformat(sentence[lang], (), values) for lang in LANGUAGES}


def word(key: str, lang: str) -> str:
    """A sentence without placeholders in one language."""
    return say(key)[lang]


class _Filler(string.Formatter):
    """Fills one sentence in one language."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as in the standard library
        value, used = super().get_field(field_name, args, kwargs)
        return (value[self._lang] if isinstance(value, dict) else value), used

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - as in the standard library
        if not format_spec:
            return str(value)
        writer = _WRITERS.get(format_spec)
        if writer is not None:
            return writer(value, self._lang)
        return f"{value} {plural(value, _nouns()[format_spec][self._lang], self._lang)}"


def plural(number: int, forms: Sequence[str], lang: str) -> str:
    """The form of a noun that goes with a whole number (CLDR: en one/other; uk one/few/many)."""
    if lang != "uk":
        return forms[0] if number == 1 else forms[1]
    tens, ones = number % 100, number % 10
    if ones == 1 and tens != 11:  # noqa: PLR2004 - the rule of the language
        return forms[0]
    return forms[1] if 2 <= ones <= 4 and not 12 <= tens <= 14 else forms[2]  # noqa: PLR2004 - the rule of the language


def _metres(value: int, lang: str) -> str:
    short, long, point = _METRES[lang]
    if value < 1000:  # noqa: PLR2004 - a kilometre
        return f"{value} {short}"
    return f"{value / 1000:.3f}".rstrip("0").rstrip(".").replace(".", point) + f" {long}"


def _percent(value: int, lang: str) -> str:
    digits = f"{value / 10_000:.1f}".removesuffix(".0").replace(".", _METRES[lang][2])
    return f"{digits}%" if lang == "en" else f"{digits} %"


def _instant(value: datetime, _lang: str) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _list(value: Sequence[object], lang: str) -> str:
    names = [str(name[lang] if isinstance(name, dict) else name) for name in value]
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    return f"{', '.join(names[:-1])} {_AND[lang]} {names[-1]}"


def _quote(value: object, lang: str) -> str:
    return _QUOTES[lang].format(value)


_WRITERS: dict[str, Callable[[Any, str], str]] = {
    "metres": _metres,
    "percent": _percent,
    "instant": _instant,
    "list": _list,
    "quote": _quote,
}


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Wording]:
    sentences: dict[str, Wording] = {}
    for file in sorted(_folder().iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml") and file.name != "nouns.yaml":
            stage = file.name.removesuffix(".yaml")
            for key, sentence in bundled(file.read_text("utf-8")).items():
                sentences[f"{stage}.{key}"] = {lang: sentence[lang] for lang in LANGUAGES}
    return sentences


@lru_cache(maxsize=1)
def _nouns() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = bundled((_folder() / "nouns.yaml").read_text("utf-8"))
    return loaded


def _folder() -> Traversable:
    return resources.files("servanda.wording") / "catalogue"
