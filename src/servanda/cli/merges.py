"""`servanda statements merges CASE …`: which names are one, as people decided; nothing is merged by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from servanda import statements
from servanda.cli.moments import this_moment
from servanda.ledger import Ledger, read_signer
from servanda.runs.judging_names import judge_names
from servanda.runs.replay import known_at
from servanda.runs.reviewing import Verdict

DIRECTORY = click.Path(path_type=Path, file_okay=False, exists=True)
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group()
@click.argument("case", type=DIRECTORY)
@click.pass_context
def group(context: click.Context, case: Path) -> None:
    """Say which names are one and which are two; each is a dated decision on the ledger, and each can be undone."""
    context.obj = case


@group.command("list")
@click.pass_obj
def list_(case: Path) -> None:
    """Names that were called one, every judgement, contradictions, and pairs that may be one and wait for somebody.

    Example: servanda statements merges my-case list
    """
    with Ledger.open(case / "ledger") as ledger:
        known, _ = known_at(ledger, ledger.size)
    decisions = list(known.by_type["decision"].values())
    found = statements.merged(decisions)
    proposals = list(known.by_type["statement"].values())
    for name, one in sorted(found.canonical.items()):
        click.echo(msgspec.json.encode({"type": "merged", "name": name, "as": one}))
    for edge in statements.edges(decisions):
        click.echo(msgspec.json.encode({"type": "judgement", **msgspec.to_builtins(edge)}))
    for rejection in found.rejections:
        click.echo(msgspec.json.encode({"type": "rejection", **msgspec.to_builtins(rejection)}))
    for left, right in statements.candidates(proposals, decisions):
        click.echo(msgspec.json.encode({"type": "candidate", "names": [left, right]}))


def _pair(command: Callable[..., None]) -> Callable[..., None]:
    """The two names, and who judges them."""
    options: list[Callable[[Any], Any]] = [
        click.argument("left"),
        click.argument("right"),
        click.option("--by", required=True, help="Who decides; self-declared, and recorded."),
        click.option("--role", required=True, help="In which role."),
        click.option("--key", type=FILE, required=True, help="Private key that signs the new checkpoint."),
        click.pass_obj,
    ]
    for option in reversed(options):
        command = option(command)
    return command


@group.command()
@_pair
def same(case: Path, left: str, right: str, key: Path, **who: str) -> None:
    """Two names are one.

    Example: servanda statements merges my-case same named:koval o-koval --by 'O. Koval' --role analyst --key k
    """
    _judge(case, (left, right), "merge", key, who)


@group.command()
@_pair
def different(case: Path, left: str, right: str, key: Path, **who: str) -> None:
    """Two names are two: undoes a merge, and keeps it from being proposed again.

    Example: servanda statements merges my-case different named:koval o-koval --by 'O. Koval' --role analyst --key k
    """
    _judge(case, (left, right), "split", key, who)


@group.command()
@_pair
def unsure(case: Path, left: str, right: str, key: Path, **who: str) -> None:
    """Nobody can say whether two names are one: both stay, and the pair is no longer proposed.

    Example: servanda statements merges my-case unsure named:koval o-koval --by 'O. Koval' --role analyst --key k
    """
    _judge(case, (left, right), "unsure", key, who)


@group.command()
@_pair
def undo(case: Path, left: str, right: str, key: Path, **who: str) -> None:
    """Take back the last judgement about two names: what counted before counts again, and nothing is erased.

    Example: servanda statements merges my-case undo named:koval o-koval --by 'O. Koval' --role analyst --key k
    """
    _judge(case, (left, right), "undo", key, who)


def _judge(case: Path, names: tuple[str, str], does: str, key: Path, who: dict[str, str]) -> None:
    verdict = Verdict(does, who["by"], who["role"], {}, this_moment())
    decision = judge_names(case, names, verdict, read_signer(key))
    click.echo(msgspec.json.encode({"decision": decision.id, "does": does, "names": sorted(names)}))
