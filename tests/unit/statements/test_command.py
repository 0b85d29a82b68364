"""The command: JSON lines for programs, plain lines for people, cards from standard input."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from servanda.cli.statements import group
from servanda.errors import InputError
from servanda.records.statement import Statement
from servanda.statements import ChainCard

TEXT = "Officials told Reuters that France might send troops. Another said that talks went “positively”.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_bytes(TEXT.encode())
    return file


def test_read_writes_one_statement_a_line(article: Path) -> None:
    done = CliRunner().invoke(group, ["read", str(article), "--publisher", "Example desk", "--lang", "en"])
    assert done.exit_code == 0
    lines = [msgspec.json.decode(line, type=Statement) for line in done.stdout.splitlines()]
    assert [one.certainty for one in lines] == ["PS+", "CT+"]


def test_standard_input_gives_the_same_lines(article: Path) -> None:
    from_file = CliRunner().invoke(group, ["read", str(article)])
    from_stdin = CliRunner().invoke(group, ["read", "-"], input=TEXT.encode())
    assert from_file.stdout == from_stdin.stdout


@pytest.mark.parametrize(("lang", "word"), [("uk", "ХТО ЩО КАЖЕ"), ("en", "WHO SAYS WHAT")])
def test_people_get_headings_in_their_language(article: Path, lang: str, word: str) -> None:
    done = CliRunner().invoke(group, ["read", str(article), "--lang", lang, "--format", "people"])
    assert word in done.stdout


def test_channels_count_ways_not_voices(article: Path) -> None:
    lines = CliRunner().invoke(group, ["read", str(article)]).stdout
    card = msgspec.json.decode(CliRunner().invoke(group, ["channels", "-"], input=lines).stdout, type=ChainCard)
    assert len(card.voices.speakers) == 2
    assert card.voices.channels == ["reuters: text:article/anon:1"]
    one = CliRunner().invoke(group, ["channels", "-", "--frame", "assessment"], input=lines).stdout
    assert len(msgspec.json.decode(one, type=ChainCard).statements) == 1


@pytest.mark.parametrize(
    ("raw", "command", "code"),
    [
        (b"\xff\xfe\x00", "read", "text-encoding"),
        (b"not json", "channels", "line-not-a-record"),
        (b'{"id": 1}', "channels", "line-not-a-record"),
    ],
)
def test_wrong_input_is_refused_by_name(raw: bytes, command: str, code: str) -> None:
    done = CliRunner().invoke(group, [command, "-"], input=raw)
    assert isinstance(done.exception, InputError)
    assert done.exception.code == code


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(group, ["read", str(tmp_path / "none.txt")])
    assert isinstance(done.exception, InputError)
    assert "none.txt" in str(done.exception)
