"""Two dossiers of numbers that somebody counted: four reports of a mission, and claims of two parties.

The mission's figures are those of the published summaries 216/2020 to 219/2020, typed anew; the instrument and its
places are invented, as are the claims.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from servanda.records.agreement import Agreement
from servanda.records.case import Case
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.observation import Observation, Watch
from servanda.records.rejection import Rejection
from servanda.records.source import Source
from servanda.records.tally import Comparison, Tally
from servanda.records.time import Interval
from servanda.reports import Dossier
from unit.reports.dossiers import ROOT, made, named

ISSUED = {"216/2020": 10, "217/2020": 11, "218/2020": 12, "219/2020": 14}
REGIONS = {"donetsk": "Donetsk", "luhansk": "Luhansk"}


def evening(day: int) -> datetime:
    """19:30 by the mission's clock."""
    return datetime(2020, 9, day, 16, 30, tzinfo=UTC)


def night(last: int, nights: int = 1) -> Any:
    return {"start": evening(last - nights), "end": evening(last)}


def agreement(version: str, title: Any, terms: Any) -> Any:
    return made(
        Agreement,
        id="measures",
        version=version,
        title=title,
        kind="peace",
        status="in_force",
        parties={
            "GOV": {"name": named("Ukrainian Armed Forces", "Збройні сили України"), "role": "party"},
            "FORMATIONS": {"name": named("armed formations", "збройні формування"), "role": "party"},
            "MISSION": {
                "name": named("OSCE Special Monitoring Mission", "Спеціальна моніторингова місія ОБСЄ"),
                "role": "monitor",
            },
        },
        places={
            "donetsk": {"name": named("Donetsk region", "Донецька область"), "is": "sector"},
            "luhansk": {"name": named("Luhansk region", "Луганська область"), "is": "sector"},
            "zolote": {"name": named("Zolote", "Золоте"), "is": "zone"},
            "petrivske": {"name": named("Petrivske", "Петрівське"), "is": "zone"},
            "stanytsia": {"name": named("Stanytsia Luhanska", "Станиця Луганська"), "is": "zone"},
        },
        terms=[
            {
                "id": term,
                "cite": cite,
                "says": says,
                "binds": ["GOV", "FORMATIONS"],
                "must_not": {"do": act, "thing": ""},
            }
            for term, cite, says, act in terms
        ],
        support=["text:measures"],
    )


AGREEMENTS = (
    (
        "2015-02-12",
        named("Package of Measures", "Комплекс заходів"),
        [("ceasefire", "1", named("Immediate ceasefire", "Негайне припинення вогню"), "fire")],
    ),
    (
        "2020-07-22",
        named("Additional measures", "Додаткові заходи"),
        [
            ("no-fire", "3", named("Ban on fire", "Заборона ведення вогню"), "fire"),
            ("no-works", "2", named("No forward works", "Заборона просування позицій"), "fortify"),
        ],
    ),
)


def tally(report: str, region: str, count: Any, when: Any, kind: str = "period") -> Any:
    end = when["end"].astimezone(UTC).day
    return made(
        Tally,
        id=f"{report}/{region}/{kind}/{end:02d}",
        basis="mission_total",
        observer="MISSION",
        origin=report,
        measure="ceasefire_violation",
        act="fire",
        where={"kind": "in", "place": region},
        place_name=REGIONS[region],
        when=when,
        count={"low": count, "high": count},
        kind=kind,
        recorded_at=datetime(2020, 9, ISSUED[report], 12, tzinfo=UTC),
        support=[f"summary:{report}"],
    )


COUNTS = [
    ("216/2020", 9, 0, 0),
    ("217/2020", 10, 5, 0),
    ("218/2020", 11, 7, 1),
    ("219/2020", 12, 0, 12),
    ("219/2020", 13, 0, 7),
]
EARLIER = [("216/2020", 8, 1, 0), ("217/2020", 9, 0, 0), ("218/2020", 10, 5, 0), ("219/2020", 11, 7, 1)]


def tallies() -> Any:
    found = []
    for report, day, donetsk, luhansk in COUNTS:
        found += [tally(report, region, n, night(day)) for region, n in (("donetsk", donetsk), ("luhansk", luhansk))]
    for report, day, donetsk, luhansk in EARLIER:
        found += [
            tally(report, region, n, night(day), "restated")
            for region, n in (("donetsk", donetsk), ("luhansk", luhansk))
        ]
    explosions = {"id": "217/2020/donetsk/explosions", "measure": "explosion", "part_of": "ceasefire_violation"}
    weapons = {
        "id": "217/2020/luhansk/weapons",
        "measure": "weapons_in_violation_of_withdrawal_lines",
        "act": "station",
        "count": None,
    }
    base = tally("217/2020", "donetsk", 2, night(10))
    other = tally("217/2020", "luhansk", 0, night(10))
    return [*found, _changed(base, **explosions), _changed(other, **weapons)]


def _changed(known: Any, **fields: Any) -> Any:
    return made(Tally, **{**{name: getattr(known, name) for name in known.__struct_fields__}, **fields})


