"""Read the texts of a case again and carry over what people decided, when a better reader gives statements new names.

    python scripts/carry_decisions.py cases/paris-2026            # report only; exit 1 if a person is needed
    python scripts/carry_decisions.py cases/paris-2026 --write    # rename in decisions, register and events
    python scripts/carry_decisions.py cases/paris-2026 --write --drop   # and take out decisions that match nothing

`sources/statements.jsonl` of the case keeps the proposals as they were decided. Nothing is decided here: what matches
nothing, what is framed anew and what is new is listed for a person.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from servanda.adapters.cases import read_case
from servanda.records.decision import Decision
from servanda.records.statement import Statement
from servanda.statements import propose, review
from servanda.statements.carrying import Carried, carry

_KEPT = "sources/statements.jsonl"
_PAGE = Path("docs/dossier.md")
_MARKS = ("<!-- accepted statements -->", "<!-- end -->")
_NAME = re.compile(r"st-[0-9a-f]{12}")


def main() -> int:
    """Report, and write if asked."""
    ask = argparse.ArgumentParser(description="Carry decisions over to what the reader proposes today.")
    ask.add_argument("case", type=Path)
    ask.add_argument("--write", action="store_true", help="rename in the files of the case, and keep today's proposals")
    ask.add_argument("--drop", action="store_true", help="take out decisions and supports that match nothing")
    given = ask.parse_args()
    read = read_case(given.case)
    now = [one for source in read.sources if source.id in read.texts for one in propose(read.texts[source.id], source)]
    kept = given.case / _KEPT
    before = (
        [msgspec.json.decode(line, type=Statement) for line in kept.read_bytes().splitlines()] if kept.exists() else now
    )
    carried = carry(before, now)
    print("\n".join(_report(carried, before, now, read.texts)))
    if given.write:
        _write(given.case, carried, drop=given.drop)
        _keep(given.case, now, read.decisions, carried)
    needed = [one for one in carried.altered if one.firmer] or carried.reframed or carried.lost or carried.fresh
    return 1 if needed else 0


def _report(
    carried: Carried, before: Sequence[Statement], now: Sequence[Statement], texts: dict[str, str]
) -> Iterator[str]:
    old, new = ({one.id: one for one in group} for group in (before, now))
    renamed = sum(1 for name, other in carried.names.items() if name != other)
    yield f"{len(carried.names)} carried over, {renamed} of them under a new name"
    for one in carried.altered:
        mark = "FIRMER" if one.firmer else "OTHER "
        yield f"{mark} {one.new} {', '.join(one.differs)}: {_words(new[one.new], texts)}"
    for name, other in carried.reframed.items():
        yield f"FRAME  {name} {old[name].frame} → {other} {new[other].frame}: {_words(new[other], texts)}"
    for name in carried.lost:
        yield f"LOST   {name} {old[name].frame}: {_words(old[name], texts)}"
    for name in carried.fresh:
        if name not in carried.reframed.values():
            yield f"NEW    {name} {new[name].frame} {new[name].certainty}: {_words(new[name], texts)}"


def _words(one: Statement, texts: dict[str, str]) -> str:
    return " … ".join(texts.get(one.source, "")[span.start : span.end] for span in one.spans)


def _write(case: Path, carried: Carried, *, drop: bool) -> None:
    gone = {*carried.lost, *carried.reframed} if drop else set()
    for file in sorted(case.glob("*.yaml")):
        text = file.read_text("utf-8")
        if file.name == "decisions.yaml" and gone:
            parts = re.split(r"(?m)^(?=- id: )", text)
            text = "".join(part for part in parts if not any(f"statement:{name}\n" in part for name in gone))
        for name in sorted(gone):
            text = text.replace(f'"{name}", ', "").replace(f', "{name}"', "").replace(f'["{name}"]', "[]")
        file.write_text(_NAME.sub(lambda found: carried.names.get(found[0], found[0]), text), "utf-8")


def _keep(case: Path, now: Sequence[Statement], decisions: Sequence[Decision], carried: Carried) -> None:
    """Keep the proposals that are decided, and list the accepted ones on the page."""
    about = {carried.names.get(name, name) for one in decisions if (name := one.about.removeprefix("statement:"))}
    kept = sorted((one for one in now if one.id in about), key=lambda one: (one.source, one.spans[0].start, one.id))
    (case / _KEPT).write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in kept))
    today = review(now, read_case(case).decisions).accepted
    rows = [
        f"| `{one.id}` | `{one.source}` | {one.frame} | {one.certainty} | {one.says['en']} |"
        for one in sorted(today, key=lambda one: (one.source, one.spans[0].start, one.id))
    ]
    if _PAGE.exists() and _MARKS[0] in (page := _PAGE.read_text("utf-8")):
        head, tail = page.split(_MARKS[0])[0], page.split(_MARKS[1])[-1]
        table = ["| statement | text | frame | certainty | in our words |", "|---|---|---|---|---|", *rows]
        _PAGE.write_text(f"{head}{_MARKS[0]}\n\n" + "\n".join(table) + f"\n\n{_MARKS[1]}{tail}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
