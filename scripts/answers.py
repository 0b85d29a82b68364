"""What each question about a register and a plan gets back: read from the records and classes of the answers."""

import re
from collections.abc import Iterator

from servanda import commitments, coverage, schemas
from servanda.cli import showing
from servanda.commitments.explain import Awaited, Explanation
from servanda.coverage.certify import Needed
from servanda.records.commitment import Commitment
from servanda.records.plan import Cell, Cut, Share
from servanda.records.rejection import Rejection

Parts = dict[str, type]

ANSWERS: dict[str, tuple[str, Parts]] = {
    "commitments list": ("", {"commitments": Commitment}),
    "commitments stand": (
        "`credible`, `handshake`, `open`, `void`: how many of each.",
        {"commitments": commitments.Why},
    ),
    "commitments stand --labels": ("The same counts.", {"commitments": showing.Labelled}),
    "commitments explain": ("", {"commitments": Explanation}),
    "commitments waits": ("", {"circles": commitments.Circle, "waits": commitments.Wait}),
    "commitments release": ("", {"releases": commitments.Release}),
    "commitments lint": ("Each of `lints`: `code`, `place`, `severity`, `says`, `hint`. Exit 1 on an error.", {}),
    "coverage show": (
        "`plan`: its name. `shares` only with `--shares`.",
        {"cells": Cell, "cuts": Cut, "shares": Share},
    ),
    "coverage without": ("The fields of one record:", {"": coverage.Fall}),
    "coverage curve": ("", {"points": coverage.CurvePoint}),
    "coverage worst": ("Desk only. The fields of one record:", {"": coverage.Worst}),
    "coverage single": ("Desk only.", {"points": coverage.SinglePoint}),
    "coverage close": (
        (
            "Desk only. `closed`: whether the whole gap can be closed (exit 1 if not); never while a requirement "
            "without a number stands in `unquantified`. The fields of one record:"
        ),
        {"": coverage.Closure},
    ),
    "coverage place": (
        "Exit 1 if something stays missing or a limit was not taken. The fields of one record:",
        {"": coverage.Placement},
    ),
}
"""Question → what is said once, and the records of each list."""

INNER: tuple[type, ...] = (
    commitments.Need,
    commitments.MinimalSets,
    Awaited,
    coverage.LostCommitment,
    coverage.WorseCell,
    coverage.WhatIf,
    coverage.Tally,
    coverage.GroupTally,
    coverage.WorstLoss,
    coverage.WorstInGroup,
    coverage.Impossible,
    Needed,
    coverage.Placed,
    Rejection,
)
"""What the records of answers are made of."""

HEAD = """# Answers

What the questions about a register and a plan write; generated from the classes of the answers, rewrite with
`make docs`. How they are asked: [one document](../guarantees-document.md).

With `--json` each answer is one object: `question`, `exercise` (whether what it speaks of is invented), `view`
(`as_of`, `floor`, `reading`, `without`, `assume`), the lists or fields below, and `rejections` (each a
[Rejection](#rejection)): everything that was not taken. Without it each record is one line. Fields of a
[record](records.md) that equal their default are left out.
"""


def answers_page() -> str:
    """The reference page of the answers."""
    blocks = [HEAD]
    for question, (says, parts) in ANSWERS.items():
        lists = [f"`{name}`: each a {_link(kind)}." if name else f"{_link(kind)}." for name, kind in parts.items()]
        blocks.append(f"## {question}\n\n{' '.join(filter(None, [says, *lists]))}\n")
    classes = dict.fromkeys([kind for _, parts in ANSWERS.values() for kind in parts.values()])
    every = dict.fromkeys([*classes, *INNER])
    blocks += ["\n".join(_table(kind)) for kind in every if not _is_record(kind) or kind is Rejection]
    return "\n".join(blocks)


def _is_record(kind: type) -> bool:
    return kind.__module__.startswith("servanda.records.")


def _link(kind: type) -> str:
    name = kind.__name__
    return f"[{name}](records/{name.lower()}.md)" if _is_record(kind) else f"[{name}](#{name.lower()})"


def _table(kind: type) -> Iterator[str]:
    yield f"## {kind.__name__}\n\n{schemas.summary(kind)}\n"
    yield "| field | type | what it holds |\n|---|---|---|"
    for name, (annotation, reason) in schemas.written_of(kind).items():
        if reason:
            yield f"| `{name}` | `{re.sub(r'[|]', chr(92) + '|', annotation)}` | {reason} |"
    yield ""
