"""Acts of depositaries, in the words of the UN Treaty Collection → legal steps of the promises they concern."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from servanda.adapters.exchange.rows import Account, Row
from servanda.errors import InputError
from servanda.plain import Plain

_BOUND = ("domestically_approved", "in_force")
_LEAVING = ("denunciation_notified", "ended")
_STEPS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "signature": ("signed", ""),
        "provisional_application": ("provisionally_applied", ""),
        "ratification": _BOUND,
        "acceptance": _BOUND,
        "approval": _BOUND,
        "accession": _BOUND,
        "definitive_signature": _BOUND,
        "denunciation": _LEAVING,
        "withdrawal": _LEAVING,
    }
)
"""Act → the step it is, and the step that its date of effect brings; consent to be bound as in VCLT 11 to 17."""

_KEPT: tuple[str, ...] = ("occurred_on", "known_on", "support")


def acts_of(rows: Sequence[Row], promises: Mapping[str, Row], account: Account) -> dict[str, list[Row]]:
    """Steps by promise: an act concerns every promise that the party made under the instrument.

    Args:
        rows: Rows of acts.
        promises: Rows of promises by name.
        account: Where an act that concerns no promise is refused.
    """
    found: dict[str, list[Row]] = {}
    for row in rows:
        under = (row.name("instrument"), row.name("party"))
        names = [name for name, one in promises.items() if (one.name("instrument"), one.name("provider")) == under]
        for name in names:
            found.setdefault(name, []).extend(_steps(row, name) if row.whole else [row])
        if not names and all(under):
            says = f"No promise of '{under[1]}' stands under the instrument '{under[0]}'."
            hint = "Check both names: they are those of the sheet of promises."
            account.refuse(InputError("row-without-owner", says, hint=hint), row.place)
    return found


def _steps(row: Row, name: str) -> list[Row]:
    act, effect = _STEPS[row.name("act")]
    kept: dict[str, Plain] = {key: row.data[key] for key in _KEPT if key in row.data}
    head: dict[str, Plain] = {"commitment": name, "axis": "legal", **kept}
    effective = row.name("effective_on")
    if effective and effect:
        second = [Row(row.place, {**head, "value": effect, "effective_on": effective})]
        return [Row(row.place, {**head, "value": act}), *second]
    later: dict[str, Plain] = {"effective_on": effective} if effective else {}
    return [Row(row.place, {**head, "value": act, **later})]
