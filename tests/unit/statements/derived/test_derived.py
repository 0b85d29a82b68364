"""What follows from accepted statements when they are held against each other, and what never follows."""

import msgspec
import pytest

from servanda.records.statement import Statement
from servanda.statements import independent
from servanda.statements.derived import claim_card, grid, islands, opposed, positions, relations, steps
from servanda.statements.spans import span_between
from unit.statements.derived.told import DAYS, TEXTS, inside, source_of, told

ARUN_DEMANDS = told("demand", frame="position", stance="demand", actors=["ARUN"], counterparts=["BEREZ"])
BEREZ_REJECTS = told("reject", frame="position", stance="reject", actors=["BEREZ"], source="text:two", by="gazette")


def kinds(*statements: Statement, texts: dict[str, str] | None = None) -> set[tuple[str, str, str]]:
    return {(one.kind, one.later, one.earlier) for one in relations(statements, DAYS, texts or TEXTS)}


def test_a_demand_and_its_rejection_stand_against_each_other_and_the_rejection_answers() -> None:
    [pair] = opposed([BEREZ_REJECTS, ARUN_DEMANDS], {})
    assert (pair.kind, pair.left, pair.right) == ("demand-reject", "st-demand", "st-reject")
    assert ("answers", "st-reject", "st-demand") in kinds(ARUN_DEMANDS, BEREZ_REJECTS)


@pytest.mark.parametrize("certainty", ["PS+", "Uu", "CTu", "PS-"])
def test_what_is_only_possible_or_unknown_opposes_nothing_and_is_no_position(certainty: str) -> None:
    weak = told("reject", frame="position", stance="reject", actors=["BEREZ"], certainty=certainty)
    assert opposed([ARUN_DEMANDS, weak], {}) == []
    assert [one.actor for one in positions([ARUN_DEMANDS, weak], DAYS)] == ["ARUN"]


def test_the_grid_says_how_many_positions_it_leaves_out() -> None:
    weak = told("may", frame="position", stance="accept", actors=["BEREZ"], certainty="PS+")
    found = grid([ARUN_DEMANDS, weak], DAYS)
    assert (found.parties, found.left_out) == (["ARUN"], 1)
    assert found.at("BEREZ", "harbour") == []


def test_a_demand_of_somebody_else_is_not_what_was_rejected() -> None:
    elsewhere = told(
        "reject", frame="position", stance="reject", actors=["BEREZ"], counterparts=["CERYN"], source="text:two"
    )
    assert opposed([ARUN_DEMANDS, elsewhere], {}) == []


def test_an_offer_refused_by_whom_it_was_made_to_is_opposed_and_by_a_bystander_not() -> None:
    offer = told("offer", frame="offer", actors=["ARUN"], counterparts=["BEREZ"])
    refused = told("no", frame="refusal", stance="reject", actors=["BEREZ"], counterparts=["ARUN"])
    bystander = told("own", frame="refusal", stance="reject", actors=["CERYN"])
    assert [one.kind for one in opposed([offer, refused, bystander], {})] == ["offer-refusal"]


def test_the_same_claim_made_and_denied_contradicts_itself() -> None:
    made = told("made", actors=["ARUN"])
    denied = told("denied", actors=["ARUN"], certainty="CT-", source="text:two", by="gazette")
    [pair] = opposed([denied, made], TEXTS)
    assert (pair.kind, pair.left, pair.right) == ("claim-denial", "st-made", "st-denied")
    assert kinds(made, denied) == {("contradicts", "st-denied", "st-made")}


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Arun sent 300 engineers to the harbour", "Arun sent 450 engineers to the harbour", "numbers"),
        ("Арун надіслав 300 інженерів", "Арун надіслав 450 інженерів у порт", "numbers"),
        ("The envoys met on 6 May", "The envoys met on 9 May", "days"),
        ("Посланці зустрілися 6 травня", "Посланці зустрілися 9 травня", "days"),
    ],
)
def test_the_same_claim_with_another_figure_is_opposed(left: str, right: str, kind: str) -> None:
    texts = {"text:one": left, "text:two": right}
    first = told("a", actors=["ARUN"], text=left)
    other = told("b", actors=["ARUN"], text=right, source="text:two", by="gazette")
    assert [one.kind for one in opposed([first, other], texts)] == [kind]
    assert opposed([first, other], {}) == []


def test_what_one_speaker_counts_again_another_day_is_another_count() -> None:
    texts = {"text:one": "Arun sent 300 engineers to the harbour", "text:two": "Arun sent 450 engineers to the harbour"}
    pair = [told(name[-3:], actors=["ARUN"], text=text, source=name, by="herald envoy") for name, text in texts.items()]
    assert opposed(pair, texts) == []


