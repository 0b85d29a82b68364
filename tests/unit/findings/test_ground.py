"""Places that nobody has drawn, regions that disagree, lengths as texts write them."""

from typing import Any

import msgspec
import pytest

from scenarios.findings import stories as tell
from servanda.errors import InputError
from servanda.findings import judge
from servanda.findings.distance import metres
from servanda.findings.ground import joined
from servanda.geo import Chance
from servanda.records.agreement import Agreement, Where
from servanda.records.finding import Finding

TEXT: Agreement = tell.agreement()
changed = msgspec.structs.replace
IN, OUT = Chance(ppm=1_000_000, certain=True), Chance(ppm=0, certain=False)
PERHAPS, LIKELY = Chance(ppm=450_000, certain=None), Chance(ppm=900_000, certain=None)


@pytest.mark.parametrize(
    ("chances", "together", "either"),
    [
        ([IN], IN, IN),
        ([IN, PERHAPS], IN, None),
        ([OUT, LIKELY], OUT, None),
        ([PERHAPS, LIKELY], LIKELY, LIKELY),
        ([IN, OUT], None, None),
        ([None], None, None),
        ([None, IN], IN, None),
    ],
)
def test_regions_of_one_thing_speak_together_or_contradict_each_other(
    chances: list[Chance | None], together: Chance | None, either: Chance | None
) -> None:
    assert joined(chances) == together
    assert joined(chances, either=True) == either


@pytest.mark.parametrize(
    ("text", "length"),
    [("700 m", 700), ("25 km", 25_000), ("1.5 km", 1_500), ("0.25 km", 250), (40, 40), ("far", None), ("1 mile", None)],
)
def test_lengths_are_read_as_the_text_writes_them(text: object, length: int | None) -> None:
    assert metres(text) == length


def gun_near(place: str, **change: Any) -> list[Finding]:
    term = next(each for each in TEXT.terms if each.id == "near-villages")
    text = changed(
        TEXT,
        terms=[changed(term, where=Where(nearer_than="500 m", to="villages"))],
        places={**TEXT.places, "villages": changed(TEXT.places["villages"], shapes=[])},
    )
    gun = {
        "do": "station",
        "things": ["gun"],
        "at": place,
        "when": "10:00",
        "by": ["ASTER"],
        "seen": ["own_senses patrol who"],
        **change,
    }
    return judge(text, tell.facts({"incident": gun}), as_of=tell.AS_OF, window=None)


def test_a_distance_to_a_place_nobody_has_drawn_is_not_known() -> None:
    (found,) = gun_near("zone")
    assert [(hinge.cause, hinge.on, hinge.chance) for hinge in found.hinges] == [("missing_evidence", "villages", None)]


def test_a_place_that_the_text_only_names_is_an_open_term_of_its_own() -> None:
    nameless = changed(TEXT.places["marsh"], open="")
    term = next(each for each in TEXT.terms if each.id == "no-drains")
    text = changed(TEXT, terms=[term], places={**TEXT.places, "marsh": nameless})
    drain = {"do": "drain", "at": [0, 0], "when": "10:00", "by": ["BRIAR"], "seen": ["own_senses patrol who"]}
    (found,) = judge(text, tell.facts({"incident": drain}), as_of=tell.AS_OF, window=None)
    assert [(hinge.cause, hinge.on) for hinge in found.hinges] == [("open_term", "marsh")]


def test_a_settled_place_is_judged_as_the_reading_that_was_agreed() -> None:
    settled = changed(TEXT.open["buffer-width"], settled="wide")
    term = next(each for each in TEXT.terms if each.id == "no-mines")
    text = changed(TEXT, terms=[term], open={**TEXT.open, "buffer-width": settled})
    mine = {"do": "lay_mines", "at": [2, 2], "when": "10:00", "by": ["BRIAR"], "seen": ["own_senses patrol who"]}
    (found,) = judge(text, tell.facts({"incident": mine}), as_of=tell.AS_OF, window=None)
    assert (found.outcome.verdict, found.by_reading) == ("breached", [])


def test_a_thing_reported_in_a_place_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InputError, match="place-unknown"):
        gun_near("atlantis")
