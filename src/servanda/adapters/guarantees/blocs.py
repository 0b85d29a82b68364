"""Blocs and their members, through members that are blocs themselves."""

from collections.abc import Callable, Mapping, Sequence

from servanda.errors import InputError


def all_members(
    blocs: Mapping[str, Sequence[str]], where: Callable[[str], str]
) -> tuple[dict[str, tuple[str, ...]], list[InputError]]:
    """Bloc → everybody in it, directly or through another bloc.

    Blocs that are members of each other stay so: then neither is counted where the other's promises are.

    Args:
        blocs: Bloc → members as given.
        where: Place of a bloc as people read it.

    Returns:
        The members, sorted; and an error for each bloc that is, in the end, a member of itself.
    """
    found: dict[str, tuple[str, ...]] = {}
    errors: list[InputError] = []
    for bloc in sorted(blocs):
        seen: set[str] = set()
        waiting = list(blocs[bloc])
        while waiting:
            member = waiting.pop()
            if member not in seen:
                seen.add(member)
                waiting += blocs.get(member, ())
        if bloc in seen:
            errors.append(_circular(bloc, sorted(blocs[bloc]), where(bloc)))
        found[bloc] = tuple(sorted(seen - {bloc}))
    return found, errors


def _circular(bloc: str, members: Sequence[str], place: str) -> InputError:
    if bloc in members:
        says = f"The bloc '{bloc}' is among its own members."
        return InputError("bloc-own-member", says, place=place, hint="Take it out; it is left out here.")
    says = f"The bloc '{bloc}' is a member of itself through {', '.join(members)}."
    hint = "Say which of them is the larger; until then neither is counted beside the other."
    return InputError("bloc-circular", says, place=place, hint=hint)