def test_a_denial_of_something_else_contradicts_nothing() -> None:
    texts = {
        "text:one": "Today Arun disrupted the work of most relief convoys",
        "text:two": "Arun did not open the harbour although convoys were ready",
    }
    made = told("a", actors=["ARUN"], text=texts["text:one"])
    denied = told("b", actors=["ARUN"], text=texts["text:two"], source="text:two", certainty="CT-")
    assert opposed([made, denied], texts) == []
    assert kinds(made, denied, texts=texts) == set()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Arun sent 300 engineers", "Arun sent 20 lorries"),
        ("Arun sent 300 engineers", "Arun sent 300 engineers and 20 lorries"),
        ("In 2030 Arun sent engineers", "In 2031 Arun sent engineers"),
        ("Arun sent 300 engineers and then 40 engineers", "Arun sent 300 engineers"),
    ],
)
def test_figures_of_different_things_are_not_held_together(left: str, right: str) -> None:
    texts = {"text:one": left, "text:two": right}
    first = told("a", actors=["ARUN"], text=left)
    other = told("b", actors=["ARUN"], text=right, source="text:two", by="gazette")
    assert opposed([first, other], texts) == []


def test_another_channel_corroborates_and_the_same_one_repeats() -> None:
    first = told("a", actors=["ARUN"], by="herald minister")
    again = told("b", actors=["ARUN"], by="gazette minister", source="text:two")
    other = told("c", actors=["ARUN"], by="gazette envoy", source="text:two")
    found = kinds(first, again, other)
    assert ("repeats", "st-b", "st-a") in found
    assert ("corroborates", "st-c", "st-a") in found


def test_unnamed_groups_of_one_agency_in_two_documents_corroborate_nothing() -> None:
    first = told("a", actors=["ARUN"], by="herald agency anon:1")
    second = told("b", actors=["ARUN"], by="gazette agency anon:1", source="text:two")
    member = told("c", actors=["ARUN"], by="herald agency anon:1.2")
    assert independent([first, second, member]) == 1
    assert {kind for kind, _, _ in kinds(first, second, member)} == {"repeats"}


def test_an_outlets_own_voice_beside_what_it_passes_on_is_no_further_channel() -> None:
    passed_on = told("a", by="herald agency")
    own = told("b", by="herald", source="text:two")
    assert independent([passed_on, own]) == 1
    assert independent([own]) == 1
    assert independent([passed_on, told("c", by="gazette", source="text:two")]) == 2


def test_a_possible_claim_is_not_corroborated() -> None:
    firm = told("a", actors=["ARUN"], by="herald minister")
    weak = told("b", actors=["ARUN"], by="gazette envoy", source="text:two", certainty="PS+")
    assert kinds(firm, weak) == {("repeats", "st-b", "st-a"), ("narrows", "st-b", "st-a")}


def test_a_later_word_of_the_same_party_takes_the_place_of_the_earlier() -> None:
    pledge = told("yes", frame="pledge", actors=["ARUN"])
    refusal = told("no", frame="refusal", stance="reject", actors=["ARUN"], source="text:two")
    assert kinds(pledge, refusal) == {("supersedes", "st-no", "st-yes")}


def test_two_words_of_one_party_on_one_day_contradict_each_other() -> None:
    pledge = told("yes", frame="pledge", actors=["ARUN"])
    refusal = told("no", frame="refusal", stance="reject", actors=["ARUN"])
    assert {kind for kind, _, _ in kinds(pledge, refusal)} == {"contradicts"}


CONSENT = told("open", frame="open_term", slot="consent", certainty="Uu", actors=["BEREZ"])


def test_consent_is_closed_by_the_partys_own_certain_word() -> None:
    accepts = told("accept", frame="position", stance="accept", actors=["BEREZ"], source="text:two")
    assert ("closes", "st-accept", "st-open") in kinds(CONSENT, accepts)


@pytest.mark.parametrize(
    "more",
    [
        {"certainty": "PR+"},
        {"certainty": "PS+"},
        {"actors": ["ARUN"]},
        {"source": "text:one"},
        {"conditions": told("x").spans},
    ],
)
def test_what_is_open_stays_open_unless_the_answer_is_certain_later_unconditional_and_its_own(more: dict) -> None:
    given = {"frame": "position", "stance": "accept", "actors": ["BEREZ"], "source": "text:two", **more}
    assert "closes" not in {kind for kind, _, _ in kinds(CONSENT, told("accept", **given))}


def test_a_fact_is_agreed_by_two_channels_contested_by_a_denial_and_single_otherwise() -> None:
    one = told("a", actors=["ARUN"], by="herald minister")
    two = told("b", actors=["ARUN"], by="gazette envoy", source="text:two")
    no = told("c", actors=["ARUN"], by="gazette envoy", source="text:two", certainty="CT-")
    shore = lambda *told_: [each.shore for each in islands(told_, DAYS, TEXTS).islands]  # noqa: E731
    assert shore(one, two) == ["agreed-fact"]
    assert shore(one) == ["single-fact"]
    assert shore(one, no) == ["contested-fact"]


