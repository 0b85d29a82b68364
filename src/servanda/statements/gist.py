"""A neutral line about a statement, made from its frame, actors and issue: never copied from the text, never firmer."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from servanda.records.record import Wording
from servanda.records.statement import Certainty, Embedded, Link
from servanda.statements.cast import label_of
from servanda.statements.certainty import strength
from servanda.statements.frames import Found
from servanda.statements.lexicon import issues, registry
from servanda.statements.speakers import UNLISTED
from servanda.wording import say

_LETTERS = {3: "CT", 2: "PR", 1: "PS", 0: "U"}


def gist(found: Found, certainty: Certainty, embedded: Sequence[Embedded]) -> Wording:
    """One line in each language about a claim as weighed."""
    weakest = min(embedded, key=lambda one: strength(one.certainty), default=None)
    inside = (weakest.event, weakest.certainty) if weakest else ("", certainty)
    said = _Said(
        found.frame,
        certainty,
        tuple(found.actors),
        tuple(found.towards),
        found.issue,
        found.stance,
        found.slot,
        *inside,
    )
    return dict(_line(said))


class _Said(NamedTuple):
    """All that a gist is made from."""

    frame: str
    certainty: Certainty
    actors: tuple[str, ...]
    towards: tuple[str, ...]
    issue: str
    stance: str
    slot: str
    event: str
    inner: Certainty


@lru_cache(maxsize=8192)
def _line(said: _Said) -> Wording:
    line = say(
        f"statements.gist-{said.frame}",
        actors=named(said.actors),
        towards=named(said.towards),
        issue=issue_name(said.issue),
        stance=say(f"statements.stance-{said.stance}"),
        slot=say(f"statements.slot-{said.slot or 'other'}"),
        sure=_sure(said.certainty, "sure") if said.frame != "open_term" else "",
    )
    if not said.event:
        return line
    event = say(f"statements.event-{said.event}")
    return say("statements.inside", before=line, event=event, sure=certainty_word(said.inner))


def named(parties: Sequence[str]) -> list[Wording]:
    """Names of parties; `not named` where there are none."""
    return [name_of(party) for party in parties] or [say("statements.nobody")]


def name_of(entity: str) -> Wording:
    """How an entity of a chain or an actor is called; its identifier where nobody has named it."""
    if entity == "UNKNOWN":
        return say("statements.unknown-source")
    if label := label_of(entity):
        return {"en": label, "uk": label}
    known = registry().get(entity)
    return {"en": entity, "uk": entity} if known is None else {"en": known.names["en"], "uk": known.names["uk"]}


def link_name(link: Link) -> Wording:
    """How a link of a chain is called; an anonymous one by our paraphrase of how the text describes it."""
    if link.source == "UNKNOWN" and link.label == UNLISTED:
        return say("statements.unlisted-source")
    if not link.source.startswith("anon:"):
        return name_of(link.source)
    noun = next((word for word in ("officials", "diplomats", "experts") if word in link.label), "")
    line = say(f"statements.anonymous-{noun}" if noun else "statements.anonymous")
    side = next((word for word in link.label.split() if word in registry()), "")
    if side:
        line = say("statements.anonymous-side", noun=line, side=name_of(side))
    if link.label.startswith("another of"):
        return say("statements.anonymous-other", group=line)
    return say("statements.anonymous-one", group=line) if link.label.startswith("one of") else line


def issue_name(issue: str) -> Wording:
    """How an issue is called."""
    known: Wording = issues()["issues"].get(issue, {}).get("says", issues()["other"])
    return known


def certainty_word(certainty: Certainty) -> Wording:
    """A certainty in one word: certain, probable, possible, unknown."""
    return _sure(certainty, "value")


def _sure(certainty: Certainty, kind: str) -> Wording:
    letters = _LETTERS[strength(certainty)]
    denied = "-not" if certainty.endswith("-") else ""
    return say(f"statements.{kind}-{letters}{denied}")
