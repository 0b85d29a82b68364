"""Names in a register that a reader takes for one another."""

import unicodedata
from collections.abc import Iterator

from servanda.commitments.register import Register
from servanda.commitments.weakness import RegisterLint, weak
from servanda.records.commitment import Commitment

_JOINERS = frozenset({0x034F, *range(0xFE00, 0xFE10)})
"""Marks without a form of their own: the grapheme joiner and the selectors of variants."""


def lint_names(register: Register) -> Iterator[RegisterLint]:
    """Providers whose names look alike, and commitments that bear the name of a provider.

    Names are names, whatever they look like: each is taken for a guarantor of its own, and whoever assumes a provider
    gone by a name that a commitment bears too takes out both.
    """
    first: dict[str, Commitment] = {}
    for commitment in register.commitments:
        first.setdefault(commitment.provider, commitment)
    for name in sorted(first.keys() & register.by_id.keys()):
        yield weak("name-of-both", register.by_id[name], "warning")
    seen: dict[str, str] = {}
    for provider in sorted(first):
        other = seen.setdefault(_as_seen(provider), provider)
        if other != provider:
            yield weak("providers-alike", first[provider], "warning", provider=provider, other=other)


def _as_seen(name: str) -> str:
    """A name without what the eye does not tell apart: case, width, invisible characters, runs of spaces."""
    plain = unicodedata.normalize("NFKC", name)
    seen = "".join(one for one in plain if unicodedata.category(one) != "Cf" and ord(one) not in _JOINERS)
    return " ".join(seen.casefold().split())
