"""Layers of stretches: mentions, time expressions, cues, and the words of statements."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from typing import Any

import msgspec
import yaml

from servanda.statements.gold.aligning import Places, iou, of_smaller, paired, touches
from servanda.statements.gold.annotation import Annotation, Claim, Mark
from servanda.statements.gold.identity import Sides
from servanda.statements.gold.tally import Tally, either, matched, share

Layers = dict[str, Tally]
HALF = Fraction(1, 2)
NOTHING = Fraction(0)


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    """Type of cue → group."""
    file = resources.files("servanda.statements.gold").joinpath("cue_groups.yaml")
    loaded: Any = yaml.safe_load(file.read_text("utf-8"))
    rows = msgspec.convert(loaded, type=dict[str, list[str]])
    return {kind: group for group, kinds in rows.items() for kind in kinds}


def group_of(kind: str) -> str:
    """The group a type of cue is compared in; empty if it is compared in none."""
    return _groups().get(kind, "")


def of_cues(gold: Annotation, read: Annotation) -> Layers:
    """Cues by group: the very words, and a character in common."""
    layers: Layers = {}
    for group in dict.fromkeys(_groups().values()):
        ours = [mark for mark in gold.cues if group_of(mark.type) == group]
        theirs = [mark for mark in read.cues if group_of(mark.type) == group]
        layers |= _both_ways(f"cues.{group}", ours, theirs, gold.weakening if group == "hedge" else ())
    return layers


def of_mentions(sides: Sides) -> Layers:
    """Mentions; who is meant, where the same words were found; and the share found of each kind."""
    ours, theirs = sides.gold.mentions, sides.read.mentions
    layers = _both_ways("mentions", ours, theirs)
    pairs = paired(ours, theirs, lambda one, two: iou([one.place], [two.place]))
    layers["mentions.linked"] = share(sides.same(ours[one].value, theirs[two].value) for one, two in pairs)
    for kind in ("name", "nominal", "pronoun", "metonym", "elliptical"):
        layers[f"mentions.{kind}"] = share(
            any(touches([one.place], [two.place]) for two in theirs) for one in ours if one.type == kind
        )
    return layers


def of_times(gold: Annotation, read: Annotation) -> Layers:
    """Time expressions, and their values where both have one."""
    layers = _both_ways("times", gold.times, read.times)
    pairs = paired(gold.times, read.times, lambda one, two: iou([one.place], [two.place]))
    dated = [(gold.times[one], read.times[two]) for one, two in pairs if gold.times[one].type in {"DATE", "DURATION"}]
    layers["times.value"] = share(one.value == two.value for one, two in dated)
    return layers


def _both_ways(name: str, ours: Sequence[Mark], theirs: Sequence[Mark], also: Places = ()) -> Layers:
    """By the very words and by a character in common; what the gold has as `also` is right and not asked for."""
    alike = {one.place for one in ours} | set(also)
    known = [*(one.place for one in ours), *also]
    exact = either(ours, theirs, lambda one, two: one.place == two.place)
    overlap = either(ours, theirs, lambda one, two: touches([one.place], [two.place]))
    return {
        f"{name}.exact": exact._replace(right=sum(two.place in alike for two in theirs)),
        f"{name}.overlap": overlap._replace(right=sum(touches(known, [two.place]) for two in theirs)),
    }


def of_statements(gold: Annotation, read: Annotation) -> Layers:
    """Words of statements: exactly the same, and at least half in common; sentences about the text are left out."""
    layers: Layers = {}
    for name, least in (("exact", Fraction(1)), ("half", HALF)):
        pairs = paired(gold.claims, read.claims, _alike(least))
        idle = {two for one, two in pairs if not gold.claims[one].counted}
        asked = sum(one.counted for one in gold.claims)
        layers[f"statements.{name}"] = matched(len(pairs) - len(idle), asked, len(read.claims) - len(idle))
    return layers


def _alike(least: Fraction) -> Callable[[Claim, Claim], Fraction]:
    """Worth of a pair: what they share of both, nothing below the least."""

    def worth(one: Claim, two: Claim) -> Fraction:
        value = iou(one.places, two.places)
        return value if value >= least else NOTHING

    return worth


def claims_paired(gold: Annotation, read: Annotation) -> list[tuple[Claim, Claim]]:
    """Statements of both that are about the same words: at least half of the shorter one, the same frame preferred."""
    pairs = paired(gold.claims, read.claims, _likely)
    return [(gold.claims[one], read.claims[two]) for one, two in pairs if gold.claims[one].counted]


def _likely(one: Claim, two: Claim) -> Fraction:
    if of_smaller(one.places, two.places) < HALF:
        return NOTHING
    return iou(one.places, two.places) + (Fraction(1, 4) if one.frame == two.frame else 0)
