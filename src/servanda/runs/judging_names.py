"""Judgements of people about names that may be one, on the ledger of a case; for terminal and web alike."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from servanda import statements
from servanda.errors import InputError, NotFound
from servanda.ledger import Ledger, Signer
from servanda.records.decision import Decision
from servanda.runs.recorded import item
from servanda.runs.replay import append, known_at
from servanda.runs.reviewing import Verdict, after, named


def judge_names(case: Path, names: tuple[str, str], verdict: Verdict, signer: Signer) -> Decision:
    """Record whether two names are one (`merge`) or two (`split`), or that nobody can say (`unsure`).

    The later decision about a pair counts; `undo` takes the last one back, and nothing is erased.

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
        earlier = [one for one in known.by_type["decision"].values() if one.about.startswith("entity:")]
        others = [f"decision:{_last(earlier, names).id}"] if verdict.does == "undo" else [f"entity:{names[1]}"]
        fields: dict[str, object] = {"about": f"entity:{names[0]}", "others": others, "does": verdict.does}
        whole = {"id": "decision", "by": verdict.by, "role": verdict.role, "at": after(earlier, verdict.at), **fields}
        decision = msgspec.convert(whole, type=Decision)
        for refused in statements.merged([*earlier, decision]).rejections:
            if refused.place == decision.id:
                raise InputError(refused.code, refused.says, hint=refused.hint)
        decision = named(decision)
        append(ledger, [item("decision", decision, at=decision.at, author=decision.by)])
    return decision


def _last(decisions: Sequence[Decision], names: tuple[str, str]) -> Decision:
    """The last judgement about two names that counts."""
    counts = [one for one in statements.edges(decisions) if one.deleted_at is None]
    wanted = [one.decision for one in counts if [one.left, one.right] == sorted(names)]
    for one in decisions:
        if wanted and one.id == wanted[-1]:
            return one
    hint = "List the judgements with: servanda statements merges CASE list."
    raise NotFound("merge-nothing-to-undo", f"Nobody has judged '{names[0]}' and '{names[1]}'.", hint=hint)
