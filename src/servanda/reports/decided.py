"""What a decision is written from: a finding, its explanation, and the text and facts behind both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from servanda.findings import facts_used
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding, Reason
from servanda.records.record import Wording
from servanda.records.term import Term
from servanda.reports.formats import full, same
from servanda.wording import say


@dataclass(frozen=True)
class Decided:
    """Everything that a decision is written from.

    Attributes:
        finding: The finding.
        reason: Its explanation, checked.
        agreement: The instrument.
        facts: The facts it was judged on.
        entries: Name of a fact → index of its entry in the ledger; empty where there is none.
        trusted: Answers that the checker could not compute again.
    """

    finding: Finding
    reason: Reason
    agreement: Agreement
    facts: Facts
    entries: Mapping[str, int] = field(default_factory=dict)
    trusted: Sequence[str] = ()

    @property
    def term(self) -> Term:
        """The term judged."""
        return next(term for term in self.agreement.terms if term.id == self.finding.term)

    @cached_property
    def records(self) -> set[str]:
        """Names of facts: what may stand beside an answer."""
        facts = self.facts
        some = (
            facts.watches,
            facts.notices,
            facts.acts,
            facts.judgements,
            facts.tallies,
            facts.events,
            facts.adoptions,
        )
        used = set(facts_used(self.reason))
        return {each.id for records in some for each in records} | (used & {each.id for each in facts.observations})

    def call(self, name: str) -> Wording:
        """What the instrument calls a party or place."""
        for group in (self.agreement.parties, self.agreement.places, self.agreement.things):
            if name in group:
                return full(group[name].name, name)
        return same(name)

    def cited(self, name: str) -> Wording:
        """A fact by name, with its entry in the ledger where there is one."""
        index = self.entries.get(name)
        return same(name) if index is None else say("decision.entry", id=name, index=index)
