"""Findings derived from a ledger → entries at its end: what is new, and an erratum for each that has changed.

Issuing again without new facts appends nothing; nothing that was issued is edited.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from servanda.errors import InputError
from servanda.ledger import Entry, Ledger, encode, payload_of
from servanda.records.finding import Finding
from servanda.records.issue import Changed, Erratum, Issued
from servanda.records.record import Record
from servanda.records.rejection import Rejection, rejected
from servanda.runs.grounds import Grounds

ISSUED, ERRATUM = "finding", "erratum"
"""Entry types."""
_HEX = 12

_PARTS: Sequence[tuple[Changed, tuple[str, ...]]] = (
    ("hinges", ("hinges", "attribution_hinges")),
    ("readings", ("by_reading", "flips")),
    ("evidence", ("evidence", "notices", "watched", "exemption", "row")),
    ("replies", ("replies",)),
    ("finality", ("final", "reply_until")),
    ("encoding", ("encoding", "positions")),
    ("subject", ("subject",)),
)


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Who issues, in which role, when."""

    by: str
    role: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The last that a ledger says of one finding.

    Attributes:
        index: Entry in which it was issued last.
        issued: What stands there.
        withdrawn: An erratum said later that the record no longer gives it.
    """

    index: int
    issued: Issued
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class Appended:
    """What issuing appended."""

    issued: Sequence[Issued]
    errata: Sequence[Erratum]
    unchanged: int
    """Findings that stand on the ledger as they are."""
    rejections: Sequence[Rejection]
    """Findings that do not fit an entry."""


def standing(entries: Iterable[Entry]) -> dict[str, Standing]:
    """Of each finding that was ever issued the last that was said of it, by name."""
    found: dict[str, Standing] = {}
    for index, entry in enumerate(entries):
        if entry.type == ISSUED:
            issued = msgspec.convert(entry.payload, Issued)
            found[issued.id] = Standing(index=index, issued=issued)
        elif entry.type == ERRATUM and entry.payload.get("later") is None:
            last = found[entry.payload["about"]]
            found[entry.payload["about"]] = Standing(index=last.index, issued=last.issued, withdrawn=True)
    return found


def errata(entries: Iterable[Entry]) -> list[tuple[int, Erratum]]:
    """All errata on a ledger with the index of each."""
    found = ((index, entry) for index, entry in enumerate(entries) if entry.type == ERRATUM)
    return [(index, msgspec.convert(entry.payload, Erratum)) for index, entry in found]


def issue(ledger: Ledger, findings: Iterable[Finding], issuer: Issuer) -> Appended:
    """Append the findings that a ledger does not hold as they are, and an erratum for each that was issued otherwise.

    Args:
        ledger: Open for writing.
        findings: Derived at its size, with receipts.
        issuer: Who issues.

    Raises:
        AccessDenied: the ledger is open for reading only.
    """
    before = standing(ledger.entries())
    now = {finding.id: finding for finding in findings}
    new = [one for one in now.values() if not _stands(before.get(one.id), one)]
    issued, rejections = _fitting(new, issuer)
    grounds, size = Grounds(ledger), ledger.size
    made = [
        _erratum(before[one.id], one.finding, size + place, grounds, issuer)
        for place, one in enumerate(issued)
        if one.id in before
    ]
    gone = [last for name, last in sorted(before.items()) if name not in now and not last.withdrawn]
    made += [_erratum(last, None, None, grounds, issuer) for last in gone]
    ledger.append([*(_entry(ISSUED, one, issuer) for one in issued), *(_entry(ERRATUM, one, issuer) for one in made)])
    return Appended(issued=issued, errata=made, unchanged=len(now) - len(new), rejections=rejections)


def _stands(last: Standing | None, finding: Finding) -> bool:
    return last is not None and not last.withdrawn and _content(last.issued.finding) == _content(finding)


def _content(finding: Finding) -> bytes:
    """A finding without what it was made from: the same answer from a longer record is the same finding."""
    return msgspec.json.encode(payload_of(msgspec.structs.replace(finding, receipt=None)), order="deterministic")


def _fitting(findings: Iterable[Finding], issuer: Issuer) -> tuple[list[Issued], list[Rejection]]:
    """Findings as they are issued, and those that the profile of entries does not hold."""
    issued: list[Issued] = []
    rejections: list[Rejection] = []
    for finding in findings:
        one = Issued(id=finding.id, finding=finding, by=issuer.by, role=issuer.role, at=issuer.at)
        try:
            encode(payload_of(one))
        except InputError as error:
            hint = "Judge a shorter window; all others were issued."
            bad = InputError(error.code, f"'{one.id}' is no entry: {error.says}", place=one.id, hint=hint)
            rejections.append(rejected(bad, kind="finding"))
        else:
            issued.append(one)
    return issued, rejections


def _erratum(last: Standing, now: Finding | None, later: int | None, grounds: Grounds, issuer: Issuer) -> Erratum:
    was = last.issued.finding
    size = was.receipt.tree_size if was.receipt is not None and was.receipt.tree_size is not None else 0
    erratum = Erratum(
        id=ERRATUM,
        about=was.id,
        earlier=last.index,
        later=later,
        changed=[] if now is None else list(_changed(was, now)),
        was=was.outcome,
        now=None if now is None else now.outcome,
        because=grounds.since(size, [was, *([] if now is None else [now])]),
        by=issuer.by,
        role=issuer.role,
        at=issuer.at,
    )
    digest = hashlib.sha256(encode(payload_of(erratum))).hexdigest()[:_HEX]
    return msgspec.structs.replace(erratum, id=f"{ERRATUM}-{digest}")


def _changed(was: Finding, now: Finding) -> Iterator[Changed]:
    """What differs between two findings of one name."""
    if was.outcome.verdict != now.outcome.verdict:
        yield "verdict"
    if (was.outcome.by, was.outcome.attribution) != (now.outcome.by, now.outcome.attribution):
        yield "attribution"
    for name, parts in _PARTS:
        if any(getattr(was, part) != getattr(now, part) for part in parts):
            yield name


def _entry(kind: str, record: Record, issuer: Issuer) -> Entry:
    return Entry(author=issuer.by, payload=payload_of(record), recorded_at=issuer.at, type=kind)
