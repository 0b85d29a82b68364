"""What the credibility curve shows: the plan at each rung, in all and function by function."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import add
from typing import get_args

from servanda.records.commitment import Rung
from servanda.records.plan import Cell, Coverage, Plan, Requirement
from servanda.records.record import Wording
from servanda.reports.curve_charts import Chart
from servanda.reports.formats import joined, number, same
from servanda.reports.matrix_layout import in_order
from servanda.reports.shares import PARTS, Shares, shares_of
from servanda.reports.sheet import Told
from servanda.wording import say

RUNGS: tuple[Rung, ...] = get_args(Rung)
_DIGITS = tuple(str(place) for place in range(1, len(RUNGS) + 1))


class Steps:
    """A plan and its coverage at each rung, put into charts."""

    def __init__(self, plan: Plan, by_rung: Sequence[Coverage], told: Told) -> None:
        self._plan, self._told = plan, told
        self._cells = [{cell.requirement: cell for cell in coverage.cells} for coverage in by_rung]
        known = [need for need in plan.requirements if need.id in self._cells[0]]
        self._numbered = [need for need in known if isinstance(need.quantity, int)]
        self.unsaid = [need for need in known if not isinstance(need.quantity, int)]
        """Requirements without a number, in the order of the plan."""

    def functions(self) -> list[str]:
        """Functions that are needed, in the order of the plan."""
        return in_order(self._plan.functions, [need.function for need in (*self._numbered, *self.unsaid)])

    def in_all(self) -> list[Chart]:
        """Needs with a number, added up; needs without one, counted."""
        rungs = tuple(f"{digit}\n{self._word('rung', rung)}" for digit, rung in zip(_DIGITS, RUNGS, strict=True))
        said = {lang: say(f"drawings.curve-{lang}")[self._told.lang] for lang in ("all", "bare", "unsaid", "counted")}
        charts = []
        if self._numbered:
            charts.append(self._chart(self._numbered, (said["all"], said["bare"]), rungs))
        if self.unsaid:
            charts.append(self._chart(self.unsaid, (said["unsaid"], said["counted"]), rungs))
        return charts

    def of_function(self, function: str) -> Chart:
        """One function in its own unit; its needs are counted if none has a number."""
        needs = [need for need in self._numbered if need.function == function]
        unsaid = [need for need in self.unsaid if need.function == function]
        title, lang = self._told.function(function), self._told.lang
        if not needs:
            return self._chart(unsaid, (title, say("drawings.curve-only", n=len(unsaid))[lang]), _DIGITS)
        unit = self._told.unit({need.unit for need in needs if need.unit})
        more = say("drawings.curve-further", n=len(unsaid))[lang] if unsaid else ""
        return self._chart(needs, (title, "; ".join(part for part in (unit, more) if part)), _DIGITS)

    def lead(self) -> tuple[str, ...]:
        """What the curve comes to."""
        said, lang = [], self._told.lang
        if self._numbered:
            steps = self._shares(self._numbered)
            first, pledged, last = (number(steps[place].secured) for place in (0, 2, -1))
            amounts = {"needed": number(steps[0].needed), "first": first, "pledged": pledged, "last": last}
            said.append(say("drawings.curve-lead", **amounts)[lang])
        if self.unsaid:
            said.append(say("drawings.curve-lead-unsaid", n=len(self.unsaid))[lang])
        return tuple(said)

    def named(self) -> str:
        """The requirements without a number by name."""
        names, by_function = self._told.names, dict[str, list[Wording]]()
        for one in self.unsaid:
            by_function.setdefault(one.function, []).append(names.place(one.sector))
        said = [
            say("drawings.curve-name", function=names.function(name), sectors=joined(_once(places)))
            for name, places in by_function.items()
        ]
        return say("drawings.curve-named", names=joined(said, "; "))[self._told.lang] if said else ""

    def _chart(self, needs: Sequence[Requirement], words: tuple[str, str], rungs: tuple[str, ...]) -> Chart:
        steps = self._shares(needs)
        counted = not isinstance(needs[0].quantity, int)
        return Chart(
            title=words[0],
            note=words[1],
            says=self._says(words[0], steps, "best" if counted else "part"),
            steps=tuple(steps),
            rungs=rungs,
            counted=counted,
            lang=self._told.lang,
        )

    def _shares(self, needs: Sequence[Requirement]) -> list[Shares]:
        """What meets several needs together at each rung; of those without a number, how many have which promise."""
        made: Callable[[Cell], Shares] = _counted
        if isinstance(needs[0].quantity, int):
            made = _amounts
        return [reduce(add, (made(cells[need.id]) for need in needs), Shares()) for cells in self._cells]

    def _says(self, title: str, steps: Sequence[Shares], group: str) -> str:
        lang = self._told.lang
        said = []
        for rung, shares in zip(RUNGS, steps, strict=True):
            known = zip(PARTS, shares.parts(), strict=True)
            parts = joined([say(f"drawings.{group}-{part}", n=number(n)) for part, n in known if n])
            said.append(say("drawings.curve-step", rung=self._word("rung", rung), parts=parts)[lang])
        return say("drawings.curve-says", title=same(title), steps="; ".join(said))[lang]

    def _word(self, group: str, key: str) -> str:
        return say(f"drawings.{group}-{key}")[self._told.lang]


def _once(places: Sequence[Wording]) -> list[Wording]:
    return [place for n, place in enumerate(places) if place not in places[:n]]


def _amounts(cell: Cell) -> Shares:
    return shares_of(cell) or Shares()


def _counted(cell: Cell) -> Shares:
    return Shares(**{cell.standing: 1})
