"""The annotated article through the reader. Its text is read from beside the repository and never copied."""

import pytest

from servanda.records.statement import Statement
from servanda.statements import channels, conflicts, hardened, holds, read_cues, summary
from servanda.statements.certainty import strength
from unit.statements import seed_gold as seed

pytestmark = [pytest.mark.shared, seed.needs_seed]


def firm(one: Statement) -> int:
    """Strength of the weakest value in a statement."""
    return min([strength(one.certainty), *(strength(event.certainty) for event in one.embedded)])


def test_every_span_is_the_exact_words_and_every_chain_begins_with_the_publisher() -> None:
    for one in seed.proposals():
        assert all(holds(seed.text(), span) for span in one.spans)
        assert one.chain[0].source == "rbc-ukraine"
        assert one.chain[0].basis == "publisher"


def test_nothing_is_hardened() -> None:
    assert hardened(seed.text(), seed.proposals()) == []


def test_no_statement_is_firmer_than_the_annotation_where_the_annotation_doubts() -> None:
    """The annotation's PS and Uu, on claims and on the events inside them, never come out certain."""
    for row in seed.annotation()["statements"]:
        doubted = [row["factuality"], *row.get("embedded", [])]
        weakest = min(strength(one.get("factuality", one.get("value"))) for one in doubted)
        if weakest >= 2 or row.get("not_for_dossier"):
            continue
        found = [one for one in seed.about(row["id"]) if one.frame != "assessment"]
        assert found, row["id"]
        assert min(firm(one) for one in found) <= weakest, row["id"]


def test_at_least_thirty_of_thirty_three_statements_are_covered_by_half() -> None:
    covered = seed.covered_by_half()
    assert len(covered) == 33
    assert sum(covered.values()) >= 30, [name for name, half in covered.items() if not half]


def test_the_awaited_signal_stands_in_the_headline_only() -> None:
    [signal] = [one for one in seed.proposals() if one.frame == "awaited_signal"]
    assert (signal.actors, signal.counterparts, signal.issue) == (["ALLIES"], ["USA"], "troops-unowned")
    assert signal.headline_only
    assert signal.section == "headline"
    assert [(event.event, event.certainty) for event in signal.embedded] == [("deployment", "Uu")]


def test_whose_troops_the_signal_is_about_is_left_open_and_it_still_meets_its_event_by_whom_it_comes_from() -> None:
    told = summary(seed.text(), seed.proposals(), "en")
    assert "Ukraine's allies → United States: deployment or presence of troops; whose, is not said" in told
    assert "us-troops" not in {one.issue for one in seed.proposals() if one.section == "headline"}


def test_other_key_issues_are_known_to_be_unknown() -> None:
    told = summary(seed.text(), seed.proposals(), "uk").split("ЩО ВІДКРИТЕ")[1]
    assert "інші питання, не названі" in told
    assert [one.issue for one in seed.proposals() if one.frame == "open_issue"] == ["territory", "unnamed"]


def test_all_five_conditions_are_found_and_told_with_what_they_govern() -> None:
    spans = [span for one in seed.proposals() for span in one.conditions]
    gold = [row["span"] for row in seed.annotation()["conditions"]]
    assert all(any(one.start < row["end"] and row["start"] < one.end for one in spans) for row in gold)
    told = summary(seed.text(), seed.proposals(), "en").split("WHAT WAITS FOR WHAT\n")[1].split("\n\n")[0]
    assert [line.split(" (reading uncertain")[0].strip() for line in told.splitlines()] == [
        "after the war → deployment or presence of troops; whose, is not said",
        "after the war → conclusion of a text: security guarantees",
        "after talks → meeting",
        "after a peace agreement (named there: Russia) → presence: US troops in Ukraine",
        "after an agreement (named there: United States) → bringing Russia into the process",
    ]
    assert told.count("reading uncertain") == 3


def test_the_incompatibility_over_territory_is_found() -> None:
    known = {one.id: one for one in seed.proposals()}
    [(demand, reject)] = conflicts(seed.proposals())
    assert (known[demand].actors, known[reject].actors) == (["RUS"], ["UKR"])
    assert known[demand].issue == known[reject].issue == "territory"


def test_all_five_open_terms_are_found() -> None:
    missed = []
    for row in seed.annotation()["open_terms"]:
        here = seed.overlapping(row["span"]["start"], row["span"]["end"])
        if not any(one.frame in {"open_term", "open_issue"} for one in here):
            missed.append(row["id"])
    assert missed == []
    slots = [one.slot for one in seed.proposals() if one.frame == "open_term"]
    assert sorted(slots) == ["consent", "location", "role"]


