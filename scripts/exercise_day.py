"""Weapons, flights, access and the evening of the exercise.

EXERCISE: nothing here happened. Positions are kilometres east of the line of contact and north of 47° N.
"""

from exercise_lines import GUN, MORTAR, SMALL, count, observation
from exercise_places import (
    CAM_2,
    DAY,
    HALF_VILLAGE,
    POST_2,
    SETTLEMENTS,
    Json,
    between,
    disc,
    inside,
    point,
    seen_from,
    spot,
)


def guns() -> list[Json]:
    """Weapons: near a village, too near to a line, of a calibre that nobody could tell, and withdrawn."""
    village = SETTLEMENTS["larkwell"]
    gun = (village[0] - HALF_VILLAGE - 0.676, village[1])
    launcher, unclear = (20.0, 39.0), (-12.0, 40.0)
    return [
        observation(
            24,
            "EX-UAV-1",
            "uav/recorded",
            "station",
            where=spot(*gun, 8),
            when=between("11:40", "11:50"),
            by=["EX-ASTER"],
            things=GUN,
            calibre={"low_mm": 152, "high_mm": 152},
            count=count(1, 1),
        ),
        observation(
            25,
            "EX-UAV-1",
            "uav/recorded",
            "station",
            where=spot(*launcher, 25),
            when=between("12:20", "12:30"),
            by=["EX-BRIAR"],
            things=["mlrs"],
            calibre={"low_mm": 122, "high_mm": 122},
            count=count(2, 2),
        ),
        observation(
            26,
            "EX-PATROL-4",
            "inspection/saw",
            "station",
            where=spot(*launcher, 40),
            when=between("14:00", "14:20"),
            by=["EX-BRIAR"],
            things=["mlrs"],
            count=count(2, 2),
        ),
        observation(
            27,
            "EX-CAMERA-2",
            "camera/saw",
            "station",
            where=seen_from(CAM_2, unclear, turn=1, off=600, by="camera mount"),
            when=between("16:10", "16:15"),
            by=["EX-ASTER"],
            things=MORTAR,
            calibre={"low_mm": 82, "high_mm": 120},
        ),
        observation(
            28,
            "EX-PATROL-4",
            "inspection/saw",
            "withdraw",
            where=disc(-28.0, 45.0, 300),
            when=between("09:00", "12:00", "2031-03-10"),
            by=["EX-ASTER"],
            things=GUN,
            count=count(12, 12),
            recorded_at="2031-03-10T18:00:00Z",
        ),
    ]


def air_and_access() -> list[Json]:
    """The mission's own flight, a flight of nobody knows whom, and a closed road."""
    track: Json = {"kind": "path", "points": [point(-4.0, 29.0), point(0.0, 30.5), point(4.5, 31.0)], "sigma_m": 120}
    return [
        observation(
            29,
            "EX-POST-2",
            "own_senses/saw",
            "fly",
            where=disc(1.0, 35.0, 600),
            when=between("12:00", "12:10"),
            by=["EX-MISSION"],
            things=["uav"],
        ),
        observation(
            30,
            "EX-POST-2",
            "own_senses/saw",
            "fly",
            where=track,
            when=between("17:20", "17:26"),
            by=["EX-ASTER", "EX-BRIAR"],
            things=["uav"],
            says={
                "en": "The mission had nothing in the air at that time.",
                "uk": "У місії в цей час нічого в повітрі не було.",
            },
        ),
        observation(
            31,
            "EX-CAMERA-2",
            "camera/recorded",
            "fly",
            where=disc(1.0, 30.6, 900),
            when=between("17:22", "17:23"),
            things=["uav"],
        ),
        observation(
            32,
            "EX-POST-3",
            "own_senses/saw",
            "deny_access",
            where=spot(2.2, 17.0, 30),
            when=between("14:10", "14:50"),
            by=["EX-BRIAR"],
            says={
                "en": "Told at the checkpoint that the road is closed to the mission.",
                "uk": "На посту повідомили, що дорогу для місії закрито.",
            },
        ),
        observation(
            33, "EX-POST-3", "own_senses/saw", "nothing", where=inside("sector-c"), when=between("15:00", "16:00")
        ),
    ]


def evening() -> list[Json]:
    """Aster's small arms at 18:45, counted again the next hour, and a shot that two sensors attribute differently."""
    rifles, disputed = (-1.2, 33.5), (0.2, 40.0)
    when = between("18:45", "18:52")
    saw = seen_from(POST_2, rifles, turn=4, off=250, by="hand compass")
    return [
        observation(
            34,
            "EX-POST-2",
            "own_senses/saw",
            "fire",
            where=saw,
            when=when,
            by=["EX-ASTER"],
            things=SMALL,
            count=count(400),
            recorded_at=f"{DAY}T19:00:00Z",
        ),
        observation(
            35,
            "EX-POST-2",
            "own_senses/saw",
            "fire",
            where=saw,
            when=when,
            by=["EX-ASTER"],
            things=SMALL,
            count=count(40),
            corrects="EX-O-34",
            recorded_at=f"{DAY}T20:10:00Z",
            says={"en": "Forty shots, not four hundred.", "uk": "Сорок пострілів, а не чотириста."},
        ),
        observation(
            36,
            "EX-CAMERA-2",
            "camera/recorded",
            "fire",
            where=seen_from(CAM_2, rifles, turn=1, off=300, by="camera mount"),
            when=when,
            by=["EX-ASTER"],
            things=SMALL,
            count=count(30),
        ),
        observation(
            37,
            "EX-CAMERA-2",
            "camera/recorded",
            "fire",
            where=seen_from(CAM_2, disputed, turn=1, off=300, by="camera mount"),
            when=between("21:30", "21:32"),
            by=["EX-ASTER"],
            things=MORTAR,
        ),
        observation(
            38,
            "EX-UAV-1",
            "uav/recorded",
            "fire",
            where=spot(*disputed, 60),
            when=between("21:30", "21:32"),
            by=["EX-BRIAR"],
            things=MORTAR,
        ),
    ]
