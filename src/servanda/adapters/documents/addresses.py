"""Addresses → documents: `http` and `https` only, behind limits on size, time, redirects; private addresses refused.

The name is looked up once and the connection goes to the address that was checked, so that a second look-up cannot
lead elsewhere. Nothing in a page is fetched after it. Proxies of the environment are not used.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from servanda.adapters.documents import Document, media_of, read_document
from servanda.errors import ExternalError, InputError

_AGENT = "Servanda (reads one page on request of a person)"
_PORTS = {"http": 80, "https": 443}
_MOVED = frozenset({301, 302, 303, 307, 308})
_OK = 200
_PIECE = 65_536
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 inside IPv6 (RFC 6052)."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet: not this machine, not a house net, not a cloud's own.

    >>> [is_public(one) for one in ("93.184.215.14", "127.0.0.1", "10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = [found]
    if isinstance(found, ipaddress.IPv6Address):
        inner += [one for one in (found.ipv4_mapped, found.sixtofour, *(found.teredo or ())) if one is not None]
        if found in _TRANSLATED:
            inner.append(ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF))
    return all(one.is_global and not one.is_multicast for one in inner)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a fetch may go."""

    most: int = 16 * 1024 * 1024
    """Bytes of an answer, before and after unpacking."""
    seconds: float = 20.0
    """Time for everything, redirects included."""
    redirects: int = 5
    """How often it may be sent elsewhere."""
    allowed: Callable[[str], bool] = is_public
    """Which IP addresses may be spoken to."""
    any_port: bool = False
    """Whether other ports than 80 and 443 may be used."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered."""

    url: str
    """The address that answered, after redirects."""
    raw: bytes
    """Its bytes."""
    content_type: str
    """What it says they are."""


def read_address(url: str, limits: Limits | None = None, *, declared: str = "") -> Document:
    """The document at an address.

    Args:
        url: An address of `http` or `https`.
        limits: How far to go.
        declared: Encoding somebody vouches for; else the one of the answer counts.

    Raises:
        InputError: `url-…`, or what the reader of its kind refuses.
        ExternalError: `url-failed`, `url-too-slow`, `url-status`.
    """
    found = fetch(url, limits or Limits())
    charset = declared or _charset(found.content_type)
    media = media_of(found.raw, content_type=found.content_type)
    return read_document(found.raw, found.url, media=media, declared=charset, url=found.url)


def fetch(url: str, limits: Limits) -> Answer:
    """The bytes at an address, through at most so many redirects, each checked like the first.

    Raises:
        InputError, ExternalError: As `read_address` does.
    """
    deadline = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        parts = _checked(url, limits)
        with _asked(parts, limits, deadline) as answer:
            moved = answer.getheader("Location") if answer.status in _MOVED else None
            if moved is None:
                return _taken(answer, url, limits, deadline)
        url = urljoin(url, moved)
    says = f"The address sends elsewhere more than {limits.redirects} times."
    raise InputError("url-redirects", says, place=url[:200], hint="Give the last address itself.")


