"""What the rows of a patrol log become."""

from datetime import UTC, datetime

import pytest

from servanda.adapters.readers import How
from servanda.records.observation import Count
from servanda.records.place import Disc, InPlace, Sector
from servanda.records.time import Interval
from unit.patrol.logs import (
    GOOD,
    HEARD,
    HOW,
    LAT,
    LON,
    NAMES,
    POST,
    SAW,
    WATCH,
    filled,
    observations,
    one,
    read,
    text,
    workbook,
)


def test_a_workbook_a_text_and_a_filled_template_in_either_language_say_the_same() -> None:
    ways = [
        read(text(GOOD)),
        read(text(GOOD, ends=";")),
        read(workbook(GOOD), "log.xlsx"),
        read(filled(GOOD), "log.xlsx"),
        read(filled(GOOD, "uk"), "log.xlsx"),
    ]
    for taken in ways:
        assert (taken.rows, taken.taken, list(taken.rejections)) == (3, 3, [])
        assert observations(taken) == observations(ways[0])
        assert list(taken.watches) == list(ways[0].watches)


def test_a_hand_compass_is_never_better_than_ten_degrees_and_a_point_of_the_compass_adds_its_width() -> None:
    heard, saw = observations(read(text([HEARD, SAW])))
    assert isinstance(heard.where, Sector)
    assert isinstance(saw.where, Sector)
    assert (heard.where.post, heard.where.bearing_cdeg, saw.where.bearing_cdeg) == (POST, 31_500, 31_500)
    assert saw.where.bearing_sigma_cdeg >= 1_000
    assert heard.where.bearing_sigma_cdeg >= round((10**2 + 22.5**2 / 12) ** 0.5 * 100)
    assert (heard.where.north, heard.where.declination_cdeg) == ("magnetic", -800)
    assert heard.where.distance_m == 4_000
    assert heard.where.distance_sigma_m >= round(2_000 / 12**0.5)


def test_an_instrument_or_north_that_nobody_stated_makes_the_sector_wider() -> None:
    def width(**changed: str) -> int:
        where = one(SAW | {"north": "", "declination": ""} | changed).where
        assert isinstance(where, Sector)
        return where.bearing_sigma_cdeg

    assert width(compass="mount", north="true") < width(compass="hand", north="true") < width(compass="", north="true")
    assert width(compass="hand", north="true") < width(compass="hand")


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("5", Count(low=5, high=5)),
        ("at least 5", Count(low=5)),
        ("щонайменше 5", Count(low=5)),
        ("≥ 5", Count(low=5)),
        ("5+", Count(low=5)),
        ("10-15", Count(low=10, high=15)),
        ("10 – 15", Count(low=10, high=15)),
        ("N/K", Count(low=1)),
        ("н/в", Count(low=1)),
        ("", Count(low=1)),
    ],
)
def test_a_count_says_no_more_than_was_written(written: str, count: Count) -> None:
    assert one(HEARD | {"count": written}).count == count


def test_what_others_told_is_never_ones_own_hearing_and_one_teller_is_one_origin() -> None:
    told = {"what": "was_told", "who_told": "told-3"}
    first, second = (one(HEARD | told | {"observer": name}) for name in ("EX-PATROL-1", "EX-PATROL-2"))
    assert (first.method, first.verb) == ("document", "was_told")
    assert first.origin == second.origin == "told:told-3"
    unnamed = one(HEARD | {"what": "was told"})
    assert unnamed.origin == "told:EX-PATROL-1"
    assert one(HEARD).origin == "EX-PATROL-1"


def test_what_a_device_recorded_is_its_own() -> None:
    recorded = one(HEARD | {"what": "recorded", "device": "камера"})
    assert (recorded.method, recorded.verb) == ("camera", "recorded")


def test_nothing_perceived_is_a_fact_about_the_ground_that_could_be_observed() -> None:
    nothing = one({**WATCH, "what": "nothing", "notices": ""})
    assert (nothing.act, nothing.things, nothing.by) == ("nothing", [], [])
    assert isinstance(nothing.where, Disc)
    assert nothing.where.radius_m <= 2_000


def test_a_restriction_holds_the_ground_it_names_and_goes_on_until_somebody_says_it_ended() -> None:
    stopped = {name: HEARD[name] for name in ("observer", "day", "from", "lat", "lon")} | {"what": "access denied"}
    denied = one(stopped | {"place": "security-zone"})
    assert (denied.act, denied.where, denied.when.end) == ("deny_access", InPlace(place="security-zone"), None)
    delayed = one(stopped | {"what": "затримка доступу", "to": "07:50"})
    assert (delayed.act, delayed.when.end) == ("delay_access", datetime(2031, 3, 14, 5, 51, tzinfo=UTC))
    assert one(stopped).where == Disc(at=POST, radius_m=50_000)


