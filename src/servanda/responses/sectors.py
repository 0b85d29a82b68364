"""Breaches that must lie in the same sector to count together: two in different sectors do not add up."""

from collections.abc import Sequence
from dataclasses import replace

from servanda.records.agreement import Agreement
from servanda.records.open_term import OpenRef
from servanda.records.procedure import Trigger
from servanda.responses.ground import SECTOR, Breach, Doubt
from servanda.wording import say


def by_sector(agreement: Agreement, trigger: Trigger, found: Sequence[Breach]) -> list[tuple[str, list[Breach]]]:
    """Groups of breaches that may count together.

    Without `same: sector` all count together. With it, each sector counts for itself; a breach whose sector is not
    certain may belong to any, so it counts there as possible only. Where a single breach is enough, the sector does not
    matter for starting, and those without a certain one start a procedure of their own.

    Args:
        agreement: The instrument, whose readings of an open count tell whether one is always enough.
        trigger: The trigger.
        found: Breaches in order of time.

    Returns:
        Sector and breaches, by the sectors' names; those without a certain one come first, under an empty name.
    """
    if trigger.same != "sector":
        return [("", list(found))] if found else []
    lost = [one for one in found if not one.sector]
    named = sorted({one.sector for one in found if one.sector})
    if _one_is_enough(agreement, trigger):
        groups = [("", lost)] + [(sector, [one for one in found if one.sector == sector]) for sector in named]
    else:
        doubtful = [_doubted(one) for one in lost]
        groups = [("", doubtful)] + [(sector, _in_sector(found, doubtful, sector)) for sector in named]
    return [(sector, group) for sector, group in groups if group]


def _one_is_enough(agreement: Agreement, trigger: Trigger) -> bool:
    if not isinstance(trigger.count, OpenRef):
        return trigger.count <= 1
    term = agreement.open.get(trigger.count.open)
    return term is not None and bool(term.settled) and term.readings[term.settled].value == 1


def _doubted(one: Breach) -> Breach:
    doubt = Doubt(SECTOR, say("responses.sector_unknown", findings=list(one.findings)))
    return replace(one, certain=False, doubts=(*one.doubts, doubt))


def _in_sector(found: Sequence[Breach], doubtful: Sequence[Breach], sector: str) -> list[Breach]:
    own = [one for one in found if one.sector == sector]
    return sorted([*own, *doubtful], key=lambda one: (one.at, one.subject))
