"""Cue words of a text with their places: attribution, hedges, labels, and the triggers of frames."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.statements.attribution import attributions_of
from servanda.statements.certainty import hedges_of
from servanda.statements.clauses import Clause, quotes_of
from servanda.statements.lexicon import Hit
from servanda.statements.sections import Sentence, sentences_of

_TRIGGERS = ("wait", "demand", "reject", "want", "plan", "offer", "offer_done", "ask", "pledge", "refuse", "unresolved")


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """One cue."""

    start: int
    """First code point."""
    end: int
    """One past the last."""
    kind: str
    """attribution, hedge, label, quote, or the frame word it triggers."""
    shape: str
    """For attribution: its shape; for hedges: the firmest value it allows."""


def read_cues(text: str) -> list[Cue]:
    """All cues of a text, in order.

    Raises:
        InputError: As `propose` does.

    >>> [(cue.kind, cue.shape) for cue in read_cues("According to officials, it may rain.")]
    [('attribution', 'prep'), ('hedge', 'PS+')]
    """
    return cues_of(sentences_of(text))


def cues_of(sentences: Sequence[Sentence]) -> list[Cue]:
    """All cues of sentences that are read already, in order."""
    cues: set[Cue] = set()
    for sentence in sentences:
        whole = Clause(sentence, 0, len(sentence.tokens))
        cues |= {_cue(sentence, *one.cue, "attribution", one.shape) for one in attributions_of(sentence)}
        cues |= {_of_hit(sentence, hit, "hedge", cap) for hit, cap in hedges_of(whole)}
        cues |= {_of_hit(sentence, hit, "label", "") for hit in sentence.of("label")}
        cues |= {_of_hit(sentence, hit, "quote", "") for hit in quotes_of(sentence)}
        cues |= {_of_hit(sentence, hit, tag, "") for tag in _TRIGGERS for hit in sentence.of(tag)}
    return sorted(cues)


def _of_hit(sentence: Sentence, hit: Hit, kind: str, shape: str) -> Cue:
    return _cue(sentence, hit.first, hit.last, kind, shape)


def _cue(sentence: Sentence, first: int, last: int, kind: str, shape: str) -> Cue:
    return Cue(sentence.tokens[first].start, sentence.tokens[max(last - 1, first)].end, kind, shape)