def test_all_twelve_attribution_cues_are_found() -> None:
    cues = [cue for cue in read_cues(seed.text()) if cue.kind == "attribution"]
    gold = seed.annotation()["cues"][:12]
    missed = [row["text"] for row in gold if not any(cue.start < row["end"] and row["start"] < cue.end for cue in cues)]
    assert missed == []


def test_chains_end_where_the_annotation_says() -> None:
    """Length of the chain and basis of its agency link, for each annotated statement."""
    links = {row["id"]: row["links"] for row in seed.annotation()["attribution_chains"]}
    wrong = []
    for row in seed.annotation()["statements"]:
        if row.get("not_for_dossier"):
            continue
        wanted = [link["source"] == "e_bloomberg" for link in links[row["chain"]]]
        got = [[link.source == "bloomberg" for link in one.chain] for one in seed.about(row["id"])]
        if wanted not in got:
            wrong.append(row["id"])
    assert len(wrong) <= 1, wrong


class TestWhatMustNotBeAsserted:
    """The ten negative items of the annotation."""

    def test_n1_the_united_states_have_not_committed_to_deploy(self) -> None:
        assert not [one for one in seed.proposals() if one.frame == "pledge" and "USA" in one.actors]
        troops = [one for one in seed.proposals() if one.issue == "us-troops" and one.frame != "assessment"]
        assert troops
        assert all(firm(one) <= 1 for one in troops)

    def test_n2_russia_has_neither_agreed_nor_refused(self) -> None:
        consent = [one for one in seed.proposals() if one.issue == "russia-consent"]
        assert [one.certainty for one in consent] == ["Uu"]
        stances = {one.stance for one in seed.proposals() if "RUS" in one.actors}
        assert not stances & {"accept", "reject"}

    def test_n3_the_agreement_is_not_concluded(self) -> None:
        concluding = [event for one in seed.proposals() for event in one.embedded if event.event == "conclusion"]
        assert len(concluding) >= 3
        assert all(strength(event.certainty) <= 1 for event in concluding)

    def test_n4_the_location_of_us_troops_is_open(self) -> None:
        [place] = [one for one in seed.proposals() if one.slot == "location"]
        assert (place.certainty, place.issue) == ("Uu", "us-troops")

    def test_n5_bloomberg_itself_did_not_assess_the_talks(self) -> None:
        for one in seed.about("st19"):
            assert one.chain[-1].source.startswith("anon:")

    def test_n6_four_voices_are_not_four_sources(self) -> None:
        assessed = [one for one in seed.proposals() if one.chain[-1].source.startswith("anon:2")]
        voices = channels(assessed)
        assert len(voices.speakers) == 3
        assert len(voices.channels) == 1

    def test_n7_no_statement_dates_the_meeting_of_the_chiefs_of_staff(self) -> None:
        for one in seed.about("st34"):
            assert "2026" not in str(one.says)
            assert not any(char.isdigit() for char in one.says["en"])

    def test_n8_russia_takes_part_in_no_meeting(self) -> None:
        meetings = [one for one in seed.proposals() if one.frame in {"meeting", "representation"}]
        assert meetings
        assert not any("RUS" in [*one.actors, *one.counterparts] for one in meetings)

    def test_n9_the_withdrawal_is_only_demanded(self) -> None:
        withdrawing = [
            (one.frame, event.certainty)
            for one in seed.proposals()
            for event in one.embedded
            if event.event == "withdrawal"
        ]
        assert withdrawing == [("position", "Uu")]
        assert not [one for one in seed.about("st28") if one.frame == "report"]

    def test_n10_two_officials_are_not_one(self) -> None:
        first = {one.chain[-1].source for one in seed.about("st20")}
        second = {one.chain[-1].source for one in seed.about("st22")}
        assert len(first) == len(second) == 1
        assert first != second


def test_labels_of_the_outlet_are_not_taken_over() -> None:
    labels = [cue for cue in read_cues(seed.text()) if cue.kind == "label"]
    assert len(labels) == 2
    for one in seed.proposals():
        told = " ".join([*one.says.values(), *(event.event for event in one.embedded)]).lower()
        assert not any(word in told for word in ("диктатор", "так зван", "dictator", "so-called"))
