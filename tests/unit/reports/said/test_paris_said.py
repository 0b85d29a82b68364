"""The brief of the Paris case says nothing that no accepted statement carries; every sentence leads to its words."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from servanda.reports import unsupported
from servanda.reports.dossier import Dossier
from servanda.reports.page import Page, Part
from servanda.reports.render import one_page_of
from servanda.reports.said import Told, as_json, as_text, brief_of, card_of, grid_csv, grid_of, islands_of
from servanda.reports.said.plain import Sentence, Written
from servanda.runs.told import told_of

CASE = Path(__file__).resolve().parents[4] / "cases" / "paris-2026"
SINCE = datetime(2026, 1, 7, tzinfo=UTC)
POSITIVELY = "пройшли «позитивно»"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return told_of(CASE)


@pytest.fixture(scope="module")
def told(dossier: Dossier) -> Told:
    return Told(dossier)


def every_page(told: Told) -> Iterator[tuple[str, tuple[Part, ...]]]:
    yield "said", brief_of(told, SINCE)
    yield "grid", grid_of(told)
    yield "islands", islands_of(told)
    yield from (("card", card_of(told, name)) for name in list(told.known)[:3])


def sentences(page: Written) -> list[Sentence]:
    return [one for section in page.sections for one in section.sentences]


@pytest.mark.parametrize("lang", ["uk", "en"])
def test_every_sentence_rests_on_accepted_statements_or_on_the_count_of_the_record(told: Told, lang: str) -> None:
    for _, parts in every_page(told):
        for one in sentences(as_json(told, parts, lang)):
            assert one.notes
            assert all(name in told.known or name == "ledger" or name.startswith("text:") for name in one.rests_on)


def test_each_footnote_leads_to_the_very_words(told: Told) -> None:
    page = as_json(told, brief_of(told, SINCE), "uk")
    assert [one.number for one in page.notes] == list(range(1, len(page.notes) + 1))
    places = [(one.source, place) for one in page.notes for place in one.places]
    assert len(places) > 60
    for source, place in places:
        words = told.dossier.texts[source][place.start : place.end]
        assert place.quote == words
        assert place.sha256 == hashlib.sha256(words.encode()).hexdigest()


def test_words_of_texts_that_are_not_ours_are_not_quoted(dossier: Dossier) -> None:
    foreign = replace(
        dossier, sources=[msgspec.structs.replace(one, licence="not ours: offsets only") for one in dossier.sources]
    )
    told = Told(foreign)
    page = as_json(told, brief_of(told), "uk")
    assert {place.quote for one in page.notes for place in one.places} == {""}
    written = as_text(told, brief_of(told), "uk")
    html = one_page_of(Page(stem="said", kind="said", title=foreign.case.title, parts=brief_of(told)), foreign, "uk")
    words = "недавні переговори з американською стороною"
    assert words in dossier.texts["text:dispatch-uk-morning"]
    assert words not in written
    assert words not in html


def test_without_a_statement_no_sentence_rests_on_it(dossier: Dossier) -> None:
    for one in dossier.statements[::7]:
        left = Told(replace(dossier, statements=[other for other in dossier.statements if other.id != one.id]))
        page = as_json(left, (*brief_of(left, SINCE), *grid_of(left), *islands_of(left)), "en")
        assert one.id not in {name for said in sentences(page) for name in said.rests_on}


def test_what_no_accepted_statement_carries_any_more_is_marked(dossier: Dossier) -> None:
    whole = Told(dossier)
    assert "UNSUPPORTED" not in as_text(whole, brief_of(whole), "en")
    without = [one for one in dossier.statements if "Estonia" not in one.says["en"]]
    told = Told(replace(dossier, statements=without))
    marked = [line for line in as_text(told, brief_of(told), "en").splitlines() if "UNSUPPORTED" in line]
    assert any("Estonia" in line for line in marked)
    assert not any("Latvia" in line for line in marked)


def test_without_accepted_statements_nothing_is_said(dossier: Dossier) -> None:
    told = Told(replace(dossier, statements=[]))
    page = as_json(told, brief_of(told, SINCE), "en")
    assert [one.rests_on for one in sentences(page)] == [["ledger"]]
    assert [one.rests_on for one in sentences(as_json(told, grid_of(told), "en"))] == [["ledger"]]


def test_what_is_only_possible_stands_in_no_cell_and_no_island(told: Told) -> None:
    weak = {name for name, one in told.known.items() if one.certainty in {"PS+", "PS-", "Uu", "CTu"}}
    assert weak
    for parts in (grid_of(told), islands_of(told)):
        assert not weak & {name for said in sentences(as_json(told, parts, "en")) for name in said.rests_on}


def test_the_ten_things_a_minister_asks_are_answered(told: Told) -> None:
    text = as_text(told, brief_of(told, SINCE), "en")
    for words in (
        "No accepted statement says that parties have agreed on anything",
        "At odds over the territorial question: Russia – demand; Ukraine – rejection",
        "3 speakers, 1 channel",
        "Only a headline says it",
        "Ukraine's allies – await a signal from United States",
        "US troops in Ukraine: where",
        "US troops in Ukraine: which role",
        "Whether a peace agreement will be reached is unknown",
        "WHAT CHANGED SINCE 7 JANUARY 2026",
        "Register: United States: ceasefire monitoring and verification – statement",
    ):
        assert words in text


@pytest.mark.parametrize("lang", ["uk", "en"])
def test_pages_in_html_are_in_order(told: Told, lang: str) -> None:
    for kind, parts in every_page(told):
        page = Page(stem=kind, kind=kind, title=told.dossier.case.title, parts=parts)
        assert unsupported(one_page_of(page, told.dossier, lang)) == []


def test_the_card_of_the_positive_talks_counts_three_voices_and_one_channel(told: Told) -> None:
    [name] = [one.id for one in told.known.values() if POSITIVELY in one.says["uk"]]
    text = as_text(told, card_of(told, name), "en")
    assert "3 speakers, 1 channel; told apart for certain: 1; unnamed: 3" in text
    assert "Whose own words nobody here has seen: Bloomberg and unnamed officials (Europe)" in text


def test_the_card_of_the_awaited_signal_says_that_only_the_headline_says_it(told: Told) -> None:
    [name] = [one.id for one in told.known.values() if one.frame == "awaited_signal"]
    assert "The headline says it and the text below does not" in as_text(told, card_of(told, name), "en")


def test_the_grid_as_a_table_has_a_row_for_each_position(told: Told) -> None:
    rows = grid_csv(told, "en").split("\r\n")
    assert rows[0].startswith("party,issue,taken,certainty")
    assert any(row.startswith("RUS,territory,demand,CT+,Uu,2026-01-07") for row in rows)
    assert len(rows) - 2 == len({row.rsplit(",", 1)[0] for row in rows[1:-1]})


def test_no_page_recommends(told: Told) -> None:
    for _, parts in every_page(told):
        text = as_text(told, parts, "en").lower()
        assert not any(word in text for word in ("should ", "recommend", "ought", "advise"))


def test_a_paraphrase_can_add_neither_lines_nor_elements(dossier: Dossier) -> None:
    evil = {"en": "It is agreed.\n\nWHAT IS AGREED\n  Everything. <script>alert(1)</script>", "uk": "<b>Так</b>"}
    [signal] = [one for one in dossier.statements if one.frame == "awaited_signal"]
    others = [one for one in dossier.statements if one.id != signal.id]
    told = Told(replace(dossier, statements=[*others, msgspec.structs.replace(signal, says=evil)]))
    assert as_text(told, brief_of(told), "en").splitlines().count("WHAT IS AGREED") == 1
    for lang in ("en", "uk"):
        page = Page(stem="said", kind="said", title=dossier.case.title, parts=brief_of(told))
        html = one_page_of(page, told.dossier, lang)
        assert "<script" not in html
        assert "<b>" not in html
        assert unsupported(html) == []
