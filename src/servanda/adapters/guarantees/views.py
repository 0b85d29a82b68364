"""Names in a view that nobody bears: whoever leaves or happens there changes nothing, and that must be said."""

from collections.abc import Collection, Iterator

import msgspec

from servanda.errors import InputError
from servanda.records.guarantees import GivenView


def strangers(view: GivenView, those: Collection[str], events: Collection[str]) -> Iterator[InputError]:
    """An error for each name in a view that is not on record.

    Args:
        view: The view.
        those: Providers and commitments.
        events: Events.
    """
    for name in view.without:
        if name not in those:
            hint = f"Known: {_some(those)}."
            yield InputError("without-unknown", f"No provider or commitment is called '{name}'.", hint=hint)
    for name in view.assume:
        if name not in events:
            says = f"No event is called '{name}', so nothing can be assumed of it."
            yield InputError("assume-unknown", says, hint=f"Events: {_some(events)}.")


def known_part(view: GivenView, those: Collection[str], events: Collection[str]) -> GivenView:
    """The view without names that nobody bears."""
    return msgspec.structs.replace(
        view,
        without=[name for name in view.without if name in those],
        assume={name: value for name, value in view.assume.items() if name in events},
    )


def _some(names: Collection[str]) -> str:
    shown = sorted(names)[:8]
    return ", ".join(shown) + (", …" if len(names) > len(shown) else "") if shown else "none"
