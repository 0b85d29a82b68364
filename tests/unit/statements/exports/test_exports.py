"""What other tools get: claims as claims, no words that are not ours, no formulas, no unnamed source as an entity."""

import csv
import io
import json

import msgspec
import pytest

from servanda.records.statement import Meeting
from servanda.statements.exports import FORMS, Exported, export
from servanda.statements.exports.cells import safe_cells
from servanda.statements.exports.plover import code_of
from unit.statements.derived.told import WORDS, inside, source_of, told

OURS = source_of("text:one", "2031-03-01", licence="ours", title="Harbour closed", url="https://example.org/a")
MEETING = told("met", frame="meeting", actors=["USA", "UKR"], by="bloomberg anon:1")
PLEDGE = told("gives", frame="pledge", actors=["FRA"], by="bloomberg", embedded=inside("support", "PR+"))
MAYBE = told("may", frame="report", actors=["FRA"], certainty="PS+")


def known(*statements: object, licence: str = "ours", text: str = WORDS) -> Exported:
    source = msgspec.structs.replace(OURS, licence=licence)
    return Exported(case="case", statements=statements, sources=[source], texts={"text:one": text})  # type: ignore[arg-type]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("form", FORMS)
def test_words_of_others_leave_in_no_form(form: str) -> None:
    every = (MEETING, PLEDGE, MAYBE)
    assert WORDS not in export(known(*every, licence="not ours"), form)
    assert export(known(*every), form).endswith("\n")


def test_annotations_have_both_selectors_for_our_texts_and_the_position_alone_for_others() -> None:
    for licence, kinds in (
        ("ours", ["TextPositionSelector", "TextQuoteSelector"]),
        ("not ours", ["TextPositionSelector"]),
    ):
        [one] = map(json.loads, export(known(PLEDGE, licence=licence), "annotations").splitlines())
        [target] = one["target"]
        assert [selector["type"] for selector in target["selector"]] == kinds
        assert target["selector"][0] == {"type": "TextPositionSelector", "start": 0, "end": len(WORDS)}
        assert target["source"] == "https://example.org/a"
    assert one["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert one["type"] == "Annotation"


def test_the_quote_selector_holds_the_words_with_what_stands_around_them() -> None:
    text = f"Before it. {WORDS} and after it."
    span = msgspec.structs.replace(PLEDGE.spans[0], start=11, end=11 + len(WORDS))
    [one] = map(
        json.loads, export(known(msgspec.structs.replace(PLEDGE, spans=[span]), text=text), "annotations").splitlines()
    )
    quote = one["target"][0]["selector"][1]
    assert (quote["exact"], quote["prefix"], quote["suffix"]) == (WORDS, "Before it. ", " and after it.")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"frame": "pledge"}, ("AGREE", "")),
        ({"frame": "offer"}, ("AGREE", "")),
        ({"frame": "position", "stance": "demand", "embedded": inside("withdrawal", "Uu")}, ("REQUEST", "yield")),
        ({"frame": "ask", "embedded": inside("support", "Uu")}, ("REQUEST", "assist")),
        ({"frame": "refusal", "stance": "reject"}, ("REJECT", "")),
        ({"frame": "meeting"}, ("CONSULT", "")),
        ({"frame": "meeting", "certainty": "PR+"}, ("none", "")),
        ({"frame": "meeting", "meeting": Meeting(status="held")}, ("CONSULT", "")),
        ({"frame": "meeting", "meeting": Meeting(status="planned")}, ("none", "")),
        ({"frame": "intention", "stance": "plans"}, ("none", "")),
        ({"frame": "assessment"}, ("none", "")),
        ({"frame": "open_term", "certainty": "Uu"}, ("none", "")),
        ({"frame": "pledge", "certainty": "PS+"}, ("none", "")),
        ({"frame": "pledge", "certainty": "CT-"}, ("none", "")),
        ({"frame": "pledge", "actors": []}, ("none", "")),
    ],
)
def test_a_plover_code_is_given_only_where_it_is_sound(more: dict, code: tuple[str, str]) -> None:
    assert code_of(told("x", **{"actors": ["ARUN"], **more})) == code


