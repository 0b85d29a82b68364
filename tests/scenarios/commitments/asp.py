"""A register as an answer-set program: another solver's answer for registers too large to try everything.

Plain rules have the *least* fixed point as their answer: a circle gives nothing. The greatest comes from rules on
failure: a promise is off if its condition fails, and what never fails stands. Facts are taken as known; an undecided
one counts as false.
"""

from collections.abc import Iterator
from typing import Any

from servanda.commitments import Register
from servanda.records.condition import Guard


class Program:
    """Rules of a register without readings, for a known set of true events."""

    def __init__(self, register: Register, true: frozenset[str], *, failure: bool) -> None:
        self._register, self._true, self._failure = register, true, failure
        self._node = {one.id: number for number, one in enumerate(register.commitments)}
        self._gates = 0
        self.rules: list[str] = []
        for number, one in enumerate(register.commitments):
            gate = self._gate(one.condition, holds=True)
            self.rules.append(f"p({number}) :- g({gate}).")

    def answers(self, clingo: Any, mode: str = "auto") -> list[frozenset[str]]:
        """The answers: one for plain rules; all that were passed through for `brave` and `cautious`."""
        control = clingo.Control(["--warn=none", "0" if mode != "auto" else "1", f"--enum-mode={mode}"])
        control.add("base", [], "\n".join([*self.rules, "#show p/1."]))
        control.ground([("base", [])])
        found: list[frozenset[str]] = []
        names = [one.id for one in self._register.commitments]
        with control.solve(yield_=True) as handle:
            for model in handle:
                on = frozenset(names[symbol.arguments[0].number] for symbol in model.symbols(shown=True))
                found.append(frozenset(names) - on if self._failure else on)
        return found

    def _gate(self, guard: Guard, *, holds: bool) -> int:
        if guard.unless is not None:
            return self._gate(guard.unless, holds=not holds)
        self._gates += 1
        gate = self._gates
        self.rules += [f"g({gate}) :- {body}." for body in self._bodies(guard, holds=holds)]
        return gate

    def _bodies(self, guard: Guard, *, holds: bool) -> Iterator[str]:
        parts = guard.all if guard.all is not None else guard.any
        parts = guard.at_least.of if guard.at_least else parts
        if parts is not None:
            need = guard.at_least.k if guard.at_least else len(parts) if guard.all is not None else 1
            gates = [self._gate(part, holds=holds) for part in parts]
            need = need if holds != self._failure else len(parts) - need + 1
            elements = "; ".join(f"{gate} : g({gate})" for gate in gates)
            yield f"{need} <= #count {{ {elements} }}"
        elif guard.sum is not None:
            weights = [(self._node[c.id], c.quantity) for c in self._register.promises_for.get(guard.sum.function, ())]
            whole = sum(int(weight) for _node, weight in weights)
            on = holds != self._failure
            need = guard.sum.amount if on else whole - guard.sum.amount + 1
            literal = "" if holds else "not "
            yield f"{need} <= #sum {{ {'; '.join(f'{w},{n} : {literal}p({n})' for n, w in weights)} }}"
        elif guard.promised is not None:
            yield f"{'' if holds else 'not '}p({self._node[guard.promised]})"
        elif (guard.event in self._true) == (holds != self._failure):
            yield "#true"
