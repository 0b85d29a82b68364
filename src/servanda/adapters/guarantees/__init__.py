"""A case folder, a file or a text from standard input → a register that can be asked, its plan, its view.

A document is JSON (or the restricted form of YAML) as `records/guarantees.py` describes it. What is wrong with one
record keeps that record out, and whatever rests on it is undecided; what is wrong with the whole is an error.
"""

from pathlib import Path

from servanda.adapters import bytes_in
from servanda.adapters.guarantees.opened import Opened, opened_of
from servanda.adapters.guarantees.parts import parts_of_folder, parts_of_text
from servanda.adapters.guarantees.views import strangers
from servanda.commitments.bulk import without_cycles
from servanda.errors import NotFound
from servanda.plain.json_text import MAX_BYTES

__all__ = ["MAX_BYTES", "Opened", "open_place", "open_text", "strangers"]

_FILES = ("commitments.yaml", "plan.yaml")


def open_text(raw: bytes, place: str, *, beside: Path | None = None) -> Opened:
    """Read a document, or a list of commitments.

    Args:
        raw: The text.
        place: What to call it in messages.
        beside: File of events that belongs to a list of commitments.

    Raises:
        InputError: the whole is not readable.
    """
    with without_cycles():
        return opened_of(parts_of_text(raw, place, beside=beside))


def open_place(path: Path, *, beside: Path | None = None) -> Opened:
    """Read a case folder, a document, or a file of commitments with `events.yaml` and the others beside it.

    Raises:
        NotFound: `register-missing`, `register-not-found`.
        InputError: a file is not readable.
    """
    if path.is_dir():
        if any((path / name).exists() or (path / name).is_symlink() for name in _FILES):
            return opened_of(parts_of_folder(path))
        raise _nothing(path)
    raw = bytes_in(path.parent, path.name, MAX_BYTES + 1)
    if raw is None:
        raise _nothing(path)
    if raw.lstrip()[:1] == b"-" and beside is None:
        return opened_of(parts_of_folder(path.parent, commitments=path.name))
    return open_text(raw, path.name, beside=beside)


def _nothing(path: Path) -> NotFound:
    if not path.exists():
        return NotFound("register-missing", f"There is no file or folder '{path}'.", hint="Check the path.")
    says = f"'{path}' holds no commitments."
    return NotFound("register-not-found", says, hint="Name a case folder, a document, or - for standard input.")
