"""A register, a plan and a view → what the drawings of both are made from, without the rest of a case."""

from collections.abc import Sequence
from dataclasses import replace

from servanda import commitments, coverage
from servanda.commitments import Register, View
from servanda.records.agreement import Agreement
from servanda.records.case import Case
from servanda.records.plan import Plan
from servanda.reports.dossier import Dossier
from servanda.reports.sheet import Looked
from servanda.runs.gather import releases_of, waits_of
from servanda.wording import languages

_EXERCISE = "EX-"


def dossier_to_draw(
    case: Case, agreements: Sequence[Agreement], register: Register, view: View, plan: Plan | None = None
) -> Dossier:
    """Names, promises and plan that the drawings show; what follows from them is added by the functions below."""
    return Dossier(
        case=case,
        as_of=view.as_of,
        ledger_size=0,
        ledger_root="",
        agreements=agreements,
        commitments=register.commitments,
        events=register.events,
        plan=plan,
        names=case.names,
    )


def with_coverage(dossier: Dossier, register: Register, view: View) -> Dossier:
    """The same with how far the plan is met, in this view and for each rung as the floor.

    Raises:
        InputError: as `assess`.
    """
    if dossier.plan is None:
        return dossier
    plan = dossier.plan
    by_rung = [coverage.assess(plan, register, replace(view, floor=rung)) for rung in commitments.RUNGS]
    return replace(dossier, coverage=by_rung[commitments.RUNGS.index(view.floor)], by_rung=by_rung)


def with_waits(dossier: Dossier, register: Register, view: View) -> Dossier:
    """The same with who waits for whom, the circles, and what each awaited signal would release.

    Raises:
        InputError: as `waits`.
    """
    circles = commitments.circles(register, view)
    signals = [event.id for event in register.events if event.is_signal]
    released = [one for signal in signals for one in commitments.released_by(register, view, signal)]
    return replace(
        dossier,
        labels=commitments.stand(register, view),
        waits=waits_of(commitments.waits(register, view), circles),
        circles=[circle.commitments for circle in circles],
        released=releases_of(released),
    )


def looked_from(view: View) -> Looked:
    """What a drawing says of the view: its floor, and everything that is assumed and was not recorded."""
    return Looked(floor=view.floor, without=tuple(sorted(view.withdrawn)), assumed=tuple(sorted(view.assume.items())))


def unnamed_case(name: str, register: Register, view: View) -> Case:
    """A manifest for a register that comes without one; it is an exercise if all its promises are."""
    exercise = bool(register.commitments) and all(one.id.startswith(_EXERCISE) for one in register.commitments)
    return Case(
        id=name,
        title=dict.fromkeys(languages(), name),
        kind="exercise" if exercise else "real",
        agreements=[],
        languages=list(languages()),
        time_zone="UTC",
        as_of=view.as_of,
    )
