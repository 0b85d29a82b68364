"""`servanda decide CASE ABOUT`: a person's decision, appended to the case's own ledger."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from servanda.errors import NotFound
from servanda.ledger import Ledger, read_signer
from servanda.records.decision import Decision
from servanda.runs.recorded import item
from servanda.runs.references import APPROVES, is_issuer, own_proposal
from servanda.runs.replay import append, known_at
from servanda.runs.reviewing import named
from servanda.schemas.rows import ByName

DOES = ("accept", "reject", "unsure", "verify", "approve")
"""Decisions that need no more than a name; splits, merges and edits are recorded through `ingest`."""

DERIVED = frozenset({"incident", "finding", "response"})
"""What a run derives and no ledger holds."""


@click.command(
    epilog="Example: servanda decide my-case statement:st-ccc8fde7e7c8 --does accept --by 'O. Koval' --role analyst "
    "--key ~/servanda.key"
)
@click.argument("case", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("about")
@click.option("--does", type=click.Choice(DOES), required=True, help="What was decided.")
@click.option("--by", required=True, help="Who decides; self-declared, and recorded.")
@click.option("--role", required=True, help="In which role.")
@click.option("--reason", default="", help="Why, in the language of --lang.")
@click.option("--lang", default="en", show_default=True, help="Language of the reason.")
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False, exists=True), required=True, help="Private key.")
def command(case: Path, about: str, key: Path, **said: str) -> None:
    """Record what a person decided about a record, such as statement:ID; nothing recorded earlier is touched."""
    now = datetime.now(UTC).replace(microsecond=0)
    decision = decision_of(about, said, now)
    with Ledger.open(case / "ledger", signer=read_signer(key)) as ledger:
        kind, _, name = about.partition(":")
        known, _last = known_at(ledger, ledger.size)
        rows = ByName(known.observations)
        recorded: Mapping[str, object] = rows if kind == "observation" else known.by_type.get(kind, {})
        if name not in recorded and kind not in DERIVED:
            hint = "Name it as KIND:ID; list the statements with: servanda ledger show CASE/ledger --type statement."
            raise NotFound("decision-about-nothing", f"'{about}' is not on the record.", hint=hint)
        if kind == "finding" and decision.does in APPROVES and is_issuer(decision.by, known.issuers.get(name, ())):
            raise own_proposal(decision.by, name)
        append(ledger, [item("decision", decision, at=now, author=decision.by)])
        line = {"decision": decision.id, "size": ledger.size, "root": ledger.root().hex()}
    click.echo(msgspec.json.encode(line).decode())


def decision_of(about: str, said: dict[str, str], now: datetime) -> Decision:
    """The decision as a record, named by its content."""
    reason = {said["lang"]: said["reason"]} if said["reason"] else {}
    fields = {"about": about, "does": said["does"], "by": said["by"], "role": said["role"], "reason": reason, "at": now}
    return named(msgspec.convert({"id": "decision", **fields}, type=Decision))
