"""Rows of the terminal summary about the plan: what the promises secure of it, and what would close the gap."""

from collections import Counter
from collections.abc import Iterator, Sequence

from servanda.coverage import Closure
from servanda.coverage.state import Standing
from servanda.records.plan import Coverage
from servanda.records.record import Wording
from servanda.reports.dossier import Dossier
from servanda.reports.formats import joined
from servanda.wording import say

_STANDINGS: tuple[Standing, ...] = ("secured", "mutual", "possible", "missing", "unquantified")


def plan_lines(dossier: Dossier, closures: Sequence[Closure], lang: str) -> Iterator[tuple[str, str]]:
    """How the requirements stand, counted; then what the cheapest further pledges would be, if somebody asked.

    Requirements are counted, not amounts: patrols and companies make no sum.
    """
    coverage = dossier.coverage
    if coverage is None or not coverage.cells:
        return
    left = say("reports.line-plan", n=len(coverage.cells))
    yield left[lang], joined(_standings(coverage), " · ")[lang]
    for closure in closures:
        yield say("reports.line-closing")[lang] if closure.k == 0 else "", _closing(closure)[lang]


def _standings(coverage: Coverage) -> list[Wording]:
    counts = Counter(cell.standing for cell in coverage.cells)
    return [say(f"drawings.standing-{one}", n=counts[one]) for one in _STANDINGS if counts[one]]


def _closing(closure: Closure) -> Wording:
    if not closure.proven:
        return say("reports.line-not-settled", cost=closure.cost, bound=closure.bound, k=closure.k)
    if not closure.closed:
        return say("reports.line-cannot-close", k=closure.k)
    key = "line-closed" if closure.k == 0 else "line-closed-without"
    return say(f"reports.{key}", n=len(closure.chosen), cost=closure.cost, k=closure.k)