def test_norms_meet_or_part_and_one_party_alone_does_neither() -> None:
    wish = told("wish", frame="intention", stance="wants", actors=["CERYN"])
    shore = lambda *told_: [each.shore for each in islands(told_, DAYS, TEXTS).islands]  # noqa: E731
    assert shore(ARUN_DEMANDS, wish) == ["convergent-norm"]
    assert shore(ARUN_DEMANDS, BEREZ_REJECTS) == ["divergent-norm"]
    assert shore(wish) == []


def test_a_position_carries_the_doubt_about_what_it_is_about() -> None:
    offer = told("offer", frame="offer", actors=["ARUN"], embedded=inside("presence", "PS+"))
    [held] = positions([offer], DAYS)
    assert (held.certainty, held.inside, held.newest) == ("CT+", "PS+", "2031-03-01")


def test_a_signal_is_awaited_by_whom_from_whom_and_what_is_open_stands_in_its_way() -> None:
    signal = told("signal", frame="awaited_signal", actors=["ARUN"], counterparts=["BEREZ"])
    [step] = steps([signal, CONSENT], {})
    assert (step.waits, step.whom, step.blocked_by) == (["ARUN"], ["BEREZ"], ["st-open"])


def test_a_question_about_another_party_or_other_words_is_not_in_the_way() -> None:
    signal = told("signal", frame="awaited_signal", actors=["ARUN"], counterparts=["BEREZ"])
    others = told("others", frame="open_term", slot="location", certainty="Uu", actors=["CERYN"])
    nobody = told(
        "nobody", frame="open_term", slot="location", certainty="Uu", source="text:two", text="Where pilots train"
    )
    texts = {**TEXTS, "text:two": "Where pilots train"}
    assert [step.blocked_by for step in steps([signal, others, nobody], texts)] == [[]]
    near = msgspec.structs.replace(nobody, source="text:one", spans=signal.spans)
    assert [step.blocked_by for step in steps([signal, near], texts)] == [["st-nobody"]]


def test_the_card_tells_voices_what_was_not_seen_and_what_the_headline_adds() -> None:
    head = told("head", actors=["ARUN"], section="headline")
    body = told("body", actors=["ARUN"], by="herald agency anon:1", certainty="PR+")
    sources = [source_of("text:one", "2031-03-01", seen="quoted")]
    card = claim_card(body, [head, body], sources, TEXTS)
    assert card.headline == "firmer"
    assert card.unseen == ["agency", "anon:1"]
    assert card.paraphrased == ["text:one"]
    assert (card.unnamed, card.independent) == (1, 1)


def test_the_card_of_a_claim_that_only_the_headline_makes_says_so() -> None:
    head = told("head", actors=["ARUN"], section="headline", headline_only=True)
    assert claim_card(head, [head], [], TEXTS).headline == "only"


SHIPS = "Arun will provide three patrol ships to the harbour after a peace agreement"
TRAINING = "Arun will provide training of pilots after a peace agreement"


@pytest.mark.parametrize("certainty", ["CT+", "CT-"])
def test_two_pledges_of_one_party_about_one_issue_are_not_one_claim(certainty: str) -> None:
    texts = {"text:one": SHIPS, "text:two": TRAINING}
    after = [[span_between(text, text.index("after"), len(text))] for text in (SHIPS, TRAINING)]
    given = {"frame": "pledge", "actors": ["ARUN"]}
    ships = told("a", text=SHIPS, by="herald minister", conditions=after[0], **given)
    training = told("b", text=TRAINING, by="gazette envoy", source="text:two", conditions=after[1], **given)
    other = msgspec.structs.replace(training, certainty=certainty)
    assert relations([ships, other], DAYS, texts) == []


def test_a_party_that_offers_one_thing_and_refuses_another_does_not_contradict_itself() -> None:
    offers = told("yes", frame="pledge", actors=["ARUN"], embedded=inside("event", "PR+"))
    refuses = told("no", frame="refusal", stance="reject", actors=["ARUN"], embedded=inside("deployment", "PR-"))
    assert opposed([offers, refuses], TEXTS) == []
    later = msgspec.structs.replace(refuses, source="text:two")
    assert kinds(offers, later) == set()


def test_across_languages_only_what_the_frame_spells_out_is_the_same() -> None:
    texts = {"text:one": "Arun demands a free harbour", "text:two": "Арун вимагає вільної гавані"}
    given = {"actors": ["ARUN"], "embedded": inside("withdrawal", "Uu")}
    pair = [
        told(name, frame="position", stance="demand", text=texts[source], source=source, by=by, **given)
        for name, source, by in (("a", "text:one", "herald envoy"), ("b", "text:two", "gazette minister"))
    ]
    assert kinds(*pair, texts=texts) == {("corroborates", "st-b", "st-a")}
    plain = [msgspec.structs.replace(one, embedded=[]) for one in pair]
    assert kinds(*plain, texts=texts) == set()
