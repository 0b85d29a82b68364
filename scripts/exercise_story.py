"""The 38 good observations of the exercise, event by event, and the two damaged lines.

EXERCISE: nothing here happened. Positions are kilometres east of the line of contact and north of 47° N.
"""

from exercise_day import air_and_access, evening, guns
from exercise_lines import MORTAR, TALL, count, encoded, observation
from exercise_places import (
    CAM_1,
    CAM_2,
    DAY,
    EDGE,
    POST_1,
    POST_2,
    POST_3,
    SETTLEMENTS,
    Json,
    between,
    disc,
    seen_from,
    spot,
)


def observations() -> list[Json]:
    """The 38 good lines, event by event."""
    return [*before(), *dawn(), *morning(), *doubtful(), *guns(), *air_and_access(), *evening()]


def before() -> list[Json]:
    """Fire two days before the agreement entered into force."""
    fire, when = (1.0, 50.0), between("16:00", "16:10", "2031-02-27")
    late = f"{DAY}T08:00:00Z"
    heard = seen_from(POST_1, fire, turn=6, off=500, by="hand compass")
    return [
        observation(
            1, "EX-POST-1", "own_senses/heard", "fire", where=heard, when=when, count=count(4), recorded_at=late
        ),
        observation(2, "EX-ARRAY-A", "acoustic/recorded", "fire", where=disc(*fire, 400), when=when, recorded_at=late),
    ]


def dawn() -> list[Json]:
    """Briar's mortar at 05:10 and Aster's answer at 05:35, both in sector A."""
    mortar, answer = (6.0, 54.0), (-6.0, 54.5)
    first, second = between("05:10", "05:14"), between("05:35", "05:38")
    common: Json = {"things": MORTAR, "calibre": TALL}
    camera = seen_from(CAM_1, mortar, turn=1, off=400, by="camera mount")
    patrol = seen_from(POST_1, mortar, turn=6, off=1200, by="hand compass")
    answered = seen_from(CAM_1, answer, turn=1, off=400, by="camera mount")
    return [
        observation(3, "EX-CAMERA-1", "camera/recorded", "fire", where=camera, when=first, by=["EX-BRIAR"], **common),
        observation(
            4,
            "EX-UAV-1",
            "uav/recorded",
            "fire",
            where=spot(*mortar, 25),
            when=first,
            by=["EX-BRIAR"],
            count=count(6, 6),
            **common,
        ),
        observation(
            5, "EX-POST-1", "own_senses/heard", "fire", where=patrol, when=between("05:09", "05:15"), count=count(5)
        ),
        observation(
            6,
            "EX-ASTER",
            "party_complaint/alleged",
            "fire",
            where=disc(6.0, 53.5, 1500),
            when=between("07:10", "07:20"),
            by=["EX-BRIAR"],
            things=MORTAR,
            count=count(12),
            says={
                "en": "Twelve mortar rounds from Briar's side.",
                "uk": "Дванадцять мінометних пострілів з боку Браяру.",
            },
        ),
        observation(
            7, "EX-CAMERA-1", "camera/recorded", "fire", where=answered, when=second, by=["EX-ASTER"], things=MORTAR
        ),
        observation(
            8,
            "EX-ARRAY-A",
            "acoustic/recorded",
            "fire",
            where=disc(*answer, 350),
            when=second,
            by=[],
            count=count(3, 3),
        ),
        observation(
            9,
            "EX-UAV-1",
            "uav/recorded",
            "fire",
            where=spot(*answer, 30),
            when=second,
            by=["EX-ASTER"],
            things=MORTAR,
            count=count(3, 3),
        ),
    ]


