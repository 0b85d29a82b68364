"""Proposals of a case waiting for a person, and the person's decisions on its ledger; for terminal and web alike."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from servanda import statements
from servanda.adapters.cases import read_case
from servanda.errors import InputError, NotFound
from servanda.ledger import Ledger, Signer, encode, payload_of
from servanda.records.decision import Correction, Decision
from servanda.records.record import Wording
from servanda.records.statement import Statement
from servanda.runs.recorded import item
from servanda.runs.replay import append, known_at

_ABOUT = "statement"


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
        """What counts: accept, edit, reject, unsure; empty while nobody has decided, or all was taken back."""
        return self.standing[-1].does if self.standing else ""

    @property
    def standing(self) -> list[Decision]:
        """Decisions that nobody took back, in their order."""
        return statements.in_force(self.decisions)[0]

    @property
    def read(self) -> Statement:
        """The statement as people read it now: in their words, with their corrections."""
        standing = self.standing
        edits = [one for one in standing if one.says or one.corrects]
        return statements.edited(self.statement, edits[-1]) if edits else self.statement

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
    kept = [one for one in found if wanted.decided or not one.state]
    return sorted(kept, key=lambda one: (one.statement.source, one.statement.spans[0].start, one.statement.id))


def _fits(one: Statement, wanted: Wanted) -> bool:
    asked = ((wanted.source, one.source), (wanted.frame, one.frame), (wanted.certainty, one.certainty))
    return all(not want or want == has for want, has in asked)


def _by_statement(decisions: object) -> Mapping[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for one in sorted(decisions, key=lambda each: (each.at, each.id)):  # type: ignore[call-overload]  # records of one kind
        kind, _, name = one.about.partition(":")
        if kind == _ABOUT:
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
    corrects: Correction | None = None
    """For `edit`: what they read otherwise than the rule."""
    others: Sequence[str] = ()
    """For `undo`: the decision taken back, as `decision:ID`."""


def decision_on(one: Statement, verdict: Verdict) -> Decision:
    """The decision as a record, named by its content; nothing is written.

    Raises:
        InputError: `decision-wrong`, `decision-by-the-proposer`, `decision-edit-without-words`.
    """
    said = {"about": f"statement:{one.id}", "does": verdict.does, "by": verdict.by, "role": verdict.role}
    fields = {"id": "decision", **said, "says": dict(verdict.says), "others": list(verdict.others), "at": verdict.at}
    try:
        decision = msgspec.convert(fields, type=Decision)
        decision = msgspec.structs.replace(decision, corrects=verdict.corrects)
    except msgspec.ValidationError as error:
        raise InputError(
            "decision-wrong", f"No such decision: {error}.", hint="Accept, edit, reject or unsure."
        ) from error
    if decision.does != "undo":
        for refused in statements.review([one], [decision]).rejections:
            raise InputError(refused.code, refused.says, hint=refused.hint)
    return named(decision)


def named(decision: Decision) -> Decision:
    """The decision, named by its content."""
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
        InputError: as `decision_on`; `decision-by-the-proposer` also where the person recorded the proposal.
        ExternalError: another writer has the ledger open.
    """
    with Ledger.open(case / "ledger", signer=signer) as ledger:
        known, _ = known_at(ledger, ledger.size)
        one = known.by_type["statement"].get(name)
        if one is None:
            hint = "List the proposals with: servanda statements review CASE --plain."
            raise NotFound("decision-about-nothing", f"'statement:{name}' is not on the record.", hint=hint)
        earlier = [each for each in known.by_type["decision"].values() if each.about == f"statement:{name}"]
        at = after(earlier, verdict.at)
        decision = decision_on(one, replace(verdict, at=at))
        if verdict.does in {"accept", "edit"}:
            _not_their_own(ledger, decision, name)
        append(ledger, [item("decision", decision, at=at, author=decision.by)])
    return decision


def after(earlier: Sequence[Decision], at: datetime) -> datetime:
    """The moment, or one just later than the last of some decisions: of two, the order must be known."""
    return max([at, *(one.at + timedelta(milliseconds=1) for one in earlier)])


def _not_their_own(ledger: Ledger, decision: Decision, name: str) -> None:
    for entry in ledger.entries(ledger.size):
        if entry.type == "statement" and entry.payload.get("id") == name and entry.author == decision.by:
            says = f"'{decision.by}' recorded 'statement:{name}', and nobody accepts what they proposed themselves."
            raise InputError("decision-by-the-proposer", says, hint="Let somebody else decide.")
