"""`servanda statements review CASE`: a person decides on proposals, one key each; each one goes onto the ledger."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from servanda.cli.moments import this_moment
from servanda.cli.review_screen import screen, spoken
from servanda.errors import InputError
from servanda.ledger import Ledger, Signer, read_signer
from servanda.runs.reviewing import Pending, Verdict, Wanted, decide, pending
from servanda.wording import say

_DOES = {"a": "accept", "e": "edit", "r": "reject", "u": "unsure"}
_ENDS = {"q", "\x03", "\x04", ""}
_LANGUAGES = ("uk", "en")
DIRECTORY = click.Path(path_type=Path, file_okay=False, exists=True)
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@dataclass(frozen=True)
class _Session:
    """Who reviews what, and how it is shown."""

    case: Path
    signer: Signer
    by: str
    role: str
    lang: str
    plain: bool

    def keys(self) -> Iterator[str]:
        """One key at a time; in lines the first letter of each."""
        while True:
            if self.plain:
                line = sys.stdin.readline()
                yield line.strip()[:1].lower() or ("n" if line else "")
            else:
                yield click.getchar().lower()

    def show(self, one: Pending, place: tuple[int, int]) -> None:
        if self.plain:
            click.echo(spoken(one, place, self.lang))
        else:
            click.clear()
            click.echo(screen(one, place, shutil.get_terminal_size().columns, self.lang))
        click.echo(say("review.keys")[self.lang])

    def ask(self, lang: str) -> str:
        """A paraphrase in one language; empty to leave it as it was proposed."""
        click.echo(say("review.paraphrase", lang=say(f"review.lang-{lang}"))[self.lang])
        return sys.stdin.readline().strip()


@click.command(
    epilog="Example: servanda statements review my-case --by 'O. Koval' --role analyst --key ~/servanda.key --lang en"
)
@click.argument("case", type=DIRECTORY)
@click.option("--by", required=True, help="Who decides; self-declared, and recorded.")
@click.option("--role", required=True, help="In which role.")
@click.option("--key", type=FILE, required=True, help="Private key that signs each new checkpoint.")
@click.option("--source", default="", help="Only proposals of this source.")
@click.option("--frame", default="", help="Only proposals of this frame, such as pledge.")
@click.option("--certainty", default="", help="Only proposals of this certainty, such as PS+.")
@click.option("--all", "decided", is_flag=True, help="Those that were decided too.")
@click.option("--plain", is_flag=True, help="In lines: a letter and Enter; as when no terminal is there.")
@click.option("--lang", type=click.Choice(_LANGUAGES), default="uk", show_default=True, help="Language of the screen.")
def command(case: Path, key: Path, **given: str | bool) -> None:
    """Go through proposals: a accepts, e edits, r rejects, u is unsure; n next, p back, q ends.

    Each decision is signed onto the ledger of the case at once: whoever ends in the middle loses nothing. Nothing is
    erased: a proposal decided again keeps both decisions, and the later one counts.
    """
    by, role, lang = str(given["by"]), str(given["role"]), str(given["lang"])
    plain = bool(given["plain"]) or not sys.stdin.isatty()
    session = _Session(case, read_signer(key), by, role, lang, plain)
    wanted = Wanted(str(given["source"]), str(given["frame"]), str(given["certainty"]), bool(given["decided"]))
    with Ledger.open(case / "ledger") as ledger:
        waiting = pending(case, ledger, wanted)
    made = _through(session, waiting) if waiting else 0
    click.echo(say("review.done", n=made, left=len(waiting) - made if not wanted.decided else 0)[lang])


def _through(session: _Session, waiting: list[Pending]) -> int:
    """Walk through proposals until the last one or until somebody ends it; how many were decided."""
    at, done = 0, set()
    keys = session.keys()
    session.show(waiting[0], (1, len(waiting)))
    for key in keys:
        if key in _ENDS:
            break
        step = 1 if key == "n" else -1 if key == "p" else 0
        if key in _DOES:
            if _decided(session, waiting[at], _DOES[key]):
                done.add(waiting[at].statement.id)
                step = 1
        elif not step:
            click.echo(say("review.help")[session.lang])
            continue
        at = max(0, at + step)
        if at >= len(waiting):
            break
        session.show(waiting[at], (at + 1, len(waiting)))
    return len(done)


def _decided(session: _Session, one: Pending, does: str) -> bool:
    """Record one decision; what is refused is said, and the proposal stays."""
    says = {lang: words for lang in _LANGUAGES if (words := session.ask(lang))} if does == "edit" else {}
    verdict = Verdict(does, session.by, session.role, says, this_moment())
    try:
        decision = decide(session.case, one.statement.id, verdict, session.signer)
    except InputError as error:
        click.echo(str(error), err=True)
        return False
    click.echo(say("review.recorded", what=say(f"review.state-{does}"), decision=decision.id)[session.lang])
    return True