def morning() -> list[Json]:
    """A shot nobody can attribute at 06:40, and the notified exercise from 10:00."""
    shot, when = (4.0, 30.0), between("06:40", "06:41")
    ground, drill = (-9.0, 37.0), between("10:00", "11:30")
    told: Json = {"origin": "EX-VIDEO-17", "where": disc(5.0, 31.0, 4000), "when": between("06:30", "07:00")}
    patrol = seen_from(POST_2, shot, turn=7, off=700, by="hand compass")
    camera = seen_from(CAM_2, ground, turn=1, off=500, by="camera mount")
    return [
        observation(
            10, "EX-POST-2", "own_senses/heard", "fire", where=patrol, when=between("06:39", "06:42"), count=count(1)
        ),
        observation(
            11, "EX-ARRAY-B", "acoustic/recorded", "fire", where=disc(*shot, 300), when=when, count=count(1, 1)
        ),
        observation(
            12, "EX-SEISMIC-1", "seismic/recorded", "fire", where=disc(4.2, 30.3, 900), when=when, count=count(1, 1)
        ),
        observation(13, "EX-CHANNEL-1", "media/was_told", "fire", **dict(told)),
        observation(14, "EX-CHANNEL-2", "media/was_told", "fire", **dict(told)),
        observation(
            15,
            "EX-CAMERA-2",
            "camera/recorded",
            "fire",
            where=camera,
            when=drill,
            by=["EX-ASTER"],
            things=MORTAR,
            calibre=TALL,
            count=count(20),
        ),
        observation(
            16,
            "EX-SATELLITE-1",
            "satellite_fire/recorded",
            "fire",
            where=disc(*ground, 375),
            when=between("10:40", "10:42"),
        ),
        observation(
            17,
            "EX-POST-2",
            "own_senses/saw",
            "fire",
            where=seen_from(POST_2, ground, turn=6, off=1500, by="hand compass"),
            when=between("10:05", "11:25"),
            by=["EX-ASTER"],
            count=count(20),
        ),
    ]


def doubtful() -> list[Json]:
    """Fire on the edge of the zone, one lonely recording, and the complaint that nobody else can confirm."""
    edge, lonely, thornby = (-EDGE, 58.0), (-3.0, 26.0), SETTLEMENTS["thornby"]
    complaint = between("09:30", "09:45")
    far = seen_from((-12.0, 56.0), edge, turn=5, off=500, by="hand compass")
    return [
        observation(
            18, "EX-POST-1", "own_senses/heard", "fire", where=far, when=between("13:20", "13:26"), count=count(2)
        ),
        observation(
            19,
            "EX-ARRAY-A",
            "acoustic/recorded",
            "fire",
            where=disc(edge[0] - 0.1, edge[1], 600),
            when=between("13:21", "13:24"),
            count=count(2, 2),
        ),
        observation(
            20,
            "EX-ARRAY-B",
            "acoustic/recorded",
            "fire",
            where=disc(*lonely, 400),
            when=between("15:05", "15:05"),
            count=count(1, 1),
        ),
        observation(
            21,
            "EX-BRIAR",
            "party_complaint/alleged",
            "fire",
            where=disc(*thornby, 700),
            when=complaint,
            by=["EX-ASTER"],
            things=["gun"],
            count=count(20),
            says={"en": "Twenty shells on Thornby.", "uk": "Двадцять снарядів по Торнбі."},
        ),
        observation(
            22, "EX-CAMERA-2", "camera/recorded", "nothing", where=disc(*thornby, 2500), when=between("09:00", "10:00")
        ),
        observation(
            23,
            "EX-POST-2",
            "own_senses/saw",
            "nothing",
            where=disc(*thornby, 1500),
            when=between("09:20", "09:55"),
            says={
                "en": "The patrol stood in Thornby: no impact, no sound of fire.",
                "uk": "Патруль стояв у Торнбі: ні влучань, ні звуків вогню.",
            },
        ),
    ]


def damaged() -> dict[int, bytes]:
    """Two lines that cannot be taken, by the place they stand in: a bearing without declination, a line cut off."""
    bearing = seen_from(POST_3, (1.0, 12.0), turn=6, off=500, by="hand compass")
    del bearing["declination_cdeg"]
    unturned = observation(39, "EX-POST-3", "own_senses/heard", "fire", where=bearing, when=between("10:15", "10:16"))
    cut = encoded(
        observation(
            40, "EX-CAMERA-3", "camera/recorded", "fly", where=disc(2.0, 12.0, 500), when=between("19:40", "19:41")
        )
    )
    return {17: encoded(unturned), 31: cut[:211]}
