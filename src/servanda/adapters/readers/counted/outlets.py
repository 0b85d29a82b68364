"""The address of a page → the outlet that printed it, and the source under which it is cited."""

from urllib.parse import urlsplit

from servanda.adapters.readers.taken import How

_SCHEMES = ("http", "https")


def outlet_of(url: str) -> str:
    """The host of an address, without `www.`; empty if it is none.

    >>> outlet_of("https://www.example.org/a?b=1")
    'example.org'
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if parts.scheme in _SCHEMES else ""


def source_of(url: str, how: How) -> list[str]:
    """The source of a row: its page, named by its address, else the source of the file.

    >>> from datetime import UTC, datetime
    >>> source_of("https://www.example.org/a?b=1", How(received=datetime(2031, 3, 14, tzinfo=UTC)))
    ['page:example.org/a?b=1']
    """
    if outlet_of(url):
        return [f"page:{url.split('://', 1)[1].removeprefix('www.')}"]
    return [how.source] if how.source else []
