"""Names for identifiers, in every language; an identifier without a name is shown as it is."""

from collections.abc import Iterable, Mapping

from servanda.errors import NotFound
from servanda.records.agreement import Agreement, OpenTerm, Place, Term
from servanda.records.commitment import Commitment, Event
from servanda.records.record import Wording
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, joined, same
from servanda.statements import name_of
from servanda.wording import say


def phrase(group: str, key: str) -> Wording:
    """A word of the reports' catalogue, or the key itself where the catalogue does not know it."""
    try:
        return say(f"reports.{group}.{key}")
    except NotFound:
        return same(key)


def _version(agreement: Agreement) -> tuple[str, str]:
    return agreement.id, agreement.version


class Names:
    """Looks names up in the instruments, the plan and the register of one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._agreements = [*sorted(dossier.agreements, key=_version), *sorted(dossier.earlier, key=_version)]
        self._plan = dossier.plan
        self._given = dossier.names
        self.zone = dossier.case.time_zone
        """Zone in which the reports of the case speak."""
        self._meant = {said: place for file in dossier.case.inputs for said, place in sorted(file.places.items())}
        self._events = {event.id: event for event in dossier.events}
        self._commitments = {commitment.id: commitment for commitment in dossier.commitments}

    def party(self, party: str) -> Wording:
        """A party, guarantor or body."""
        for agreement in self._agreements:
            if party in agreement.parties:
                return full(agreement.parties[party].name, party)
        return full(self._given[party], party) if party in self._given else name_of(party)

    def known(self) -> set[str]:
        """Parties that the case itself names."""
        return {party for agreement in self._agreements for party in agreement.parties} | set(self._given)

    def parties(self, parties: Iterable[str]) -> Wording:
        """Several of them, joined as the language joins names."""
        return say("reports.names", names=[self.party(party) for party in parties])

    def places(self) -> Mapping[str, Place]:
        """All places of the instruments; the first instrument that names one wins."""
        found: dict[str, Place] = {}
        for agreement in self._agreements:
            for name, place in agreement.places.items():
                found.setdefault(name, place)
        return found

    def place(self, place: str) -> Wording:
        """A place of an instrument or a sector of the plan."""
        known = self.places().get(place)
        if known is not None:
            return full(known.name, place)
        return full(self._plan.sectors.get(place, {}), place) if self._plan else same(place)

    def place_meant(self, said: str) -> str:
        """The place of an instrument that a name in a file of the case means; empty if the manifest does not say."""
        return self._meant.get(said, "")

    def function(self, function: str) -> Wording:
        """A function of the plan."""
        return full(self._plan.functions.get(function, {}), function) if self._plan else same(function)

    def phase(self, phase: str) -> Wording:
        """A phase of the plan."""
        return full(self._plan.phases.get(phase, {}), phase) if self._plan else same(phase)

    def event(self, event: str) -> Wording:
        """What would have to happen."""
        known = self._events.get(event)
        return full(known.says, event) if known else same(event)

    def events(self) -> Mapping[str, Event]:
        """Events by identifier."""
        return self._events

    def commitment(self, commitment: str) -> Wording:
        """Provider and function of a commitment."""
        known = self._commitments.get(commitment)
        if known is None:
            return same(commitment)
        return joined([self.party(known.provider), self.function(known.function)], ": ")

    def commitments(self) -> Mapping[str, Commitment]:
        """Commitments by identifier."""
        return self._commitments

    def agreement(self, named: str) -> Agreement | None:
        """The instrument named `ID` or `ID@VERSION`."""
        for agreement in self._agreements:
            if named in {agreement.id, f"{agreement.id}@{agreement.version}"}:
                return agreement
        return None

    def term(self, named: str, term: str) -> Term | None:
        """A term of an instrument."""
        agreement = self.agreement(named)
        return next((known for known in agreement.terms if known.id == term), None) if agreement else None

    def origin_of(self, named: str, term: str) -> Agreement | None:
        """The earliest version of an instrument that has a term: the layer of the text in which it was agreed."""
        instrument = named.partition("@")[0]
        versions = sorted((one for one in self._agreements if one.id == instrument), key=_version)
        return next((one for one in versions if any(known.id == term for known in one.terms)), self.agreement(named))

    def open_term(self, name: str) -> OpenTerm | None:
        """An open term of any instrument."""
        return next((agreement.open[name] for agreement in self._agreements if name in agreement.open), None)
