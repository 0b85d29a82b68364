"""A neutral line about a statement, made from its frame, actors and issue: never copied from the text, never firmer."""

from collections.abc import Sequence

from servanda.records.record import Wording
from servanda.records.statement import Certainty, Embedded, Link
from servanda.statements.certainty import strength
from servanda.statements.frames import Found
from servanda.statements.lexicon import issues, registry
from servanda.wording import say

_LETTERS = {3: "CT", 2: "PR", 1: "PS", 0: "U"}


def gist(found: Found, certainty: Certainty, embedded: Sequence[Embedded]) -> Wording:
    """One line in each language about a claim as weighed."""
    line = say(
        f"statements.gist-{found.frame}",
        actors=named(found.actors),
        towards=named(found.towards),
        issue=issue_name(found.issue),
        stance=say(f"statements.stance-{found.stance}"),
        slot=say(f"statements.slot-{found.slot or 'other'}"),
        sure=_sure(certainty, "sure") if found.frame != "open_term" else "",
    )
    weakest = min(embedded, key=lambda one: strength(one.certainty), default=None)
    if weakest is None:
        return line
    event = say(f"statements.event-{weakest.event}")
    return say("statements.inside", before=line, event=event, sure=certainty_word(weakest.certainty))


def named(parties: Sequence[str]) -> list[Wording]:
    """Names of parties; `not named` where there are none."""
    return [name_of(party) for party in parties] or [say("statements.nobody")]


def name_of(entity: str) -> Wording:
    """How an entity of a chain or an actor is called; its identifier where nobody has named it."""
    if entity == "UNKNOWN":
        return say("statements.unknown-source")
    if entity.startswith("named:"):
        return say("statements.named-only-here")
    known = registry().get(entity)
    return {"en": entity, "uk": entity} if known is None else {"en": known.names["en"], "uk": known.names["uk"]}


def link_name(link: Link) -> Wording:
    """How a link of a chain is called; an anonymous one by our paraphrase of how the text describes it."""
    if not link.source.startswith("anon:"):
        return name_of(link.source)
    noun = next((word for word in ("officials", "diplomats") if word in link.label), "")
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
    denied = "-not" if certainty.endswith("-") and (kind == "value" or letters == "CT") else ""
    return say(f"statements.{kind}-{letters}{denied}")
