"""What a bare word of YAML may mean: text, a whole number, true, false, null. All else must say what it is.

Other readers turn `no` into false, `1.10` into 1.1, `010` into 8, `12:30` into 750 and a date into a moment without a
zone (YAML 1.1). Here each of these is refused, so that two readers of one file never see two different records.
"""

import re

from servanda.errors import InputError

_LARGEST = 2**53 - 1
_QUOTE = "Put it in quotation marks if it is text."
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None}
_REFUSED: tuple[tuple[str, re.Pattern[str], str, str], ...] = (
    (
        "yaml-boolean-word",
        re.compile(r"y|n|yes|no|on|off|true|false|null", re.IGNORECASE),
        "is a word that some readers take for true, false or null",
        "Write true, false or null in small letters; put it in quotation marks if it is text.",
    ),
    (
        "yaml-not-a-number",
        re.compile(r"[-+]?\.?(?:inf|infinity|nan)", re.IGNORECASE),
        "is not a finite number",
        "Leave the field out if the value is not known, or write null.",
    ),
    (
        "yaml-timestamp-unquoted",
        re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?"),
        "is a date or a moment without quotation marks",
        'Put it in quotation marks, a moment with its zone: "2026-01-06T18:00:00Z".',
    ),
    (
        "yaml-number-sexagesimal",
        re.compile(r"[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?"),
        "is read as a number to the base of sixty by some readers",
        _QUOTE,
    ),
    (
        "yaml-number-odd",
        re.compile(r"[-+]?0[0-9_]+|[-+]?0[xob][0-9a-f_]+|\+\d+|-0|[-+]?\d[\d]*_[\d_]*", re.IGNORECASE),
        "is a number that readers understand differently",
        "Write a decimal whole number without leading zero, sign plus or underscore; quote it if it is text.",
    ),
    (
        "yaml-fraction",
        re.compile(r"[-+]?(?:\d[\d_]*\.\d*|\.\d+|\d+(?=e))(?:e[-+]?\d+)?", re.IGNORECASE),
        "is a number with a fraction",
        'Quote a version ("1.10"); write measures as whole ppm, metres or hundredths of a degree, or as "1.5 km".',
    ),
    ("yaml-merge-key", re.compile(r"<<|="), "has a meaning of its own in some readers", _QUOTE),
)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def value_of_word(word: str, place: str) -> bool | int | str | None:
    """The value of a bare (unquoted) word.

    Raises:
        InputError: `yaml-…` if the word means different things to different readers.

    >>> value_of_word("72", "x:1"), value_of_word("PT72H", "x:1")
    (72, 'PT72H')
    """
    if word in _WORDS:
        return _WORDS[word]
    if word == "":
        raise InputError(
            "yaml-empty-value",
            "A value of '' (nothing) stands after the key or dash.",
            place=place,
            hint="Write the value, or null, [] or {}; or remove the key.",
        )
    if _WHOLE.fullmatch(word) and word != "-0":
        return _whole(word, place)
    for code, pattern, reason, hint in _REFUSED:
        if pattern.fullmatch(word):
            raise InputError(code, f"'{word[:80]}' {reason}.", place=place, hint=hint)
    return word


def _whole(word: str, place: str) -> int:
    if len(word) > len(str(_LARGEST)) + 1 or abs(int(word)) > _LARGEST:
        raise InputError(
            "yaml-number-large",
            f"'{word[:40]}' is larger than every reader can hold exactly (2^53 - 1).",
            place=place,
            hint="Put it in quotation marks if it is an identifier.",
        )
    return int(word)


def forbidden_character(text: str) -> tuple[int, str] | None:
    r"""First character that has no place in a record: its index and name (`U+0000`).

    Control characters, line separators, marks that turn the direction of writing, byte order marks, lone surrogates.

    >>> forbidden_character("a\x00b")
    (1, 'U+0000')
    """
    found = _FORBIDDEN.search(text)
    return None if found is None else (found.start(), f"U+{ord(found.group()):04X}")
