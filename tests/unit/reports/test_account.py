"""The account of a catalogue: made from columns, equal to a count of the records, and silent about parties."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from servanda.findings import columns_of
from servanda.records.observation import Observation
from servanda.records.place import Area, Disc, InPlace, Point, Spot
from servanda.reports import render, unsupported
from servanda.reports.account import account_of
from servanda.reports.account_decides import by_keys, by_reading
from servanda.reports.account_layers import in_force
from servanda.reports.names import Names
from servanda.reports.outcomes import VERDICTS
from servanda.schemas.rows import rows_of
from unit.reports import catalogues
from unit.reports.test_mission import lines_of, without_references
from unit.reports.test_render import GOLDEN, POISON


@pytest.fixture(scope="module")
def catalogue() -> Any:
    return catalogues.catalogue()


@pytest.fixture(scope="module")
def account(catalogue: Any) -> Any:
    return account_of(catalogue, Names(catalogue))


@pytest.fixture(scope="module")
def pages(catalogue: Any) -> Any:
    return render(catalogue)


def tables_of(page: str) -> list[list[list[str]]]:
    found = []
    for table in re.findall(r"<tbody>.*?</tbody>", page, re.DOTALL):
        rows = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
        found.append([re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows])
    return found


def figures(cells: list[str]) -> list[int]:
    plain = [re.sub(r"<[^>]+>|\[[\d–]+\]|,|\u00a0", "", cell).strip() for cell in cells]
    return [int(cell) for cell in plain if cell.isdigit()]


def section(page: str, anchor: str) -> str:
    return page.split(f'<section id="{anchor}"', 1)[1].split("</section>", 1)[0]


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_the_account_reads_as_it_was_read_and_approved(pages: Any, lang: str) -> None:
    said = without_references(lines_of(re.sub(r"<svg.*?</svg>", " ", pages[f"report.{lang}.html"], flags=re.DOTALL)))
    expected = GOLDEN / f"account.{lang}.txt"
    assert said + "\n" == expected.read_text("utf-8")


def test_a_case_of_a_catalogue_gets_an_account_in_each_language(pages: Any) -> None:
    assert {"report.en.html", "report.uk.html", "brief.en.html", "brief.uk.html"} <= set(pages)


def test_every_page_supports_what_it_says(pages: Any) -> None:
    assert [fault for name, page in pages.items() if name.endswith("html") for fault in unsupported(page)] == []


def test_columns_kept_and_records_made_on_demand_give_the_same_bytes(catalogue: Any, pages: Any) -> None:
    as_list = replace(catalogue, findings=list(catalogue.findings), observations=list(catalogue.observations))
    as_rows = replace(catalogue, observations=rows_of(catalogue.observations, Observation))
    assert render(as_list) == render(as_rows) == pages


def test_figures_are_those_of_a_count_of_the_records(catalogue: Any, account: Any) -> None:
    events, rows = account.events, catalogue.observations
    assert events.deaths == tuple(sum(getattr(one.deaths, name) for one in rows) for name in ("low", "best", "high"))
    assert events.summaries == sum(1 for one in rows if one.count.high != 1)
    radii = [one.where.radius_m for one in rows]
    small, large = sum(1 for r in radii if r <= 5_000), sum(1 for r in radii if r > 25_000)
    assert events.by_size() == [small, len(radii) - small - large, large, 0]
    days = [(one.when.end - one.when.start).days for one in rows]
    assert events.by_span()[0] == days.count(1)


def test_verdicts_in_every_table_and_drawing_sum_to_the_number_of_findings(
    catalogue: Any, account: Any, pages: Any
) -> None:
    every = len(catalogue.findings)
    counted = Counter(one.outcome.verdict for one in catalogue.findings)
    assert account.judged.total() == [counted[verdict] for verdict in VERDICTS]
    page = pages["report.en.html"]
    (terms,), (places,) = (tables_of(section(page, anchor)) for anchor in ("verdicts", "place"))
    (force,) = tables_of(section(page, "force"))
    months = [row for table in tables_of(section(page, "month")) for row in table]
    assert sum(sum(figures(row[1:5])) for row in terms) == every
    assert sum(sum(figures(row[1:5])) for row in places) == every
    assert sum(sum(figures(row[2:6])) for row in force) == every
    assert sum(sum(figures(row[1:5])) for row in months) == every
    outcomes = tables_of(section(pages["brief.en.html"], "recorded"))[0]
    assert sum(figures(row[1:])[0] for row in outcomes) == every


def test_what_was_in_force_is_told_for_each_incident_once(account: Any) -> None:
    groups = in_force(account.judged, account.names)
    assert sum(group.events for group in groups) == len(account.judged.subjects[0])
    assert sum(sum(group.counts) for group in groups) == len(account.judged)
    assert any(len(group.layers) == 2 for group in groups)
    assert any(group.perhaps for group in groups)


def test_what_hangs_on_two_unknowns_counts_under_both_together_and_under_neither_alone(
    catalogue: Any, account: Any
) -> None:
    rows = dict(by_keys(account.judged.alike))
    assert sum(rows.values()) == sum(1 for one in catalogue.findings if one.outcome.verdict == "undetermined")
    alone = sum(1 for one in catalogue.findings if {hinge.cause for hinge in one.hinges} == {"open_term"})
    assert rows[("open_term", "where"),] == alone
    assert rows[("location", ""), ("open_term", "where")] > 0


def test_a_settled_open_term_decides_what_has_one_verdict_under_its_reading(catalogue: Any, account: Any) -> None:
    hanging = [one for one in catalogue.findings if any(hinge.cause == "open_term" for hinge in one.hinges)]
    for reading, counts in by_reading(account.judged.alike, "accord@1", "where"):
        under = Counter(
            each.verdict for one in hanging for each in one.by_reading if each.readings == {"where": reading}
        )
        assert list(counts) == [under[verdict] for verdict in VERDICTS]


def test_readings_travel_in_the_columns(catalogue: Any) -> None:
    table = columns_of(catalogue.findings)
    told = {
        one.subject.id: sorted(f"{each.verdict}|where={each.readings['where']}" for each in one.by_reading)
        for one in catalogue.findings
        if one.by_reading
    }
    row = next(row for row in table.to_pylist() if row["readings"])
    assert sorted(row["readings"]) == told[row["subject"]]


def test_no_figure_is_given_by_party_and_the_missing_watch_is_said(pages: Any) -> None:
    for lang, side, said in (
        ("en", "Side A", "Nobody's watch is known"),
        ("uk", "Сторона А", "Даних про спостереження"),
    ):
        body = pages[f"report.{lang}.html"].split('<section id="sources"', 1)[0]
        assert side not in body
        assert said in body.replace("&#39;", "'")


def test_deaths_stand_in_no_sentence_or_table_with_another_count(pages: Any, account: Any) -> None:
    low, best, high = account.events.deaths
    body = without_references(lines_of(re.sub(r"<svg.*?</svg>", " ", pages["report.en.html"], flags=re.DOTALL)))
    for figure in (low, best, high):
        said = [line for line in body.split("\n") if re.search(rf"(?<![\d,]){figure}(?![\d,])", line)]
        assert [line.split(":")[0] for line in said] == ["Deaths in them"]


def test_other_evidence_is_named_and_not_counted_among_the_events(catalogue: Any) -> None:
    seen = msgspec.structs.replace(catalogue.observations[0], id="SEEN", method="own_senses", verb="saw", deaths=None)
    known = replace(catalogue, observations=[*catalogue.observations, seen])
    body = lines_of(render(known)["report.en.html"])
    assert f"Events: {len(catalogue.observations)}" in body
    assert "not counted here: observations – 1" in body


def test_a_region_of_any_kind_has_a_size_and_an_undrawn_place_has_none(catalogue: Any) -> None:
    at = Point(lat_e7=catalogues.LAT, lon_e7=catalogues.LON)
    corner = [Point(lat_e7=catalogues.LAT + a, lon_e7=catalogues.LON + b) for a, b in ((0, 0), (0, 10**6), (10**6, 0))]
    regions = [Spot(at=at, sigma_m=1_000), Area(ring=corner), InPlace(place="wide"), InPlace(place="area")]
    rows = [
        msgspec.structs.replace(catalogue.observations[0], id=f"R-{number}", where=where)
        for number, where in enumerate(regions)
    ]
    known = account_of(replace(catalogue, observations=rows), Names(catalogue))
    reach = known.events.located.reach_m[known.events.located.of].tolist()
    assert reach[0] == 3_000
    assert 6_000 < reach[1] < 8_000
    assert 100_000 < reach[2] < 130_000
    assert reach[3] == -1
    assert known.events.by_size() == [1, 1, 1, 1]


def test_a_catalogue_without_events_or_findings_says_so(catalogue: Any) -> None:
    bare = replace(catalogue, observations=[], incidents=[], findings=[], rejections=[])
    body = lines_of(render(bare)["report.en.html"])
    assert "No event of a catalogue is on record." in body
    assert "No term was judged on these events." in body


def test_a_time_of_many_years_is_drawn_by_year(catalogue: Any) -> None:
    late = [
        msgspec.structs.replace(
            one,
            subject=msgspec.structs.replace(
                one.subject,
                when=msgspec.structs.replace(
                    one.subject.when,
                    end=one.subject.when.end.replace(year=2202),
                    start=one.subject.when.start.replace(year=2202, month=1, day=1),
                ),
            ),
        )
        for one in list(catalogue.findings)[:1]
    ]
    page = render(replace(catalogue, findings=[*list(catalogue.findings)[1:], *late]))["report.en.html"]
    assert '<th scope="col">Year</th>' in page
    assert "2202" in section(page, "month")


def test_names_from_outside_are_written_as_words(catalogue: Any) -> None:
    rows = [msgspec.structs.replace(one, observer=POISON, origin=POISON) for one in catalogue.observations]
    page = render(replace(catalogue, observations=rows))["report.en.html"]
    assert "<script" not in page
    assert "<img" not in page


def test_a_disc_and_a_measured_point_about_one_middle_are_two_regions(catalogue: Any) -> None:
    at = Point(lat_e7=-899_999_999, lon_e7=-1_799_999_999)
    regions = [Disc(at=at, radius_m=6), Spot(at=at, sigma_m=3), Spot(at=at, sigma_m=2), Disc(at=at, radius_m=6)]
    rows = [
        msgspec.structs.replace(catalogue.observations[0], id=f"R-{number}", where=where)
        for number, where in enumerate(regions)
    ]
    found = account_of(replace(catalogue, observations=rows), Names(catalogue)).events.located
    assert found.reach_m[found.of].tolist() == [6, 9, 6, 6]
    assert len(set(found.of.tolist())) == 3
    assert found.of[0] == found.of[3]
