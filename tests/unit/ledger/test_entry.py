"""The envelope, version 1, is final."""

import json
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from servanda.errors import InputError
from servanda.ledger import Entry, Sealed, opens, seal
from servanda.ledger.entry import entry_of, line_of

NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)
FIELDS: dict[str, Any] = {
    "author": "EX-MISSION",
    "payload": {"id": "EX-1", "says": {"uk": "Вогонь"}},
    "recorded_at": "2031-03-14T12:00:00Z",
    "sealed": [],
    "type": "observation",
    "v": 1,
}


def line(**changes: object) -> bytes:
    fields = {key: value for key, value in {**FIELDS, **changes}.items() if value is not ...}
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_the_six_fields_are_always_written_in_this_order() -> None:
    entry = Entry(author="EX-MISSION", payload={}, recorded_at=NOON, type="notice")
    assert line_of(entry) == (
        b'{"author":"EX-MISSION","payload":{},"recorded_at":"2031-03-14T12:00:00Z","sealed":[],"type":"notice","v":1}'
    )


def test_an_entry_comes_back_from_its_line() -> None:
    assert line_of(entry_of(line())) == line()


@pytest.mark.parametrize(
    "changes",
    [
        {"author": ""},
        {"author": ...},
        {"author": "a" * 201},
        {"payload": []},
        {"payload": {"x": 1.5}},
        {"recorded_at": "2031-03-14T12:00:00+00:00"},
        {"recorded_at": "2031-03-14T12:00:00.000Z"},
        {"recorded_at": "2031-03-14T12:00:00.0005Z"},
        {"recorded_at": "2031-03-14T12:00:00"},
        {"recorded_at": "2031-03-14"},
        {"recorded_at": "2031-02-30T12:00:00Z"},
        {"recorded_at": 0},
        {"sealed": ...},
        {"sealed": [{"digest": "ab", "path": "/x"}]},
        {"sealed": [{"digest": "a" * 64 + "\n", "path": "/x"}]},
        {"sealed": [{"digest": "b" * 64, "path": "/y"}, {"digest": "a" * 64, "path": "/x"}]},
        {"sealed": [{"digest": "a" * 64, "path": "/x"}] * 2},
        {"type": "Observation"},
        {"type": "спостереження"},
        {"type": "notice\n"},
        {"type": ""},
        {"v": 2},
        {"v": True},
        {"v": "1"},
        {"extra": 1},
    ],
)
def test_what_does_not_fit_the_envelope_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InputError):
        entry_of(line(**changes))


def test_an_entry_cannot_be_changed() -> None:
    entry = entry_of(line())
    with pytest.raises((AttributeError, FrozenInstanceError)):
        entry.author = "other"  # type: ignore[misc] - that is what is tried


def test_a_commitment_opens_with_its_disclosure_and_with_no_other() -> None:
    sealed, disclosure = seal("/where", {"lat_e7": 470_000_000})
    other = seal("/where", {"lat_e7": 470_000_000})[1]
    assert opens(sealed, disclosure)
    assert not opens(sealed, other)  # same value, fresh salt
    assert not opens(Sealed(path="/who", digest=sealed.digest), disclosure)


def test_equal_values_have_different_commitments() -> None:
    assert len({seal("/who", "yes")[0].digest for _ in range(50)}) == 50


def test_a_commitment_is_the_hash_of_salt_name_and_value() -> None:
    sealed, disclosure = seal("/who", "EX-7", salt=bytes(range(16)))
    assert disclosure.salt == "000102030405060708090a0b0c0d0e0f"
    assert sealed.digest == sha256(b'["000102030405060708090a0b0c0d0e0f","/who","EX-7"]').hexdigest()


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(InputError, match="seal-salt"):
        seal("/who", "EX-7", salt=b"short")


def test_a_sealed_field_travels_in_the_entry() -> None:
    sealed, disclosure = seal("/where", "47.1 N")
    entry = Entry(author="EX-MISSION", payload={}, recorded_at=NOON, type="notice", sealed=[sealed])
    assert opens(entry_of(line_of(entry)).sealed[0], disclosure)
    assert b"47.1" not in line_of(entry)
