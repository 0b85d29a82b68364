"""Damaged files of counted numbers: each damage has a name, a code and a place, and the other rows stay."""

from datetime import UTC, datetime

import pytest

from servanda.adapters.readers import READERS, How, Taken
from servanda.errors import InputError
from servanda.records.place import Disc, InPlace, Point

HOW = How(
    received=datetime(2031, 6, 1, tzinfo=UTC),
    source="data:mission",
    zone="Europe/Kyiv",
    parties={"Aster (staff)": ["ASTER"], "Briar": ["BRIAR"], "Briar (staff)": ["BRIAR"], "either": ["ASTER", "BRIAR"]},
    places={
        "North": InPlace(place="north"),
        "Ford": Disc(at=Point(lat_e7=470_000_000, lon_e7=-300_000_000), radius_m=1000),
    },
)
FACTS = "report,issued,period_from,period_to,region,kind,count,place,control,side_as_assessed,by_what,remark"
DAY = "7/2031,2031-03-15,2031-03-13T19:30+02:00,2031-03-14T19:30+02:00"
GOOD = f"{DAY},North,ceasefire_violation,3,,,,mission,"
TOTALS = "report_no,issued,period_end,north_cfv,north_explosions,north_prev,cumulative_since_2031_03_01,note,url"
TOTAL = "7/2031,2031-03-15,2031-03-14,3,1,0,9,,https://example.org/7"
CLAIMS = "truce,claimant,against,as_of,measure,value,url"
TRUCE = "Truce 2031-03-10 18:00 to 2031-03-12 00:00 Kyiv time"
CLAIM = f"{TRUCE},Aster (staff),Briar,2031-03-11,shellings,12,https://example.org/a"


def read(reader: str, *lines: str) -> Taken:
    taken = READERS[reader]("\n".join(lines).encode(), "file.csv", HOW)
    assert taken.taken + len(taken.rejections) == taken.rows
    return taken


DAMAGED_FACTS = {
    "negative count": (GOOD.replace(",3,", ",-3,"), "count-unreadable"),
    "not known": (GOOD.replace(",3,", ",N/K,"), "count-unreadable"),
    "exponent": (GOOD.replace(",3,", ",1e3,"), "count-unreadable"),
    "fraction": (GOOD.replace(",3,", ",2.5,"), "count-unreadable"),
    "formula": (GOOD.replace(",3,", ",=1+1,"), "count-unreadable"),
    "other digits": (GOOD.replace(",3,", ",٣,"), "count-unreadable"),
    "period reversed": (GOOD.replace("03-13T", "03-15T"), "period-reversed"),
    "no period": (GOOD.replace("2031-03-13T19:30+02:00", ""), "period-missing"),
    "issued before its period ends": (GOOD.replace(",2031-03-15,", ",2031-03-13,"), "issued-before-period"),
    "issued nobody knows when": (GOOD.replace(",2031-03-15,", ",,"), "time-unreadable"),
    "thirtieth of February": (GOOD.replace(",2031-03-15,", ",2031-02-30,"), "time-unreadable"),
    "year 2202": (GOOD.replace("2031-", "2202-"), "year-out-of-range"),
    "an hour that clocks show twice": (GOOD.replace("2031-03-13T19:30+02:00", "2030-10-27T03:30"), "time-ambiguous"),
    "region nobody drew": (GOOD.replace("North", "East"), "place-unknown"),
    "kind nobody knows": (GOOD.replace("ceasefire_violation", "shots"), "kind-unknown"),
    "previous period of a report without one": (
        "9/2031,2031-03-17,,,North,ceasefire_violation_previous_period,3,,,,mission,",
        "period-missing",
    ),
    "no report": (GOOD.replace("7/2031", ""), "report-missing"),
    "too few cells": ("7/2031,2031-03-15", "row-width"),
    "a fact nowhere": (f"{DAY},,movement_restricted,,,,,mission,", "place-unknown"),
    "seen by nobody knows what": (f"{DAY},North,trench_extension,1,,,,rumour,", "means-unknown"),
    "a fact that happened no time": (f"{DAY},North,trench_extension,0,,,,mission,", "count-too-small"),
    "one fact at two places": (f"{DAY},North,movement_restricted,1,near Ford and Hill,,,mission,", "count-too-small"),
}


@pytest.mark.parametrize("damage", DAMAGED_FACTS)
def test_a_damaged_fact_is_refused_with_its_line_and_the_others_stay(damage: str) -> None:
    line, code = DAMAGED_FACTS[damage]
    good = GOOD.replace("7/2031", "8/2031")
    taken = read("mission-facts", FACTS, good, line)
    [rejection] = taken.rejections
    assert (rejection.code, rejection.place.split(":")[:2]) == (code, ["file.csv", "3"])
    assert [tally.origin for tally in taken.tallies] == ["8/2031"]


