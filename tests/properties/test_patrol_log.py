"""Laws of the patrol log: rows are taken or refused whatever stands in them; what is filled in is what is read."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import mgrs
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from servanda.adapters.readers.patrol.columns import CHOICES
from servanda.adapters.readers.patrol.grid import square_of
from servanda.errors import InputError
from servanda.records.observation import Count
from servanda.records.place import Sector
from servanda.wording import say
from unit.patrol.logs import HEARD, HOW, NAMES, WATCH, filled, observations, read, text, workbook

ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
EXACT = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
WORDS = st.sampled_from(
    ["=1", "-5", "10-15", "N/K", "370", "NW", "3 km", "2031-03-14", "07:05", "24:00", "25TFN8627519879", "47.1", "\x00"]
)
ROW = st.dictionaries(st.sampled_from(NAMES), ANY | WORDS, max_size=8)
BASE = st.sampled_from([{}, HEARD, WATCH])


@settings(deadline=None)
@given(st.lists(st.builds(dict.__or__, BASE, ROW), max_size=6))
def test_any_text_in_any_cell_gives_a_row_taken_or_a_row_refused(rows: list[dict[str, str]]) -> None:
    taken = read(text(rows))
    assert taken.rows == sum(any(cell.strip() for cell in row.values()) for row in rows)
    assert taken.rows == taken.taken + len(taken.rejections)
    assert taken.taken == taken.observations.num_rows + len(taken.watches)
    assert all(one.code and one.says and one.place for one in taken.rejections)


CELL = st.one_of(
    st.text(EXACT, max_size=20),
    st.sampled_from(["=1+1", "=A1", "#N/A"]),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - as in a sheet
    st.times(),
)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.builds(lambda base, row: base | row, BASE, st.dictionaries(st.sampled_from(NAMES), CELL)), max_size=4)
)
def test_any_cell_of_a_workbook_gives_a_row_taken_or_a_row_refused(rows: list[dict[str, object]]) -> None:
    taken = read(workbook(rows), "log.xlsx")
    assert taken.rows <= len(rows)
    assert taken.rows == taken.taken + len(taken.rejections)
    assert all(one.code and one.says and one.hint and one.place for one in taken.rejections)


@settings(deadline=None)
@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda raw: text([HEARD]) + raw))
def test_any_bytes_are_a_log_or_an_error_with_a_name(raw: bytes) -> None:
    try:
        taken = read(raw)
    except InputError as error:
        assert error.code and error.place  # noqa: PT017, PT018 - either way is right, nothing else is
    else:
        assert taken.rows == taken.taken + len(taken.rejections)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, object]:
    low = draw(st.integers(1, 50))
    near = draw(st.integers(1, 14))
    return {
        "verb": draw(st.sampled_from(["heard", "saw"])),
        "at": datetime.combine(date(2031, 1, 1), datetime.min.time()) + timedelta(minutes=draw(st.integers(0, 90_000))),
        "lat_e5": draw(st.integers(4_600_000, 4_800_000)),
        "lon_e5": draw(st.integers(-3_100_000, -2_900_000)),
        "bearing": draw(st.integers(0, 359)),
        "km": (near, near + draw(st.integers(1, 5))),
        "count": draw(st.sampled_from([(low, low), (low, low + 3), (low, None)])),
        "weapon": draw(st.sets(st.sampled_from(CHOICES["weapon"]), max_size=3)),
        "remark": draw(st.text(EXACT, max_size=20)).strip(),
    }


def written(fact: dict, lang: str) -> dict[str, str]:
    """A fact as an officer fills it in."""
    low, high = fact["count"]
    least = {"en": "at least", "uk": "щонайменше"}[lang]
    return {
        "what": say(f"patrol.what.{fact['verb']}")[lang],
        "observer": "EX-PATROL-1",
        "day": f"{fact['at']:%Y-%m-%d}" if lang == "en" else f"{fact['at']:%d.%m.%Y}",
        "from": f"{fact['at']:%H:%M}",
        "lat": f"{fact['lat_e5'] / 1e5:.5f}".replace(".", "." if lang == "en" else ","),
        "lon": f"{fact['lon_e5'] / 1e5:.5f}".replace(".", "." if lang == "en" else ","),
        "bearing": str(fact["bearing"]),
        "compass": say("patrol.compass.hand")[lang],
        "north": say("patrol.north.true")[lang],
        "distance": f"{fact['km'][0]}-{fact['km'][1]} {'km' if lang == 'en' else 'км'}",
        "act": say("patrol.act.fire")[lang],
        "count": f"{least} {low}" if high is None else str(low) if high == low else f"{low}-{high}",
        "weapon": "/".join(say(f"patrol.weapon.{one}")[lang] for one in sorted(fact["weapon"])),
        "remark": fact["remark"],
        "language": say(f"patrol.language.{lang}")[lang],
    }


@settings(deadline=None, max_examples=25)
@given(st.lists(facts(), min_size=1, max_size=4), st.sampled_from(["en", "uk"]), st.sampled_from(["csv", "xlsx"]))
def test_what_is_filled_in_is_what_is_read(given_facts: list[dict], lang: str, kind: str) -> None:
    how = type(HOW)(received=datetime(2032, 1, 1, tzinfo=UTC), zone="UTC")
    rows = [written(fact, lang) for fact in given_facts]
    taken = read(filled(rows, lang) if kind == "xlsx" else text(rows), "log", how)
    assert list(taken.rejections) == []
    for fact, row in zip(given_facts, observations(taken), strict=True):
        where = row.where
        assert isinstance(where, Sector)
        assert (where.post.lat_e7, where.post.lon_e7) == (fact["lat_e5"] * 100, fact["lon_e5"] * 100)
        assert (where.bearing_cdeg, where.distance_m * 2) == (fact["bearing"] * 100, sum(fact["km"]) * 1_000)
        assert row.when.start == fact["at"].replace(tzinfo=ZoneInfo("UTC"))
        assert row.count == Count(low=fact["count"][0], high=fact["count"][1])
        assert (row.verb, row.act, row.things) == (fact["verb"], "fire", sorted(fact["weapon"]))
        assert row.says == ({lang: fact["remark"]} if fact["remark"] else {})


@settings(deadline=None)
@given(st.integers(-79_999, 83_999), st.integers(-180_000, 179_999), st.integers(1, 5))
def test_grid_references_agree_with_the_reference_implementation(lat: int, lon: int, digits: int) -> None:
    square = square_of(mgrs.MGRS().toMGRS(lat / 1e3, lon / 1e3, MGRSPrecision=digits))
    apart = Geod(ellps="WGS84").inv(lon / 1e3, lat / 1e3, square.middle.lon_e7 / 1e7, square.middle.lat_e7 / 1e7)[2]
    assert square.size_m == 10 ** (5 - digits)
    assert apart <= square.size_m * 0.71 * 1.001 + 1
