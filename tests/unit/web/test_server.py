"""The server for written reports, asked over real sockets on loopback."""

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.errors import ExternalError, NotFound
from servanda.web import ReportServer, serve

PAGE = b"<!doctype html><title>Brief</title><script>draw()</script><script src='x.js'></script>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "out"
    (reports / "maps").mkdir(parents=True)
    (reports / ".ledger").mkdir()
    (reports / "brief.uk.html").write_bytes(PAGE)
    (reports / "plain.html").write_bytes(b"<!doctype html><p>x")
    (reports / "maps" / "<map>.svg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    (reports / ".ledger" / "key.txt").write_text("secret", encoding="utf-8")
    (reports / "key.pem").write_text("secret", encoding="utf-8")
    (tmp_path / "outside.txt").write_text("secret", encoding="utf-8")
    (reports / "link.txt").symlink_to(tmp_path / "outside.txt")
    return reports


@pytest.fixture
def server(folder: Path) -> Iterator[ReportServer]:
    with serve(folder) as running:
        yield running


def ask(
    server: ReportServer, target: str, method: str = "GET", host: str | None = None
) -> tuple[int, dict[str, str], bytes]:
    address = server.url.removeprefix("http://").removesuffix("/")
    connection = http.client.HTTPConnection(address, timeout=5)
    connection.putrequest(method, target, skip_host=True)
    connection.putheader("Host", address if host is None else host)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def test_a_report_is_shown_as_it_was_written(server: ReportServer) -> None:
    status, headers, body = ask(server, "/brief.uk.html")
    assert (status, body) == (200, PAGE)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_it_listens_on_loopback_only(server: ReportServer) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    assert server._server.server_address[0] == "127.0.0.1"


def test_only_scripts_written_in_the_page_may_run(server: ReportServer) -> None:
    policy = ask(server, "/brief.uk.html")[1]["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-jm3FkV4tNIdBUr8jRVVl5n9PUixlaxTWD0pdpFiSH5A='" in policy
    assert "script-src 'none'" in ask(server, "/plain.html")[1]["Content-Security-Policy"]


def test_the_top_is_an_index_of_what_may_be_shown_and_nothing_else(server: ReportServer) -> None:
    body = ask(server, "/")[2].decode()
    assert "brief.uk.html" in body
    assert "/maps/%3Cmap%3E.svg" in body
    assert "&lt;map&gt;.svg" in body
    assert not any(name in body for name in ("key", "link.txt", ".ledger"))


@pytest.mark.parametrize(
    "target",
    [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/maps/../../outside.txt",
        "/..%2foutside.txt",
        "/maps%5c..%5c..%5coutside.txt",
        "//outside.txt",
        "/link.txt",
        "/key.pem",
        "/.ledger/key.txt",
        "/maps",
        "/maps/",
        "/brief.uk.html%00.txt",
        "/%ff",
        "/nothing.html",
        "http://127.0.0.1/../outside.txt",
    ],
)
def test_nothing_outside_hidden_or_of_another_kind_is_shown(server: ReportServer, target: str) -> None:
    status, headers, body = ask(server, target)
    assert status == 404
    assert b"secret" not in body
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_only_reading_is_answered(server: ReportServer, method: str) -> None:
    status, headers, _ = ask(server, "/brief.uk.html", method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_head_gives_the_headers_without_the_page(server: ReportServer) -> None:
    status, headers, body = ask(server, "/brief.uk.html", "HEAD")
    assert (status, headers["Content-Length"], body) == (200, str(len(PAGE)), b"")


def test_a_request_for_another_host_is_refused(server: ReportServer) -> None:
    assert ask(server, "/brief.uk.html", host="evil.example")[0] == 421


def test_a_line_that_is_no_request_gets_an_error_without_echo(server: ReportServer) -> None:
    address = server.url.removeprefix("http://").removesuffix("/").split(":")
    with socket.create_connection((address[0], int(address[1])), timeout=5) as connection:
        connection.sendall(b"<b>nonsense</b> / nonsense\r\n\r\n")
        answer = connection.recv(4096)
    assert b"400 Bad Request" in answer
    assert b"nonsense" not in answer


def test_after_the_end_nobody_listens(folder: Path) -> None:
    with serve(folder) as running:
        port = int(running.url.rstrip("/").rsplit(":", 1)[1])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=2)


def test_a_missing_folder_and_a_taken_port_are_said_plainly(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="reports-not-found"):
        serve(tmp_path / "none")
    with serve(folder) as running:
        port = int(running.url.rstrip("/").rsplit(":", 1)[1])
        with pytest.raises(ExternalError, match="port-not-free"):
            serve(folder, port=port)
