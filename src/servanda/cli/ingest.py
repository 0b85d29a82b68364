"""`servanda ingest CASE`: append what the files of a case hold, and its ledger does not, to the case's own ledger."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from servanda.cli.article import read_article
from servanda.errors import InputError
from servanda.ledger import Ledger, create_signer, read_signer
from servanda.runs.casefiles import items, read_case_files
from servanda.runs.ingest import ingest


@click.command(epilog="Example: servanda ingest my-case --key ~/servanda.key --article talks.txt")
@click.argument("case", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Private key, made if new.")
@click.option("--article", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="An article to read in.")
def command(case: Path, key: Path, article: Path | None) -> None:
    """Append new records of a case's files to its ledger, CASE/ledger, signed with your key.

    From then on `run` reads the case from that ledger. The key stays outside the case; whoever has it can sign. Exit 1
    if something on the record came with another content: it stays as it was, and the refusal is recorded.
    """
    if case.resolve() in key.resolve().parents:
        says, hint = f"The private key '{key}' would lie in the case.", "Keep it where the case is not copied from."
        raise InputError("key-inside-case", says, place=str(key), hint=hint)
    signer = read_signer(key) if key.exists() else create_signer(key)
    files = read_case_files(case, read_article(article) if article else None)
    with Ledger.open(case / "ledger", signer=signer, origin=f"{files.lists.case.id}/ledger") as ledger:
        before = ledger.size
        added, refused = ingest(ledger, items(files), now=datetime.now(UTC).replace(microsecond=0))
        line = {"before": before, "added": len(added), "size": ledger.size, "root": ledger.root().hex()}
    click.echo(msgspec.json.encode(line).decode())
    for rejection in [*files.rejections, *refused]:
        click.echo(f"rejected: {rejection.place}: {rejection.says} {rejection.hint}", err=True)
    if refused:
        sys.exit(1)