DAMAGED_TOTALS = {
    "negative count": (TOTAL.replace(",3,", ",-3,"), "count-unreadable"),
    "exponent in the running total": (TOTAL.replace(",9,", ",1e3,"), "count-unreadable"),
    "issued before its period ends": (TOTAL.replace("2031-03-15", "2031-03-13"), "issued-before-period"),
    "ends before the running total begins": (TOTAL.replace("2031-03-14", "2031-02-14"), "period-reversed"),
    "no report": (TOTAL.replace("7/2031", ""), "report-missing"),
    "too many cells": (f"{TOTAL},more", "row-width"),
}


@pytest.mark.parametrize("damage", DAMAGED_TOTALS)
def test_a_damaged_total_is_refused_whole_and_the_others_stay(damage: str) -> None:
    line, code = DAMAGED_TOTALS[damage]
    taken = read("mission-totals", TOTALS, TOTAL.replace("7/2031", "8/2031"), line)
    assert [(each.code, each.place.split(":")[1]) for each in taken.rejections] == [(code, "3")]
    assert {tally.origin for tally in taken.tallies} == {"8/2031"}


DAMAGED_CLAIMS = {
    "measures and values of different length": (CLAIM.replace(",12,", ",12 / 3,"), "values-uneven"),
    "no value": (CLAIM.replace(",12,", ",,"), "count-missing"),
    "negative": (CLAIM.replace(",12,", ",-12,"), "count-unreadable"),
    "as of before the truce": (CLAIM.replace("03-11,", "03-09,"), "as-of-before-truce"),
    "as of after the file was received": (CLAIM.replace("2031-03-11,", "2031-07-11,"), "as-of-in-future"),
    "as of some day": (CLAIM.replace("2031-03-11,", "Easter,"), "time-unreadable"),
    "truce without an end": (CLAIM.replace(" to 2031-03-12 00:00 Kyiv time", ""), "truce-unreadable"),
    "truce reversed": (CLAIM.replace("2031-03-12 00:00", "2031-03-09 00:00"), "period-reversed"),
    "truce of other length": (CLAIM.replace("Kyiv time", "Kyiv time (30 days)"), "truce-length"),
    "time of no city": (CLAIM.replace("Kyiv time", "Nowhere time"), "zone-unknown"),
    "claimant nobody knows": (CLAIM.replace("Aster (staff)", "Somebody"), "party-unknown"),
    "claimant that may be two": (CLAIM.replace("Aster (staff)", "either"), "party-unknown"),
    "against itself": (CLAIM.replace("Aster (staff)", "Briar (staff)"), "claim-against-itself"),
    "printed nowhere": (CLAIM.replace("https://example.org/a", "a friend"), "outlet-unknown"),
}


@pytest.mark.parametrize("damage", DAMAGED_CLAIMS)
def test_a_damaged_claim_is_refused_and_the_others_stay(damage: str) -> None:
    line, code = DAMAGED_CLAIMS[damage]
    taken = read("truce-claims", CLAIMS, CLAIM.replace("/a", "/b").replace("shellings", "assaults"), line)
    assert [(each.code, each.place) for each in taken.rejections] == [(code, "file.csv:3")]
    assert [tally.measure for tally in taken.tallies] == ["assaults"]


@pytest.mark.parametrize(
    ("reader", "header", "line"),
    [("mission-facts", FACTS, GOOD), ("mission-totals", TOTALS, TOTAL), ("truce-claims", CLAIMS, CLAIM)],
)
def test_a_row_twice_counts_once_and_two_numbers_for_one_thing_are_none(reader: str, header: str, line: str) -> None:
    again = read(reader, header, line, line)
    assert [each.code for each in again.rejections] == ["row-twice"]
    other = line.replace(",12,", ",13,").replace(",3,", ",4,")
    taken = read(reader, header, line, other)
    assert [each.code for each in taken.rejections] == ["row-contradicts", "row-contradicts"]
    assert taken.tallies == []


@pytest.mark.parametrize(
    ("reader", "header"),
    [
        ("mission-facts", FACTS.replace(",region", "")),
        ("mission-totals", TOTALS.replace("north_cfv", "north")),
        ("mission-totals", TOTALS.replace("period_end,", "")),
        ("truce-claims", CLAIMS.replace("value", "number")),
    ],
)
def test_without_a_needed_column_nothing_is_read(reader: str, header: str) -> None:
    with pytest.raises(InputError, match="sheet-header"):
        read(reader, header)


def test_a_file_in_another_encoding_is_refused_whole() -> None:
    with pytest.raises(InputError, match="sheet-encoding"):
        READERS["mission-facts"](FACTS.encode("utf-16"), "file.csv", HOW)


def test_a_row_with_bytes_that_are_not_utf8_costs_only_itself() -> None:
    whole = READERS["mission-facts"](FACTS.encode(), "file.csv", HOW)
    damaged = READERS["mission-facts"](FACTS.encode() + b"\n\xff", "file.csv", HOW)
    assert (damaged.taken, len(damaged.rejections)) == (whole.taken, len(whole.rejections) + 1)
