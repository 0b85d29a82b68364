"""`servanda agreements position CASE TEXT`: what a party says of our encoding, appended to the case's own ledger."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from servanda.adapters import cases
from servanda.cli.issuing import case_of
from servanda.errors import NotFound
from servanda.ledger import Ledger, encode, payload_of, read_signer
from servanda.records.agreement import Agreement
from servanda.records.decision import Position
from servanda.runs.adopted import adopted_at, name_of
from servanda.runs.casefiles import read_agreements
from servanda.runs.recorded import item
from servanda.runs.replay import append, known_at
from servanda.wording import languages


@click.command(
    "position",
    epilog="Example: servanda agreements position my-case minsk-2015@2015-02-12:set-back --by CADLR --accepts no"
    " --says 'Not 50 km from either side.' --key ~/my.key",
)
@click.argument("case", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("text", metavar="ID@VERSION[:TERM]")
@click.option("--by", required=True, metavar="PARTY", help="Party, as the instrument names it.")
@click.option("--accepts", type=click.Choice(["yes", "no"]), required=True, help="Whether it accepts the encoding.")
@click.option("--says", default="", help="Its words; they travel with every finding on the term.")
@click.option("--lang", type=click.Choice(languages()), default="en", show_default=True, help="Language of the words.")
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False, exists=True), required=True, help="Private key.")
def command(case: Path, text: str, key: Path, **said: str) -> None:
    """Record that a party accepts our encoding of a term, or objects to it; what it said last counts.

    Without TERM it speaks of the instrument as a whole. What it said earlier stays on the record.
    """
    folder, now = case_of(case), datetime.now(UTC).replace(microsecond=0)
    position = position_of(text, said, now)
    with Ledger.open(folder / "ledger", signer=read_signer(key)) as ledger:
        known, _last = known_at(ledger, ledger.size)
        _refuse_unknown(position, adopted_at(known, read_agreements(folder, cases.read_manifest(folder))))
        append(ledger, [item("position", position, at=now, author=position.by)])
        line = {"position": position.id, "size": ledger.size, "root": ledger.root().hex()}
    click.echo(msgspec.json.encode(line))


def position_of(text: str, said: dict[str, str], now: datetime) -> Position:
    """The position as a record, named by its content."""
    agreement, _, term = text.partition(":")
    words = {said["lang"]: said["says"]} if said["says"] else {}
    fields = {"by": said["by"], "agreement": agreement, "term": term, "accepts": said["accepts"], "says": words}
    position = msgspec.convert({"id": "position", "at": now, **fields}, type=Position)
    digest = hashlib.sha256(encode(payload_of(position))).hexdigest()[:12]
    return msgspec.structs.replace(position, id=f"position-{digest}")


def _refuse_unknown(position: Position, texts: list[Agreement]) -> None:
    """Refuse a position on what no text on the record has, or of somebody it does not name.

    Raises:
        NotFound: `position-about-nothing`.
    """
    text = next((one for one in texts if name_of(one) == position.agreement), None)
    known = ", ".join(name_of(one) for one in texts) or "none"
    if text is None:
        says = f"'{position.agreement}' is not on the record."
        raise NotFound("position-about-nothing", says, hint=f"On the record: {known}.")
    terms = [term.id for term in text.terms]
    if position.term and position.term not in terms:
        says = f"'{position.agreement}' has no term '{position.term}'."
        raise NotFound("position-about-nothing", says, hint=f"Terms: {', '.join(terms)}.")
    if position.by not in text.parties:
        says = f"'{position.agreement}' names nobody '{position.by}'."
        raise NotFound("position-about-nothing", says, hint=f"Named are: {', '.join(sorted(text.parties))}.")
