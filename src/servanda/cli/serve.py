"""`servanda serve FOLDER`: written reports in the browser of this machine."""

from pathlib import Path

import click

from servanda.web import serve


@click.command(epilog="Example: servanda serve out/paris-2026 --port 8080")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, show_default="any free one", help="Port to listen on."
)
def command(folder: Path, port: int) -> None:
    """Show the reports of a folder on this machine only, until you press Ctrl-C."""
    show(folder, port)


def show(folder: Path, port: int = 0) -> None:
    """Serve a folder until Ctrl-C; the address goes to stdout."""
    with serve(folder, port=port) as server:
        click.echo(server.url)
        click.echo("Ctrl-C stops it.", err=True)
        try:
            server.wait()
        except KeyboardInterrupt:
            click.echo("", err=True)