def test_a_watch_is_the_time_and_ground_that_were_certainly_observed() -> None:
    (watch,) = read(text([WATCH])).watches
    day = datetime(2031, 3, 14, tzinfo=UTC)
    assert watch.when == Interval(start=day.replace(hour=5), end=day.replace(hour=13))
    assert watch.acts == ["fire", "fly"]
    assert isinstance(watch.where, Disc)
    assert 1_900 < watch.where.radius_m < 2_000
    (sector,) = read(text([WATCH | {"view": "300-60"}])).watches
    assert isinstance(sector.where, Sector)
    assert (sector.where.bearing_cdeg, sector.where.bearing_sigma_cdeg) == (0, 6_000)


def test_an_hour_that_the_clock_showed_twice_covers_both() -> None:
    row = HEARD | {"day": "2030-10-27", "from": "03:30", "to": ""}
    assert one(row).when == Interval(
        start=datetime(2030, 10, 27, 0, 30, tzinfo=UTC), end=datetime(2030, 10, 27, 1, 31, tzinfo=UTC)
    )
    (watch,) = read(text([WATCH | {"day": "2030-10-27", "from": "03:30", "to": "06:00"}])).watches
    assert watch.when.start == datetime(2030, 10, 27, 1, 30, tzinfo=UTC)


def test_a_time_is_of_the_zone_of_its_row_or_of_the_file() -> None:
    assert one(HEARD).when.start == datetime(2031, 3, 14, 5, 5, tzinfo=UTC)
    assert one(HEARD | {"zone": "UTC+03:00"}).when.start == datetime(2031, 3, 14, 4, 5, tzinfo=UTC)
    assert one(HEARD | {"from": "", "to": ""}).when == Interval(
        start=datetime(2031, 3, 13, 22, tzinfo=UTC), end=datetime(2031, 3, 14, 22, tzinfo=UTC)
    )


def test_the_size_of_a_grid_square_is_in_the_region() -> None:
    no_degrees = HEARD | {"lat": "", "lon": "", "bearing": "315"}
    fine = one(no_degrees | {"mgrs": "25T FN 86344 21811"}).where
    coarse = one(no_degrees | {"mgrs": "25T FN 86 21"}).where
    assert isinstance(fine, Sector)
    assert isinstance(coarse, Sector)
    assert coarse.distance_sigma_m > fine.distance_sigma_m
    assert coarse.bearing_sigma_cdeg > fine.bearing_sigma_cdeg
    assert abs(fine.post.lat_e7 - POST.lat_e7) < 5_000


def test_a_named_post_stands_where_the_list_says() -> None:
    where = one(HEARD | {"lat": "", "lon": "", "post": "north gate"}).where
    assert isinstance(where, Sector)
    assert where.post == POST


def test_a_weapon_of_no_list_is_kept_and_stands_for_no_kind() -> None:
    unread = one(HEARD | {"weapon": "D-30"})
    assert (unread.things, unread.further["weapon"]) == ([], "D-30")
    assert one(HEARD | {"weapon": "mortar / гаубиця"}).things == ["howitzer", "mortar"]
    assert one(HEARD | {"weapon": "mortar/D-30"}).things == []
    assert one(HEARD | {"weapon": "gun/howitzer/mortar · artillery"}).things == ["gun", "howitzer", "mortar"]


def test_what_no_field_takes_is_kept_beside_and_where_the_observer_stood_is_not() -> None:
    row = one(HEARD | {"assessment": "outgoing", "direction": "NW to SE", "sight": "3 km", "post": "North Gate"})
    assert row.further == {"assessment": "outgoing", "direction": "NW to SE", "sight": "3 km"}
    stated = {"distance": "", "bearing": "", "place": "security-zone"}
    assert one(HEARD | stated).further == {"compass": "hand", "north": "magnetic", "declination": "-8"}


def test_a_party_is_one_of_the_case_or_nobody_known() -> None:
    assert one(HEARD | {"party": "Aster"}).by == ["EX-ASTER"]
    stranger = one(HEARD | {"party": "the others"})
    assert (stranger.by, stranger.further["party"]) == ([], "the others")
    assert one(HEARD | {"party": "EX-BRIAR · Briar"}, How(received=HOW.received)).by == ["EX-BRIAR"]


