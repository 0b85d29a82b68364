"""Labels that are kept while facts change: one change recomputes only what lies ahead of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from servanda.commitments.cones import cone_ahead
from servanda.commitments.fixpoints import solve
from servanda.commitments.network import build
from servanda.commitments.outcomes import cuts_both_ways
from servanda.commitments.register import EventValue, Register, View
from servanda.commitments.stand import label_of, labels_of, stand
from servanda.commitments.truth import TRUTH, truth_of
from servanda.commitments.within import solve_within
from servanda.errors import InputError
from servanda.logic import Truth
from servanda.records.commitment import Label


@dataclass(frozen=True)
class Moved:
    """What one change did."""

    recomputed: int
    """How many nodes of the network were worked out anew; the others were not looked at."""
    labels: Mapping[str, tuple[Label, Label]]
    """Commitments whose label moved, by name: how they stood, how they stand."""


class Standing:
    """A register in a view, solved, whose events may change and whose guarantors may leave and return.

    The view says how it starts: values assumed of events, names assumed gone. The labels are at any time those that
    `stand` gives for the view that the changes amount to. Where some fact stands for and against the same promise
    (`outcomes`), each change is worked out from the beginning.
    """

    def __init__(self, register: Register, view: View) -> None:
        """Solve the register once.

        Raises:
            InputError: as `stand`.
        """
        self.view = view
        known = {one.id: truth_of(one, view.as_of, view.assume.get(one.id)) for one in register.events}
        undecided: dict[str, EventValue] = dict.fromkeys(known, "unknown")
        self._register = register
        self.net = build(register, replace(view, assume=undecided, withdrawn=frozenset()))
        self._state: dict[str, Truth] = {**self.net.state, **known}
        facts = {name: self._state[name] for name in self.net.state}
        true = [name for name, truth in facts.items() if truth is Truth.TRUE]
        false = [name for name, truth in facts.items() if truth is Truth.FALSE]
        self._model = solve(self.net, true, self._gone(), false)
        self._labels = labels_of(self.net, self._model)

    @property
    def labels(self) -> dict[str, Label]:
        """The label of every commitment, by name, in the order of the names."""
        return dict(self._labels)

    def learn(self, event: str, value: EventValue) -> Moved:
        """An event is now known to have this value.

        Raises:
            InputError: `event-unknown`.
        """
        if event not in self._register.event_by_id:
            known = ", ".join(self._register.event_by_id) or "none"
            raise InputError("event-unknown", f"No event is called '{event}'.", hint=f"Known events: {known}.")
        self.view = self.view.assuming({event: value})
        if self._state[event] is TRUTH[value]:
            return Moved(0, {})
        self._state[event] = TRUTH[value]
        return self._recompute(self._leaves_of([event]))

    def leave(self, name: str) -> Moved:
        """A provider is gone, or a single commitment."""
        self.view = self.view.without([name])
        return self._recompute(self._touched(name))

    def come_back(self, name: str) -> Moved:
        """A provider, or a single commitment, is there again."""
        self.view = replace(self.view, withdrawn=self.view.withdrawn - {name})
        return self._recompute(self._touched(name))

    def _gone(self) -> frozenset[int]:
        return frozenset(node for name in self.view.withdrawn for node in self._register.places_of.get(name, ()))

    def _touched(self, name: str) -> set[int]:
        nodes = self._register.places_of.get(name, ())
        return {*nodes, *self._leaves_of(fact for node in nodes for fact in self.net.about.get(node, ()))}

    def _leaves_of(self, facts: Iterable[str]) -> set[int]:
        keys = ((fact, holds) for fact in facts for holds in (True, False))
        return {self.net.leaves[key] for key in keys if key in self.net.leaves}

    def _recompute(self, changed: set[int]) -> Moved:
        if cuts_both_ways(self.net):
            now, recomputed = stand(self._register, self.view), len(self.net.need)
        else:
            cone = sorted(cone_ahead(self.net, changed))
            solve_within(self.net, self._model, cone, self._state, self._gone())
            own = [node for node in cone if node < len(self.net.names)]
            now, recomputed = {self.net.names[node]: label_of(self._model, node) for node in own}, len(cone)
        moved = {name: (self._labels[name], label) for name, label in now.items() if self._labels[name] != label}
        self._labels.update(now)
        return Moved(recomputed, moved)
