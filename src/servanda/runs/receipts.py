"""Receipts: what findings were made from, so that anybody who has the same gets the same bytes."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from servanda import __version__
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Receipt
from servanda.runs.adopted import digest_of, name_of


def of_ledger(agreements: Iterable[Agreement], *, size: int, root: str, as_of: datetime) -> dict[str, Receipt]:
    """The receipt of the findings under each instrument, judged on the first entries of a ledger.

    Args:
        agreements: Instruments.
        size: How many entries were known.
        root: Root of the tree at that size, hexadecimal.
        as_of: The moment for which was judged.
    """
    return {
        name_of(one): Receipt(
            agreement_sha256=digest_of(one), tree_size=size, root=root, engine=__version__, as_of=as_of
        )
        for one in agreements
    }


def of_facts(agreements: Iterable[Agreement], facts: Facts, *, as_of: datetime) -> dict[str, Receipt]:
    """The receipt of the findings under each instrument, judged on facts alone.

    Args:
        agreements: Instruments.
        facts: The facts as they were given.
        as_of: The moment for which was judged.
    """
    digest = digest_of_facts(facts)
    return {
        name_of(one): Receipt(agreement_sha256=digest_of(one), facts_sha256=digest, engine=__version__, as_of=as_of)
        for one in agreements
    }


def digest_of_facts(facts: Facts) -> str:
    """SHA-256 of facts as data, whatever the order in which they came."""
    digest = hashlib.sha256()
    for name in facts.__struct_fields__:
        records: Sequence[object] = getattr(facts, name)
        lines = sorted(msgspec.json.encode(one, order="deterministic") for one in records)
        digest.update(msgspec.json.encode([name, len(lines)]) + b"\n" + b"".join(line + b"\n" for line in lines))
    return digest.hexdigest()
