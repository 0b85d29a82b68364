"""Agreement of two annotations of the same texts: how much of a figure is the text, and how much the annotator.

Krippendorff's alpha (nominal, two coders, Krippendorff 2004, ch. 11) for cues, word by word; Cohen's kappa (1960) for
certainty and kind of statements that both have; F1 of the words of statements and mentions; shares for chains.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from servanda.records.record import Ppm
from servanda.statements.gold.annotation import Annotation, Claim, annotation_of
from servanda.statements.gold.identity import Sides
from servanda.statements.gold.of_claims import of_chains
from servanda.statements.gold.of_marks import claims_paired, of_mentions, of_statements
from servanda.statements.gold.tally import Tally
from servanda.statements.reading import tokens_of

_MILLION = 1_000_000
_HEDGES = frozenset({"hedge", "unknown"})
Pair = tuple[str, str]


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of agreement."""

    measure: str
    value: int | None
    """Parts per million; null where it is undefined, because nothing varies or nothing was matched."""
    of: int
    """Words, statements or items it rests on."""


Both = tuple[Mapping[str, Any], Mapping[str, Any], str]
"""Two annotations and their text."""


def agreement(documents: Sequence[Both]) -> list[Agreed]:
    """Every measure over some texts together."""
    sides = [Sides(annotation_of(one), annotation_of(two)) for one, two, _ in documents]
    texts = [text for _, _, text in documents]
    pairs = [claims_paired(one.gold, one.read) for one in sides]
    for one, found in zip(sides, pairs, strict=True):
        one.learn(found)
    together = [pair for found in pairs for pair in found]
    layers = _summed([_layers(one, found) for one, found in zip(sides, pairs, strict=True)])
    return [
        _cues("cues", sides, texts, frozenset({"attribution"})),
        _cues("hedges", sides, texts, _HEDGES),
        _kappa("certainty", [(one.value, two.value) for one, two in together]),
        _alike("certainty-share", [(one.value, two.value) for one, two in together]),
        _kappa("kind", [(one.frame, two.frame) for one, two in together]),
        *(_f1(name, layers) for name in ("statements.exact", "statements.half")),
        _f1("mentions.overlap", layers, "mentions"),
        *(_share(name, layers) for name in ("chain", "source")),
    ]


def alpha(labels: Sequence[Pair]) -> float | None:
    """Krippendorff's alpha of two coders, nominal, nothing missing; none if only one label is ever used.

    >>> round(alpha([("a", "a"), ("b", "b"), ("a", "b"), ("a", "a")]), 3)
    0.533
    """
    size = 2 * len(labels)
    totals = Counter(label for pair in labels for label in pair)
    expected = size * size - sum(count * count for count in totals.values())
    if not expected:
        return None
    apart = 2 * sum(one != two for one, two in labels)
    return 1 - (size - 1) * apart / expected


def kappa(labels: Sequence[Pair]) -> float | None:
    """Cohen's kappa; none if chance alone explains everything.

    >>> round(kappa([("a", "a"), ("b", "b"), ("a", "b"), ("a", "a")]), 3)
    0.5
    """
    size = len(labels)
    ones, twos = Counter(one for one, _ in labels), Counter(two for _, two in labels)
    chance = sum(ones[label] * twos[label] for label in ones)
    if not size or chance == size * size:
        return None
    alike = sum(one == two for one, two in labels)
    return (alike / size - chance / size**2) / (1 - chance / size**2)


def _layers(sides: Sides, pairs: Sequence[tuple[Claim, Claim]]) -> dict[str, Tally]:
    return {**of_statements(sides.gold, sides.read), **of_mentions(sides), **of_chains(sides, pairs)}


def _summed(every: Sequence[Mapping[str, Tally]]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for layers in every:
        for name, tally in layers.items():
            total[name] = total[name].plus(tally) if name in total else tally
    return total


def _cues(name: str, sides: Sequence[Sides], texts: Sequence[str], kinds: frozenset[str]) -> Agreed:
    labels = [
        pair
        for one, text in zip(sides, texts, strict=True)
        for pair in zip(_marked(one.gold, text, kinds), _marked(one.read, text, kinds), strict=True)
    ]
    return Agreed(measure=name, value=_ppm(alpha(labels)), of=len(labels))


def _marked(side: Annotation, text: str, kinds: frozenset[str]) -> list[str]:
    """For each word of the text, whether it is a cue."""
    places = [mark.place for mark in side.cues if mark.type in kinds]
    words = [token for token in tokens_of(text, 0, len(text)) if token.is_word]
    return ["cue" if any(a < word.end and word.start < b for a, b in places) else "" for word in words]


def _kappa(name: str, labels: Sequence[Pair]) -> Agreed:
    return Agreed(measure=name, value=_ppm(kappa(labels)), of=len(labels))


def _alike(name: str, labels: Sequence[Pair]) -> Agreed:
    share = sum(one == two for one, two in labels) / len(labels) if labels else None
    return Agreed(measure=name, value=_ppm(share), of=len(labels))


def _f1(layer: str, layers: Mapping[str, Tally], name: str = "") -> Agreed:
    tally = layers.get(layer, Tally(0, 0))
    value = float(tally.f1) if tally.asked or tally.given else None
    return Agreed(measure=name or layer, value=_ppm(value), of=tally.asked)


def _share(layer: str, layers: Mapping[str, Tally]) -> Agreed:
    tally = layers.get(layer, Tally(0, 0))
    return Agreed(measure=layer, value=_ppm(float(tally.recall) if tally.asked else None), of=tally.asked)


def _ppm(value: float | None) -> Ppm | None:
    return None if value is None else round(value * _MILLION)
