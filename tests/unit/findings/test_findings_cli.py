"""The command line of findings: judge and explain, from a file and from standard input."""

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from servanda.cli.findings import group
from servanda.errors import InputError, NotFound
from servanda.records.finding import Finding, Reason

TEXT = """
id: small
version: "1"
title: {en: Small, uk: Мала}
kind: peace
status: in_force
support: [text-small]
parties:
  EX-ASTER: {name: {en: Aster, uk: Астер}, role: party}
  EX-BRIAR: {name: {en: Briar, uk: Браяр}, role: party}
clocks: {force: {at: "2031-03-01T00:00:00Z"}}
proof: {one: {confirmed_by: [own_senses], kept_needs_watch: 800000}}
terms:
  - id: no-fire
    cite: "art. 1"
    says: {en: No fire., uk: Вогонь заборонено.}
    binds: [EX-ASTER, EX-BRIAR]
    must_not: {do: fire}
    during: {from: force}
    proof: one
    no_consequence: "art. 9"
"""
SHOT = {
    "id": "EX-O-1",
    "observer": "EX-PATROL-1",
    "method": "own_senses",
    "verb": "saw",
    "origin": "EX-PATROL-1",
    "act": "fire",
    "where": {"kind": "disc", "at": {"lat_e7": 473_000_000, "lon_e7": -300_000_000}, "radius_m": 50},
    "when": {"start": "2031-03-14T10:00:00Z", "end": "2031-03-14T10:00:00Z"},
    "recorded_at": "2031-03-14T10:05:00Z",
}
WHEN = ["--as-of", "2031-03-15T06:00:00Z"]


@pytest.fixture
def text(tmp_path: Path) -> str:
    file = tmp_path / "small.yaml"
    file.write_text(TEXT, "utf-8")
    return str(file)


def run(*words: str, facts: str = "") -> Result:
    return CliRunner().invoke(group, list(words), input=facts or json.dumps({"observations": [SHOT]}))


def test_observations_alone_are_joined_to_incidents_and_judged(text: str) -> None:
    result = run("judge", text, "-", *WHEN)
    (found,) = (msgspec.json.decode(line, type=Finding) for line in result.stdout.splitlines())
    assert (result.exit_code, found.outcome.verdict) == (0, "breached")
    assert found.outcome.by == ["EX-ASTER", "EX-BRIAR"]


def test_a_window_adds_findings_on_silence(text: str) -> None:
    result = run("judge", text, "-", *WHEN, "--window", "2031-03-13T00:00Z/2031-03-14T00:00Z", facts="{}")
    (found,) = (msgspec.json.decode(line, type=Finding) for line in result.stdout.splitlines())
    assert (found.subject.kind, found.outcome.verdict) == ("silence", "undetermined")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["EXERCISE · ", "breached, answerable party undetermined, possible: Aster and Briar", "hinges on"]),
        ("uk", ["НАВЧАННЯ · ", "порушено, відповідальну сторону не встановлено, можливі: Астер і Браяр"]),
    ],
)
def test_people_read_verdict_and_attribution_on_one_line(text: str, lang: str, words: list[str]) -> None:
    result = run("judge", text, "-", *WHEN, "--format", "people", "--lang", lang)
    assert all(word in result.stdout for word in words), result.stdout


def test_a_finding_is_explained_as_a_tree(text: str) -> None:
    found = msgspec.json.decode(run("judge", text, "-", *WHEN).stdout, type=Finding)
    reason = msgspec.json.decode(run("explain", text, "-", found.id, *WHEN, "--format", "json").stdout, type=Reason)
    assert reason.truth == "true"
    people = run("explain", text, "-", found.id, *WHEN, "--format", "people").stdout.splitlines()
    who = "breached, answerable party undetermined, possible: Aster and Briar"
    assert people[0] == f"EXERCISE · Small, art. 1: {who} [{found.id}]"
    assert "EXERCISE · Breached." in people


def test_an_unknown_finding_is_refused(text: str) -> None:
    assert isinstance(run("explain", text, "-", "finding-none", *WHEN).exception, NotFound)


@pytest.mark.parametrize(
    ("facts", "code"), [("not json", "facts-unreadable"), ('{"unknown": 1}', "facts-kind-unknown")]
)
def test_facts_that_cannot_be_read_say_what_is_wrong(text: str, facts: str, code: str) -> None:
    error = run("judge", text, "-", *WHEN, facts=facts).exception
    assert isinstance(error, InputError)
    assert error.code == code


def test_a_record_that_cannot_be_read_is_a_rejection_and_ends_nothing(text: str) -> None:
    result = run("judge", text, "-", *WHEN, facts='{"observations": [{"id": 7}]}')
    assert json.loads(result.stdout.splitlines()[0])["code"] == "record-wrong-type"
    assert result.exit_code == 0


@pytest.mark.parametrize("window", ["2031-03-14T00:00Z", "a/b", "2031-03-15T00:00Z/2031-03-14T00:00Z"])
def test_a_window_that_is_none_is_a_usage_error(text: str, window: str) -> None:
    assert run("judge", text, "-", *WHEN, "--window", window).exit_code == 2
