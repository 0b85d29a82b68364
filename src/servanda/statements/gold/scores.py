"""The reader's answer against a gold: every layer of one document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from servanda.statements.gold.annotation import annotation_of
from servanda.statements.gold.checking import misplaced, stretches
from servanda.statements.gold.forbidden import broken, of_forbidden
from servanda.statements.gold.identity import Sides
from servanda.statements.gold.of_claims import of_actors, of_certainty, of_chains
from servanda.statements.gold.of_frames import of_frames
from servanda.statements.gold.of_marks import claims_paired, of_cues, of_mentions, of_statements, of_times
from servanda.statements.gold.tally import Tally

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """Counts of every layer in one document."""

    name: str
    lang: str
    ours: bool
    layers: dict[str, Tally]
    broken: list[tuple[str, str]]
    """Items that must not be asserted and were, each with the reason."""


def scored(gold: Row, answer: Row, text: str) -> DocumentScore:
    """Compare an answer with the gold of the same text.

    Args:
        gold: Annotation of the seed's format.
        answer: The reader's, of the same format.
        text: The text itself: every stretch of the answer is read again from it.
    """
    sides = Sides(annotation_of(gold), annotation_of(answer))
    pairs = claims_paired(sides.gold, sides.read)
    sides.learn(pairs)
    layers = {
        **of_mentions(sides),
        **of_times(sides.gold, sides.read),
        **of_cues(sides.gold, sides.read),
        **of_statements(sides.gold, sides.read),
        **of_chains(sides, pairs),
        **of_certainty(sides.read, pairs),
        **of_actors(sides, pairs),
        **of_frames(sides),
        **of_forbidden(sides, pairs),
        "anchoring": _anchored(answer, text),
    }
    return DocumentScore(sides.gold.name, sides.gold.lang, sides.gold.ours, layers, broken(sides, pairs))


def _anchored(answer: Row, text: str) -> Tally:
    """Stretches of the answer that hold exactly the words they say they hold."""
    every = sum(1 for _ in stretches(answer))
    return Tally(every - sum(1 for _ in misplaced(answer, text)), every)
