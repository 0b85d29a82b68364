"""A dossier of an invented catalogue: 500 events drawn with a fixed seed, joined and judged by the real stages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import numpy as np

from servanda import findings, incidents
from servanda.records.agreement import Agreement
from servanda.records.case import Case
from servanda.records.facts import Facts
from servanda.records.observation import Count, Deaths, Observation
from servanda.records.place import Disc, Point
from servanda.records.rejection import Rejection
from servanda.records.source import Source
from servanda.records.time import Interval
from servanda.reports import Dossier
from unit.reports.dossiers import ROOT, made, named

SEED = 20260106
FIRST = datetime(2031, 1, 1, tzinfo=UTC)
LAT, LON = 474_000_000, -304_000_000
RADII_M = (5_000, 25_000, 50_000, 150_000)
E7 = 10_000_000


def ring(west: float, south: float, east: float, north: float) -> Any:
    corners = [(south, west), (south, east), (north, east), (north, west)]
    return [point(lat, lon) for lat, lon in corners]


def point(lat: float, lon: float) -> Any:
    return {"lat_e7": LAT + round(lat * E7), "lon_e7": LON + round(lon * E7)}


def agreement(*, mirrored: bool = False) -> Any:
    places = {
        "wide": {
            "name": named("the whole area", "увесь район"),
            "is": "zone",
            "shapes": [ring(-1, -0.8, 1, 0.8)],
            "error_m": 1500,
        },
        "narrow": {
            "name": named("the eastern part", "східна частина"),
            "is": "zone",
            "shapes": [ring(0, -0.8, 1, 0.8)],
            "error_m": 8000,
        },
        "area": {"name": named("the area", "район"), "is": "zone", "open": "where"},
        "west": {"name": named("Sector West", "Сектор «Захід»"), "is": "sector", "shapes": [ring(-1, -0.8, 0, 0.8)]},
        "east": {"name": named("Sector East", "Сектор «Схід»"), "is": "sector", "shapes": [ring(0, -0.8, 1, 0.8)]},
        "line-one": {
            "name": named("the first line", "перша лінія"),
            "is": "line",
            "shapes": [[point(-0.8, 0.0), point(0.8, 0.0)]],
            "error_m": 8000,
        },
        "line-two": {
            "name": named("the second line", "друга лінія"),
            "is": "line",
            "shapes": [[point(-0.8, 0.1), point(0.8, 0.2)]],
            "error_m": 4000,
        },
    }
    told = made(
        Agreement,
        id="accord",
        version="1",
        title=named("Accord", "Угода"),
        kind="peace",
        status="in_force",
        time_zone="UTC",
        parties={
            "A": {"name": named("Side A", "Сторона А"), "role": "party"},
            "B": {"name": named("Side B", "Сторона Б"), "role": "party"},
        },
        places=places,
        clocks={"force": {"at": FIRST + timedelta(days=60)}, "later": {"at": FIRST + timedelta(days=240)}},
        open={
            "where": {
                "question": named("Where does it apply?", "Де вона діє?"),
                "kind": "place",
                "readings": {
                    "everywhere": {
                        "says": named("In the whole area.", "В усьому районі."),
                        "value": "wide",
                        "held_by": ["A"],
                    },
                    "east-only": {
                        "says": named("In the east only.", "Лише на сході."),
                        "value": "narrow",
                        "held_by": ["B"],
                    },
                },
            }
        },
        proof={"coded": {"confirmed_by": ["catalogue"], "kept_needs_watch": 800_000}},
        terms=[
            {
                "id": "no-fire",
                "cite": "art. 1",
                "says": named("No fire.", "Не вести вогню."),
                "binds": ["A", "B"],
                "must_not": {"do": "fire"},
                "where": {"in": "area"},
                "during": {"from": "force"},
                "proof": "coded",
            },
            {
                "id": "no-fire-anywhere",
                "cite": "art. 2",
                "says": named("No fire in the whole area.", "Не вести вогню в усьому районі."),
                "binds": ["A", "B"],
                "must_not": {"do": "fire"},
                "where": {"in": "wide"},
                "during": {"from": "later"},
                "proof": "coded",
            },
        ],
        support=["text:accord"],
    )
    return mirror_of(told) if mirrored else told


def mirror_of(record: Any) -> Any:
    """The same record with every longitude turned about the middle meridian of the story."""
    if isinstance(record, Point):
        return msgspec.structs.replace(record, lon_e7=2 * LON - record.lon_e7)
    if isinstance(record, msgspec.Struct):
        fields = {name: mirror_of(getattr(record, name)) for name in record.__struct_fields__}
        return msgspec.structs.replace(record, **fields)
    if isinstance(record, list):
        return [mirror_of(one) for one in record]
    if isinstance(record, dict):
        return {name: mirror_of(one) for name, one in record.items()}
    return record


def events(number: int = 500) -> list[Observation]:
    random = np.random.default_rng(SEED)
    lat, lon = random.normal(0, 0.4, number), random.normal(0.1, 0.5, number)
    radius = random.choice(RADII_M, number, p=[0.35, 0.4, 0.2, 0.05])
    day, length = random.integers(0, 400, number), random.choice([1, 5, 20, 90], number, p=[0.7, 0.2, 0.08, 0.02])
    best, several = 1 + random.poisson(1.5, number), random.random(number) < 0.1
    act = np.where(random.random(number) < 0.95, "fire", "attack_civilians")
    return [
        Observation(
            id=f"CAT-{row:04d}",
            observer="CATALOGUE",
            method="catalogue",
            verb="recorded",
            origin="feed:catalogue",
            act=str(act[row]),
            where=Disc(at=made(Point, **point(lat[row], lon[row])), radius_m=int(radius[row])),
            when=Interval(
                start=FIRST + timedelta(days=int(day[row])),
                end=FIRST + timedelta(days=int(day[row] + length[row])),
            ),
            count=Count(low=1, high=None if several[row] else 1),
            deaths=Deaths(low=int(best[row]) - 1, best=int(best[row]), high=int(best[row]) + 2),
            recorded_at=FIRST + timedelta(days=600),
        )
        for row in range(number)
    ]


def catalogue(number: int = 500, *, mirrored: bool = False, **more: Any) -> Dossier:
    """An account case; nothing in it was perceived by anybody but the catalogue."""
    text = agreement(mirrored=mirrored)
    rows = [mirror_of(one) for one in events(number)] if mirrored else events(number)
    at = FIRST + timedelta(days=700)
    joined = incidents.detect(rows, places=text.places, parties=["A", "B"], decisions=[])
    found = findings.judge(text, Facts(observations=rows, incidents=joined), as_of=at, window=None)
    case = Case(
        id="catalogue-case",
        title=named("An invented catalogue", "Вигаданий каталог"),
        kind="real",
        agreements=["accord"],
        judged=["accord"],
        languages=["en", "uk"],
        time_zone="UTC",
        as_of=at,
        report="account",
    )
    rejection = made(
        Rejection,
        code="date-unreadable",
        place="catalogue.csv:17",
        says="'N/K' is no date.",
        hint="Write YYYY-MM-DD.",
        kind="observation",
    )
    source = made(
        Source,
        id="feed:catalogue",
        lang="en",
        kind="feed",
        title="Catalogue of events",
        publisher="Institute",
        published="2031",
        seen="original",
        licence="CC BY 4.0",
    )
    return Dossier(
        **{
            "case": case,
            "as_of": at,
            "ledger_size": 12,
            "ledger_root": ROOT,
            "agreements": [text],
            "sources": [source],
            "observations": rows,
            "incidents": joined,
            "findings": found,
            "rejections": [rejection],
            "names": {"CATALOGUE": named("Catalogue of the Institute", "Каталог інституту")},
            **more,
        }
    )
