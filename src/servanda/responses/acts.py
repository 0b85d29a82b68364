"""Acts in procedures: which of them count, and why the others do not."""

from collections.abc import Sequence
from datetime import datetime

from servanda.errors import InputError
from servanda.records.agreement import Agreement
from servanda.records.procedure import Procedure, Step
from servanda.records.rejection import Rejection, rejected
from servanda.records.response import StepAct

_RANK = {"resume": 0, "extend": 1, "suspend": 2, "done": 3}
"""Order of acts of one moment: what gives more time comes first, so that no order of arrival can decide."""


def acts_of(
    agreement: Agreement, procedure: Procedure, acts: Sequence[StepAct], as_of: datetime
) -> tuple[StepAct, ...]:
    """The acts that count for a procedure, in order of time, each once, none later than a moment."""
    own = {
        act.id: act
        for act in sorted(acts, key=_order, reverse=True)
        if act.at <= as_of and act.procedure == f"{agreement.id}:{procedure.id}" and _fault(procedure, act) is None
    }
    return tuple(sorted(own.values(), key=_order))


def check_acts(agreements: Sequence[Agreement], acts: Sequence[StepAct]) -> list[Rejection]:
    """The acts that can have no effect, each with its reason and how to mend it.

    Args:
        agreements: The instruments with their procedures.
        acts: Acts as recorded.

    Returns:
        Rejections of kind `step-act`, in the order of their names.
    """
    procedures = {f"{one.id}:{procedure.id}": procedure for one in agreements for procedure in one.procedures}
    found: list[Rejection] = []
    for act in sorted(acts, key=lambda one: one.id):
        known = procedures.get(act.procedure)
        fault = _unknown(act, sorted(procedures)) if known is None else _fault(known, act)
        if fault is not None:
            found.append(rejected(fault, kind="step-act"))
    return found


def _order(act: StepAct) -> tuple[datetime, int, str]:
    return act.at, _RANK[act.does], act.id


def _unknown(act: StepAct, names: Sequence[str]) -> InputError:
    says = f"The act '{act.id}' names the procedure '{act.procedure}', which no instrument has."
    return InputError("act-procedure-unknown", says, place=act.id, hint=f"Known: {', '.join(names) or 'none'}.")


def _fault(procedure: Procedure, act: StepAct) -> InputError | None:
    step = next((one for one in procedure.steps if one.id == act.step), None)
    if step is None:
        says = f"The act '{act.id}' names the step '{act.step}', which '{act.procedure}' does not have."
        known = ", ".join(one.id for one in procedure.steps)
        return InputError("act-step-unknown", says, place=act.id, hint=f"Known: {known}.")
    if act.does == "done" and act.by not in step.who:
        says = f"The act '{act.id}' is by '{act.by}', but the step '{step.id}' calls on {', '.join(step.who)}."
        hint = "Record it under the name the step uses; a member does not act for its bloc."
        return InputError("act-by-another", says, place=act.id, hint=hint)
    if act.by not in step.who and _needs_consensus(step, act):
        says = f"The act '{act.id}' is by '{act.by}', but only {', '.join(step.who)} together may do so in '{step.id}'."
        hint = "Record it under the name the step uses, once for each of them."
        return InputError("act-without-consensus", says, place=act.id, hint=hint)
    if act.does == "extend" and act.until is None:
        says = f"The extension '{act.id}' does not say until when."
        return InputError("act-without-until", says, place=act.id, hint="Add 'until', the new due time.")
    return None


def _needs_consensus(step: Step, act: StepAct) -> bool:
    by = step.extend_by if act.does == "extend" else step.suspend_by
    return act.does != "done" and by == "consensus"
