"""Days of a mission: its own counts come out exactly, with check and watch; nothing is added up that must not be."""

import html
import re
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.records.case import Input
from servanda.records.observation import Count
from servanda.records.time import Interval
from servanda.reports import render, unsupported
from servanda.reports.mission_days import days_of
from servanda.reports.names import Names
from servanda.reports.tallies import measure_of, number_of, watch_behind
from unit.reports import missions
from unit.reports.test_render import GOLDEN, POISON, text_of

DAYS = ["2020-09-09", "2020-09-10", "2020-09-11", "2020-09-13"]


@pytest.fixture(scope="module")
def week() -> Any:
    return missions.mission()


@pytest.fixture(scope="module")
def pages(week: Any) -> dict[str, str]:
    return render(week)


def section(page: str, anchor: str) -> str:
    return text_of(
        '<main id="text">' + page.split(f'<section id="{anchor}"', 1)[1].split(">", 1)[1].split("</section>", 1)[0]
    )


def lines_of(page: str) -> str:
    """The sections of a page without the annex: a line for each heading, sentence and row of a table."""
    sections = page.split("</nav>\n<section", 1)[1].split('<section id="sources"', 1)[0]
    broken = re.sub(r"</(h2|h3|p|tr|caption)>", "\n", "<section" + re.sub(r"\s+", " ", sections))
    cells = re.sub(r"</t[hd]>(?=<t[hd])", " | ", broken)
    return "\n".join(
        line
        for row in cells.split("\n")
        if (line := re.sub(r" (?=\[\d)", "", " ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split())))
    )


def without_references(text: str) -> str:
    return re.sub(r"\s*\[[\d–]+\]", "", text)


def test_each_report_of_the_mission_gets_a_page_in_each_language_by_the_date_on_which_it_ends(pages: Any) -> None:
    reports = {name for name in pages if name.startswith("report")}
    stems = ["report", *(f"report-{day}" for day in DAYS)]
    assert reports == {f"{stem}.{lang}.html" for stem in stems for lang in ("en", "uk")}


def test_every_page_supports_what_it_says(pages: Any) -> None:
    for name, page in pages.items():
        assert unsupported(page) == [], name


def test_counts_and_previous_figures_stand_side_by_side_with_their_check(pages: Any) -> None:
    said = without_references(section(pages["report-2020-09-11.en.html"], "summary"))
    assert "Donetsk region: the mission recorded 7 ceasefire violations." in said
    assert "For the previous reporting period it gives 5 (agrees with what was recorded then)." in said
    assert "Luhansk region: the mission recorded 1 ceasefire violation." in said
    said = without_references(section(pages["report-2020-09-11.uk.html"], "summary"))
    assert "Донецька область: місія зафіксувала 7 порушень режиму припинення вогню." in said
    assert "За попередній звітний період вона наводить 5 (збігається із зафіксованим тоді)." in said


def test_a_figure_of_a_period_that_is_not_on_record_cannot_be_checked(pages: Any) -> None:
    table = section(pages["report-2020-09-09.en.html"], "violations")
    assert table.count("cannot be checked: no figure of that period is on record") == 2


def test_a_figure_that_differs_is_said_not_to_agree(week: Any) -> None:
    wrong = [msgspec.structs.replace(one, result="contradicts") for one in week.comparisons]
    page = render(replace(week, comparisons=wrong))["report-2020-09-11.en.html"]
    assert "does not agree with what was recorded then" in section(page, "summary")


def test_a_figure_that_nobody_held_against_another_is_not_checked(week: Any) -> None:
    page = render(replace(week, comparisons=()))["report-2020-09-11.en.html"]
    assert "not checked" in section(page, "violations")
    assert "agrees" not in section(page, "violations")


def test_a_report_of_two_nights_shows_both_and_adds_nothing(pages: Any) -> None:
    said = without_references(section(pages["report-2020-09-13.en.html"], "violations"))
    assert "Luhansk region 11 September 2020, 19:30 – 12 September 2020, 19:30 12 1" in said
    assert "Luhansk region 12 September 2020, 19:30 – 13 September 2020, 19:30 7" in said
    assert "19 " not in re.sub(r"19:30", "", said)


def test_parts_stand_below_their_whole_and_are_no_count_of_their_own(pages: Any) -> None:
    said = without_references(section(pages["report-2020-09-10.en.html"], "violations"))
    assert "5; of which: explosions – 2" in said
    assert said.count("Donetsk region") == 1


def test_a_number_that_the_summary_does_not_give_is_said_to_be_missing(pages: Any) -> None:
    weapons = section(pages["report-2020-09-10.en.html"], "weapons")
    assert weapons.count("not given in the summary") == 2
    assert "“non-government-controlled”" in weapons
    assert "«непідконтрольна урядові»" in section(pages["report-2020-09-10.uk.html"], "weapons")


def test_every_count_has_the_watch_beside_it_or_says_that_there_is_none(pages: Any) -> None:
    for day in DAYS:
        page = pages[f"report-{day}.en.html"]
        table = page.split('<section id="violations"', 1)[1].split("</section>", 1)[0]
        rows = re.findall(r"<tr>(?:(?!</tr>).)*<td.*?</tr>", table, re.DOTALL)
        assert rows
        assert all("watched" in row.rsplit("<td", 1)[1] for row in rows), day


def test_a_watch_over_the_place_of_a_count_stands_behind_it(week: Any) -> None:
    watch = msgspec.structs.replace(
        week.watches[0], id="watch:region", where=week.tallies[0].where, acts=["fire"], when=week.tallies[0].when
    )
    known = replace(week, watches=[*week.watches, watch])
    first, later = week.tallies[0], week.tallies[2]
    assert watch_behind(first, known, Names(known)).support == ("watch:region",)
    assert watch_behind(later, known, Names(known)).says["en"] == "the summary does not say how much was watched"


def test_what_was_watched_elsewhere_and_what_was_lost_is_said(pages: Any) -> None:
    said = without_references(section(pages["report-2020-09-11.en.html"], "watched"))
    assert (
        "Watched in other reporting periods, with no watch on record for this one: Petrivske; Stanytsia Luhanska."
        in said
    )
    assert "Watch lost: unmanned aircraft of the mission, “near Shumy”; signal interference." in section(
        pages["report-2020-09-10.en.html"], "watched"
    )


def test_every_observation_and_count_is_told_on_exactly_one_page(week: Any, pages: Any) -> None:
    names = {one.id for one in week.observations} | {one.id for one in week.tallies if one.kind == "period"}
    told = [one.id for day in days_of(week) for one in (*day.counted, *day.observations)]
    outside = section(pages["report.en.html"], "outside")
    assert sorted([*told, "elsewhere:late"]) == sorted(names)
    assert "presence in the area: people" in outside


def test_an_act_that_no_section_knows_is_still_told(pages: Any) -> None:
    assert "burning" in section(pages["report-2020-09-13.en.html"], "further")
    assert 'id="further"' not in pages["report-2020-09-11.en.html"]


def test_silence_of_the_summary_is_not_called_absence(pages: Any) -> None:
    said = section(pages["report-2020-09-09.en.html"], "casualties")
    assert "does not mean that nothing happened" in said


def test_each_version_of_the_text_has_its_own_findings_with_verdict_and_attribution(pages: Any) -> None:
    page = pages["report-2020-09-11.en.html"]
    first, second = section(page, "findings-1"), section(page, "findings-2")
    assert first.startswith("What the agreement makes of it: Package of Measures, 2015-02-12")
    assert second.startswith("What the agreement makes of it: Additional measures, 2020-07-22")
    assert "responsible party undetermined (may be: armed formations and Ukrainian Armed Forces)" in first
    assert "Hinges on: what forward means" in second
    assert "Immediate ceasefire" not in second


def test_a_term_of_an_earlier_version_stands_in_its_own_layer_even_if_judged_under_the_later_one(week: Any) -> None:
    both = [*week.agreements[1].terms, *week.agreements[0].terms]
    later = [week.agreements[0], msgspec.structs.replace(week.agreements[1], terms=both)]
    under = [msgspec.structs.replace(one, agreement="measures@2020-07-22") for one in week.findings]
    page = render(replace(week, agreements=later, findings=under))["report-2020-09-11.en.html"]
    first = section(page, "findings-1")
    assert first.startswith("What the agreement makes of it: Package of Measures, 2015-02-12")
    assert "Judged under the version of: 2020-07-22." in first
    assert "Immediate ceasefire" in first
    assert "Ban on fire" in section(page, "findings-2")


def test_the_card_of_a_judged_count_shows_the_count_its_period_and_its_watch(pages: Any) -> None:
    card = without_references(section(pages["report-2020-09-11.en.html"], "findings-1"))
    assert "ceasefire violations – 7; Donetsk region; 10 September 2020, 19:30 – 11 September 2020, 19:30" in card
    assert "the summary does not say how much was watched" in card


def test_a_finding_on_the_whole_window_stands_in_the_overview_alone(pages: Any) -> None:
    assert all("fin-quiet" not in pages[f"report-{day}.en.html"] for day in DAYS)
    assert "fin-quiet" in pages["report.en.html"]


def test_sums_are_of_one_kind_in_one_place_and_marked_as_ours(pages: Any) -> None:
    said = without_references(section(pages["report.en.html"], "counts"))
    assert "all these periods: our sum, not the mission's 12 20 counts of the same kind" in said
    assert "32" not in said


def test_claims_and_restated_figures_are_never_in_a_sum(week: Any, pages: Any) -> None:
    assert sum(one.kind == "restated" for one in week.tallies) == 8
    claim = msgspec.structs.replace(week.tallies[0], id="claimed", basis="party_claim")
    page = render(replace(week, tallies=[*week.tallies, claim]))["report.en.html"]
    assert section(page, "counts") == section(pages["report.en.html"], "counts")


def test_counts_and_claims_that_belong_to_no_report_are_told_apart(week: Any) -> None:
    first = week.tallies[0]
    far = Interval(start=missions.evening(20), end=missions.evening(21))
    late = msgspec.structs.replace(first, id="late", origin="230/2020", when=far)
    endless = msgspec.structs.replace(first, id="endless", origin="231/2020", when=Interval(start=missions.evening(9)))
    claim = msgspec.structs.replace(first, id="claimed", basis="party_claim", observer="GOV", against=["FORMATIONS"])
    pages = render(replace(week, tallies=[*week.tallies, late, endless, claim]))
    table = pages["report.en.html"].split('<section id="outside"', 1)[1].split("</section>", 1)[0]
    assert all(f'data-support="{name}"' in table for name in ("late", "endless", "claimed"))
    assert "claim of a party: Ukrainian Armed Forces" in section(pages["report.en.html"], "outside")
    assert unsupported(pages["report.uk.html"]) == []


def test_a_part_whose_whole_is_not_on_record_stands_for_itself(week: Any) -> None:
    alone = [one for one in week.tallies if one.id != "217/2020/donetsk/period/10"]
    said = section(render(replace(week, tallies=alone))["report-2020-09-10.en.html"], "summary")
    assert "Donetsk region: the mission recorded: explosions – 2." in without_references(said)


def test_a_number_printed_in_two_ways_is_shown_in_both_and_not_added(week: Any) -> None:
    first = week.tallies[0]
    other = msgspec.structs.replace(first, id="printed-otherwise", count=type(first.count)(low=4, high=4))
    page = render(replace(week, tallies=[*week.tallies, other]))
    assert " 0 / 4 " in without_references(section(page["report-2020-09-09.en.html"], "violations"))
    assert "no sum: a number is missing or printed in two ways" in section(page["report.en.html"], "counts")


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 3), st.integers(0, 40)), max_size=12), st.randoms())
def test_every_count_of_the_window_is_told_in_exactly_one_report_whatever_the_order(rows: Any, chance: Any) -> None:
    week = missions.mission()
    base = week.tallies[0]
    made = [
        msgspec.structs.replace(
            base,
            id=f"t{at}",
            origin=f"report-{day}",
            when=Interval(start=missions.evening(day), end=missions.evening(day + 1)),
            count=Count(low=count, high=count),
            kind="restated" if kind == 0 else "period",
        )
        for at, (day, kind, count) in enumerate(rows)
    ]
    turned = chance.sample(made, len(made))
    inside = sorted(one.id for one in made if one.kind == "period" and 8 <= one.when.start.day < 13)
    days = days_of(replace(week, tallies=made))
    assert sorted(one.id for day in days for one in day.counted) == inside
    assert days_of(replace(week, tallies=turned)) == days


