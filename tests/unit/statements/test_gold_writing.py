"""A reading written as an annotation: whole, anchored, and its own perfect answer."""

import json
from dataclasses import dataclass

from click.testing import CliRunner

from servanda.cli.statements import group
from servanda.records.source import Source
from servanda.records.statement import Span
from servanda.statements.gold.answering import answer, source_of
from servanda.statements.gold.checking import VALUES, misplaced
from servanda.statements.gold.scores import scored
from servanda.statements.gold.writing import Told, annotation
from servanda.statements.propose import propose
from servanda.statements.spans import span_between
from unit.statements.small_gold import gold

TEXT = (
    "Ukraine's allies await a signal from the US on troops, - Reuters\n"
    "This was reported by the Example desk with reference to Reuters.\n"
    "According to officials, France might send troops after a ceasefire. Italy refused to send troops.\n"
    "Russia insists on a withdrawal from Donbas, which Ukraine has rejected. "
    "It is unclear where US troops will be based.\n"
    "One official called the talks “positive”. Another said that Germany offered air defence."
)


@dataclass(frozen=True)
class Mention:
    entity: str
    kind: str
    span: Span


@dataclass(frozen=True)
class Time:
    value: str
    kind: str
    span: Span


SOURCE = Source(id="text:sample", kind="article", publisher="Example desk", lang="en", published="2031-05-06")
SEED_KEYS = {
    "schema",
    "offset_unit",
    "annotator",
    "document",
    "factuality_scale",
    "sentences",
    "entities",
    "mentions",
    "time_expressions",
    "attribution_chains",
    "statements",
    "issues",
    "meetings",
    "positions",
    "incompatibilities",
    "commitments",
    "conditions",
    "awaited_signals",
    "open_terms",
    "assessments",
    "cues",
    "negative_gold",
}


def test_every_key_of_the_format_is_written_and_every_stretch_holds_its_words() -> None:
    made = answer(TEXT, SOURCE)
    assert set(made) == SEED_KEYS
    assert list(misplaced(made, TEXT)) == []
    assert {row["factuality"]["value"] for row in made["statements"]} <= VALUES


def test_rows_follow_from_statements_and_point_at_them() -> None:
    made = answer(TEXT, SOURCE)
    names = {row["id"]: row["kind"] for row in made["statements"]}
    assert {(row["actor"], row["stance"]) for row in made["positions"]} >= {
        ("RUS", "demand"),
        ("UKR", "reject"),
        ("ITA", "reject"),
    }
    assert [row["by"] for row in made["awaited_signals"]] == [["ALLIES"]]
    assert "location" in {row["slot"] for row in made["open_terms"]}
    assert ("DEU", "offer") in {(row["provider"], row["type"]) for row in made["commitments"]}
    for section in ("positions", "commitments", "awaited_signals", "open_terms", "assessments", "conditions"):
        assert made[section], section
        assert all(row["statement"] in names for row in made[section])
    assert len(made["incompatibilities"]) == 1


def test_one_of_a_group_is_a_member_of_it() -> None:
    rows = {row["id"]: row for row in answer(TEXT, SOURCE)["entities"]}
    members = {name: row["member_of"] for name, row in rows.items() if "member_of" in row}
    assert members
    assert set(members.values()) <= set(rows) | {name.partition(".")[0] for name in members}


def test_a_reading_is_its_own_perfect_answer() -> None:
    made = answer(TEXT, SOURCE)
    layers = scored(made, made, TEXT).layers
    for name in ("chain", "source", "kind", "certainty", "anchoring"):
        assert layers[name].hit == layers[name].asked > 0, name
    for name in ("statements.exact", "cues.attribution.exact", "positions", "commitments"):
        assert layers[name].f1 == 1, name


def test_the_source_of_an_annotation_is_its_publisher_by_name() -> None:
    source = source_of(gold())
    assert (source.publisher, source.lang, source.published) == ("Вісник", "uk", "2031-05-06")


def test_mentions_and_times_of_a_reading_are_written_with_their_words() -> None:
    names = Mention(entity="FRA", kind="name", span=span_between(TEXT, *place("France")))
    when = Time(value="2031-05", kind="DATE", span=span_between(TEXT, *place("ceasefire")))
    made = annotation(Told(TEXT, SOURCE, propose(TEXT, SOURCE), [], [names], [when]))
    [mention], [time] = made["mentions"], made["time_expressions"]
    assert (mention["entity"], mention["kind"], mention["text"]) == ("FRA", "name", "France")
    assert (time["value"], time["type"], time["text"]) == ("2031-05", "DATE", "ceasefire")
    assert list(misplaced(made, TEXT)) == []


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_the_command_writes_it() -> None:
    done = CliRunner().invoke(
        group, ["read", "-", "--format", "gold", "--publisher", "Example desk"], input=TEXT.encode()
    )
    assert done.exit_code == 0
    assert set(json.loads(done.stdout)) == SEED_KEYS
