"""The real numbers: a week of a mission, a year and a half of its totals, claims of a spring."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from servanda.adapters.readers import READERS, How, Taken
from servanda.observations.tallies import compare
from servanda.records.place import InPlace

DATA = next((each / "shared" / "data" for each in Path(__file__).parents if (each / "shared" / "data").is_dir()), None)
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(DATA is None, reason="no reference material beside the repository"),
]
SPOKEN = ("Zelensky/Syrskyi", "Zelensky", "MoD", "MFA Polishchuk", "MFA Zakharova", "Lavrov")
NAMES = ("Donetsk", "Luhansk", "Zolote", "Petrivske", "Stanytsia Luhanska")


def read(reader: str, file: str) -> Taken:
    assert DATA is not None
    claimants = (
        "",
        " (Zelensky/Syrskyi)",
        " (Zelensky)",
        " (MoD)",
        " (MFA Polishchuk)",
        " (MFA Zakharova)",
        " (Lavrov)",
    )
    how = How(
        received=datetime(2026, 11, 22, tzinfo=UTC),
        zone="Europe/Kyiv",
        parties={f"{name}{more}": [name.upper()] for name in ("Ukraine", "Russia") for more in claimants},
        places={name: InPlace(place=name.lower()) for name in NAMES},
    )
    taken = READERS[reader]((DATA / file).read_bytes(), file, how)
    assert taken.taken + len(taken.rejections) == taken.rows
    return taken


def results(taken: Taken, kind: str) -> Counter[str]:
    return Counter(each.result for each in compare(taken.tallies, taken.watches) if each.kind == kind)


def test_every_previous_period_of_the_week_agrees() -> None:
    taken = read("mission-facts", "smm-2020-09/facts.csv")
    assert results(taken, "restated") == {"agrees": 12, "not_comparable": 2}  # the first report's are of a week before
    assert [each.code for each in taken.rejections] == ["place-unknown"]
    assert (taken.rows, taken.taken) == (67, 66)


def test_26_previous_periods_of_the_totals_agree_and_none_contradicts() -> None:
    taken = read("mission-totals", "facts-from-pages/osce_smm_daily_totals.csv")
    assert (taken.rows, taken.taken) == (52, 52)
    found = results(taken, "restated")
    assert (found["agrees"], found["contradicts"], found["compatible"]) == (26, 0, 0)
    assert results(taken, "parts") == {"compatible": 44}
    assert results(taken, "running") == {"compatible": 3, "agrees": 2}


def test_of_the_claims_one_number_contradicts_itself_and_nobody_independent_watched() -> None:
    taken = read("truce-claims", "facts-from-pages/truce_claims.csv")
    assert (taken.rows, taken.taken, len(taken.tallies)) == (15, 15, 17)
    assert results(taken, "printed_twice") == {"contradicts": 1}
    assert results(taken, "rival") == {"compatible": 1}
    assert results(taken, "running") == {"compatible": 4}
    assert results(taken, "unwatched") == {"not_comparable": 17}
