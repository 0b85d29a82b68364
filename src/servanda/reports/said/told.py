"""What the accepted statements of a dossier say when held against each other: every view once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Literal

from servanda.records.record import Wording
from servanda.records.statement import Certainty, Statement
from servanda.reports.annex import chain_of, claim_of
from servanda.reports.citations import Line
from servanda.reports.dossier import Channels, Dossier
from servanda.reports.formats import capital, inner
from servanda.reports.names import Names
from servanda.reports.page import Part
from servanda.reports.voices import weak_voices
from servanda.statements import certainty_word, chain_card, link_name
from servanda.statements.certainty import strength
from servanda.statements.derived import (
    Backing,
    Held,
    Island,
    Opposed,
    Relation,
    Step,
    Taken,
    asserted_by,
    backing,
    dates_of,
    islands,
    opposed,
    positions,
    relations,
    steps,
)
from servanda.wording import say

_PROBABLE = 2


class Told:
    """Views of one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.names = Names(dossier)
        self.dates = dates_of(dossier.sources)
        self.known = {one.id: one for one in dossier.statements}

    @cached_property
    def held(self) -> list[Held]:
        """Positions that no later word of the same party has taken the place of."""
        gone = {one.earlier for one in self.relations if one.kind == "supersedes"}
        return [one for one in positions(self.dossier.statements, self.dates) if not gone.issuperset(one.statements)]

    @cached_property
    def relations(self) -> list[Relation]:
        """Relations between accepted statements."""
        return relations(self.dossier.statements, self.dates, self.dossier.texts)

    @cached_property
    def opposed(self) -> list[Opposed]:
        """What stands against what."""
        return opposed(self.dossier.statements, self.dossier.texts)

    @cached_property
    def islands(self) -> list[Island]:
        """What is shared and what is not."""
        return islands(self.dossier.statements, self.dates, self.dossier.texts).islands

    @cached_property
    def steps(self) -> list[Step]:
        """What waits for what."""
        return steps(self.dossier.statements, self.dossier.texts)

    @cached_property
    def backing(self) -> list[Backing]:
        """Everything the register and the plan assert, with the accepted statements behind it."""
        held = asserted_by(self.dossier.commitments, self.dossier.events, self.dossier.plan)
        return backing(held, self.dossier.statements)

    @cached_property
    def weak(self) -> list[Channels]:
        """What looks stronger than it is: groups of statements with more speakers than channels."""
        issues = sorted({one.issue for one in self.known.values() if one.issue})
        cards = [(issue, chain_card([one for one in self.known.values() if one.issue == issue])) for issue in issues]
        groups = [
            Channels(
                about=issue,
                statements=tuple(card.statements),
                speakers=len(card.voices.speakers),
                channels=len(card.voices.channels),
                original_seen=card.original_seen,
            )
            for issue, card in cards
        ]
        return weak_voices(replace(self.dossier, channels=groups))

    def claim(self, name: str) -> Wording:
        """An accepted statement in our words, without its full stop."""
        return inner(claim_of(self.known[name], self.names))

    def chain(self, name: str) -> Wording:
        """Its chain, from the publisher inwards."""
        return chain_of(self.known[name], self.names)

    def speakers(self, names: Iterable[str]) -> list[Wording]:
        """The last sources of some statements, each once, in their order."""
        found: dict[str, Wording] = {}
        for name in names:
            said = link_name(self.known[name].chain[-1])
            found.setdefault(said["en"], said)
        return list(found.values())

    def parties(self, parties: Iterable[str]) -> list[Wording]:
        """Names of parties; a sentence that has none says so."""
        return [self.names.party(party) for party in parties] or [say("statements.nobody")]

    def who(self, held: Sequence[Held]) -> list[Wording]:
        """Positions on one issue in words: what is done about it, by whom, and how certain the thing itself is."""
        groups: dict[tuple[Taken, Certainty | Literal[""]], list[str]] = {}
        for one in held:
            weak = one.inside if one.inside and strength(one.inside) < _PROBABLE else ""
            groups.setdefault((one.taken, weak), []).append(one.actor)
        return [
            say(
                "said.who-inside" if weak else "said.who",
                taken=say(f"said.taken-{taken}"),
                parties=self.parties(dict.fromkeys(actors)),
                sure=certainty_word(weak) if weak else "",
            )
            for (taken, weak), actors in groups.items()
        ]


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Statements in the order of their texts."""
    return sorted(statements, key=lambda one: (one.source, one.spans[0].start, one.id))


def capitals(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The same parts, every sentence with a capital letter."""
    return tuple(
        replace(part, lines=tuple(Line(capital(line.says), line.support) for line in part.lines)) for part in parts
    )
