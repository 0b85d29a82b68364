"""One value, one sequence of bytes."""

import json
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest

from servanda.errors import InputError
from servanda.ledger import decode, encode, instant_text, payload_of
from servanda.ledger.canonical import MAX_BYTES, MAX_INTEGER
from servanda.records.decision import Decision


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        decode(data)
    return caught.value.code


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert encode({"b": None, "a": [True, False, 0, -1], "": {}}) == b'{"":{},"a":[true,false,0,-1],"b":null}'


def test_control_characters_are_escaped_as_rfc_8785_section_3_2_2_2_says() -> None:
    assert encode('\b\t\n\f\r"\\/\x00\x1f\x7f\u2028ї') == '"\\b\\t\\n\\f\\r\\"\\\\/\\u0000\\u001f\x7f\u2028ї"'.encode()


def test_every_character_is_written_as_the_standard_library_writes_it() -> None:
    plain = json.JSONEncoder(ensure_ascii=False).encode
    for low in range(0, 0x110000, 0x400):
        text = "".join(chr(code) for code in range(low, low + 0x400) if not 0xD800 <= code <= 0xDFFF)
        text = unicodedata.normalize("NFC", text)
        assert encode(text) == plain(text).encode()


def test_every_value_comes_back() -> None:
    value = {"deep": [[{"x": MAX_INTEGER, "y": -MAX_INTEGER}]], "text": "Мир 🕊"}
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a":1,"a":1}', "canonical-duplicate-key"),
        (b'{"a":{"b":1,"b":2}}', "canonical-duplicate-key"),
        (b'{"a":1,"\\u0061":2}', "canonical-duplicate-key"),
        (b'{"b":1,"a":2}', "canonical-form"),
        (b'{"a": 1}', "canonical-form"),
        (b' {"a":1}', "canonical-form"),
        (b'{"a":1}\n', "canonical-form"),
        (b'{"a":1}{"b":2}', "canonical-json"),
        (b'{"a":1}x', "canonical-json"),
        (b'{"a":"\\u0041"}', "canonical-form"),
        (b'{"a":"\\/"}', "canonical-form"),
        (b'{"a":"\\u001F"}', "canonical-form"),
        (b"-0", "canonical-form"),
        (b"01", "canonical-json"),
        (b"1.0", "canonical-float"),
        (b"1e2", "canonical-float"),
        (b"NaN", "canonical-float"),
        (b"-Infinity", "canonical-float"),
        (b"9007199254740992", "canonical-integer"),
        (b"1" * 5000, "canonical-integer"),
        (b'"\xff"', "canonical-utf8"),
        (b'"\xed\xa0\x80"', "canonical-utf8"),
        (b'"\\ud800"', "canonical-surrogate"),
        (b"\xef\xbb\xbf1", "canonical-json"),
        ('"e\u0301"'.encode(), "canonical-nfc"),
        ('{"ї":1}'.encode(), "canonical-key"),
        (b"[" * 70 + b"]" * 70, "canonical-depth"),
        (b"[" * 50_000, "canonical-depth"),
        (b'"' + b"a" * MAX_BYTES + b'"', "canonical-size"),
        (b"", "canonical-json"),
        (b"'a'", "canonical-json"),
        (b"[1,]", "canonical-json"),
    ],
)
def test_bytes_that_are_not_canonical_are_refused_by_name(data: bytes, code: str) -> None:
    assert refused(data) == code


@pytest.mark.parametrize("value", [1.5, float("nan"), b"x", (1,), {1, 2}, datetime(2031, 1, 1, tzinfo=UTC), 2**53])
def test_values_outside_the_profile_are_refused_with_their_place(value: object) -> None:
    with pytest.raises(InputError) as caught:
        encode({"a": [0, value]})
    assert caught.value.place == "/a/1"


def test_a_moment_has_one_form() -> None:
    kyiv = timezone(timedelta(hours=2))
    assert instant_text(datetime(2031, 3, 1, 2, tzinfo=kyiv)) == "2031-03-01T00:00:00Z"
    assert instant_text(datetime(2031, 3, 1, 0, 0, 0, 5_000, tzinfo=UTC)) == "2031-03-01T00:00:00.005Z"


@pytest.mark.parametrize("moment", [datetime(2031, 3, 1), datetime(2031, 3, 1, microsecond=1, tzinfo=UTC)])  # noqa: DTZ001 - a naive time is what is refused
def test_a_moment_without_zone_or_finer_than_a_millisecond_is_refused(moment: datetime) -> None:
    with pytest.raises(InputError, match="instant-"):
        instant_text(moment)


def test_a_record_becomes_plain_json_with_its_moments_in_the_profiles_form() -> None:
    at = datetime(2031, 3, 1, 12, tzinfo=UTC)
    decision = Decision(id="EX-D1", about="incident:i1", does="accept", by="EX-DESK", role="verifier", at=at)
    assert payload_of(decision)["at"] == "2031-03-01T12:00:00Z"
    assert decode(encode(payload_of(decision))) == payload_of(decision)