def comparisons(counted: Any) -> Any:
    originals = {
        (one.where.place, one.when.end): one
        for one in counted
        if one.kind == "period" and one.measure == "ceasefire_violation"
    }
    found = []
    for one in counted:
        if one.kind != "restated":
            continue
        first = originals.get((one.where.place, one.when.end))
        then = first.count.low if first else "?"
        result = "agrees" if first is not None and first.count == one.count else "not_comparable"
        found.append(
            made(
                Comparison,
                kind="restated",
                result=result,
                tallies=[one.id, first.id] if first else [one.id],
                says=named(f"now {one.count.low}, then {then}", f"тепер {one.count.low}, тоді {then}"),
            )
        )
    return found


def seen(name: str, act: str, when: Any, place: str = "", **more: Any) -> Any:
    where = (
        {"kind": "in", "place": place}
        if place
        else {"kind": "disc", "at": {"lat_e7": 475000000, "lon_e7": 378000000}, "radius_m": 9000}
    )
    fields = {
        "id": name,
        "observer": "MISSION",
        "method": "own_senses",
        "verb": "saw",
        "origin": name.partition(":")[0],
        "act": act,
        "things": ["person"] if act == "be_present" else [],
        "where": where,
        "when": when,
        "recorded_at": when["end"] + timedelta(days=1),
    }
    return made(Observation, **{**fields, **more})


def observations() -> Any:
    uav = {"method": "uav", "verb": "recorded", "says": named("in evening hours", "у вечірні години")}
    non = {"further": {"control": "non-government"}}
    return [
        seen("216/2020:zolote", "be_present", night(9), "zolote", **uav),
        seen("217/2020:petrivske", "be_present", night(10), "petrivske", **uav),
        seen("217/2020:weapons", "station", night(10), "donetsk", **non),
        seen(
            "217/2020:uav",
            "lose_watch",
            night(10),
            method="uav",
            verb="recorded",
            place_name="near Shumy",
            count={"low": 1, "high": 1},
            says=named("signal interference", "радіозавади"),
        ),
        seen("217/2020:access", "restrict_access", night(10)),
        seen(
            "218/2020:injured",
            "injure",
            night(11),
            "luhansk",
            verb="was_told",
            count={"low": 4, "high": 4},
            says=named("four separate occasions", "чотири окремі випадки"),
            **non,
        ),
        seen(
            "218/2020:fire",
            "fire",
            night(11),
            method="uav",
            verb="heard",
            place_name="south-east of Hranitne",
            things=["small_arms"],
            says=named("assessed as aimed at the aircraft", "за оцінкою, у бік безпілотника"),
        ),
        seen("218/2020:trench", "fortify", night(11), "luhansk", by=["FORMATIONS"], count={"low": 2, "high": 2}),
        seen("218/2020:checkpoint", "deny_access", night(11), place_name="checkpoint near Olenivka", by=["FORMATIONS"]),
        seen("219/2020:trench", "fortify", night(13, 2), "donetsk", by=["GOV"], count={"low": 2, "high": 2}),
        seen("219/2020:dogs", "burning", night(13, 2), "donetsk"),
        seen("elsewhere:late", "be_present", night(20), "zolote", **uav),
    ]


def judged(name: str, version: str, term: str, subject: Any, verdict: str, **more: Any) -> Any:
    fields = {
        "id": name,
        "agreement": f"measures@{version}",
        "term": term,
        "subject": subject,
        "outcome": {
            "verdict": verdict,
            "attribution": more.pop("attribution", "not_applicable"),
            "by": more.pop("by", []),
        },
        "evidence": [],
    }
    return made(Finding, **{**fields, **more})


def findings() -> Any:
    count = {"kind": "count", "id": "218/2020/donetsk/period/11", "when": night(11), "place": "donetsk"}
    trench = {"kind": "incident", "id": "inc-trench", "when": night(11), "place": "luhansk"}
    quiet = {"kind": "silence", "id": "zolote", "when": {"start": evening(8), "end": evening(13)}, "place": "zolote"}
    who = {
        "cause": "attribution",
        "on": "count",
        "says": named("which of the parties fired", "яка зі сторін вела вогонь"),
    }
    both = {"attribution": "undetermined", "by": ["FORMATIONS", "GOV"], "attribution_hinges": [who]}
    watch = {"cause": "unobserved", "on": "zolote", "says": named("whether anybody watched", "чи хтось спостерігав")}
    forward = {"cause": "open_term", "on": "forward", "says": named("what forward means", "що означає просування")}
    return [
        judged(
            "fin-2015", "2015-02-12", "ceasefire", count, "breached", evidence=["218/2020/donetsk/period/11"], **both
        ),
        judged("fin-2020", "2020-07-22", "no-fire", count, "breached", evidence=["218/2020/donetsk/period/11"], **both),
        judged(
            "fin-works",
            "2020-07-22",
            "no-works",
            trench,
            "undetermined",
            hinges=[forward],
            evidence=["218/2020:trench"],
        ),
        judged("fin-quiet", "2015-02-12", "ceasefire", quiet, "undetermined", hinges=[watch], watched=120_000),
    ]