def test_a_remark_stays_as_it_was_written() -> None:
    remark = "=HYPERLINK(1) +1 @x, «лапки»"
    assert one(HEARD | {"remark": remark, "language": "Ukrainian"}).says == {"uk": remark}
    assert one(HEARD | {"remark": remark}).says == {"und": remark}
    (row, *_) = observations(read(filled([HEARD | {"remark": "=1+1"}]), "log.xlsx"))
    assert row.says == {"und": "=1+1"}


def test_columns_may_move_and_a_column_of_ones_own_is_kept() -> None:
    taken = read(text([HEARD | {"vehicle": "3"}, WATCH | {"vehicle": "3"}], ["vehicle", *reversed(NAMES)]))
    assert (taken.taken, list(taken.unknown)) == (2, ["vehicle"])
    assert observations(taken)[0].further == {"vehicle": "3"}
    assert taken.watches[0].says == {"und": "vehicle: 3"}


def test_a_position_in_a_column_of_ones_own_is_not_kept() -> None:
    (row,) = observations(read(text([HEARD | {"gps": f"{LAT}, {LON}"}], ["gps", *NAMES])))
    assert row.further == {"gps": "…, -…"}


CENTRAL = (
    "SubmissionDate,start,what,observer,day,from,to,stood-post,stood-mgrs,stood-position-Latitude,"
    "stood-position-Longitude,stood-position-Altitude,stood-position-Accuracy,seen-act,seen-compass,seen-bearing_read,"
    "seen-bearing,seen-north,seen-declination,seen-distance,seen-count,seen-weapon,meta-instanceID,KEY,SubmitterName,"
    "DeviceID\n"
    f"2031-03-14T08:00:00Z,2031-03-14T07:30:00Z,heard,EX-PATROL-1,2031-03-14,07:05:00.000+02:00,,,,{LAT},{LON},12,4.5,"
    "fire,hand,NW,NW,magnetic,-8,3-5 km,at least 5,mortar howitzer,uuid:1,uuid:1,Somebody,collect:xyz\n"
)
KOBO = (
    "start,end,what,observer,day,from,to,stood/position,_stood/position_latitude,stood/post,seen/act,seen/compass,"
    "seen/bearing,seen/north,seen/declination,seen/distance,seen/count,seen/weapon,seen/weapon/mortar,__version__,_id,"
    "_uuid,_submitted_by\n"
    f"2031,2031,чули,EX-PATROL-1,2031-03-14,07:05:00.000+02:00,,{LAT} {LON} 12 4.5,{LAT},,fire,hand,NW,magnetic,-8,"
    "3-5 km,at least 5,mortar howitzer,1,v1,17,uuid-1,somebody\n"
)


LABELS = (
    "Що зроблено,Патруль або пост,День,Час від,Час до,Де ви стояли/Де стояли: координати з телефону,"
    "Що сприйнято/Що сталося,Що сприйнято/Чим виміряно азимут,Що сприйнято/Азимут за приладом,"
    "Що сприйнято/Азимут за телефоном,Що сприйнято/bearing,Що сприйнято/Від якої півночі азимут,"
    "Що сприйнято/Схилення\\, східне +,Що сприйнято/Відстань,Що сприйнято/Скільки,Що сприйнято/Озброєння,_uuid\n"
    f"чули,EX-PATROL-1,2031-03-14,07:05:00.000+02:00,,{LAT} {LON} 12 4.5,вогонь або вибух,ручний компас,ПнЗх,,ПнЗх,"
    "магнітна північ,-8,3-5 км,щонайменше 5,mortar howitzer,uuid-1\n"
).replace("Що сприйнято/Схилення\\, східне +", '"Що сприйнято/Схилення, східне +"')


@pytest.mark.parametrize("exported", [CENTRAL, KOBO, LABELS])
def test_what_form_servers_export_is_the_same_log_without_the_names_of_senders(exported: str) -> None:
    taken = read(exported.encode(), "export.csv")
    assert list(taken.rejections) == []
    (row,) = observations(taken)
    plain = one(HEARD | {"to": "", "weapon": "mortar/howitzer"})
    assert (row.where, row.when, row.count, row.things) == (plain.where, plain.when, plain.count, plain.things)
    assert list(taken.unknown) == []
    assert row.further == {}
    assert "omebody" not in repr(row)
