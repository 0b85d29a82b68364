"""The command before reading: what a text is, where it comes from, and how a changed text is noticed."""

import hashlib
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from servanda.adapters.cases import read_text
from servanda.cli.statements import group
from servanda.cli.texts import Shown
from servanda.errors import InputError
from servanda.records.statement import Statement

LETTER = (
    "From: Press office <press@example.org>\nSubject: Meeting\nDate: Tue, 6 Jan 2026 10:15:00 +0200\n"
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    "The leaders will meet on Friday, officials said on 05/06/2026.\n"
)


def run(*arguments: str, sent: bytes | None = None) -> Result:
    return CliRunner().invoke(group, list(arguments), input=sent)


def code_of(done: Result) -> str:
    assert isinstance(done.exception, InputError)
    return done.exception.code


def test_a_letter_is_shown_with_hashes_language_parts_and_dates(tmp_path: Path) -> None:
    done = run("source", "-", "--text", str(tmp_path / "kept.txt"), sent=LETTER.encode())
    told = msgspec.json.decode(done.stdout, type=Shown)
    text = (tmp_path / "kept.txt").read_bytes()
    assert told.source.sha256 == hashlib.sha256(LETTER.encode()).hexdigest()
    assert told.source.text_sha256 == told.text_sha256 == hashlib.sha256(text).hexdigest()
    assert (told.source.kind, told.source.publisher, told.source.lang) == ("letter", "Press office", "en")
    assert told.source.published == "2026-01-06T10:15:00+02:00"
    assert told.source.title == ""
    assert [one.kind for one in told.parts] == ["headline", "lede"]
    assert [(one.value, one.problem) for one in told.times] == [
        ("2026-01-09", ""),
        ("[2026-05-06,2026-06-05]", "order-ambiguous"),
    ]


def test_reading_the_letter_and_reading_the_kept_text_give_the_same_statements(tmp_path: Path) -> None:
    file = tmp_path / "letter.eml"
    file.write_bytes(LETTER.encode())
    run("source", str(file), "--text", str(tmp_path / "kept.txt"))
    said = ("--publisher", "Press office", "--published", "2026-01-08")
    read = [run("read", str(one), *said).stdout for one in (file, tmp_path / "kept.txt")]
    assert read[0] == read[1] != ""
    assert msgspec.json.decode(read[0].splitlines()[0], type=Statement).chain[0].source == "press-office"


def test_what_a_person_says_about_a_text_goes_before_what_it_says_itself(tmp_path: Path) -> None:
    file = tmp_path / "letter.eml"
    file.write_bytes(LETTER.encode())
    told = msgspec.json.decode(
        run("source", str(file), "--publisher", "Desk", "--published", "2026-02").stdout, type=Shown
    )
    assert (told.source.publisher, told.source.published) == ("Desk", "2026-02")


@pytest.mark.parametrize("published", ["06/01/2026", "6.1.2026", "yesterday", "2026-02-30"])
def test_a_date_of_publication_in_doubtful_order_is_refused(published: str) -> None:
    assert code_of(run("source", "-", "--published", published, sent=b"Words.")) == "published-not-edtf"


def test_an_old_encoding_is_named_by_the_person_who_knows() -> None:
    raw = "Сторони домовилися, заявив речник.".encode("cp1251")
    assert code_of(run("read", "-", sent=raw)) == "text-encoding"
    assert run("read", "-", "--encoding", "windows-1251", sent=raw).exit_code == 0


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("file:///etc/passwd", "url-scheme"),
        ("http://127.0.0.1/", "url-private"),
        ("http://user@example.org/", "url-broken"),
    ],
)
def test_addresses_that_lead_inside_are_refused_at_the_door(address: str, code: str) -> None:
    assert code_of(run("read", address)) == code


def test_a_place_to_keep_the_text_that_does_not_exist_is_named(tmp_path: Path) -> None:
    done = run("source", "-", "--text", str(tmp_path / "no" / "kept.txt"), sent=b"Words.")
    assert "out-not-writable" in str(done.exception)


def test_a_case_holds_the_kept_text_against_its_own_hash_and_keeps_that_of_the_original(tmp_path: Path) -> None:
    told = msgspec.json.decode(
        run("source", "-", "--text", str(tmp_path / "kept.txt"), sent=LETTER.encode()).stdout, type=Shown
    )
    source = msgspec.structs.replace(told.source, file="kept.txt")
    assert read_text(tmp_path, source).startswith("Meeting\n")
    (tmp_path / "kept.txt").write_bytes(LETTER.encode())
    with pytest.raises(InputError, match="text-changed"):
        read_text(tmp_path, source)
