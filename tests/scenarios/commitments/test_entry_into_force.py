"""When a treaty enters into force, computed from what its depositary received."""

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from servanda.adapters.agreements import load
from servanda.commitments import Register, View, barred, stand, unlock_sets
from servanda.logic import Calendar, Days, moment_of
from servanda.records.commitment import Commitment, Event, EventState, StatusEvent
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast

HERE = Path(__file__).parent
TEXTS = HERE.parents[2] / "agreements"
TREATIES = yaml.safe_load((HERE / "entry-into-force.yaml").read_text("utf-8"))
PARIS, WASHINGTON = TREATIES["paris-2016"], TREATIES["washington-1949"]
ADOPTED = "2015-12-12"


def _moment(day: str) -> datetime:
    """The first moment of a day: what was done in its course counts as known from there."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _step(value: str, day: str, effective_on: datetime | None = None) -> StatusEvent:
    return StatusEvent(
        axis="legal",
        value=value,
        occurred_on=day,
        known_on=_moment(day),
        effective_on=effective_on,
        support=["depositary"],
    )


def _ratified(party: str) -> Guard:
    return Guard(rung=RungAtLeast(commitment=party, rung="ratified"))


def _instrument(party: str, steps: list[StatusEvent], **more: Any) -> Commitment:
    """The share or the bond of one signatory: it counts once its own instrument is deposited."""
    return Commitment(
        id=party, provider=party, beneficiary="ALL", says={}, condition=_ratified(party), status=steps, support=["x"],
        **{"function": "bound", **more},
    )  # fmt: skip


def _entry(condition: Guard, day: str) -> Commitment:
    return Commitment(
        id="IN-FORCE", provider="TREATY", beneficiary="ALL", function="in-force", says={}, condition=condition,
        status=[_step("signed", day)], support=["x"],
    )  # fmt: skip


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (HERE / PARIS["deposits"]).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _paris(without: Iterable[str] = ()) -> Register:
    """The register of deposits; those of some states assumed not to have come."""
    gone = set(without)
    instruments = []
    for row in _rows():
        party, deposited = row["party"], row["deposited"] if row["party"] not in gone else ""
        steps = [_step("signed", row["signed"] or ADOPTED)]
        steps += [_step("domestically_approved", deposited)] if deposited else []
        share = int(row["share"]) if row["share"] else "unquantified"
        instruments.append(_instrument(party, steps, function="share", quantity=share, unit="hundredths of a per cent"))
    states = [one.id for one in instruments if one.id not in PARIS["bloc"]]
    thresholds = [
        Guard(at_least=AtLeast(k=PARIS["parties"], of=[_ratified(party) for party in states])),
        Guard(sum=SumAtLeast(function="share", amount=PARIS["share"])),
    ]
    members = {bloc: tuple(names) for bloc, names in PARIS["bloc"].items()}
    return Register((*instruments, _entry(Guard(all=thresholds), ADOPTED)), (), members)


def _washington(missing: Iterable[str] = (), notices: Mapping[str, tuple[str, str]] | None = None) -> Register:
    instruments = []
    for party in WASHINGTON["signatories"]:
        steps = [_step("signed", WASHINGTON["signed"])]
        if party not in set(missing):
            steps.append(_step("domestically_approved", WASHINGTON["all_deposited"]))
        for noticed, effective in [notices[party]] if notices and party in notices else []:
            steps.append(_step("ended", noticed, _moment(effective)))
        instruments.append(_instrument(party, steps))
    conditions = [
        Guard(at_least=AtLeast(k=WASHINGTON["majority"], of=[_ratified(one) for one in WASHINGTON["signatories"]])),
        *[_ratified(party) for party in WASHINGTON["named"]],
    ]
    return Register((*instruments, _entry(Guard(all=conditions), WASHINGTON["signed"])))


def _label(register: Register, day: str) -> str:
    return stand(register, View(as_of=_moment(day)))["IN-FORCE"]


def _first_day(register: Register, days: Iterable[str]) -> str:
    return next((day for day in sorted(days) if _label(register, day) == "credible"), "")


@cache
def _thresholds_met(without: tuple[str, ...] = ()) -> str:
    """The first day of a deposit on which the condition of article 21 holds."""
    return _first_day(_paris(without), {row["deposited"] for row in _rows() if row["deposited"] < "2016-12"} - {""})


def test_the_thresholds_of_the_paris_agreement_were_met_on_5_october_2016() -> None:
    assert _thresholds_met() == "2016-10-05"


def test_one_day_earlier_63_states_were_enough_but_their_share_was_not() -> None:
    assert _label(_paris(), "2016-10-04") == "open"


@pytest.mark.parametrize("day", PARIS["counted"])
def test_the_count_on_the_way_is_the_one_that_was_published(day: str) -> None:
    labels = stand(_paris(), View(as_of=_moment(day)))
    counted = [row for row in _rows() if labels[row["party"]] == "credible" and row["party"] != "EU"]
    assert {"parties": len(counted), "share": sum(int(row["share"] or 0) for row in counted)} == PARIS["counted"][day]


def test_the_thirtieth_day_after_it_is_4_november_2016() -> None:
    [agreement] = load(TEXTS / "paris-agreement-2015")
    known = EventState(value="true", known_on=_moment(_thresholds_met()), occurred_on=_thresholds_met())
    calendar = Calendar(
        clocks=agreement.clocks,
        as_of=_moment("2017-01-01"),
        events={"thresholds-met": Event(id="thresholds-met", says={}, states=[known])},
        days=Days(agreement.time_zone, agreement.day_count),
    )
    [entry] = moment_of("in-force", calendar)
    assert entry.earliest is not None
    assert entry.earliest.date() == date(2016, 11, 4)
    assert _moment(_thresholds_met()) + timedelta(days=30) == entry.earliest


def test_until_the_thresholds_are_met_the_day_of_entry_is_not_known() -> None:
    [agreement] = load(TEXTS / "paris-agreement-2015")
    events = {"thresholds-met": Event(id="thresholds-met", says={})}
    calendar = Calendar(clocks=agreement.clocks, as_of=_moment("2016-10-04"), events=events, days=Days("UTC"))
    [entry] = moment_of("in-force", calendar)
    assert (entry.latest, [wait.on for wait in entry.waits_for]) == (None, ["thresholds-met"])


def test_the_instrument_of_the_union_counts_neither_as_a_party_nor_with_its_share() -> None:
    depositing = tuple(row["party"] for row in _rows() if row["party"] in PARIS["bloc"]["EU"])
    on_the_day = [row for row in _rows() if row["party"] in depositing and row["deposited"] == "2016-10-05"]
    assert len(on_the_day) == 7
    assert _label(_paris(depositing), "2016-10-05") == "open"
    assert sum(int(row["share"]) for row in on_the_day) == 457


def test_without_the_united_states_the_share_is_reached_with_japan_and_not_before() -> None:
    assert _thresholds_met(("USA",)) == "2016-11-08"


def test_without_the_seven_members_that_came_with_the_union_the_share_is_reached_with_poland() -> None:
    seven = tuple(
        row["party"] for row in _rows() if row["party"] in PARIS["bloc"]["EU"] and row["deposited"] == "2016-10-05"
    )
    assert _thresholds_met(seven) == "2016-10-07"


def test_many_small_states_alone_reach_55_parties_and_not_55_per_cent() -> None:
    large = tuple(row["party"] for row in _rows() if int(row["share"] or 0) >= 150)
    assert _label(_paris(large), "2016-11-04") == "open"


def test_the_washington_treaty_is_in_force_on_24_august_1949_and_not_the_day_before() -> None:
    assert _label(_washington(), "1949-08-23") == "open"
    assert _label(_washington(), "1949-08-24") == "credible"


@pytest.mark.parametrize("named", WASHINGTON["named"])
def test_eleven_of_twelve_are_not_enough_if_the_missing_one_is_named_in_article_11(named: str) -> None:
    register = _washington([named])
    assert _label(register, "1949-08-24") == "open"
    sets = unlock_sets(register, View(as_of=_moment("1949-08-24")), "IN-FORCE").sets
    assert sets == ((f"rung:{named}>=ratified",),)


@pytest.mark.parametrize("other", ["DNK", "ISL", "ITA", "NOR", "PRT"])
def test_a_missing_one_that_is_not_named_holds_nothing_up_and_is_not_bound(other: str) -> None:
    register = _washington([other])
    labels = stand(register, View(as_of=_moment("1949-08-24")))
    assert (labels["IN-FORCE"], labels[other]) == ("credible", "open")


def test_the_seven_named_states_are_a_majority_of_twelve_by_themselves() -> None:
    others = [party for party in WASHINGTON["signatories"] if party not in WASHINGTON["named"]]
    assert _label(_washington(others), "1949-08-24") == "credible"


def test_a_notice_under_article_13_binds_to_the_last_day_of_its_year_and_no_longer() -> None:
    """Hypothetical: no such notice is on record here, and the day of effect is recorded, not computed."""
    register = _washington(notices={"ISL": ("2031-01-01", "2032-01-01")})
    [leaving] = [one for one in register.commitments if one.id == "ISL"]
    during, after = View(as_of=_moment("2031-12-31")), View(as_of=_moment("2032-01-01"))
    assert (stand(register, during)["ISL"], barred(register, during, leaving)) == ("credible", "")
    assert (stand(register, after)["ISL"], barred(register, after, leaving)) == ("void", "ended")
    assert stand(register, after)["IN-FORCE"] == "credible"
