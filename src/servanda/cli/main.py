"""The entry point: groups are imported only when they are called; errors become exit codes here and nowhere else."""

import sys
from contextlib import suppress
from types import MappingProxyType

import click

from servanda import __version__
from servanda.cli.ending import INTERRUPTED, Ended, Root, let_go
from servanda.cli.terminal import guard
from servanda.errors import AccessDenied, ExternalError, InputError, IntegrityError, NotFound, ServandaError

EXIT_CODES: MappingProxyType[type[ServandaError], int] = MappingProxyType(
    {InputError: 2, NotFound: 2, AccessDenied: 2, IntegrityError: 3, ExternalError: 4}
)
"""Family of errors to exit code; 1 is kept for *the answer is no*."""

COMMANDS: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "run": ("servanda.cli.run:command", "Run the whole chain over a case."),
        "demo": ("servanda.cli.demo:command", "Run the bundled cases and show the chain in one screen."),
        "ingest": ("servanda.cli.ingest:command", "Append records to the ledger of a case."),
        "decide": ("servanda.cli.decide:command", "Record what a person decided."),
        "rehearse": ("servanda.cli.rehearse:command", "Show what the procedures would do after a hypothetical breach."),
        "serve": ("servanda.cli.serve:command", "Show written reports on this machine only."),
        "statements": ("servanda.cli.statements:group", "Read who says what, through whom, how certainly."),
        "brief": ("servanda.cli.said:brief", "What is agreed, claimed, awaited, open: one page."),
        "commitments": ("servanda.cli.commitments:group", "Who promised what, and what stands."),
        "agreements": ("servanda.cli.agreements:group", "Check and show agreements as data."),
        "observations": ("servanda.cli.observations:group", "Read what was seen, heard, measured or alleged."),
        "incidents": ("servanda.cli.incidents:group", "Join observations into incidents, with reasons."),
        "findings": ("servanda.cli.findings:group", "Judge terms: kept, breached, undetermined, not in force."),
        "coverage": ("servanda.cli.coverage:group", "Do the promises add up to the plan."),
        "responses": ("servanda.cli.responses:group", "Who must do what by when."),
        "reports": ("servanda.cli.reports:group", "Write the brief, the daily report, the map."),
        "ledger": ("servanda.cli.ledger:group", "Verify and show the record."),
    }
)
"""Every command: where it lives and what it is for; the help page needs no import of it."""


@click.group(cls=Root, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="servanda")
def root() -> None:
    """What was said, promised, agreed; what happened; whether it was kept; who must now act."""


def main() -> None:
    """Run the command line and exit with its code."""
    guard()
    try:
        root.main(standalone_mode=True)
    except ServandaError as error:
        with suppress(OSError):
            click.echo(f"servanda: {error}", err=True)
        _clear()
        sys.exit(exit_code(error))
    except Ended as end:
        _clear()
        sys.exit(end.code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _clear() -> None:
    """Write what still stands in the buffers; what cannot be written is let go."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            let_go(stream)


def exit_code(error: ServandaError) -> int:
    """The exit code of an error: that of its family."""
    return next(code for family, code in EXIT_CODES.items() if isinstance(error, family))
