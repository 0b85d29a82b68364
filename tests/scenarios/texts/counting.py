"""The scenarios of every bundled text, and by how many facts the cases of a story differ."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from servanda.adapters import agreements as agreement_files
from servanda.adapters.scenarios import Scenario, read_scenarios
from servanda.records.agreement import Agreement

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted([*ROOT.glob("agreements/*/scenarios/*.yaml"), *ROOT.glob("cases/*/agreements/scenarios/*.yaml")])
VERDICTS = ("kept", "breached", "undetermined")


@cache
def instruments(folder: Path) -> tuple[Agreement, ...]:
    return tuple(agreement_files.load(folder))


@cache
def cases(file: Path) -> tuple[Scenario, ...]:
    return tuple(read_scenarios(file.read_bytes(), file.name))


def stories() -> Iterator[tuple[str, list[Scenario]]]:
    for file in FILES:
        for name, told in groupby(cases(file), key=lambda one: one.story):
            yield f"{file.parent.parent.name}/{name}", list(told)


def differs_by_one(one: Scenario, other: Scenario) -> bool:
    """Whether a single fact differs: one record, or the same fields in the same way in records of one kind.

    What two posts saw of one shot is one fact; so is another moment of judging.
    """
    kinds = one.data.keys() | other.data.keys()
    pairs = [
        (kind, one.data.get(kind, {}).get(name), other.data.get(kind, {}).get(name))
        for kind in kinds
        for name in one.data.get(kind, {}).keys() | other.data.get(kind, {}).keys()
    ]
    changed = [(kind, here, there) for kind, here, there in pairs if here != there]
    looked = (one.as_of, one.window, one.agreement) != (other.as_of, other.window, other.agreement)
    return len({_change(*each) for each in changed}) + looked == 1


def _change(kind: str, here: dict[str, Any] | None, there: dict[str, Any] | None) -> str:
    if here is None or there is None:
        return f"{kind} {here if there is None else there}"
    fields = sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
    return f"{kind} {[(name, here.get(name), there.get(name)) for name in fields]}"


def triples(told: list[Scenario]) -> int:
    """How many triples kept / breached / undetermined a story has: each case in one, joined by single facts."""
    best = 0
    for subject in {(one.term, one.on) for case in told for one in case.expect.findings}:
        by_verdict: dict[str, list[Scenario]] = {verdict: [] for verdict in VERDICTS}
        for case in told:
            for one in case.expect.findings:
                if (one.term, one.on) == subject and one.verdict in by_verdict:
                    by_verdict[one.verdict].append(case)
        best = max(best, _joined(by_verdict))
    return best


def _joined(by_verdict: dict[str, list[Scenario]]) -> int:
    """Triples taken one after the other; two of the three pairs differ by one fact."""
    found = 0
    left = {verdict: list(cases) for verdict, cases in by_verdict.items()}
    for first in left["kept"]:
        for second in list(left["breached"]):
            third = next((one for one in left["undetermined"] if _is_triple(first, second, one)), None)
            if third is not None:
                left["breached"].remove(second)
                left["undetermined"].remove(third)
                found += 1
                break
    return found


def _is_triple(*told: Scenario) -> bool:
    return sum(differs_by_one(told[left], told[right]) for left, right in ((0, 1), (0, 2), (1, 2))) >= 2
