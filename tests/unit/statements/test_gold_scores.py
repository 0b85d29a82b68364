"""Figures of a small annotated text, computed by hand for answers that differ from it in one known way."""

import json
from typing import Any

from servanda.statements.gold.scores import DocumentScore, scored
from unit.statements.small_gold import TEXT, changed, gold, statement

Item = dict[str, Any]


def figures(answer: Item) -> DocumentScore:
    return scored(gold(), answer, TEXT)


def test_the_annotation_itself_is_a_perfect_answer() -> None:
    done = figures(changed())
    for layer, tally in done.layers.items():
        if layer.startswith(("over-certainty", "negative")):
            assert tally.hit == 0, layer
        elif tally.asked:
            assert (tally.hit, tally.right) in {(tally.asked, tally.given), (tally.asked, 0)}, layer
    assert done.broken == []
    assert done.layers["over-certainty"].asked == 4
    assert done.layers["negative"].asked == 2


def test_one_cue_lost_and_one_invented_of_three() -> None:
    def cues(answer: Item) -> None:
        start = TEXT.index("військ")
        answer["cues"][2] |= {"start": start, "end": start + 6, "text": "військ"}

    done = figures(changed(cues))
    assert tuple(done.layers["cues.attribution.overlap"]) == (2, 3, 2, 3)


def test_a_cue_that_is_longer_is_found_by_overlap_and_not_exactly() -> None:
    start = TEXT.index("За словами чиновників")
    done = figures(changed(lambda answer: answer["cues"][3].update(start=start, end=start + 21)))
    assert tuple(done.layers["cues.attribution.overlap"]) == (3, 3, 3, 3)
    assert tuple(done.layers["cues.attribution.exact"]) == (2, 3, 2, 3)


def test_a_chain_without_its_speaker_is_wrong_for_the_three_statements_it_carries() -> None:
    done = figures(changed(lambda answer: answer["attribution_chains"][1]["links"].pop()))
    assert done.layers["chain"][:2] == (2, 5)
    assert done.layers["source"][:2] == (2, 5)
    assert done.broken == [("n2", "st2: the words of e_src are given to e_visnyk")]


def test_another_basis_is_seen_only_where_the_basis_counts() -> None:
    done = figures(changed(lambda answer: answer["attribution_chains"][1]["links"][1].update(basis="inferred")))
    assert done.layers["chain"][:2] == (5, 5)
    assert done.layers["chain.basis"][:2] == (2, 5)


def test_doubt_read_as_certain_is_over_certain_and_breaks_the_item_that_forbids_it() -> None:
    done = figures(changed(lambda answer: statement(answer, "st5")["factuality"].update(value="CT+")))
    assert done.layers["over-certainty"][:2] == (1, 4)
    assert done.layers["certainty.statement"][:2] == (4, 5)
    assert done.broken == [("n1", "st5: Uu became CT+")]


def test_certainty_read_as_doubt_is_wrong_and_not_over_certain() -> None:
    done = figures(changed(lambda answer: statement(answer, "st4")["factuality"].update(value="PS+")))
    assert done.layers["certainty.statement"][:2] == (4, 5)
    assert done.layers["over-certainty"].hit == 0


def test_doubt_kept_in_an_event_is_no_over_certainty_but_is_one_by_the_statement_alone() -> None:
    def moved(answer: Item) -> None:
        row = statement(answer, "st1")
        row["factuality"]["value"] = "CT+"
        row["embedded"] = [{"event": "sending", "factuality": "PS+", "span": row["spans"][0]}]

    done = figures(changed(moved))
    assert done.layers["over-certainty"][:2] == (0, 4)
    assert done.layers["over-certainty.strict"][:2] == (1, 4)


def test_an_event_nobody_singled_out_is_as_certain_as_a_report_that_tells_it() -> None:
    def told(answer: Item) -> None:
        row = statement(answer, "st3")
        row.pop("embedded")
        row["kind"] = "report"

    done = figures(changed(told))
    assert done.layers["over-certainty"][:2] == (1, 4)
    demanded = figures(changed(lambda answer: statement(answer, "st3").pop("embedded")))
    assert demanded.layers["over-certainty"][:2] == (0, 3)
    assert demanded.layers["events"][:2] == (1, 2)


def test_half_a_statement_is_found_by_half_and_not_exactly() -> None:
    def shortened(answer: Item) -> None:
        span = statement(answer, "st4")["spans"][0]
        span["start"] += 8
        span["text"] = TEXT[span["start"] : span["end"]]

    done = figures(changed(shortened))
    assert tuple(done.layers["statements.exact"]) == (4, 5, 4, 5)
    assert tuple(done.layers["statements.half"]) == (5, 5, 5, 5)


