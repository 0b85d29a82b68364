"""Counts of documents → figures with intervals: all together, ours and others' apart, languages apart.

Intervals are percentile bootstrap over documents (Efron 1979), seeded: documents are drawn with replacement, counts are
added and the figure is taken of the sums. With fewer than three documents there is none. A layer of which the gold has
no item has no figure: it says so instead of being perfect.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from servanda.records.record import Ppm
from servanda.statements.gold.scores import DocumentScore
from servanda.statements.gold.tally import Tally

RESAMPLES = 1000
_FEWEST = 3
_MILLION = 1_000_000
_CUES = ("attribution", "hedge", "frame", "label", "quote")
_KINDS = ("name", "nominal", "pronoun", "metonym", "elliptical")
F1 = (
    "mentions.exact",
    "mentions.overlap",
    "times.exact",
    "times.overlap",
    *(f"cues.{group}.{how}" for group in _CUES for how in ("exact", "overlap")),
    "statements.exact",
    "statements.half",
    "actors",
    "meetings",
    "meetings.people",
    "positions",
    "commitments",
    "conditions",
    "awaited_signals",
    "open_terms",
    "assessments",
    "incompatibilities",
)
"""Layers with precision and recall; the others are shares."""
MACRO = "certainty.macro"
ON_MATCHED = (
    "mentions.linked",
    "times.value",
    "kind",
    "source",
    "chain",
    "chain.basis",
    "certainty",
    "certainty.statement",
    "certainty.event",
    MACRO,
    "over-certainty",
    "over-certainty.strict",
    "actors",
    "meetings.date",
    "meetings.place",
    "meetings.people",
    "conditions.relation",
    "open_terms.slot",
)
"""Layers that are about matched items only."""
ORDER = (
    "cues.attribution.overlap",
    "cues.attribution.exact",
    "source",
    "chain",
    "chain.basis",
    "source.all",
    "chain.all",
    "certainty",
    "certainty.statement",
    "certainty.event",
    MACRO,
    "over-certainty",
    "over-certainty.strict",
    "events",
    "negative",
    "anchoring",
    "statements.half",
    "statements.exact",
    "kind",
    "actors",
    "meetings",
    "meetings.date",
    "meetings.place",
    "meetings.people",
    "positions",
    "incompatibilities",
    "commitments",
    "conditions",
    "conditions.relation",
    "awaited_signals",
    "open_terms",
    "open_terms.slot",
    "assessments",
    "mentions.overlap",
    "mentions.exact",
    "mentions.linked",
    *(f"mentions.{kind}" for kind in _KINDS),
    "times.overlap",
    "times.exact",
    "times.value",
    *(f"cues.{group}.{how}" for group in _CUES[1:] for how in ("overlap", "exact")),
)
"""How the layers are told: what matters most first."""
LEAST: Mapping[str, Ppm] = {
    "cues.attribution.overlap": 850_000,
    "source": 850_000,
    "chain": 700_000,
    "certainty": 800_000,
    "meetings": 750_000,
    "positions": 650_000,
    "commitments": 650_000,
    "anchoring": _MILLION,
}
"""What the reader should reach."""
MOST: Mapping[str, Ppm] = {"over-certainty": 30_000, "negative": 0}
"""What it should not exceed."""


class Figure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One layer of a group of documents."""

    layer: str
    kind: Literal["f1", "share", "macro"]
    value: Ppm | None
    """F1 or share; null if the gold has no item."""
    low: Ppm | None = None
    """Lower end of the 95 % interval."""
    high: Ppm | None = None
    """Upper end."""
    precision: Ppm | None = None
    recall: Ppm | None = None
    hit: int
    """Items of the gold found, or matched items that are right."""
    asked: int
    """Items of the gold, or matched items."""
    given: int = 0
    """Items of the reader."""
    bar: Literal["", "kept", "missed"] = ""
    """Whether the asked figure is reached, where one is asked."""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of some documents."""

    name: str
    """all, ours, others, a language, or both parted by a hyphen."""
    documents: int
    figures: list[Figure]


def groups_of(scores: Sequence[DocumentScore], *, seed: int = 20260106) -> list[Group]:
    """Figures of all documents and of each group that is not all of them."""
    found = [Group(name="all", documents=len(scores), figures=list(_figures(scores, seed)))]
    seen = [[one.name for one in scores]]
    for name, chosen in _parts(scores):
        names = [one.name for one in chosen]
        if chosen and names not in seen:
            found.append(Group(name=name, documents=len(chosen), figures=list(_figures(chosen, seed))))
            seen.append(names)
    return found


def _parts(scores: Sequence[DocumentScore]) -> Iterator[tuple[str, list[DocumentScore]]]:
    langs = sorted({one.lang for one in scores})
    for name, ours in (("ours", True), ("others", False)):
        yield name, [one for one in scores if one.ours is ours]
    for lang in langs:
        yield lang, [one for one in scores if one.lang == lang]
    for name, ours in (("ours", True), ("others", False)):
        for lang in langs:
            yield f"{name}-{lang}", [one for one in scores if one.ours is ours and one.lang == lang]


def _figures(scores: Sequence[DocumentScore], seed: int) -> Iterator[Figure]:
    if not scores:
        return
    draws = _draws(len(scores), seed)
    values: list[NDArray[np.int64]] = []
    figures: dict[str, Figure] = {}
    for layer in scores[0].layers:
        counts = np.array([one.layers[layer] for one in scores], dtype=np.int64)
        sums = np.vstack([counts.sum(axis=0), draws @ counts])
        if layer.startswith("value."):
            values.append(sums)
        else:
            figures[layer] = _figure(layer, sums)
    figures[MACRO] = _macro(values)
    yield from sorted(figures.values(), key=lambda one: _place(one.layer))


def _place(layer: str) -> int:
    return ORDER.index(layer)


def _draws(documents: int, seed: int) -> NDArray[np.int64]:
    """How often each document is drawn, one row a draw; none with few documents."""
    if documents < _FEWEST:
        return np.zeros((0, documents), dtype=np.int64)
    chosen = np.random.default_rng(seed).integers(0, documents, (RESAMPLES, documents))
    return np.stack([np.bincount(row, minlength=documents) for row in chosen]).astype(np.int64)


def _figure(layer: str, sums: NDArray[np.int64]) -> Figure:
    kind: Literal["f1", "share"] = "f1" if layer in F1 else "share"
    values = _f1(sums) if kind == "f1" else _ratio(sums[:, 0], sums[:, 1])
    total = Tally(*(int(one) for one in sums[0]))
    low, high = _ends(values[1:])
    known = total.asked > 0
    value = _ppm(values[0]) if known else None
    both = _both(total) if kind == "f1" and known else {}
    return Figure(
        layer=layer,
        kind=kind,
        value=value,
        low=low if known else None,
        high=high if known else None,
        hit=total.hit,
        asked=total.asked,
        given=total.given,
        bar=_bar(layer, value),
        **both,
    )


def _both(total: Tally) -> dict[str, Ppm]:
    return {"precision": _ppm(float(total.precision)), "recall": _ppm(float(total.recall))}


def _macro(values: Sequence[NDArray[np.int64]]) -> Figure:
    """Mean F1 over the values of certainty that the gold has."""
    used = [one for one in values if one[0, 1] > 0]
    if not used:
        return Figure(layer=MACRO, kind="macro", value=None, hit=0, asked=0)
    mean = np.nanmean(np.stack([np.where(one[:, 1] > 0, _f1(one), np.nan) for one in used]), axis=0)
    low, high = _ends(mean[1:])
    return Figure(layer=MACRO, kind="macro", value=_ppm(mean[0]), low=low, high=high, hit=len(used), asked=len(used))


def _f1(sums: NDArray[np.int64]) -> NDArray[np.float64]:
    recall, precision = np.nan_to_num(_ratio(sums[:, 0], sums[:, 1])), np.nan_to_num(_ratio(sums[:, 2], sums[:, 3]))
    both = precision + recall
    nothing: NDArray[np.float64] = np.zeros_like(both)
    return np.divide(2 * precision * recall, both, out=nothing, where=both > 0)


def _ratio(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    empty: NDArray[np.float64] = np.full(len(whole), np.nan)
    return np.divide(part, whole, out=empty, where=whole > 0)


def _ends(values: NDArray[np.float64]) -> tuple[Ppm | None, Ppm | None]:
    known = values[~np.isnan(values)]
    if not len(known):
        return None, None
    low, high = np.percentile(known, [2.5, 97.5])
    return _ppm(low), _ppm(high)


def _ppm(value: float) -> Ppm:
    return round(float(value) * _MILLION)


def _bar(layer: str, value: Ppm | None) -> Literal["", "kept", "missed"]:
    if value is None or (layer not in LEAST and layer not in MOST):
        return ""
    return "kept" if LEAST.get(layer, 0) <= value <= MOST.get(layer, _MILLION) else "missed"
