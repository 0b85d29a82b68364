"""Every kind of YAML that two readers could read in two ways is refused with what, where and how to mend."""

import pytest

from servanda import plain
from servanda.errors import InputError

GOOD = "id: a\nversion: '1'\n"

DAMAGED: dict[str, tuple[bytes | str, str, int]] = {
    "duplicate key": (GOOD + "id: b\n", "yaml-duplicate-key", 3),
    "duplicate key written in two ways": ('a: 1\n"\\u0061": 2\n', "yaml-duplicate-key", 2),
    "anchor": (GOOD + "x: &here 1\n", "yaml-anchor", 3),
    "alias": ("x: 1\nz: *here\n", "yaml-alias", 2),
    "ten thousand laughs": ("a: &a [x, x]\nb: &b [*a, *a]\n", "yaml-anchor", 1),
    "tag": ("a: 1\nb: !!python/object:os.system x\n", "yaml-tag", 2),
    "tag of a mapping": ("a: !!set {x: null}\n", "yaml-tag", 1),
    "exclamation mark alone": ("a: ! x\n", "yaml-tag", 1),
    "merge key": ("a: 1\n<<: {b: 2}\n", "yaml-merge-key", 2),
    "number as key": ("a: 1\n2: b\n", "yaml-key-not-text", 2),
    "null as key": ("~: b\n", "yaml-key-not-text", 1),
    "truth as key": ("true: b\n", "yaml-key-not-text", 1),
    "the Norwegian key": ("en: yes it is\nno: ja\n", "yaml-boolean-word", 2),
    "list as key": ("? [a, b]\n: c\n", "yaml-key-not-text", 1),
    "second document": (GOOD + "---\nid: b\n", "yaml-documents", 3),
    "directive": ("%YAML 1.1\n---\nid: a\n", "yaml-directive", 1),
    "tag directive": ("%TAG ! tag:x,2000:\n---\nid: a\n", "yaml-directive", 1),
    "bare date": ("a: 1\nversion: 2026-01-06\n", "yaml-timestamp-unquoted", 2),
    "bare moment": ("at: 2026-01-06T18:00:00Z\n", "yaml-timestamp-unquoted", 1),
    "bare moment with a space": ("at: 2026-01-06 18:00:00\n", "yaml-timestamp-unquoted", 1),
    "yes": ("consents: yes\n", "yaml-boolean-word", 1),
    "No": ("consents: No\n", "yaml-boolean-word", 1),
    "ON": ("a: ON\n", "yaml-boolean-word", 1),
    "off": ("a: off\n", "yaml-boolean-word", 1),
    "True": ("a: True\n", "yaml-boolean-word", 1),
    "NULL": ("a: NULL\n", "yaml-boolean-word", 1),
    "octal": ("a: 0010\n", "yaml-number-odd", 1),
    "octal with letter": ("a: 0o10\n", "yaml-number-odd", 1),
    "hexadecimal": ("a: 0x1F\n", "yaml-number-odd", 1),
    "binary": ("a: 0b11\n", "yaml-number-odd", 1),
    "underscore": ("a: 1_000\n", "yaml-number-odd", 1),
    "plus": ("a: +5\n", "yaml-number-odd", 1),
    "minus zero": ("a: -0\n", "yaml-number-odd", 1),
    "sexagesimal": ("a: 12:30\n", "yaml-number-sexagesimal", 1),
    "sexagesimal with seconds": ("a: 190:20:30\n", "yaml-number-sexagesimal", 1),
    "not a number": ("a: .nan\n", "yaml-not-a-number", 1),
    "NaN": ("a: NaN\n", "yaml-not-a-number", 1),
    "infinity": ("a: -.inf\n", "yaml-not-a-number", 1),
    "version that loses its zero": ("version: 1.10\n", "yaml-fraction", 1),
    "exponent": ("a: 1e3\n", "yaml-fraction", 1),
    "fraction without zero": ("a: .5\n", "yaml-fraction", 1),
    "too large for JSON": ("a: 9007199254740992\n", "yaml-number-large", 1),
    "a number of ten thousand digits": ("a: " + "9" * 10_000 + "\n", "yaml-number-large", 1),
    "nothing after the key": ("a: 1\nb:\n", "yaml-empty-value", 2),
    "nothing after the dash": ("- a\n-\n", "yaml-empty-value", 2),
    "empty text": ("", "yaml-empty", 1),
    "only a comment": ("# nothing\n", "yaml-empty", 1),
    "NUL": (b"a: 1\nb: x\x00y\n", "yaml-character", 2),
    "escape character": ("a: 1\nb: \x1b[31m\n", "yaml-character", 2),
    "escaped NUL": ('a: 1\nb: "\\0"\n', "yaml-character", 2),
    "reversed writing": ("a: 1\nb: \u202egnp.exe\n", "yaml-character", 2),
    "escaped reversed writing": ('a: "\\u202e"\n', "yaml-character", 1),
    "line separator": ("a: x\u2028b: y\n", "yaml-character", 1),
    "lone surrogate": ("a: \ud800\n", "yaml-character", 1),
    "byte order mark": (b"\xef\xbb\xbfa: 1\n", "yaml-encoding", 1),
    "byte order mark inside": ("a: 1\nb: \ufeffx\n", "yaml-character", 2),
    "UTF-16": ("a: 1\n".encode("utf-16"), "yaml-encoding", 1),
    "UTF-16 without mark": ("a: 1\n".encode("utf-16-le"), "yaml-encoding", 1),
    "UTF-32": ("a: 1\n".encode("utf-32"), "yaml-encoding", 1),
    "Windows-1251": ("a: 1\nb: Україна\n".encode("cp1251"), "yaml-encoding", 2),
    "overlong UTF-8": (b"a: \xc0\xaf\n", "yaml-encoding", 1),
    "too large": ("a: " + "x" * plain.MAX_BYTES + "\n", "yaml-too-large", 1),
    "too deep": ("[" * 60 + "]" * 60, "yaml-too-deep", 1),
    "too deep in blocks": ("\n".join(" " * n + "a:" for n in range(60)), "yaml-too-deep", 41),
    "a hundred thousand brackets": ("[" * 100_000, "yaml-too-deep", 1),
    "too many parts": ("[" + "1," * plain.MAX_NODES + "1]\n", "yaml-too-many", 1),
    "unclosed quotation mark": ("a: 1\nb: 'x\n", "yaml-syntax", 3),
    "unclosed bracket": ("a: [1, 2\n", "yaml-syntax", 2),
    "tab as indentation": ("a:\n\tb: 1\n", "yaml-syntax", 2),
    "question mark in flow": ("a: {b: who? yes, c: ?}\n", "yaml-syntax", 1),
    "colon inside bare text": ("says: first: second\n", "yaml-syntax", 1),
    "missing dash": ("a:\n- b\nc\n", "yaml-syntax", 4),
    "bare percent": ("a: %\n", "yaml-syntax", 1),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_it_is_refused_with_code_line_value_and_hint(kind: str) -> None:
    text, code, line = DAMAGED[kind]
    with pytest.raises(InputError) as refused:
        plain.load(text, "case.yaml")
    assert refused.value.code == code
    assert refused.value.place == f"case.yaml:{line}"
    assert len(refused.value.hint) > 10
    assert len(refused.value.says) > 10
    assert len(refused.value.says) < 400


def test_there_are_more_kinds_than_anybody_remembers() -> None:
    assert len(DAMAGED) >= 60
    assert len({code for _, code, _ in DAMAGED.values()}) >= 20


GOOD_WORDS = {
    "P14D": "P14D",
    "700 m": "700 m",
    "1.2.3": "1.2.3",
    "true": True,
    "false": False,
    "null": None,
    "-5": -5,
    "0": 0,
    "9007199254740991": 9007199254740991,
    "nothing": "nothing",
    "norway": "norway",
    "2026-01": "2026-01",
    "'2026-01-06'": "2026-01-06",
    '"no"': "no",
    "зобов'язання": "зобов'язання",
    "page:a": "page:a",
}


@pytest.mark.parametrize("word", GOOD_WORDS)
def test_what_has_one_meaning_is_taken(word: str) -> None:
    assert plain.load(f"a: {word}\n", "x").data == {"a": GOOD_WORDS[word]}
