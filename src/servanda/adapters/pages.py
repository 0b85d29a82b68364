"""Reports → files in a folder; files of an earlier run that are not written again are removed."""

from collections.abc import Mapping
from pathlib import Path

from servanda.errors import ExternalError

LIST = ".written"
"""Names of the files an earlier run wrote: only those may be removed."""


def write_pages(folder: Path, pages: Mapping[str, str]) -> list[Path]:
    """Write pages and return their paths, by name.

    A page of an earlier run that this one does not make is removed, so that nothing stale is taken for a result.

    Raises:
        ExternalError: `out-not-writable`.
    """
    try:
        return _write(folder, pages)
    except OSError as error:
        says = f"The reports cannot be written: {error}."
        hint = "Give a folder with --out that you may write to, on a disk with room."
        raise ExternalError("out-not-writable", says, place=str(folder), hint=hint) from error


def _write(folder: Path, pages: Mapping[str, str]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    ledger_of_names = folder / LIST
    earlier = ledger_of_names.read_text("utf-8").split("\n") if ledger_of_names.is_file() else []
    for name in earlier:
        if name and Path(name).name == name and name not in pages:
            (folder / name).unlink(missing_ok=True)
    for name in sorted(pages):
        (folder / name).write_text(pages[name], "utf-8", newline="\n")
    ledger_of_names.write_text("".join(f"{name}\n" for name in sorted(pages)), "utf-8")
    return [folder / name for name in sorted(pages)]
