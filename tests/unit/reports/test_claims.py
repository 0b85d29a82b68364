"""Claims against claims: nobody is ranked, nothing is added, what nobody watched is said."""

import html
import re
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from servanda.records.observation import Watch
from servanda.records.place import InPlace
from servanda.records.time import Interval
from servanda.reports import render, unsupported
from unit.reports import missions
from unit.reports.test_mission import section, without_references


@pytest.fixture(scope="module")
def truces() -> Any:
    return missions.truces()


@pytest.fixture(scope="module")
def pages(truces: Any) -> dict[str, str]:
    return render(truces)


def rows_of(page: str) -> list[tuple[str, ...]]:
    main = page.split('<section id="sources"', 1)[0]
    found = re.findall(r"<tr>((?:(?!</tr>).)*<td.*?)</tr>", main, re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in found]
    return [
        tuple(without_references(html.unescape(re.sub(r"<[^>]+>", "", cell))).strip() for cell in row) for row in cells
    ]


def in_any_order(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row whose cells do not depend on which of two names comes first."""
    return tuple("; ".join(sorted(cell.split("; "))) for cell in row)


def test_claims_stand_truce_by_truce_and_then_by_who_claims(pages: Any) -> None:
    rows = [row[:4] for row in rows_of(pages["report.en.html"]) if len(row) == 7]
    assert rows == [
        ("Birch", "Aspen", "violations", "“several hundred”"),
        ("Aspen", "Birch", "shellings; part of: violations, total", "1883"),
        ("Aspen", "Birch", "violations, total", "2935"),
        ("Birch", "Aspen", "violations, total", "1300+"),
        ("Birch", "Aspen", "violations, total", "4900"),
    ]


def test_the_page_says_that_claims_of_two_parties_are_not_added_and_nobody_is_ranked(pages: Any) -> None:
    said = section(pages["report.en.html"], "summary")
    assert "speak of different acts" in said
    assert "never added up" in said
    assert "the order ranks nobody" in said
    assert not {"7835", "7,835", "9135"} & set(re.findall(r"[\d,]+", pages["report.en.html"]))


def test_no_number_of_a_party_stands_without_the_watch_beside_it(truces: Any, pages: Any) -> None:
    rows = [row for row in rows_of(pages["report.en.html"]) if len(row) == 7]
    assert {row[-1] for row in rows} == {"no independent watch on record"}
    first = truces.tallies[0]
    place = msgspec.convert({"kind": "in", "place": "somewhere"}, type=InPlace)
    watch = msgspec.convert(
        {
            "id": "w",
            "observer": "OBS",
            "method": "camera",
            "where": {"kind": "in", "place": "somewhere"},
            "when": {},
            "acts": ["fire"],
        },
        type=Watch,
    )
    seen = [msgspec.structs.replace(first, where=place), *truces.tallies[1:]]
    page = render(replace(truces, tallies=seen, watches=[watch]))["report.en.html"]
    assert [row[-1] for row in rows_of(page) if "2935" in row] == ["watched, at least in part: camera, … – …"]


def test_what_is_compatible_what_is_not_comparable_and_what_nobody_watched_stand_apart(pages: Any) -> None:
    page = pages["report.en.html"]
    assert "1883 is part of 2935." in section(page, "compatible")
    assert "No claims on record contradict each other." in section(page, "contradicts")
    assert "They count different acts." in section(page, "not-comparable")
    assert "Nobody independent watched." in section(page, "unwatched")
    assert "Nobody independent watched." not in section(page, "not-comparable")


def test_swapping_the_names_of_the_parties_swaps_every_row(truces: Any, pages: Any) -> None:
    other = {"ASPEN": "BIRCH", "BIRCH": "ASPEN"}
    swapped = [
        msgspec.structs.replace(one, observer=other[one.observer], against=[other[name] for name in one.against])
        for one in truces.tallies
    ]
    turned = rows_of(render(replace(truces, tallies=swapped))["report.en.html"])
    shown = {"Aspen": "Birch", "Birch": "Aspen"}
    expected = [
        tuple(re.sub("Aspen|Birch", lambda found: shown[found[0]], cell) for cell in row)
        for row in rows_of(pages["report.en.html"])
    ]
    assert sorted(map(in_any_order, turned)) == sorted(map(in_any_order, expected))


def test_the_order_in_which_claims_arrive_does_not_matter(truces: Any, pages: Any) -> None:
    turned = {name: list(reversed(getattr(truces, name))) for name in ("tallies", "comparisons", "sources")}
    assert render(replace(truces, **turned)) == pages


def test_every_sentence_has_its_support_and_every_claim_its_entry(truces: Any, pages: Any) -> None:
    for name, page in pages.items():
        assert unsupported(page) == [], name
        assert "not among the records" not in page
    assert all(f"<code>{one.id}</code>" in pages["report.en.html"] for one in truces.tallies)


def test_counts_that_are_no_claims_stand_apart_from_them(truces: Any) -> None:
    count = msgspec.structs.replace(truces.tallies[0], id="counted", basis="mission_total", observer="OBSERVERS")
    page = render(replace(truces, tallies=[*truces.tallies, count]))["report.en.html"]
    assert "count: OBSERVERS" in section(page, "others")
    assert len([row for row in rows_of(page) if len(row) == 7]) == len(truces.tallies)


def test_a_case_without_claims_says_so_rather_than_failing(truces: Any) -> None:
    empty = replace(truces, tallies=(), comparisons=(), window=Interval())
    page = render(empty)["report.en.html"]
    assert "On record: 0 claims" in page
    assert unsupported(page) == []