def test_periods_outside_the_window_get_no_page(week: Any) -> None:
    cut = msgspec.structs.replace(week.window, start=missions.evening(10))
    assert [day.date for day in days_of(replace(week, window=cut))] == [date(2020, 9, 11), date(2020, 9, 13)]


def test_a_mission_without_any_count_still_gets_an_overview(week: Any) -> None:
    pages = render(replace(week, tallies=(), comparisons=(), findings=()))
    assert {name for name in pages if name.startswith("report")} == {"report.en.html", "report.uk.html"}
    assert unsupported(pages["report.uk.html"]) == []
    assert "Zolote" in section(pages["report.en.html"], "outside")


def test_the_order_in_which_records_arrive_does_not_matter(week: Any, pages: Any) -> None:
    lists = ("tallies", "observations", "watches", "findings", "comparisons", "rejections", "agreements")
    assert render(replace(week, **{name: list(reversed(getattr(week, name))) for name in lists})) == pages


def test_names_in_a_file_that_mean_a_place_of_the_instrument_are_shown_in_each_language(week: Any) -> None:
    case = msgspec.structs.replace(
        week.case,
        inputs=[
            msgspec.convert(
                {
                    "file": "facts.csv",
                    "reader": "smm",
                    "received": "2020-09-16T00:00:00Z",
                    "places": {"near Shumy": "petrivske"},
                },
                Input,
            )
        ],
    )
    page = render(replace(week, case=case))["report-2020-09-10.uk.html"]
    assert "Петрівське" in section(page, "means")
    assert "near Shumy" not in section(page, "means")


