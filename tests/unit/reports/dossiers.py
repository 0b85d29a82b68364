"""Two dossiers made by hand for tests: one of words only, one exercise with both arms."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from servanda.records.agreement import Agreement
from servanda.records.case import Case
from servanda.records.commitment import Commitment, Event
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.observation import Notice, Observation, Reply, Watch
from servanda.records.open_term import OpenTerm
from servanda.records.plan import Coverage, Plan
from servanda.records.rejection import Rejection
from servanda.records.response import Response
from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.records.time import Interval
from servanda.reports import Channels, Dossier, Release, Wait

ROOT = hashlib.sha256(b"fixture").hexdigest()
TEXT = "Officials said that a signal from Washington is expected. The talks were called “positive”."


def made(kind: Any, /, **fields: Any) -> Any:
    return msgspec.convert(fields, kind)


def named(en: Any, uk: Any) -> Any:
    return {"en": en, "uk": uk}


def span(start: Any, end: Any) -> Any:
    return {"start": start, "end": end, "sha256": hashlib.sha256(TEXT[start:end].encode()).hexdigest()}


PARTIES = {
    "FRA": {"name": named("France", "Франція"), "role": "guarantor"},
    "GBR": {"name": named("United Kingdom", "Велика Британія"), "role": "guarantor"},
    "USA": {"name": named("United States", "Сполучені Штати"), "role": "guarantor"},
    "DEU": {"name": named("Germany", "Німеччина"), "role": "guarantor"},
    "TUR": {"name": named("Türkiye", "Туреччина"), "role": "guarantor"},
    "UKR": {"name": named("Ukraine", "Україна"), "role": "party"},
    "RUS": {"name": named("Russia", "Росія"), "role": "third_state", "consents": "unknown"},
    "ALLIES": {"name": named("Ukraine's allies", "Союзники України"), "role": "bloc"},
    "PARL-FRA": {"name": named("French parliament", "Парламент Франції"), "role": "body"},
    "PARL-GBR": {"name": named("British parliament", "Парламент Великої Британії"), "role": "body"},
}

OPEN = {
    "role-and-place": {
        "question": named("The role and place of American troops", "Роль і місце американських військ"),
        "kind": "role",
        "readings": {},
        "support": ["text:dispatch"],
    },
    "third-step": {
        "question": named("When the third step comes", "Коли настає третій етап"),
        "kind": "timing",
        "readings": {
            "within-72": {
                "says": named("within 72 hours of the first breach", "протягом 72 годин від першого порушення"),
                "held_by": ["reported"],
            },
            "after-72": {"says": named("once 72 hours have passed", "після спливу 72 годин"), "held_by": ["UKR"]},
        },
        "support": ["text:dispatch"],
    },
}


def paris_agreements() -> Any:
    titles = [
        ("paris-declaration", "declared", "declaration", "Paris Declaration", "Паризька декларація"),
        ("peace-agreement", "does_not_exist", "peace", "Peace agreement", "Мирна угода"),
        ("us-understandings", "reported", "understanding", "Understandings with the US", "Домовленості зі США"),
    ]
    return [
        made(
            Agreement,
            id=name,
            version="2026-01-06",
            title=named(en, uk),
            kind=kind,
            status=status,
            parties=PARTIES if name == "paris-declaration" else {},
            open=OPEN if name == "paris-declaration" else {},
            support=["text:dispatch"],
        )
        for name, status, kind, en, uk in titles
    ]


def paris_statements() -> Any:
    chain = [
        {"source": "outlet", "basis": "publisher"},
        {"source": "agency", "basis": "blanket", "label": "an agency"},
        {"source": "official", "basis": "explicit", "label": "unnamed officials"},
    ]
    rows = [
        (
            "EX1",
            "awaited_signal",
            "us-signal",
            "CT+",
            0,
            57,
            "A signal from Washington is awaited",
            "Очікують сигналу з Вашингтона",
        ),
        (
            "EX2",
            "assessment",
            "guarantees",
            "PS+",
            58,
            91,
            "The talks may have gone well",
            "Переговори, можливо, минули добре",
        ),
        ("EX3", "offer", "intelligence", "CT+", 0, 20, "Washington offers intelligence", "Вашингтон пропонує розвідку"),
        ("EX4", "open_issue", "territory", "Uu", 0, 9, "Territory remains unresolved", "Питання територій не вирішено"),
        (
            "EX5",
            "position",
            "russia-consent",
            "Uu",
            0,
            9,
            "Whether Russia agrees is unknown",
            "Чи згодна Росія, невідомо",
        ),
    ]
    return [
        made(
            Statement,
            id=f"st-{name.lower()}",
            source="text:dispatch",
            frame=frame,
            says=named(en, uk),
            chain=chain,
            spans=[span(start, end)],
            certainty=certainty,
            issue=issue,
            actors=["USA"] if frame == "offer" else ["ALLIES"],
            headline_only=frame == "awaited_signal",
        )
        for name, frame, issue, certainty, start, end, en, uk in rows
    ]


def promise(name: Any, provider: Any, function: Any, en: Any, uk: Any, **more: Any) -> Any:
    status = [
        {
            "axis": "legal",
            "value": "political",
            "occurred_on": "2026-01-06",
            "known_on": "2026-01-06T20:00:00Z",
            "support": ["text:dispatch"],
        }
    ]
    fields = {
        "id": name,
        "provider": provider,
        "beneficiary": "UKR",
        "function": function,
        "says": named(en, uk),
        "status": status,
        "support": ["text:dispatch"],
    }
    return made(Commitment, **{**fields, **more})


PLAN = {
    "id": "plan",
    "says": named("The plan", "План"),
    "functions": {
        "land-reassurance": named("Land forces", "Сухопутні сили"),
        "backstop": named("Backstop", "«Бекстоп»"),
        "intelligence": named("Intelligence", "Розвідка"),
        "sea-reassurance": named("Naval forces", "Військово-морські сили"),
    },
    "sectors": {},
    "phases": {},
    "requirements": [],
}


def paris() -> Any:
    """A case of words only: three instruments, five statements, a circle, an awaited signal in two readings."""
    events = [
        ("peace-agreement", "a peace agreement enters into force", "мирна угода набирає чинності", ["UKR", "RUS"]),
        (
            "us-signal",
            "Washington says whether it stands behind the plan",
            "Вашингтон каже, чи підтримує план",
            ["USA"],
        ),
        ("parliament-FRA", "the French parliament agrees", "парламент Франції погоджується", ["PARL-FRA"]),
        ("parliament-GBR", "the British parliament agrees", "парламент Великої Британії погоджується", ["PARL-GBR"]),
        ("us-role-and-place", "role and place of troops are settled", "роль і місце військ визначено", []),
    ]
    waits = [
        ("FRA", "USA", "FR-LAND", "US-BACK", True),
        ("GBR", "USA", "UK-LAND", "US-BACK", True),
        ("USA", "FRA", "US-BACK", "FR-LAND", True),
        ("USA", "GBR", "US-BACK", "UK-LAND", True),
        ("FRA", "PARL-FRA", "FR-LAND", "parliament-FRA", False),
        ("GBR", "PARL-GBR", "UK-LAND", "parliament-GBR", False),
        ("FRA", "UKR", "FR-LAND", "peace-agreement", False),
        ("FRA", "RUS", "FR-LAND", "peace-agreement", False),
        ("USA", "RUS", "US-BACK", "peace-agreement", False),
        ("DEU", "FRA", "DE-NBR", "FR-LAND", False),
        ("TUR", "USA", "TR-SEA", "US-INT", False),
        ("USA", "us-role-and-place", "US-TRP", "us-role-and-place", False),
    ]
    released = {
        "own": [
            Release(commitment="US-INT", before="open", after="credible"),
            Release(
                commitment="FR-LAND", before="open", after="open", blocked_by=("parliament-FRA", "peace-agreement")
            ),
        ],
        "allied": [
            Release(
                commitment="FR-LAND",
                before="open",
                after="handshake",
                blocked_by=("peace-agreement",),
            )
        ],
    }
    statements = paris_statements()
    readings = [
        {
            "id": "own",
            "condition": {"event": "us-signal"},
            "held_by": ["USA"],
            "says": named("American troops are meant", "Ідеться про американські війська"),
        },
        {
            "id": "allied",
            "condition": {"event": "us-signal"},
            "held_by": ["reported"],
            "says": named("Allied troops are meant", "Ідеться про війська союзників"),
        },
    ]
    return Dossier(
        case=made(
            Case,
            id="paris-2026",
            title=named("Paris, 6 January 2026: security guarantees", "Париж, 6 січня 2026 року: гарантії безпеки"),
            kind="real",
            agreements=[],
            languages=["uk", "en"],
            time_zone="Europe/Kyiv",
            as_of="2026-01-07T12:00:00Z",
        ),
        as_of=datetime(2026, 1, 7, 12, tzinfo=UTC),
        ledger_size=63,
        ledger_root=ROOT,
        sources=[
            made(
                Source,
                id="text:dispatch",
                kind="dispatch",
                publisher="Servanda",
                lang="en",
                title="A dispatch",
                licence="ours",
                published="2026-01-06",
                url="https://example.org/dispatch",
            )
        ],
        texts={"text:dispatch": TEXT},
        proposals=statements,
        statements=statements,
        channels=[Channels(about="positive", statements=("st-ex2",), speakers=3, channels=1, quoted=True)],
        agreements=paris_agreements(),
        commitments=[
            promise(
                "FR-LAND",
                "FRA",
                "land-reassurance",
                "French land forces",
                "Французькі сухопутні сили",
                readings=readings,
            ),
            promise("UK-LAND", "GBR", "land-reassurance", "British land forces", "Британські сухопутні сили"),
            promise("US-BACK", "USA", "backstop", "A backstop", "«Бекстоп»"),
            promise("US-INT", "USA", "intelligence", "Intelligence", "Розвідка"),
            promise("US-TRP", "USA", "backstop", "Troops, possibly", "Можливо, війська"),
            promise("DE-NBR", "DEU", "land-reassurance", "Forces next door", "Сили в сусідніх країнах"),
            promise("TR-SEA", "TUR", "sea-reassurance", "Ships", "Кораблі", quantity=2, unit="ships"),
            promise("IT-NO", "ITA", "land-reassurance", "No troops", "Військ не буде", kind="refusal"),
        ],
        events=[
            made(Event, id=name, says=named(en, uk), decided_by=by, is_signal=name == "us-signal")
            for name, en, uk, by in events
        ],
        labels={
            "FR-LAND": "open",
            "UK-LAND": "open",
            "US-BACK": "handshake",
            "US-INT": "open",
            "US-TRP": "void",
            "DE-NBR": "open",
            "TR-SEA": "credible",
        },
        waits=[
            Wait(
                who=who,
                for_whom=whom,
                commitment=mine,
                because=why,
                in_circle=circle,
                kind="promise" if circle else "event",
            )
            for who, whom, mine, why, circle in waits
        ],
        circles=[["FR-LAND", "US-BACK", "UK-LAND"]],
        released=released,
        plan=made(Plan, **PLAN),
        names={"ITA": named("Italy", "Італія")},
    )


def point(lat: Any, lon: Any) -> Any:
    return {"lat_e7": round(lat * 1e7), "lon_e7": round(lon * 1e7)}


def box(south: Any, west: Any, north: Any, east: Any) -> Any:
    return [[point(south, west), point(north, west), point(north, east), point(south, east)]]


PLACES = {
    "sector-a": {"name": named("Sector A", "Сектор А"), "is": "sector", "shapes": box(47.4, -30.4, 47.6, -29.6)},
    "sector-b": {"name": named("Sector B", "Сектор Б"), "is": "sector", "shapes": box(47.2, -30.4, 47.4, -29.6)},
    "sector-c": {"name": named("Sector C", "Сектор В"), "is": "sector", "shapes": box(47.0, -30.4, 47.2, -29.6)},
    "zone": {
        "name": named("Zone of separation", "Зона розведення"),
        "is": "zone",
        "shapes": box(47.0, -30.05, 47.6, -29.95),
    },
    "line-aster": {
        "name": named("Line of Aster", "Лінія Астера"),
        "is": "line",
        "shapes": [[point(47.0, -30.01), point(47.3, -30.03), point(47.6, -30.0)]],
    },
    "line-briar": {
        "name": named("Line of Briar", "Лінія Браєра"),
        "is": "line",
        "shapes": [[point(47.0, -29.99), point(47.3, -29.98), point(47.6, -29.97)]],
    },
    "villages": {
        "name": named("Settlements", "Населені пункти"),
        "is": "settlements",
        "shapes": [[point(47.1, -30.2)], [point(47.3, -29.8)], [point(47.5, -30.1)]],
    },
}

REGIONS = [
    {
        "kind": "sector",
        "post": point(47.5, -30.15),
        "bearing_cdeg": 4500,
        "bearing_sigma_cdeg": 800,
        "distance_m": 5000,
        "distance_sigma_m": 700,
    },
    {"kind": "spot", "at": point(47.105, -30.19), "sigma_m": 30},
    {"kind": "disc", "at": point(47.32, -29.9), "radius_m": 2500},
    {"kind": "path", "points": [point(47.44, -30.0), point(47.48, -29.9)], "sigma_m": 150},
    {"kind": "in", "place": "sector-c"},
]


def exercise_agreement() -> Any:
    places = dict(PLACES)
    act = {"do": "fire", "thing": ""}
    return made(
        Agreement,
        id="ex-meridian-agreement",
        version="2031-02-20",
        title=named("Meridian Agreement", "Меридіанська угода"),
        kind="peace",
        status="in_force",
        parties={
            "EX-ASTER": {"name": named("Aster", "Астер"), "role": "party"},
            "EX-BRIAR": {"name": named("Briar", "Браєр"), "role": "party"},
            "EX-MISSION": {"name": named("Mission", "Місія"), "role": "monitor"},
            "EX-CEDAR": {"name": named("Cedar", "Кедр"), "role": "guarantor"},
            "EX-DELTA": {"name": named("Delta", "Дельта"), "role": "guarantor"},
        },
        places=places,
        open={
            "near": {
                "question": named(
                    "How near to a settlement a gun may stand", "Як близько до населеного пункту може стояти гармата"
                ),
                "kind": "distance",
                "readings": {
                    "half": {"says": named("500 m", "500 м"), "value": "500 m", "held_by": ["EX-ASTER"]},
                    "one": {"says": named("1 km", "1 км"), "value": "1 km", "held_by": ["EX-BRIAR"]},
                },
            }
        },
        terms=[
            {
                "id": "no-fire",
                "cite": "1",
                "says": named("No fire", "Вогонь заборонено"),
                "binds": ["EX-ASTER", "EX-BRIAR"],
                "must_not": act,
            },
            {
                "id": "near",
                "cite": "3",
                "says": named("No guns near settlements", "Гармати не розміщують поблизу населених пунктів"),
                "binds": ["EX-ASTER", "EX-BRIAR"],
                "must_not": {"do": "station", "thing": "guns"},
            },
        ],
        support=["text:agreement"],
    )


def at(hour: Any, minute: Any = 0, day: Any = 14) -> Any:
    return datetime(2031, 3, day, hour, minute, tzinfo=UTC)


def exercise_ground() -> Any:
    observations, incidents = [], []
    for number, region in enumerate(REGIONS):
        name = f"EX-OBS-{number:02d}"
        when = {"start": at(3 + number), "end": at(3 + number, 10)}
        observations.append(
            made(
                Observation,
                id=name,
                observer="EX-PATROL-1",
                method="own_senses" if number else "acoustic",
                verb="heard" if number else "recorded",
                origin=f"EX-ORIGIN-{number}",
                act="deny_access" if number == 4 else "fire",
                where=region,
                when=when,
                things=["mortar", "gun"] if number % 2 else [],
                count={"low": 2},
                recorded_at=at(12),
                says=named(
                    "Two bursts, about 5 km to the north-east", "Дві черги, орієнтовно за 5 км на північний схід"
                ),
            )
        )
        incidents.append(
            made(
                Incident,
                id=f"EX-INC-{number:02d}",
                observations=[name],
                act=observations[-1].act,
                where=[region],
                when=when,
                by=["EX-ASTER", "EX-BRIAR"],
                methods=[observations[-1].method],
                origins=[f"EX-ORIGIN-{number}"],
                things=observations[-1].things,
                count={"low": 2},
            )
        )
    return observations, incidents


def finding(name: Any, verdict: Any, attribution: Any = "not_applicable", **more: Any) -> Any:
    subject = {"kind": "incident", "id": "EX-INC-00", "when": {"start": at(3), "end": at(3, 10)}, "sector": "sector-a"}
    fields = {
        "id": name,
        "agreement": "ex-meridian-agreement@2031-02-20",
        "term": "no-fire",
        "subject": subject,
        "outcome": {"verdict": verdict, "attribution": attribution, "by": more.pop("by", [])},
        "evidence": ["EX-OBS-00"],
    }
    return made(Finding, **{**fields, **more})


def exercise_findings() -> Any:
    gap = {"start": at(2), "end": at(9, 30)}
    return [
        finding(
            "EX-FIN-01",
            "breached",
            "undetermined",
            by=["EX-ASTER", "EX-BRIAR"],
            attribution_hinges=[
                {
                    "cause": "attribution",
                    "on": "EX-INC-00",
                    "says": named("which of the parties fired", "яка зі сторін вела вогонь"),
                }
            ],
            reply_until=at(12, day=17),
            replies=[
                made(
                    Reply,
                    id="EX-REP-1",
                    by="EX-BRIAR",
                    about="EX-FIN-01",
                    at=at(18),
                    says=named("It was not us.", "Це були не ми."),
                )
            ],
        ),
        finding(
            "EX-FIN-02",
            "breached",
            "established",
            by=["EX-ASTER"],
            subject={
                "kind": "incident",
                "id": "EX-INC-02",
                "when": {"start": at(5), "end": at(5, 10)},
                "sector": "sector-b",
            },
        ),
        finding(
            "EX-FIN-03",
            "undetermined",
            term="near",
            subject={
                "kind": "incident",
                "id": "EX-INC-01",
                "when": {"start": at(4), "end": at(4, 10)},
                "sector": "sector-c",
            },
            hinges=[
                {
                    "cause": "open_term",
                    "on": "near",
                    "says": named("which distance is agreed", "яку відстань буде узгоджено"),
                }
            ],
            by_reading=[
                {"readings": {"near": "half"}, "verdict": "kept"},
                {"readings": {"near": "one"}, "verdict": "breached"},
            ],
            flips=[
                {
                    "open": "near",
                    "unit": "m",
                    "kept_up_to": 640,
                    "breached_above": 760,
                    "says": named(
                        "breached for any agreed distance above 700 m",
                        "порушено за будь-якої узгодженої відстані понад 700 м",
                    ),
                }
            ],
        ),
        finding(
            "EX-FIN-04",
            "undetermined",
            subject={
                "kind": "silence",
                "id": "sector-c",
                "when": {"start": at(0), "end": at(0, day=15)},
                "place": "sector-c",
                "sector": "sector-c",
            },
            hinges=[
                {
                    "cause": "unobserved",
                    "on": "sector-c",
                    "says": named(
                        "whether there was fire while nobody watched", "чи був вогонь, коли ніхто не спостерігав"
                    ),
                    "gaps": [gap],
                }
            ],
            watched=687_500,
            evidence=["EX-WATCH-C"],
        ),
        finding(
            "EX-FIN-05",
            "kept",
            subject={
                "kind": "silence",
                "id": "sector-b",
                "when": {"start": at(0), "end": at(0, day=15)},
                "place": "sector-b",
                "sector": "sector-b",
            },
            watched=980_000,
            evidence=["EX-WATCH-B"],
        ),
        finding(
            "EX-FIN-06",
            "not_in_force",
            subject={
                "kind": "incident",
                "id": "EX-INC-03",
                "when": {"start": at(6), "end": at(6, 10)},
                "sector": "sector-a",
            },
        ),
        finding(
            "EX-FIN-07",
            "kept",
            subject={"kind": "incident", "id": "EX-INC-04", "when": {"start": at(7), "end": at(7, 10)}},
            notices=["EX-NOT-1"],
        ),
    ]


def exercise_response() -> Any:
    return made(
        Response,
        id="EX-RES-1",
        procedure="ex-meridian-guarantee:answer",
        started_by=["EX-FIN-01"],
        started_at=at(3, 5),
        first_breach_at=at(3, 5),
        state="running",
        next_deadline=at(14, 20, day=16),
        steps=[
            {
                "step": "warn",
                "who": ["EX-MISSION"],
                "do": named("warn the parties", "попередити сторони"),
                "state": "done",
                "if_silent": "proceeds",
                "deadlines": [{"due": at(3, 5, day=15)}],
            },
            {
                "step": "coalition",
                "who": ["EX-CEDAR", "EX-DELTA"],
                "do": named("send air watch", "забезпечити спостереження з повітря"),
                "state": "running",
                "if_silent": "undefined",
                "deadlines": [{"due": at(14, 20, day=16)}],
                "calls": [
                    {
                        "commitment": "EX-AIR",
                        "provider": "EX-CEDAR",
                        "function": "air-watch",
                        "state": "due",
                        "due": at(14, 20, day=16),
                    },
                    {"commitment": "EX-NO", "provider": "EX-DELTA", "function": "air-watch", "state": "refused"},
                ],
                "missing": ["air-watch@sector-b"],
            },
        ],
    )


def exercise() -> Any:
    """An exercise with both arms: five incidents, seven findings of all kinds, a response, a gap in the plan."""
    observations, incidents = exercise_ground()
    requirements = [
        {
            "id": f"EX-REQ-{letter}",
            "function": "air-watch",
            "sector": f"sector-{letter}",
            "phase": "first",
            "quantity": 4,
            "unit": "aircraft",
        }
        for letter in "ab"
    ]
    cells = [
        {
            "requirement": "EX-REQ-a",
            "needed": 4,
            "secured": 4,
            "mutual": 0,
            "possible": 0,
            "missing": 0,
            "standing": "secured",
        },
        {
            "requirement": "EX-REQ-b",
            "needed": 4,
            "secured": 0,
            "mutual": 0,
            "possible": 1,
            "missing": 3,
            "standing": "missing",
        },
    ]
    reply = exercise_findings()[0].replies[0]
    return Dossier(
        case=made(
            Case,
            id="EX-MERIDIAN",
            title=named("Exercise Meridian", "Навчання «Меридіан»"),
            kind="exercise",
            agreements=[],
            languages=["uk", "en"],
            time_zone="UTC",
            as_of="2031-03-15T06:00:00Z",
            mission=named("Mission", "Місія"),
        ),
        as_of=at(6, day=15),
        ledger_size=118,
        ledger_root=ROOT,
        window=Interval(start=at(0), end=at(0, day=15)),
        agreements=[exercise_agreement()],
        commitments=[
            promise("EX-AIR", "EX-CEDAR", "air-watch", "Four aircraft", "Чотири літаки", quantity=4, unit="aircraft"),
            promise("EX-NO", "EX-DELTA", "air-watch", "No aircraft", "Літаків не буде", kind="refusal"),
        ],
        labels={"EX-AIR": "credible"},
        waits=[Wait(who="EX-CEDAR", for_whom="EX-DELTA", commitment="EX-AIR", because="EX-NO", kind="promise")],
        plan=made(
            Plan,
            id="ex-plan",
            says=named("Plan", "План"),
            functions={"air-watch": named("Air watch", "Спостереження з повітря")},
            sectors={},
            phases={"first": named("first 90 days", "перші 90 днів")},
            requirements=requirements,
        ),
        coverage=made(
            Coverage,
            plan="ex-plan",
            reading="stated",
            cells=cells,
            cuts=[
                {
                    "function": "air-watch",
                    "phase": "first",
                    "sectors": ["sector-b"],
                    "demand": 4,
                    "supply": 1,
                    "suppliers": ["EX-AIR"],
                }
            ],
        ),
        observations=observations,
        watches=[
            made(
                Watch,
                id="EX-WATCH-B",
                observer="EX-CAMERA-B",
                method="camera",
                where={"kind": "in", "place": "sector-b"},
                when={"start": at(0), "end": at(0, day=15)},
                acts=["fire"],
            ),
            made(
                Watch,
                id="EX-WATCH-C",
                observer="EX-CAMERA-C",
                method="camera",
                where={"kind": "in", "place": "sector-c"},
                when={"start": at(0), "end": at(0, day=15)},
                acts=["fire"],
                interrupted=[{"start": at(2), "end": at(9, 30)}],
                says=named("The camera was out of service.", "Камера не працювала."),
            ),
        ],
        incidents=incidents,
        notices=[
            made(
                Notice,
                id="EX-NOT-1",
                by="EX-ASTER",
                to="EX-MISSION",
                act="fire",
                where=REGIONS[2],
                when={"start": at(7), "end": at(9)},
                given_at=at(7, day=11),
            )
        ],
        replies=[reply],
        findings=exercise_findings(),
        responses=[exercise_response()],
        rejections=[
            made(
                Rejection,
                kind="observation",
                place="observations.jsonl:17",
                code="json-broken",
                says="The line is not JSON: it ends after 41 characters.",
                hint="Send the whole line again.",
            ),
            made(
                Rejection,
                kind="observation",
                place="observations.jsonl:31",
                code="instant-naive",
                says="'2031-03-14T10:00' names no zone.",
                hint="Write the zone, such as Z.",
            ),
        ],
    )


def crowded() -> Any:
    """A case that holds far more than one sheet: what a brief must cut without losing a section."""
    base = paris()
    english, ukrainian = (
        "A long claim that nobody has confirmed so far, ",
        "Довге твердження, якого досі не підтверджено, ",
    )
    long = named(english * 4, ukrainian * 4)
    statements = [
        msgspec.structs.replace(base.statements[number % 5], id=f"st-{number:03d}", says=long, headline_only=False)
        for number in range(60)
    ]
    terms = {f"open-{number:02d}": made(OpenTerm, question=long, kind="other") for number in range(30)}
    agreements = [
        msgspec.structs.replace(base.agreements[0], id=f"text-{number:02d}", open=terms if number == 0 else {})
        for number in range(14)
    ]
    return replace(base, statements=statements, proposals=statements, agreements=agreements)
