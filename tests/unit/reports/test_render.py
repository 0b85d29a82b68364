"""Pages as a reader gets them: complete, supported, quiet about what must stay quiet."""

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from servanda.records.case import Case
from servanda.reports import Dossier, render, unsupported
from servanda.reports.citations import anchor
from servanda.reports.map import chart
from servanda.reports.names import Names
from servanda.reports.render import _REPORTS

POISON = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}'
GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "reports"


def text_of(page: Any) -> Any:
    body = page.split('<main id="text">', 1)[1]
    seen = re.sub(r"<svg.*?</svg>|<caption class=.hidden.*?</caption>", " ", body, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", seen))).strip()


def test_a_case_of_words_gets_a_brief_and_a_diagram_and_nothing_else(paris: Any) -> None:
    assert sorted(render(paris)) == [
        "brief.en.html",
        "brief.uk.html",
        "waiting.en.svg",
        "waiting.svg",
        "waiting.uk.svg",
    ]


def test_an_exercise_gets_a_daily_report_and_a_map_too(exercise: Any) -> None:
    assert {"report.uk.html", "report.en.html", "map.html"} <= set(render(exercise))


def test_the_same_dossier_gives_the_same_bytes(dossier: Any) -> None:
    assert render(dossier) == render(dossier)


def test_the_order_in_which_records_arrive_does_not_matter(exercise: Any, paris: Any) -> None:
    for known in (exercise, paris):
        turned = {
            name: list(reversed(getattr(known, name)))
            for name in (
                "observations",
                "incidents",
                "findings",
                "watches",
                "statements",
                "agreements",
                "waits",
                "events",
            )
        }
        assert render(replace(known, **turned)) == render(known)


def test_every_page_supports_what_it_says(dossier: Any) -> None:
    for name, page in render(dossier).items():
        if name.endswith(".html"):
            assert unsupported(page) == [], name


def test_a_map_is_never_drawn_for_a_real_case(exercise: Any) -> None:
    real = msgspec.structs.replace(exercise.case, kind="real")
    assert "map.html" not in render(replace(exercise, case=real))


def test_every_section_of_an_exercise_says_so_and_no_section_of_a_real_case_does(exercise: Any, paris: Any) -> None:
    for name, page in render(exercise).items():
        if name.endswith(".html"):
            sections = re.findall(r"<section.*?</section>", page, flags=re.DOTALL)
            assert sections
            assert all("EXERCISE" in one or "НАВЧАННЯ" in one for one in sections), name
        else:
            assert "EXERCISE" in page or "НАВЧАННЯ" in page
    assert all("EXERCISE" not in page and "НАВЧАННЯ" not in page for page in render(paris).values())


def test_no_post_of_a_monitor_is_on_any_page(exercise: Any) -> None:
    drawn = render(exercise)
    for name, page in drawn.items():
        assert "47.5000000" not in page, name
        assert "475000000" not in page, name
    assert "EX-PATROL-1" not in drawn["map.html"]


def test_incidents_are_drawn_as_regions_with_verdict_and_author_in_words(exercise: Any) -> None:
    page = render(exercise)["map.html"]
    marks = re.findall(
        r'<g class="m-mark v-(\w+)" data-incident="([\w-]+)"><title>(.*?)</title>(.*?)</g>', page, re.DOTALL
    )
    assert len(marks) == 2 * len(exercise.incidents)
    for verdict, incident, title, drawn in marks:
        assert 'class="m-region' in drawn, incident
        assert verdict == "none" or re.search(
            "responsible party|party in question|відповідальну сторону|про яку йдеться", title
        )


def test_a_gap_in_the_watch_is_hatched_with_its_hours(exercise: Any) -> None:
    page = render(exercise)["map.html"]
    assert "02:00–09:30" in page
    assert 'class="m-gap"' in page


@pytest.mark.parametrize("north_e7", range(473_700_000, 474_000_000, 20_000))
def test_no_number_stands_on_a_name(exercise: Any, north_e7: int) -> None:
    known = exercise.incidents[1]
    at = msgspec.structs.replace(known.where[0].at, lat_e7=north_e7, lon_e7=-303_800_000)
    near = msgspec.structs.replace(known, where=[msgspec.structs.replace(known.where[0], at=at)])
    drawn = chart(replace(exercise, incidents=[near]), Names(exercise))
    ((x, y),) = [shape.label for shape in drawn.shapes if shape.name["en"] == "Sector B"]
    across, down = drawn.marks[0].label
    assert not (x - 8 < across < x + 8 * len("Sector B") and y - 20 < down < y + 8)


def test_counts_stand_beside_the_watch(exercise: Any) -> None:
    page = render(exercise)["report.en.html"]
    for section in ("terms", "sectors"):
        table = page.split(f'<section id="{section}"', 1)[1].split("</section>", 1)[0]
        rows = re.findall(r"<tr>(?:(?!</tr>).)*<td.*?</tr>", table, re.DOTALL)
        assert rows
        assert all("watch" in row.rsplit("<td", 1)[1] for row in rows)


def test_the_reply_of_a_party_travels_with_the_finding_word_for_word(exercise: Any) -> None:
    pages = render(exercise)
    for lang in ("en", "uk"):
        card = pages[f"report.{lang}.html"].split(f'id="{anchor("EX-FIN-01")}"', 1)[1].split("</article>", 1)[0]
        assert "It was not us." in card
        assert "Це були не ми." in card


def test_the_flip_point_the_notice_and_the_gap_in_the_plan_are_said(exercise: Any) -> None:
    text = text_of(render(exercise)["report.en.html"])
    for said in (
        "breached for any agreed distance above 700 m",
        "Announced beforehand by Aster",
        "Air watch, first 90 days: Sector B need 4 together; only 1 can reach them.",
        "refused",
        "Attribution hinges on: which of the parties fired",
        "observations.jsonl:17",
    ):
        assert said in text


def test_the_brief_says_what_only_the_headline_says_and_how_few_channels_there_are(paris: Any) -> None:
    text = text_of(render(paris)["brief.uk.html"])
    assert "Це є лише в заголовку, у тексті не повторено: Очікують сигналу з Вашингтона." in text
    assert "Тема – «positive»: 3 мовці, 1 канал, оригіналу не бачили." in text
    assert "Жодного з них не підписано, жоден не чинний." in text
    assert "Франція ⇄ Сполучені Штати ⇄ Велика Британія" in text


def test_what_the_sheet_has_no_room_for_stands_after_it_and_nothing_is_lost(dossiers: Any) -> None:
    crowded = dossiers.crowded()
    for page in (render(crowded)[f"brief.{lang}.html"] for lang in ("en", "uk")):
        sheet, rest = page.split('<div class="sheet">', 1)[1].split('<section id="sources"', 1)[0].split('id="rest"', 1)
        for known in (*crowded.statements, *crowded.agreements[0].open):
            name = known if isinstance(known, str) else known.id
            assert name in sheet + rest, name
        assert (sheet + rest).count("<tr>") - rest.count("<thead>") - sheet.count("<thead>") >= 60 + 30 + 14
        assert unsupported(page) == []


def test_open_matters_come_before_offers_and_every_kind_of_claim_before_a_second_of_one_kind(paris: Any) -> None:
    offers = [msgspec.structs.replace(paris.statements[2], id=f"st-offer-{n}", issue=f"i-{n}") for n in range(9)]
    page = render(replace(paris, statements=[*offers, *paris.statements]))["brief.en.html"]
    sheet = page.split('<section id="claims"', 1)[1].split("</section>", 1)[0]
    first = [
        sheet.index(said) for said in ("Territory remains", "Washington offers", "Whether Russia", "The talks may")
    ]
    assert first == sorted(first)
    assert first[-1] < [found.start() for found in re.finditer("Washington offers", sheet)][1]


def test_a_party_is_called_responsible_only_where_something_was_breached(exercise: Any) -> None:
    doubtful = [
        msgspec.structs.replace(known, outcome=msgspec.structs.replace(known.outcome, verdict="undetermined"))
        for known in exercise.findings
        if known.outcome.attribution != "not_applicable"
    ]
    pages = render(replace(exercise, findings=doubtful, responses=[]))
    for lang, responsible, concerned in (
        ("en", "responsible party", "party in question"),
        ("uk", "відповідальну сторону", "про яку йдеться"),
    ):
        results = re.findall(r'class="by">(.*?)<', pages[f"report.{lang}.html"])
        assert results
        assert all(concerned in one for one in results)
        assert not any(responsible in one for one in results)


def test_each_observation_says_what_was_perceived_and_how_many(exercise: Any) -> None:
    annex = render(exercise)["report.en.html"].split('<section id="observations"', 1)[1]
    assert ": mortar / gun; number: at least 2" in annex
    assert ": kind not established; number: at least 2" in annex


def test_a_denial_of_access_says_where_and_what_the_observer_noted(exercise: Any) -> None:
    known = exercise.incidents[4]
    subject = msgspec.structs.replace(exercise.findings[0].subject, id=known.id, sector="sector-a")
    denied = msgspec.structs.replace(exercise.findings[0], id="EX-FIN-99", subject=subject, evidence=known.observations)
    page = render(replace(exercise, findings=[*exercise.findings, denied]))["report.en.html"]
    section = page.split('<section id="access"', 1)[1].split("</section>", 1)[0]
    assert "Sector A" in section
    assert "Two bursts" in section


def test_the_plan_is_shown_in_its_own_order(exercise: Any) -> None:
    plan = msgspec.structs.replace(exercise.plan, sectors={"sector-b": {}, "sector-a": {}})
    turned = msgspec.structs.replace(plan, sectors=dict(reversed(plan.sectors.items())))
    orders = []
    for known in (plan, turned):
        page = render(replace(exercise, plan=known))["report.en.html"].split('<section id="coverage"', 1)[1]
        orders.append(
            re.findall(r"<tr><td[^>]*>\s*Air watch\s*</td><td[^>]*>\s*(Sector \w)", page.split("</section>")[0])
        )
    assert len(set(orders[0])) > 1
    assert orders[0] != orders[1]


def test_words_of_a_text_that_is_not_ours_are_never_copied(paris: Any) -> None:
    foreign = [msgspec.structs.replace(paris.sources[0], licence="")]
    for page in render(replace(paris, sources=foreign)).values():
        assert "Officials said" not in page
    assert "Officials said" in render(paris)["brief.en.html"]


def test_text_in_any_field_stays_text(paris: Any, exercise: Any) -> None:
    for known in (paris, exercise):
        poisoned = _poisoned(known)
        for name, page in render(poisoned).items():
            assert "<script" not in page, name
            assert "<img" not in page, name
            assert ">49<" not in page
            assert " 49" not in page.split("</style>")[-1] or "7 * 7" in page
            if name.endswith(".html"):
                assert unsupported(page) == [], name


def _poisoned(dossier: Dossier) -> Any:
    def bad(value: Any) -> Any:
        if isinstance(value, msgspec.Struct):
            fields = {name: bad_field(name, getattr(value, name)) for name in value.__struct_fields__}
            return msgspec.structs.replace(value, **fields)
        if isinstance(value, list):
            return [bad(one) for one in value]
        return {name: bad(one) for name, one in value.items()} if isinstance(value, dict) else value

    def bad_field(name: Any, value: Any) -> Any:
        if name in {"says", "title", "name", "question", "mission", "do"} and isinstance(value, dict):
            return dict.fromkeys(value, POISON)
        if name in {"publisher", "cite", "hint", "url", "observer"} and isinstance(value, str):
            return POISON
        return bad(value)

    changed = {}
    for name in ("case", "sources", "statements", "agreements", "commitments", "events", "plan", "observations",
                 "watches", "findings", "responses", "rejections", "replies"):  # fmt: skip
        changed[name] = bad(getattr(dossier, name))
    return replace(dossier, **changed)


def test_a_link_that_would_run_something_is_not_a_link(paris: Any) -> None:
    bad = [msgspec.structs.replace(paris.sources[0], url="javascript:alert(1)")]
    assert 'href="javascript' not in render(replace(paris, sources=bad))["brief.en.html"]


def test_pages_ask_nothing_of_the_outside_and_name_the_hash_of_their_only_style(dossier: Any) -> None:
    for name, page in render(dossier).items():
        assert not re.search(r"""(src|srcset|xlink:href)\s*=|@import|url\(\s*['"]?(https?:|//)""", page), name
        if name.endswith(".html"):
            assert page.count("<style>") == 1
            assert "default-src 'none'; style-src 'sha256-" in page
            assert " style=" not in page


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_the_text_of_the_brief_is_the_one_that_was_agreed(paris: Any, lang: Any) -> None:
    text = text_of(render(paris)[f"brief.{lang}.html"]).split("Sources and support")[0].split("Джерела та підстави")[0]
    lines = re.sub(r" (?=\[\d)", "", re.sub(r"(?<=[.!?]) ", "\n", text))
    golden = GOLDEN / f"brief.paris.{lang}.txt"
    assert lines.strip() == golden.read_text("utf-8").strip()


def test_every_report_that_a_manifest_may_ask_for_is_made() -> None:
    assert set(_REPORTS) == set(get_args(get_type_hints(Case)["report"]))


def test_a_draft_that_was_replaced_was_never_signed_and_a_treaty_that_has_ended_was(paris: Any) -> None:
    none = "None of them is signed or in force."
    unsigned = [msgspec.structs.replace(one, status="declared") for one in paris.agreements[1:]]
    for kind, said in (("draft", True), ("peace", False)):
        ended = msgspec.structs.replace(paris.agreements[0], kind=kind, status="ended")
        page = render(replace(paris, agreements=[ended, *unsigned]))["brief.en.html"]
        assert (none in page) is said