def test_words_of_a_source_are_shown_as_words() -> None:
    total = missions.claim(missions.CLAIMS[0])
    assert measure_of("violations total") == {"en": "violations, total", "uk": "порушення загалом"}
    assert measure_of("violations")["uk"] == "порушення"
    assert measure_of("songs sung") == {"en": "songs sung", "uk": "songs sung"}
    assert number_of(total) == {"en": "2935", "uk": "2935"}
    assert number_of(msgspec.structs.replace(total, written="several hundred"))["uk"] == "«several hundred»"


def test_values_of_a_mission_are_escaped(week: Any) -> None:
    bad = [msgspec.structs.replace(one, place_name=POISON, where=None, written=POISON) for one in week.tallies]
    seen = [
        msgspec.structs.replace(one, place_name=POISON, says=dict.fromkeys(("en", "uk"), POISON))
        for one in week.observations
    ]
    for name, page in render(replace(week, tallies=bad, observations=seen)).items():
        assert "<script>" not in page, name
        assert "<img" not in page, name
        assert unsupported(page) == [], name


def test_the_brief_of_a_case_without_words_says_what_was_recorded(pages: Any) -> None:
    page = pages["brief.en.html"]
    assert re.findall(r'<section id="(\w+)"', page)[:4] == ["agreed", "recorded", "open", "change"]
    assert "different kinds of evidence and are not added up" in section(page, "recorded")
    assert "No statement has been accepted" not in page


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_the_text_of_a_day_is_the_one_that_was_agreed(pages: Any, lang: str) -> None:
    golden = GOLDEN / f"mission-day.{lang}.txt"
    assert lines_of(pages[f"report-2020-09-11.{lang}.html"]) == golden.read_text("utf-8").strip()
