"""The smallest sets of settled facts after which something holds whatever the other facts bring.

These are the prime implicants of a table of all outcomes (Quine 1952). For each set of facts that are settled, one
integer says for which of their values the rest no longer matters; it comes from the sets with one fact more.
"""

from collections.abc import Iterator, Sequence

from servanda.commitments.minimal import LIMIT, MinimalSets
from servanda.commitments.names import NOT
from servanda.commitments.packed import Bits
from servanda.commitments.scenarios import outcomes_of


def prime_implicants(facts: Sequence[str], holds: Bits) -> MinimalSets:
    """Smallest sets of values of facts after which something holds.

    Args:
        facts: The facts, at most a dozen: the table has one bit for each of their outcomes.
        holds: In which outcomes it holds; the first fact changes fastest.
    """
    found = sorted(_each(facts, holds), key=lambda one: (len(one), one))
    return MinimalSets(tuple(found[:LIMIT]), complete=len(found) <= LIMIT)


def _each(facts: Sequence[str], holds: Bits) -> Iterator[tuple[str, ...]]:
    uppers = list(outcomes_of(facts).values())
    every = (1 << len(facts)) - 1
    settled: dict[int, Bits] = {every: holds}
    for some in range(every - 1, -1, -1):
        place = (~some & (some + 1)).bit_length() - 1
        wider, run = settled[some | 1 << place], 1 << place
        settled[some] = wider & ((wider & uppers[place]) >> run | (wider << run) & uppers[place])
    for some, outcomes in settled.items():
        prime = outcomes
        for place, upper in enumerate(uppers):
            prime &= ~(settled[some ^ 1 << place] if some >> place & 1 else upper)
        while prime:
            outcome = (prime & -prime).bit_length() - 1
            prime ^= 1 << outcome
            names = (("" if outcome >> n & 1 else NOT) + name for n, name in enumerate(facts) if some >> n & 1)
            yield tuple(sorted(names))
