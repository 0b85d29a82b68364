"""What readers of counted numbers make of good rows."""

from adversarial.tallies.test_damaged_counts import CLAIM, CLAIMS, DAY, FACTS, GOOD, HOW, TOTAL, TOTALS, TRUCE, read
from servanda.records.observation import Count, Observation
from servanda.records.place import Disc, InPlace
from servanda.schemas.rows import records_of


def seen(line: str) -> list[Observation]:
    return list(records_of(read("mission-facts", FACTS, line).observations, Observation))


def test_a_count_is_a_tally_and_an_empty_one_gives_no_number() -> None:
    [given] = read("mission-facts", FACTS, GOOD).tallies
    assert (given.basis, given.act, given.where, given.count) == (
        "mission_total",
        "fire",
        InPlace(place="north"),
        Count(low=3, high=3),
    )
    [none] = read("mission-facts", FACTS, GOOD.replace(",3,", ",,")).tallies
    assert none.count is None
    [zero] = read("mission-facts", FACTS, GOOD.replace(",3,", ",0,")).tallies
    assert zero.count == Count(low=0, high=0)


def test_a_previous_period_ends_where_the_first_period_of_its_report_begins() -> None:
    previous = "7/2031,2031-03-15,,,North,ceasefire_violation_previous_period,5,,,,mission,"
    first, restated = read("mission-facts", FACTS, GOOD, previous).tallies
    assert (restated.kind, restated.when.start, restated.when.end) == ("restated", None, first.when.start)


def test_control_of_an_area_is_kept_and_names_no_author() -> None:
    [weapons] = seen(f"{DAY},North,weapons_in_violation_of_withdrawal_lines,,,Briar,,mission,")
    assert (weapons.act, weapons.by, weapons.further) == ("station", [], {"control": "Briar"})
    [trench] = seen(f"{DAY},North,trench_extension,2,,,Briar,mission,")
    assert (trench.act, trench.by, trench.count) == ("fortify", ["BRIAR"], Count(low=2, high=2))


def test_what_it_was_told_the_mission_did_not_see() -> None:
    [injured] = seen(f"{DAY},North,injured_by_object,4,,,,followed up on reports,")
    assert (injured.verb, injured.method) == ("was_told", "document")
    [lost] = seen(f"{DAY},North,watch_lost,1,,,,camera,power")
    assert (lost.act, lost.method, lost.verb, lost.says) == ("lose_watch", "camera", "recorded", {"en": "power"})


def test_near_is_wider_than_in_and_two_places_are_two_facts() -> None:
    [inside] = seen(f"{DAY},North,watch_lost,1,camera system in Ford,,,camera,")
    [near] = seen(f"{DAY},North,movement_restricted,,checkpoint near Ford,,,mission,")
    [about] = seen(f"{DAY},North,fire_at_monitors,,areas south-east of Ford,,,mini-UAV,")
    regions = [each.where for each in (inside, near, about)]
    assert [each.radius_m for each in regions if isinstance(each, Disc)] == [1000, 6000, 11_000]
    two = seen(f"{DAY},North,movement_restricted,,checkpoints near Ford and Hill,,,mission,")
    assert [each.place_name for each in two] == ["checkpoints near Ford", "checkpoints near Hill"]
    assert isinstance(two[0].where, Disc)
    assert two[1].where == InPlace(place="north")


def test_hours_that_nobody_states_count_as_no_watch() -> None:
    taken = read("mission-facts", FACTS, f"{DAY},,people_in_disengagement_area,,North,,,long-range UAV,evening hours")
    [watch] = taken.watches
    assert (watch.share, watch.acts, watch.where) == (0, ["be_present"], InPlace(place="north"))
    [people] = records_of(taken.observations, Observation)
    assert people.things == ["armed-person", "person"]


def test_regions_of_totals_come_from_the_header() -> None:
    header, line = TOTALS.replace("north", "South of the river"), TOTAL
    tallies = {tally.id.split(":")[1]: tally for tally in read("mission-totals", header, line).tallies}
    whole, part = tallies["South of the river_cfv"], tallies["South of the river_explosions"]
    assert (whole.place_name, whole.where, part.part_of) == ("South of the river", None, "ceasefire_violation")
    assert whole.when.start is not None
    assert whole.when.start.isoformat() == "2031-03-13T17:30:00+00:00"
    running = tallies["cumulative_since_2031_03_01"]
    assert (running.kind, running.place_name, running.count) == ("running", "", Count(low=9, high=9))
    assert tallies["South of the river_prev"].when.end == whole.when.start


def test_beside_a_remark_the_beginning_of_a_period_stays_open_unless_a_letter_marks_the_day() -> None:
    noted = TOTAL.replace(",,https", ",two days,https")
    [open_side, *_] = read("mission-totals", TOTALS, noted).tallies
    assert (open_side.when.start, open_side.says) == (None, {"en": "two days"})
    [day, *_] = read("mission-totals", TOTALS, noted.replace("7/2031", "7/2031a")).tallies
    assert day.when.start is not None
    assert day.origin == "7/2031"


def test_a_claim_runs_from_the_truce_to_its_moment_however_precise_that_is() -> None:
    [of_day] = read("truce-claims", CLAIMS, CLAIM).tallies
    assert (of_day.observer, of_day.against, of_day.origin, of_day.kind) == (
        "ASTER",
        ["BRIAR"],
        "example.org",
        "running",
    )
    assert str(of_day.when.start) == "2031-03-10 16:00:00+00:00"
    assert str(of_day.when.end) == "2031-03-11 22:00:00+00:00"
    [of_hour] = read("truce-claims", CLAIMS, CLAIM.replace("03-11,", "03-11 06:00,")).tallies
    assert str(of_hour.when.end) == "2031-03-11 04:00:00+00:00"
    [of_month] = read("truce-claims", CLAIMS, CLAIM.replace("03-11,", "03,")).tallies
    assert of_month.when.end is None


def test_at_least_words_and_several_numbers_in_one_cell() -> None:
    [least] = read("truce-claims", CLAIMS, CLAIM.replace(",12,", ",950+,")).tallies
    assert (least.count, least.written) == (Count(low=950), "950+")
    [words] = read("truce-claims", CLAIMS, CLAIM.replace(",12,", ",several hundred,")).tallies
    assert (words.count, words.written) == (None, "several hundred")
    three = (
        f"{TRUCE},Aster (staff),Briar,2031-03-11,shellings / assaults / drone uses,387 / 19 / 290,https://example.org/a"
    )
    taken = read("truce-claims", CLAIMS, three)
    assert taken.taken == 1
    assert [each.count.low for each in taken.tallies if each.count] == [387, 19, 290]


def test_what_a_file_does_not_say_comes_from_the_manifest() -> None:
    [tally] = read("mission-facts", FACTS, GOOD).tallies
    assert (tally.observer, tally.support, tally.recorded_at.isoformat()) == (
        "mission",
        [HOW.source],
        "2031-03-15T22:00:00+00:00",
    )
