"""Rules of the reader as data (`lexicon/rules.yaml`): which words in one clause make which frame."""

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import msgspec

from servanda.plain import bundled
from servanda.records.statement import Certainty, Frame
from servanda.statements.clauses import Clause
from servanda.statements.lexicon import Hit

_ARTICLES = frozenset({"a", "an", "the", "any", "no", "its", "their", "his", "her", "this", "that", "each", "every"})


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule."""

    id: str = ""
    """Name: it stands in `Statement.rule` of what it proposes."""
    frame: Frame
    """Frame of the statement."""
    need: list[str]
    """Word lists that must all be met; the first is the trigger."""
    near: int = 40
    """How many tokens the trigger may stand from each other word."""
    actor: str = "before"
    """Where the actors stand: before, nearest (before), agent (after), beside (required), people, any, none; voice:
    who speaks."""
    towards: str = ""
    """Where the counterparts stand: from (such a preposition), rest, previous (actor of the clause before)."""
    stance: str = ""
    """Stance of a position."""
    slot: str = ""
    """Slot of an open issue."""
    inner: Certainty | None = None
    """Certainty of the event that the trigger embeds."""
    second: Certainty | None = None
    """Certainty of the second need as an event of its own: planning [certain] to insist [probable]."""
    negates: bool = False
    """True if the trigger holds its own negation."""
    unless: str = ""
    """A word list of which no hit may stand right after the trigger: refusing *to comment* refuses nothing else."""
    bars: str = ""
    """A word list of which no hit may stand before the trigger: *proposed to meet* tells of no meeting."""
    denies: bool = False
    """True if the trigger denies what follows or stands before it: the claim is told as denied."""
    weak: bool = False
    """True if the trigger itself is only probable, as a future is."""
    instrument: bool = False
    """True if an instrument must stand before the trigger."""
    also: bool = False
    """True if other rules may read the same clause too."""


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they are tried."""
    file = resources.files("servanda.statements") / "lexicon" / "rules.yaml"
    loaded = bundled(file.read_text("utf-8"))
    return tuple(msgspec.convert({"id": name, **row}, Rule) for name, row in loaded.items())


def match(rule: Rule, clause: Clause) -> tuple[Hit, ...] | None:
    """The hits that fulfil a rule in a clause, the trigger first; none if it does not fit."""
    for trigger in clause.of(rule.need[0]):
        if (clause.negated(trigger) and not rule.negates) or _barred(rule, clause, trigger):
            continue
        others = [_nearest(clause.of(tag), trigger, rule.near) for tag in rule.need[1:]]
        if all(hit is not None for hit in others):
            return (trigger, *(hit for hit in others if hit is not None))
    return None


def _barred(rule: Rule, clause: Clause, trigger: Hit) -> bool:
    if rule.actor == "before" and _noun(clause, trigger):
        return True
    if rule.bars and any(hit.last <= trigger.first for hit in clause.of(rule.bars)):
        return True
    if any(one.first == trigger.first == clause.first for one in clause.of("inverted")):
        return True  # `should talks fail`
    if rule.instrument and not _instrument_before(clause, trigger):
        return True
    return any(0 <= hit.first - trigger.last <= 1 for hit in clause.of(rule.unless)) if rule.unless else False


def _noun(clause: Clause, trigger: Hit) -> bool:
    """`A pledge`, `the plan`: an English verb after an article is a noun, and nobody's act."""
    return trigger.first > clause.first and clause.sentence.tokens[trigger.first - 1].fold in _ARTICLES


def _instrument_before(clause: Clause, trigger: Hit) -> bool:
    sentence = clause.sentence
    named = [*sentence.of("instrument"), *sentence.of("it")]
    return any(hit.last <= trigger.first for hit in named)


def _nearest(hits: Sequence[Hit], trigger: Hit, near: int) -> Hit | None:
    apart = [
        (abs(hit.first - trigger.first), hit.first, hit)
        for hit in hits
        if (hit.first, hit.last) != (trigger.first, trigger.last)
    ]
    apart = [one for one in apart if one[0] <= near]
    return min(apart, key=lambda one: one[:2])[2] if apart else None
