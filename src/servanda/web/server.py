"""A small HTTP server for written reports: 127.0.0.1 only, GET and HEAD only."""

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from servanda.errors import ExternalError, NotFound
from servanda.web.pages import TYPES, Page, headers_of, page_for

HOST = "127.0.0.1"
_SECONDS = 10
_POLL_SECONDS = 0.05


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: "_Server"
    server_version = "servanda"
    sys_version = ""
    timeout = _SECONDS

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - http.server's signature
        """Answer errors (a bad request, another method) with the same headers and no text of the request."""
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == HTTPStatus.NOT_IMPLEMENTED else HTTPStatus(code)
        self.close_connection = True
        self._send(Page(status, TYPES[".txt"], f"{status.value} {status.phrase}\n".encode()), with_body=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's signature
        """Keep no record of who read what."""

    def _answer(self, *, with_body: bool) -> None:
        if self.headers.get("Host", "") not in self.server.names:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        self._send(page_for(self.server.folder, self.path), with_body=with_body)

    def _send(self, page: Page, *, with_body: bool) -> None:
        self.send_response(page.status)
        for name, value in headers_of(page).items():
            self.send_header(name, value)
        if page.status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.end_headers()
        if with_body:
            self.wfile.write(page.body)


class _Server(ThreadingHTTPServer):
    """Listens on loopback and knows its folder."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        super().__init__((HOST, port), _Handler)
        self.names = frozenset({f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"})


class ReportServer:
    """A running server; as a context manager it stops at the end."""

    def __init__(self, server: _Server) -> None:
        self._server = server
        self._thread = threading.Thread(
            target=server.serve_forever, args=(_POLL_SECONDS,), name="servanda-web", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it is reached from this machine."""
        return f"http://{HOST}:{self._server.server_port}/"

    def wait(self) -> None:
        """Stay until it is stopped."""
        self._thread.join()

    def stop(self) -> None:
        """Stop listening and close the socket."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve(folder: Path | str, *, port: int = 0) -> ReportServer:
    """Show the reports of a folder on 127.0.0.1, read-only, until stopped.

    Requests that name another host are refused, so that a page elsewhere cannot read the reports by pointing its own
    name at this machine.

    Args:
        folder: The folder with the reports.
        port: Port to listen on; 0 for any free one.

    Raises:
        NotFound: `reports-not-found` if there is no such folder.
        ExternalError: `port-not-free` if the port cannot be listened on.
    """
    resolved = Path(folder).resolve()
    if not resolved.is_dir():
        hint = "Write reports first: servanda run CASE --out FOLDER."
        raise NotFound("reports-not-found", f"'{folder}' is not a folder.", hint=hint)
    try:
        return ReportServer(_Server(resolved, port))
    except (OSError, OverflowError) as error:
        says = f"Port {port} cannot be listened on: {error}."
        raise ExternalError("port-not-free", says, hint="Choose another, or 0 for any free one.") from error