def test_a_position_of_another_party_or_stance_is_another_position() -> None:
    done = figures(changed(lambda answer: answer["positions"][0].update(stance="accept")))
    assert tuple(done.layers["positions"]) == (1, 2, 1, 2)
    done = figures(changed(lambda answer: answer["positions"][1].update(actor="e_visnyk")))
    assert tuple(done.layers["positions"]) == (1, 2, 1, 2)
    assert done.layers["incompatibilities"].hit == 0


def test_a_position_stated_and_not_listed_counts_as_one() -> None:
    def unlisted(answer: Item) -> None:
        answer["positions"].clear()
        answer["incompatibilities"].clear()

    bare = gold()
    unlisted(bare)
    done = scored(bare, changed(), TEXT)
    assert tuple(done.layers["positions"]) == (2, 2, 2, 2)


def test_an_offer_read_as_a_pledge_is_another_commitment_and_breaks_what_forbids_hardening() -> None:
    def pledged(answer: Item) -> None:
        answer["commitments"][0]["type"] = "pledge"
        statement(answer, "st2")["kind"] = "pledge"

    done = figures(changed(pledged))
    assert tuple(done.layers["commitments"]) == (0, 1, 0, 1)
    assert done.broken == [("n2", "st2: offer became pledge")]


def test_stretches_that_hold_other_words_are_counted_as_unanchored() -> None:
    done = figures(changed(lambda answer: answer["cues"][0].update(text="інше")))
    assert done.layers["anchoring"].asked - done.layers["anchoring"].hit == 1


def test_entities_are_the_same_by_name_whatever_their_identifiers() -> None:
    def renamed(answer: Item) -> None:
        text = json.dumps(answer, ensure_ascii=False)
        answer.clear()
        answer.update(json.loads(text.replace("e_rivenia", "RIV").replace("e_src", "anon:1")))

    done = figures(changed(renamed))
    assert done.layers["chain"][:2] == (5, 5)
    assert tuple(done.layers["positions"]) == (2, 2, 2, 2)
    assert done.layers["mentions.linked"][:2] == (5, 5)


def test_an_unlisted_name_is_known_by_its_mention_and_another_at_another_place_is_not() -> None:
    def nameless(answer: Item) -> None:
        for row in answer["entities"]:
            if row["id"] == "e_rivenia":
                row["labels"] = {"en": "no name at all"}

    assert figures(changed(nameless)).layers["mentions.linked"][:2] == (5, 5)

    def elsewhere(answer: Item) -> None:
        nameless(answer)
        answer["mentions"] = [row for row in answer["mentions"] if row["entity"] != "e_rivenia"]

    assert figures(changed(elsewhere)).layers["positions"].hit == 1


def test_two_unnamed_voices_are_never_one() -> None:
    two = gold()
    two["entities"].append({"id": "e_src2", "type": "AnonymousSource", "labels": {"uk": "інший чиновник"}})
    links = [{"source": "e_visnyk", "basis": "publisher"}, {"source": "e_src2", "basis": "explicit"}]
    two["attribution_chains"].append({"id": "c2", "links": links})
    statement(two, "st4")["chain"] = "c2"
    two["negative_gold"].append({"id": "n3", "must_not_en": "one official said both", "see": ["st3", "st4"]})
    done = scored(two, changed(), TEXT)
    assert done.layers["source"][:2] == (4, 5)
    assert ("n3", "st3, st4: two unnamed voices became one") in done.broken


def test_a_meeting_dated_without_a_date_in_the_text_breaks_the_item() -> None:
    place = TEXT.index("зустріч у Дубраві")
    meeting = {
        "id": "mt1",
        "trigger_spans": [{"start": place, "end": place + 7, "text": "зустріч"}],
        "date": None,
        "place": "e_dubrava",
        "participants": [{"entity": "e_rivenia"}, {"entity": "e_solana"}],
        "statements": ["st2"],
    }
    dated = gold()
    dated["meetings"] = [meeting]
    answer = changed()
    answer["meetings"] = [{**meeting, "date": "2031-05-06", "participants": [{"entity": "e_rivenia"}]}]
    done = scored(dated, answer, TEXT)
    assert tuple(done.layers["meetings"]) == (1, 1, 1, 1)
    assert done.layers["meetings.date"][:2] == (0, 1)
    assert done.layers["meetings.place"][:2] == (1, 1)
    assert tuple(done.layers["meetings.people"]) == (1, 2, 1, 1)
    assert done.broken == [("n2", "mt1: a date that the text does not give")]
