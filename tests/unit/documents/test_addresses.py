"""Fetching an address: limits on size, time and redirects; nothing that is not on the open internet is spoken to."""

import contextlib
import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from servanda.adapters.documents.addresses import Limits, fetch, is_public, read_address
from servanda.errors import ExternalError, InputError

WORDS = "Сторони домовилися. ".encode()
HERE = Limits(allowed=lambda _: True, any_port=True, most=200_000, seconds=5, redirects=3)


class House(BaseHTTPRequestHandler):
    """A house with rooms: each path misbehaves in a way of its own."""

    def do_GET(self) -> None:
        rooms = {
            "/plain": (200, {"Content-Type": "text/plain; charset=windows-1251"}, WORDS.decode().encode("cp1251")),
            "/packed": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(WORDS)),
            "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 50_000_000)),
            "/broken": (200, {"Content-Encoding": "gzip"}, b"no gzip"),
            "/strange": (200, {"Content-Encoding": "br"}, b"x"),
            "/large": (200, {}, b"0" * 300_000),
            "/none": (404, {}, b"no"),
            "/loop": (302, {"Location": "/loop"}, b""),
            "/moved": (301, {"Location": "/plain"}, b""),
            "/inside": (302, {"Location": "http://10.0.0.1/secret"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/%D0%BC%D1%96%D1%81%D1%96%D1%8F?%D1%8F=1": (200, {"Content-Type": "text/plain"}, WORDS),
        }
        status, headers, body = rooms.get(self.path, (200, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), House)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_text_comes_with_its_declared_encoding_and_the_address_that_answered(house: str) -> None:
    found = read_address(f"{house}/moved", HERE)
    assert found.text == WORDS.decode()
    assert found.url == f"{house}/plain"


def test_packed_answers_and_addresses_in_cyrillic_are_read(house: str) -> None:
    assert fetch(f"{house}/packed", HERE).raw == WORDS
    assert fetch(f"{house}/місія?я=1#part", HERE).raw == WORDS


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ("/bomb", "url-too-large"),
        ("/large", "url-too-large"),
        ("/broken", "url-failed"),
        ("/strange", "url-failed"),
        ("/none", "url-status"),
        ("/loop", "url-redirects"),
        ("/file", "url-scheme"),
    ],
)
def test_answers_that_go_too_far_are_refused_by_name(house: str, room: str, code: str) -> None:
    with pytest.raises((InputError, ExternalError)) as caught:
        fetch(f"{house}{room}", HERE)
    assert caught.value.code == code


def test_a_redirect_is_checked_like_the_first_address(house: str) -> None:
    only_here = Limits(allowed=lambda address: address == "127.0.0.1", any_port=True)
    with pytest.raises(InputError, match=r"10\.0\.0\.1") as caught:
        fetch(f"{house}/inside", only_here)
    assert caught.value.code == "url-private"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/", "url-private"),
        ("http://2130706433/", "url-private"),
        ("http://0x7f.1/", "url-private"),
        ("http://[::1]/", "url-private"),
        ("http://[::ffff:169.254.169.254]/latest/meta-data/", "url-private"),
        ("http://localhost/", "url-private"),
        ("http://0.0.0.0/", "url-private"),
        ("http://127.0.0.1:22/", "url-port"),
        ("file:///etc/passwd", "url-scheme"),
        ("ftp://example.org/", "url-scheme"),
        ("gopher://example.org/", "url-scheme"),
        ("http://user:password@example.org/", "url-broken"),
        ("http:///nothing", "url-broken"),
        ("http://example.org:99999/", "url-broken"),
        ("http://example.org/\r\nX-Evil: 1", "url-broken"),
        ("http://[broken/", "url-broken"),
        (f"http://{'я' * 300}.example/", "url-broken"),
    ],
)
def test_addresses_that_are_none_or_lead_inside_are_never_spoken_to(url: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        fetch(url, Limits())
    assert caught.value.code == code


@pytest.mark.parametrize(
    "address", ["64:ff9b::a00:1", "2002:a00:1::", "fe80::1%eth0", "224.0.0.1", "100.64.0.1", "fd00::1"]
)
def test_disguises_of_inner_addresses_are_seen(address: str) -> None:
    assert not is_public(address)


def test_bytes_that_only_drip_are_hung_up_on_when_time_is_over() -> None:
    stop = threading.Event()

    def drip(listener: socket.socket) -> None:
        caller, _ = listener.accept()
        with caller, contextlib.suppress(OSError):
            caller.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while not stop.wait(0.05):
                caller.sendall(b"a")

    limits = Limits(allowed=lambda _: True, any_port=True, seconds=0.5)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        dripping = threading.Thread(target=drip, args=(listener,))
        dripping.start()
        with pytest.raises(ExternalError) as caught:
            fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", limits)
        stop.set()
        dripping.join()
    assert caught.value.code == "url-too-slow"


def test_a_host_that_does_not_answer_is_an_outside_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(ExternalError) as caught:
        fetch(f"http://127.0.0.1:{port}/", HERE)
    assert caught.value.code == "url-failed"
