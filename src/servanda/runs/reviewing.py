"""Proposals of a case waiting for a person, and the person's decisions on its ledger; for terminal and web alike."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from servanda import statements
from servanda.adapters.cases import read_case
from servanda.errors import InputError, NotFound
from servanda.ledger import Ledger, Signer, encode, payload_of
from servanda.records.decision import Decision
from servanda.records.record import Wording
from servanda.records.statement import Statement
from servanda.runs.recorded import item
from servanda.runs.replay import append, known_at

_NOT_AFTER = "statement"


@dataclass(frozen=True)
class Pending:
    """One proposal and what people have decided about it so far."""

    statement: Statement
    """The proposal, as the rule made it."""
    text: str
    """The text it was read from, exactly as it was received; empty where that is not at hand."""
    decisions: Sequence[Decision]
    """Decisions about it, in their order; the last one counts."""

    @property
    def state(self) -> str:
        """What counts: accept, edit, reject, unsure; empty while nobody has decided."""
        return self.decisions[-1].does if self.decisions else ""

    @property
    def words(self) -> tuple[str, str, str]:
        """What stands before the words of the proposal in their sentence or near them, the words, and what follows."""
        first, last = self.statement.spans[0], self.statement.spans[-1]
        start, end = _around(self.text, first.start, last.end)
        return self.text[start : first.start], self.text[first.start : last.end], self.text[last.end : end]


@dataclass(frozen=True)
class Wanted:
    """Which proposals somebody wants to see; empty means all."""

    source: str = ""
    """Of one source."""
    frame: str = ""
    """Of one frame."""
    certainty: str = ""
    """Of one certainty."""
    decided: bool = False
    """Those that were decided too."""


def pending(case: Path, ledger: Ledger, wanted: Wanted = Wanted()) -> list[Pending]:
    """Proposals of a case, in the order of their sources and of the text.

    Args:
        case: Folder of the case: its texts.
        ledger: Its ledger: its proposals and decisions.
        wanted: Which of them.

    Raises:
        InputError: the case is not readable.
        IntegrityError: the ledger is not what was signed.
    """
    known, _ = known_at(ledger, ledger.size)
    texts = {name: text for name, text in read_case(case).texts.items() if name in known.by_type["source"]}
    decided = _by_statement(known.by_type["decision"].values())
    found = [
        Pending(one, _held(texts.get(one.source, ""), one), decided.get(one.id, ()))
        for one in known.by_type["statement"].values()
        if _fits(one, wanted)
    ]
    kept = [one for one in found if wanted.decided or not one.decisions]
    return sorted(kept, key=lambda one: (one.statement.source, one.statement.spans[0].start, one.statement.id))


def _fits(one: Statement, wanted: Wanted) -> bool:
    asked = ((wanted.source, one.source), (wanted.frame, one.frame), (wanted.certainty, one.certainty))
    return all(not want or want == has for want, has in asked)


def _by_statement(decisions: object) -> Mapping[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for one in sorted(decisions, key=lambda each: (each.at, each.id)):  # type: ignore[call-overload]  # records of one kind
        kind, _, name = one.about.partition(":")
        if kind == _NOT_AFTER:
            found.setdefault(name, []).append(one)
    return found


def _held(text: str, one: Statement) -> str:
    """The text, if the words of the proposal still stand where it says: else nothing is shown as them."""
    return text if text and all(statements.holds(text, span) for span in one.spans) else ""


def _around(text: str, start: int, end: int, room: int = 200) -> tuple[int, int]:
    """The line of a stretch, cut to some characters on either side."""
    begins = text.rfind("\n", 0, start) + 1
    ends = text.find("\n", end)
    return max(begins, start - room), min(len(text) if ends < 0 else ends, end + room)


@dataclass(frozen=True)
class Verdict:
    """What a person says of a proposal."""

    does: str
    """accept, edit, reject or unsure."""
    by: str
    """Who."""
    role: str
    """In which role."""
    says: Wording
    """For `edit`: the paraphrase in words of theirs."""
    at: datetime
    """When."""


def decision_on(one: Statement, verdict: Verdict) -> Decision:
    """The decision as a record, named by its content; nothing is written.

    Raises:
        InputError: `decision-wrong`, `decision-by-the-proposer`, `decision-edit-without-words`.
    """
    said = {"about": f"statement:{one.id}", "does": verdict.does, "by": verdict.by, "role": verdict.role}
    fields = {"id": "decision", **said, "says": dict(verdict.says), "at": verdict.at}
    try:
        decision = msgspec.convert(fields, type=Decision)
    except msgspec.ValidationError as error:
        raise InputError(
            "decision-wrong", f"No such decision: {error}.", hint="Accept, edit, reject or unsure."
        ) from error
    for refused in statements.review([one], [decision]).rejections:
        raise InputError(refused.code, refused.says, hint=refused.hint)
    digest = hashlib.sha256(encode(payload_of(decision))).hexdigest()[:12]
    return msgspec.structs.replace(decision, id=f"decision-{digest}")


def decide(case: Path, name: str, verdict: Verdict, signer: Signer) -> Decision:
    """Record a decision about a proposal; whatever was recorded meanwhile stays, and nothing earlier is touched.

    Args:
        case: Folder of the case.
        name: Identifier of the statement.
        verdict: What was decided.
        signer: Key that signs the new checkpoint.

    Raises:
        NotFound: `decision-about-nothing`.
        InputError: as `decision_on`.
        ExternalError: another writer has the ledger open.
    """
    with Ledger.open(case / "ledger", signer=signer) as ledger:
        known, _ = known_at(ledger, ledger.size)
        one = known.by_type["statement"].get(name)
        if one is None:
            hint = "List the proposals with: servanda statements review CASE --plain."
            raise NotFound("decision-about-nothing", f"'statement:{name}' is not on the record.", hint=hint)
        decision = decision_on(one, verdict)
        append(ledger, [item("decision", decision, at=verdict.at, author=decision.by)])
    return decision


def judge_names(case: Path, names: tuple[str, str], verdict: Verdict, signer: Signer) -> Decision:
    """Record whether two names are one (`merge`) or two (`split`); the later decision about a pair counts.

    Raises:
        NotFound: `merge-name-unknown`.
        InputError: `merge-…`, as `statements.merged` rejects it.
        ExternalError: another writer has the ledger open.
    """
    with Ledger.open(case / "ledger", signer=signer) as ledger:
        known, _ = known_at(ledger, ledger.size)
        said = {name for one in known.by_type["statement"].values() for name in statements.names_in(one)}
        for name in names:
            if name not in said and not statements.unnamed(name):
                hint = "List the names with: servanda statements merges CASE list."
                raise NotFound("merge-name-unknown", f"No statement names '{name}'.", hint=hint)
        fields = {"about": f"entity:{names[0]}", "others": [f"entity:{names[1]}"], "does": verdict.does}
        whole = {"id": "decision", "by": verdict.by, "role": verdict.role, "at": verdict.at, **fields}
        decision = msgspec.convert(whole, type=Decision)
        earlier = [one for one in known.by_type["decision"].values() if one.about.startswith("entity:")]
        for refused in statements.merged([*earlier, decision]).rejections:
            if refused.place == decision.id:
                raise InputError(refused.code, refused.says, hint=refused.hint)
        digest = hashlib.sha256(encode(payload_of(decision))).hexdigest()[:12]
        decision = msgspec.structs.replace(decision, id=f"decision-{digest}")
        append(ledger, [item("decision", decision, at=verdict.at, author=decision.by)])
    return decision
