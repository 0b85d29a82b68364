"""`servanda ledger`: verify and show the record."""

from pathlib import Path
from typing import TextIO

import click
import msgspec

from servanda.errors import InputError
from servanda.ledger import Checkpoint, Ledger, VerifierKey, verifier_key, verify
from servanda.store import Query, SqliteIndex

_LONGEST_KEY = 4096
"""Characters of a file with a key that are read; a key has some hundred."""
_FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
_SIZE = click.option("--size", type=int, help="View at this tree size: what was known then.")


@click.group(name="ledger")
def group() -> None:
    """Verify and show the record. DIR is a ledger, or a case that holds one in `ledger/`."""


@group.command(name="verify")
@_FOLDER
@click.option("--key", type=click.File("r"), help="File with the key you trust, `-` for stdin; else DIR's own key.")
@click.option("--since", type=click.Path(path_type=Path), help="A checkpoint you kept: it must still be contained.")
@click.option("--expect", metavar="SIZE:ROOT", default="", help="A size and root you know: it must still be contained.")
def verify_command(folder: Path, key: TextIO | None, since: Path | None, expect: str) -> None:
    """Check every byte of a ledger; exit 3 with the first bad place on stderr.

    Example: servanda ledger verify cases/exercise-meridian/ledger --key mission.key.pub
    """
    if since and expect:
        raise InputError("verify-twice", "--since and --expect say the same thing twice.", hint="Give one of them.")
    known = _expected(expect) if expect else since
    _write(verify(ledger_in(folder), _trusted(key), since=known))


@group.command(name="show")
@_FOLDER
@_SIZE
@click.option("--type", "kind", default="", help="Only entries of this type.")
def show_command(folder: Path, size: int | None, kind: str) -> None:
    """Write the entries of a ledger as they stand, one JSON line each.

    Example: servanda ledger show cases/exercise-meridian/ledger --size 12 --type decision
    """
    end = b',"type":"' + kind.encode() + b'","v":1}' if kind else b""
    for line in Ledger.open(ledger_in(folder)).lines(size):
        if line.endswith(end):
            click.echo(line)


@group.command(name="proof")
@_FOLDER
@click.argument("index", type=int)
@_SIZE
def proof_command(folder: Path, index: int, size: int | None) -> None:
    """Write the proof that an entry is in the ledger: leaf, siblings, root, and the signed checkpoint.

    Example: servanda ledger proof cases/exercise-meridian/ledger 17
    """
    ledger = Ledger.open(ledger_in(folder))
    proof = ledger.prove_inclusion(index, size)
    _write(
        {
            "index": proof.index,
            "size": proof.size,
            "leaf": ledger.leaf(index).hex(),
            "hashes": [part.hex() for part in proof.hashes],
            "root": ledger.root(size).hex(),
            "checkpoint": (ledger.folder / "checkpoint").read_text("utf-8") if proof.size == ledger.size else "",
        }
    )


@group.command(name="index")
@_FOLDER
@click.option("--file", type=click.Path(path_type=Path), help="The database; `index.sqlite` in DIR by default.")
@click.option("--rebuild", is_flag=True, help="Make it again even if it fits.")
def index_command(folder: Path, file: Path | None, *, rebuild: bool) -> None:
    """Make or refresh the SQLite index of a ledger; it is never truth and may be deleted.

    Example: servanda ledger index cases/exercise-meridian/ledger --file out/index.sqlite
    """
    index = SqliteIndex(Ledger.open(ledger_in(folder)), file)
    size = index.rebuild() if rebuild else index.refresh()
    _write({"file": str(index.file), "size": size, "types": index.counts(Query())})
    index.close()


def ledger_in(folder: Path) -> Path:
    """The ledger itself, or the one inside a case."""
    inside = folder / "ledger"
    return inside if not (folder / "checkpoint").exists() and (inside / "checkpoint").exists() else folder


def _trusted(file: TextIO | None) -> VerifierKey | None:
    return None if file is None else verifier_key(file.read(_LONGEST_KEY).strip())


def _expected(text: str) -> Checkpoint:
    size, _, root = text.partition(":")
    if not size.isascii() or not size.isdigit() or len(root) != 64 or set(root) - set("0123456789abcdef"):  # noqa: PLR2004 - SHA-256
        raise InputError(
            "verify-expect", f"'{text}' is not SIZE:ROOT.", hint="As `ledger verify` prints them: 17:6e34…"
        )
    return Checkpoint("", int(size), bytes.fromhex(root))


def _write(value: object) -> None:
    click.echo(msgspec.json.encode(value))