def mission() -> Any:
    """Four reports of a mission, the last over two nights, judged under two versions of a text."""
    counted = tallies()
    return Dossier(
        case=made(
            Case,
            id="mission-week",
            title=named("Days of September 2020", "Вересневі дні 2020 року"),
            kind="real",
            agreements=[],
            languages=["en", "uk"],
            time_zone="Europe/Kyiv",
            as_of="2020-09-14T12:00:00Z",
            mission=named("OSCE Special Monitoring Mission", "Спеціальна моніторингова місія ОБСЄ"),
            report="mission",
        ),
        as_of=datetime(2020, 9, 14, 12, tzinfo=UTC),
        ledger_size=90,
        ledger_root=ROOT,
        window=Interval(start=evening(8), end=evening(13)),
        sources=[
            made(
                Source, id=f"summary:{report}", kind="page", publisher="OSCE SMM", lang="en", title=f"Summary {report}"
            )
            for report in ISSUED
        ],
        agreements=[agreement(*one) for one in AGREEMENTS],
        observations=observations(),
        incidents=[
            made(
                Incident,
                id="inc-trench",
                observations=["218/2020:trench"],
                act="fortify",
                where=[{"kind": "in", "place": "luhansk"}],
                when=night(11),
                by=["FORMATIONS"],
                methods=["own_senses"],
                origins=["218/2020"],
            )
        ],
        tallies=counted,
        comparisons=comparisons(counted),
        watches=[
            made(
                Watch,
                id=f"watch:{place}:{day}",
                observer="MISSION",
                method="uav",
                where={"kind": "in", "place": place},
                when=night(day),
                acts=["be_present"],
                says=named("evening hours", "вечірні години"),
            )
            for place, day in (("zolote", 9), ("stanytsia", 10), ("petrivske", 10), ("zolote", 11))
        ],
        findings=findings(),
        rejections=[
            made(
                Rejection,
                kind="tally",
                place="facts.csv:70",
                code="count-negative",
                says="A count cannot be -3.",
                hint="Write a whole number from 0 on.",
            )
        ],
    )


CLAIMS = [
    ("easter-asp-total", "ASPEN", "BIRCH", "violations total", 20, "2935", 21, ""),
    ("easter-asp-shell", "ASPEN", "BIRCH", "shellings", 20, "1883", 21, "violations total"),
    ("easter-bir-total", "BIRCH", "ASPEN", "violations total", 20, "1300+", 20, ""),
    ("easter-bir-late", "BIRCH", "ASPEN", "violations total", 20, "4900", 21, ""),
    ("energy-bir", "BIRCH", "ASPEN", "violations", 18, "several hundred", 27, ""),
]


def claim(row: Any) -> Any:
    name, who, whom, measure, start, written, end, part = row
    exact = int(written) if written.isdigit() else None
    return made(
        Tally,
        id=name,
        basis="party_claim",
        observer=who,
        origin=f"outlet-{name}",
        measure=measure,
        against=[whom],
        part_of=part,
        when={
            "start": datetime(2025, 3 if start == 18 else 4, start, tzinfo=UTC),
            "end": datetime(2025, 4, end, tzinfo=UTC),
        },
        count={"low": exact, "high": exact} if exact is not None else None,
        written=written,
        kind="running",
        recorded_at=datetime(2025, 4, 28, tzinfo=UTC),
        support=[f"page:{name}"],
    )


def compared(kind: str, result: str, names: Any, en: str, uk: str) -> Any:
    return made(Comparison, kind=kind, result=result, tallies=names, says=named(en, uk))


def truces() -> Any:
    """Claims of two parties about each other during two truces."""
    return Dossier(
        case=made(
            Case,
            id="EX-TRUCES",
            title=named("Two truces", "Два періоди припинення вогню"),
            kind="exercise",
            agreements=[],
            languages=["en", "uk"],
            time_zone="UTC",
            as_of="2025-05-01T00:00:00Z",
            report="claims",
        ),
        as_of=datetime(2025, 5, 1, tzinfo=UTC),
        ledger_size=12,
        ledger_root=ROOT,
        sources=[
            made(Source, id=f"page:{row[0]}", kind="page", publisher=f"Outlet {at}", lang="en")
            for at, row in enumerate(CLAIMS, 1)
        ],
        tallies=[claim(row) for row in CLAIMS],
        names={"ASPEN": named("Aspen", "Аспен"), "BIRCH": named("Birch", "Бірч")},
        comparisons=[
            compared(
                "parts",
                "compatible",
                ["easter-asp-shell", "easter-asp-total"],
                "1883 is part of 2935.",
                "1883 входить до 2935.",
            ),
            compared(
                "running",
                "compatible",
                ["easter-bir-total", "easter-bir-late"],
                "1300+ grew to 4900.",
                "1300+ зросло до 4900.",
            ),
            compared(
                "rival",
                "not_comparable",
                ["easter-asp-total", "easter-bir-late"],
                "They count different acts.",
                "Вони рахують різні дії.",
            ),
            compared(
                "unwatched",
                "not_comparable",
                ["energy-bir"],
                "Nobody independent watched.",
                "Ніхто незалежний не спостерігав.",
            ),
        ],
    )
