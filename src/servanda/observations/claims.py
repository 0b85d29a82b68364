"""Claims of parties: about each other in one truce, and without anybody independent who watched."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations

from servanda.observations.counters import said
from servanda.records.observation import Watch
from servanda.records.place import InPlace
from servanda.records.record import Wording
from servanda.records.tally import Comparison, Tally
from servanda.wording import languages, say


def rivals(tallies: Sequence[Tally], names: Mapping[str, Wording]) -> Iterator[Comparison]:
    """Two parties about each other over one time: both may be right, since each speaks of the other's acts.

    One comparison for each pair of parties and beginning, whatever the numbers: they are shown side by side, never
    added up or set off against each other.
    """
    groups: dict[datetime | None, list[Tally]] = {}
    for each in tallies:
        if each.basis == "party_claim" and each.when.start is not None:
            groups.setdefault(each.when.start, []).append(each)
    for group in groups.values():
        for left, right in combinations(sorted({each.observer for each in group}), 2):
            of_left = [each for each in group if each.observer == left and right in each.against]
            of_right = [each for each in group if each.observer == right and left in each.against]
            if of_left and of_right:
                says = say(
                    "observations.rival",
                    left=_called(left, names),
                    n=len(of_left),
                    right=_called(right, names),
                    m=len(of_right),
                )
                every = sorted(each.id for each in (*of_left, *of_right))
                yield Comparison(kind="rival", result="compatible", tallies=every, says=says)


def unwatched(tallies: Sequence[Tally], watches: Sequence[Watch], names: Mapping[str, Wording]) -> Iterator[Comparison]:
    """Claims about a time and place that nobody independent watched, as far as watches are on record."""
    claims = [each for each in tallies if each.basis == "party_claim"]
    parties = {name for each in claims for name in (each.observer, *each.against)}
    independent = [each for each in watches if each.observer not in parties and each.share > 0]
    for claim in claims:
        meeting = [each for each in independent if _may_have_seen(each, claim)]
        if not meeting or claim.where is None:
            key = "observations.unwatched_somewhere" if meeting else "observations.unwatched"
            says = say(key, who=_called(claim.observer, names), what=claim.measure, n=said(claim))
            yield Comparison(kind="unwatched", result="not_comparable", tallies=[claim.id], says=says)


def _may_have_seen(watch: Watch, claim: Tally) -> bool:
    """Whether a watch may have covered some of what a claim speaks of; whether it did is not told from names."""
    if not watch.when.meets(claim.when) or (claim.act and claim.act not in watch.acts):
        return False
    named = isinstance(watch.where, InPlace) and isinstance(claim.where, InPlace)
    return not named or watch.where == claim.where


def _called(party: str, names: Mapping[str, Wording]) -> Wording:
    return names.get(party) or dict.fromkeys(languages(), party)
