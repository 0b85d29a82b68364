"""Laws of the reader over texts put together from its own kind of sentences, and over any text at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import InputError
from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements import hardened, holds, propose

SOURCE = Source(id="text:t", kind="text", publisher="Example desk", lang="uk")
SPEAKERS = [
    "За словами джерел, ",
    "Reuters пише, що ",
    "According to officials, ",
    "Macron said that ",
    "Нагадаємо, ",
    "",
]
SUBJECTS = ["США ", "Франція ", "Russia ", "союзники України ", "European leaders ", "Міністр оборони Польщі "]
VERBS = [
    "можуть надіслати війська",
    "might send troops",
    "вимагає відведення військ",
    "will provide aircraft",
    "планує завершити угоду",
    "очікує сигналу від США",
    "готова надати літаки, якщо буде мир",
    "не направить військ",
    "заявив про потенційну присутність військ",
    "did not agree",
    "відкинув пропозицію Франції",
    "rejected a French proposal to send troops",
    "ймовірно погодиться",
]
ENDS = [".", ", повідомляє Bloomberg.", ", an official told AFP.", "?", "…"]
sentence = st.builds("".join, st.tuples(*(st.sampled_from(part) for part in (SPEAKERS, SUBJECTS, VERBS, ENDS))))
article = st.lists(sentence, min_size=1, max_size=6).map("\n".join)


def _read(text: str) -> list[Statement]:
    try:
        return propose(text, SOURCE)
    except InputError:
        return []


@settings(max_examples=50, deadline=None)
@given(article)
def test_spans_are_exact_chains_begin_with_the_publisher_and_nothing_is_hardened(text: str) -> None:
    proposals = _read(text)
    assert proposals
    for one in proposals:
        assert all(holds(text, span) for span in [*one.spans, *one.conditions, *one.quoted])
        assert all(holds(text, link.cue) for link in one.chain if link.cue)
        assert all(
            holds(text, part) for event in one.embedded for part in [*event.cues, *([event.span] if event.span else [])]
        )
        assert (one.chain[0].source, one.chain[0].basis) == ("example-desk", "publisher")
        assert one.rule
    assert hardened(text, proposals) == []


@settings(max_examples=50, deadline=None)
@given(article)
def test_presupposed_offers_inherit_the_chain_of_their_sentence(text: str) -> None:
    for one in _read(text):
        if one.frame != "offer":
            continue
        beside = [two for two in _read(text) if two.spans == one.spans and two.frame != "offer"]
        assert all(two.chain[: len(one.chain)] == one.chain for two in beside)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_statements_or_one_clear_refusal(text: str) -> None:
    for one in _read(text):
        assert all(holds(text, span) for span in one.spans)


@settings(max_examples=50, deadline=None)
@given(article, st.integers(min_value=0, max_value=200))
def test_unseen_characters_move_spans_and_change_no_reading(text: str, place: int) -> None:
    place = min(place, len(text))
    if "\n" in text[place - 1 : place + 1] or not text[:place].strip():
        return
    marred = text[:place] + "\u200b" + text[place:]
    left, right = _read(text), _read(marred)
    assert sorted((one.frame, one.certainty, one.actors) for one in left) == sorted(
        (one.frame, one.certainty, one.actors) for one in right
    )
    assert all(holds(marred, span) for one in right for span in one.spans)


@settings(max_examples=40, deadline=None)
@given(article)
def test_a_hardened_copy_is_caught(text: str) -> None:
    """The second look is not blind: strip events and doubt from a hedged statement, and it is counted."""
    from msgspec.structs import replace  # noqa: PLC0415 - only this law forges statements

    hedged = [one for one in _read(text) if one.certainty.startswith("PS")]
    forged = [replace(one, certainty="CT+", embedded=[]) for one in hedged]
    assert hardened(text, forged) == sorted({one.id for one in forged})
