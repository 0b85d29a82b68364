"""Which files of a folder may be shown, and under which policy."""

import base64
import hashlib
import html
import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".pdf": "application/pdf",
    ".woff2": "font/woff2",
}
"""Kinds of files that are shown, by ending; all others do not exist for a reader."""

MAX_BYTES = 64 * 1024 * 1024
_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_POLICY = (
    "default-src 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)


@dataclass(frozen=True, slots=True)
class Page:
    """One answer."""

    status: HTTPStatus
    """HTTP status."""
    kind: str
    """Content type."""
    body: bytes
    """Content."""


def page_for(folder: Path, target: str) -> Page:
    """What a request for a path gets.

    Only plain files below the folder are shown: no hidden name, no link that leads out, no kind that is not listed, no
    listing of folders. The top gives an index of the pages.

    Args:
        folder: The folder, resolved.
        target: Path of the request as it came, with its query.
    """
    names = _names(target)
    if names is None:
        return _plain(HTTPStatus.NOT_FOUND)
    if not names:
        return Page(HTTPStatus.OK, TYPES[".html"], _index(folder))
    file = folder.joinpath(*names)
    if not _is_shown(folder, file):
        return _plain(HTTPStatus.NOT_FOUND)
    return Page(HTTPStatus.OK, TYPES[file.suffix.lower()], file.read_bytes())


def headers_of(page: Page) -> dict[str, str]:
    """Headers of an answer: a strict policy, no guessing of types, no cache, no referrer."""
    return {
        "Content-Type": page.kind,
        "Content-Length": str(len(page.body)),
        "Content-Security-Policy": policy_of(page),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def policy_of(page: Page) -> str:
    """The content security policy: scripts run only if they stand in this very page, each named by its hash."""
    found = _SCRIPT.findall(page.body) if page.kind == TYPES[".html"] else []
    hashes = sorted({f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in found})
    allowed = " ".join(hashes) or "'none'"
    return "; ".join([*_POLICY, f"script-src {allowed}"])


def _names(target: str) -> list[str] | None:
    """The parts of a path; none if one of them could lead elsewhere."""
    path = target.partition("?")[0].partition("#")[0]
    try:
        text = unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return None
    names = text.removeprefix("/").split("/") if text not in ("", "/") else []
    bad = any(not name or name.startswith(".") or set(name) & set("\\\0:") for name in names)
    return None if bad else names


def _is_shown(folder: Path, file: Path) -> bool:
    try:
        resolved = file.resolve(strict=True)
        small = resolved.stat().st_size <= MAX_BYTES
    except OSError:
        return False
    return small and resolved.is_file() and resolved.is_relative_to(folder) and file.suffix.lower() in TYPES


def _index(folder: Path) -> bytes:
    names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if _is_shown(folder, file))
    shown = [name for name in names if not any(part.startswith(".") for part in name.split("/"))]
    items = "".join(f'<li><a href="/{quote(name)}">{html.escape(name)}</a></li>' for name in shown)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>Servanda</title><style>body{font:1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;"
        f"padding:0 1rem}}</style><h1>Servanda</h1><ul>{items}</ul></html>"
    ).encode()


def _plain(status: HTTPStatus) -> Page:
    return Page(status, TYPES[".txt"], f"{status.value} {status.phrase}\n".encode())