def test_no_cell_is_a_formula() -> None:
    evil = msgspec.structs.replace(PLEDGE, says={"en": '=HYPERLINK("http://example.org")', "uk": "+1"}, issue="@x")
    [row] = rows(export(known(evil), "csv"))
    assert row["says_en"].startswith("'=")
    assert row["says_uk"] == "'+1"
    assert row["issue"] == "'@x"
    assert safe_cells(["\t=1", " -2", "a=b", ""]) == ["'\t=1", "' -2", "a=b", ""]


def test_the_table_has_every_statement_with_its_places() -> None:
    found = rows(export(known(MEETING, PLEDGE, MAYBE), "csv"))
    assert {row["statement"] for row in found} == {"st-met", "st-gives", "st-may"}
    assert {row["spans"] for row in found} == {f"0-{len(WORDS)}"}
    assert next(row for row in found if row["statement"] == "st-met")["chain_ids"] == "bloomberg anon:1"


def test_the_event_list_has_positions_only_and_none_that_is_merely_possible() -> None:
    against = told("no", frame="refusal", stance="reject", actors=["ITA", "POL"])
    weak = told("weak", frame="pledge", actors=["DEU"], certainty="PS+")
    found = rows(export(known(PLEDGE, against, weak, MAYBE, MEETING), "dna"))
    assert [(row["organization"], row["agreement"]) for row in found] == [
        ("France", "1"),
        ("Italy", "0"),
        ("Poland", "0"),
    ]


def entities() -> list[dict]:
    return [json.loads(line) for line in export(known(MEETING, PLEDGE, MAYBE), "ftm").splitlines()]


def test_entities_are_named_parties_sources_a_meeting_and_claims_that_say_so() -> None:
    found = entities()
    assert [
        one["schema"] for one in found if one["id"] in {"servanda-FRA", "servanda-bloomberg", "servanda-text-one"}
    ] == [
        "PublicBody",
        "Organization",
        "Article",
    ]
    claims = {one["id"]: one for one in found if one["id"].startswith("servanda-st-")}
    assert {name: one["schema"] for name, one in claims.items()} == {
        "servanda-st-met": "Event",
        "servanda-st-gives": "Note",
        "servanda-st-may": "Note",
    }
    assert all(one["properties"]["notes"][0].startswith("A claim, not a fact.") for one in claims.values())


@pytest.mark.parametrize(
    ("date", "given"), [("2031-03-01", ["2031-03-01"]), ("2031-03", ["2031-03"]), ("2031-03~", None)]
)
def test_a_meeting_has_its_day_where_it_is_plain_and_its_place_in_words_that_are_ours(date: str, given: list) -> None:
    place = msgspec.structs.replace(MEETING.spans[0], start=4, end=11)
    met = msgspec.structs.replace(MEETING, meeting=Meeting(date=date, place=place, status="held"))
    for licence, words in (("ours", ["harbour"]), ("not ours", None)):
        found = map(json.loads, export(known(met, licence=licence), "ftm").splitlines())
        [event] = [one["properties"] for one in found if one["schema"] == "Event"]
        assert (event.get("date"), event.get("location")) == (given, words)


def test_unnamed_sources_are_no_entities_and_every_reference_leads_to_one() -> None:
    found = entities()
    names = {one["id"] for one in found}
    assert not any("anon" in name for name in names)
    for one in found:
        for field in ("involved", "entity", "proof"):
            assert set(one["properties"].get(field, [])) <= names


def test_the_library_itself_takes_every_entity() -> None:
    ftm = pytest.importorskip("followthemoney")
    for one in entities():
        schema = ftm.model.get(one["schema"])
        assert set(schema.required) <= set(one["properties"])
        for name, values in one["properties"].items():
            assert [schema.get(name).type.clean(value) for value in values] == values