def _checked(url: str, limits: Limits) -> SplitResult:
    """Parts of an address that may be asked."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InputError("url-broken", f"'{url[:100]}' is no address: {error}.", hint="Check it.") from error
    if parts.scheme not in _PORTS:
        says = f"'{url[:100]}' is neither http nor https."
        raise InputError("url-scheme", says, hint="Give a file by its path, a page by its address.")
    if not parts.hostname or parts.username is not None or any(sign.isspace() or ord(sign) < ord(" ") for sign in url):
        says = f"'{url[:100]}' names no host, or holds a name, password or space."
        raise InputError("url-broken", says, hint="Give the plain address of the page.")
    if port not in {None, *_PORTS.values()} and not limits.any_port:
        raise InputError("url-port", f"Port {port} is not that of a web page.", place=url[:200], hint="Check it.")
    return parts


@contextlib.contextmanager
def _asked(parts: SplitResult, limits: Limits, deadline: float) -> Iterator[http.client.HTTPResponse]:
    """The answer of a host, asked at an address of it that was checked."""
    host = _idna(str(parts.hostname))
    target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    connection = http.client.HTTPConnection(host, parts.port or _PORTS[parts.scheme])
    watch: threading.Timer | None = None
    try:
        connection.sock = _connected(host, parts, limits, deadline)
        watch = _watched(connection.sock, _left(limits, host, deadline))
        named = f"[{host}]" if ":" in host else host
        shown = named if parts.port in {None, _PORTS[parts.scheme]} else f"{named}:{parts.port}"
        asks = {"Host": shown, "User-Agent": _AGENT, "Accept-Encoding": "gzip, identity", "Connection": "close"}
        connection.request("GET", _ascii(target), headers=asks)
        with connection.getresponse() as answer:
            yield answer
    except TimeoutError as error:
        raise _slow(limits, host) from error
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        if time.monotonic() >= deadline:
            raise _slow(limits, host) from error
        says = f"'{host}' cannot be read: {type(error).__name__}."
        raise ExternalError("url-failed", says, hint="Check the address and the network, or save the page.") from error
    finally:
        if watch is not None:
            watch.cancel()
        connection.close()


def _watched(opened: socket.socket, seconds: float) -> threading.Timer:
    """Hang up when time is over, however slowly bytes still drip: a timeout of the socket counts from each of them."""
    watch = threading.Timer(seconds, _hang_up, (opened,))
    watch.daemon = True
    watch.start()
    return watch


def _hang_up(opened: socket.socket) -> None:
    with contextlib.suppress(OSError):
        opened.shutdown(socket.SHUT_RDWR)


def _idna(host: str) -> str:
    """A host in ASCII; one that no name server can be asked for is refused."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise InputError("url-broken", f"'{host[:100]}' is no name of a host.", hint="Check it.") from error


def _connected(host: str, parts: SplitResult, limits: Limits, deadline: float) -> socket.socket:
    port = parts.port or _PORTS[parts.scheme]
    addresses = {str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    for address in sorted(addresses):
        if not limits.allowed(address):
            says = f"'{host}' leads to {address}, which is not on the open internet."
            raise InputError("url-private", says, hint="Save the page, and give the file.")
    plain = socket.create_connection((min(addresses), port), timeout=_left(limits, host, deadline))
    if parts.scheme == "http":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise


def _taken(answer: http.client.HTTPResponse, url: str, limits: Limits, deadline: float) -> Answer:
    """The bytes of an answer, no more than may be taken and no later than the deadline."""
    if answer.status != _OK:
        says = f"The address answers {answer.status} {answer.reason}."
        raise ExternalError("url-status", says, place=url[:200], hint="Open it in a browser, and save the page.")
    raw = bytearray()
    while piece := answer.read1(_PIECE):
        raw += piece
        _left(limits, url, deadline)
        if len(raw) > limits.most:
            raise _large(url, limits)
    _left(limits, url, deadline)  # an answer cut off when time was over looks like a short one
    packed = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    unpacked = bytes(raw) if packed == "identity" else _unpacked(bytes(raw), packed, url, limits)
    return Answer(url, unpacked, answer.getheader("Content-Type") or "")


def _unpacked(raw: bytes, packed: str, url: str, limits: Limits) -> bytes:
    if packed not in {"gzip", "x-gzip", "deflate"}:
        raise ExternalError("url-failed", f"The answer is packed as '{packed[:20]}'.", place=url[:200])
    unpacker = zlib.decompressobj(wbits=47)
    try:
        found = unpacker.decompress(raw, limits.most + 1)
    except zlib.error as error:
        raise ExternalError("url-failed", "The packed answer is broken.", place=url[:200]) from error
    if len(found) > limits.most:
        raise _large(url, limits)
    return found


def _left(limits: Limits, host: str, deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _slow(limits, host)
    return left


def _slow(limits: Limits, host: str) -> ExternalError:
    says = f"'{host[:100]}' took more than {limits.seconds:.0f} seconds."
    return ExternalError("url-too-slow", says, hint="Try again, or save the page.")


def _large(url: str, limits: Limits) -> InputError:
    says = f"The answer has more than {limits.most} bytes."
    return InputError("url-too-large", says, place=url[:200], hint="Save the page, and give its text.")


def _ascii(target: str) -> str:
    """Path and query with everything outside ASCII percent-encoded, as RFC 3987 maps an IRI."""
    return "".join(sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in target)


def _charset(content_type: str) -> str:
    for piece in content_type.split(";")[1:]:
        name, _, value = piece.partition("=")
        if name.strip().lower() == "charset":
            return value.strip()
    return ""
