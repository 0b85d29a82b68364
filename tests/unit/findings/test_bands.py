"""Bands: where a place begins and ends by its distance from a line, with the begin included and the end not."""

from typing import Any

import msgspec
import pytest

from servanda.findings import judge
from servanda.geo import inside, share_covered, with_bands
from servanda.records.agreement import Act, Agreement, Band, OpenRef, OpenTerm, Place, Reading, Row, Term, Where
from servanda.records.observation import Count
from servanda.records.place import Disc, InPlace, Path, Point
from unit.findings.caps_text import AS_OF, DAY, WATCH, cap_on, facts, said, seen, text

KM = 131_440
"""Units of 1e-7 degree of longitude in a kilometre, at latitude 47."""


def km(east: float, radius_m: int = 100) -> Disc:
    return Disc(at=Point(lat_e7=470_000_000, lon_e7=300_000_000 + round(east * KM)), radius_m=radius_m)


def banded(up_to: str | OpenRef = "10 km", beyond: str | OpenRef = "5 km", error_m: int = 0) -> Agreement:
    edge = [[Point(lat_e7=469_000_000, lon_e7=300_000_000), Point(lat_e7=471_000_000, lon_e7=300_000_000)]]
    name = {"en": "place", "uk": "place"}
    made = text()
    bands = {
        "line": Place(name=name, is_="line", shapes=edge, error_m=error_m),
        "near": Place(name=name, is_="band", band=Band(within="zone", from_="line", up_to=beyond)),
        "mid": Place(name=name, is_="band", band=Band(within="zone", from_="line", beyond=beyond, up_to=up_to)),
        "wide": Place(name=name, is_="band", band=Band(within="zone", from_="line", up_to="15 km")),
    }
    rows = [Row(binds="A", thing="tank", in_="mid", max=75)]
    terms = [msgspec.structs.replace(made.terms[0], table=rows, binds=["A"])]
    reach = OpenTerm(
        question=name,
        kind="distance",
        readings={"ten": Reading(says=name, value="10 km"), "eight": Reading(says=name, value="8 km")},
    )
    return msgspec.structs.replace(
        made, places={**made.places, **bands}, terms=terms, open={**made.open, "reach": reach}
    )


MID = msgspec.structs.replace(WATCH, where=InPlace(place="mid"))


def on_eighty(where: Any, agreement: Agreement | None = None) -> tuple[str, list[str]]:
    return said(cap_on("A", facts(seen("i", 80, where=where), watch=MID), agreement or banded()))


def test_the_beginning_of_a_band_belongs_to_it_and_its_end_does_not() -> None:
    assert on_eighty(km(7)) == ("breached", [])
    assert on_eighty(km(4)) == ("kept", [])
    assert on_eighty(km(11)) == ("kept", [])
    assert on_eighty(km(-7)) == ("kept", [])


def test_where_an_error_straddles_a_limit_the_line_is_the_hinge() -> None:
    assert on_eighty(km(10, 500)) == ("undetermined", ["measurement:line"])
    assert on_eighty(km(5, 500)) == ("undetermined", ["measurement:line"])
    assert on_eighty(km(9.5), banded(error_m=1000)) == ("undetermined", ["measurement:line"])


def test_a_band_named_as_the_place_needs_no_measuring() -> None:
    assert on_eighty(InPlace(place="mid"), banded(error_m=1000)) == ("breached", [])
    assert on_eighty(InPlace(place="near"), banded(error_m=1000)) == ("kept", [])
    assert on_eighty(InPlace(place="wide"))[0] == "undetermined"
    wide = msgspec.structs.replace(
        banded(error_m=1000).terms[0], table=[Row(binds="A", thing="tank", in_="wide", max=75)]
    )
    nested = msgspec.structs.replace(banded(error_m=1000), terms=[wide])
    assert said(cap_on("A", facts(seen("i", 80, where=InPlace(place="mid")), watch=MID), nested)) == ("breached", [])


def test_an_open_limit_is_read_both_ways() -> None:
    open_ = banded(up_to=OpenRef(open="reach"))
    verdict, hinges = on_eighty(km(9), open_)
    assert (verdict, hinges) == ("undetermined", ["open_term:reach"])
    found = cap_on("A", facts(seen("i", 80, where=km(9)), watch=MID), open_)
    assert {each.readings["reach"]: each.verdict for each in found.by_reading} == {"ten": "breached", "eight": "kept"}
    assert on_eighty(km(7), open_) == ("breached", [])
    assert on_eighty(km(12), open_) == ("kept", [])


def test_two_that_hang_on_one_open_limit_are_in_or_out_together() -> None:
    open_ = banded(up_to=OpenRef(open="reach"))
    told = facts(seen("i", 40, where=km(9)), seen("j", 40, where=km(9.2)), watch=MID)
    assert said(cap_on("A", told, open_)) == ("undetermined", ["open_term:reach"])


def test_watching_a_band_by_name_covers_it_and_part_of_the_ground_covers_a_part() -> None:
    places = with_bands(banded().places, {})
    assert share_covered(InPlace(place="mid"), places["mid"], places) == 1_000_000
    assert 450_000 < share_covered(InPlace(place="mid"), places["wide"], places) * 15 / 10 < 550_000
    half = msgspec.structs.replace(WATCH, where=InPlace(place="near"))
    assert said(cap_on("A", facts(watch=half), banded())) == ("undetermined", ["unobserved:mid"])


@pytest.mark.parametrize(("east", "within"), [(7, True), (4.95, None), (3, False), (10.0, None), (10.2, False)])
def test_the_outline_agrees_with_the_distances(east: float, within: bool | None) -> None:  # noqa: FBT001 - expected
    places = with_bands(banded().places, {})
    assert inside(km(east), places["mid"], places).certain is within


def test_a_prohibition_in_a_band_is_judged_on_incidents_and_silence() -> None:
    made = banded()
    ban = Term(
        id="ban",
        cite="art. 2",
        says={"en": "None there."},
        binds=["A"],
        must_not=Act(do="station"),
        where=Where(in_="mid"),
        during=made.terms[0].during,
        proof="seen",
    )
    made = msgspec.structs.replace(made, terms=[ban])

    def verdicts(east: float) -> dict[str, str]:
        found = judge(made, facts(seen("i", Count(low=1), where=km(east)), watch=MID), as_of=AS_OF, window=DAY)
        return {each.subject.kind: each.outcome.verdict for each in found}

    assert verdicts(7) == {"incident": "breached"}
    assert verdicts(12) == {"silence": "kept"}
    assert verdicts(5) == {"incident": "undetermined", "silence": "undetermined"}


def test_a_track_is_in_a_band_only_if_a_part_of_it_is() -> None:
    past = [Point(lat_e7=468_900_000 + step, lon_e7=300_000_000 + 7 * KM) for step in (-300_000, -600_000)]
    beyond = Point(lat_e7=470_000_000, lon_e7=300_000_000 + 13 * KM)
    outside = Point(lat_e7=468_000_000, lon_e7=300_000_000 + 13 * KM)
    assert on_eighty(Path(points=[*past, outside, beyond], sigma_m=50)) == ("kept", [])


def test_a_band_of_which_nothing_is_drawn_decides_nothing() -> None:
    made = banded()
    places = {**made.places, "line": msgspec.structs.replace(made.places["line"], shapes=[], open="unsaid")}
    unknown = msgspec.structs.replace(made, places=places)
    assert on_eighty(km(7), unknown)[0] == "undetermined"
    assert on_eighty(InPlace(place="mid"), unknown) == ("breached", [])
