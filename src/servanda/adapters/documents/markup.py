"""HTML → main text, title, date, outlet: `trafilatura` (Barbaresi 2021, ACL), of the extra `documents`."""

import re
from datetime import datetime
from importlib.util import find_spec
from typing import Any

from servanda.adapters.documents.decoding import decode
from servanda.adapters.documents.document import Document, checked, hash_of, missing_extra
from servanda.errors import InputError

MOST_HTML = 16 * 1024 * 1024
"""Bytes of a page that are read; articles have a hundredth of that."""
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s{0,5}=\s{0,5}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_NAMES = (
    r"(?:article:published_time|og:published_time|datePublished|date_published|parsely-pub-date|publish-?date|pubdate"
    r"|DC\.date\.issued|DCTERMS\.issued|sailthru\.date)"
)
_MOMENT = r"(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,6})?(?:Z|[+-]\d{2}:?\d{2})?)?)"
_STATED = re.compile(
    rf"""["']{_NAMES}["'][^<>]{{0,60}}?["']{_MOMENT}|content=["']{_MOMENT}["'][^<>]{{0,40}}?["']{_NAMES}["']""",
    re.IGNORECASE,
)
_HEAD = 4_096
_DAY = 10
_NO_GUESSES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}


def read_markup(raw: bytes, place: str, *, declared: str = "", url: str = "") -> Document:
    """A page → its main text with its title as the first line.

    Comments, scripts, navigation, hidden passages and other articles are left out; nothing in a page is run or fetched.

    Args:
        raw: The bytes of the page.
        place: What to call it.
        declared: Encoding that the answer or letter declared; the page's own declaration comes second.
        url: Where it was fetched.

    Raises:
        InputError: `extra-missing`, `html-too-large`, `html-no-text`, or what is wrong with the encoding.
    """
    if find_spec("trafilatura") is None:
        raise missing_extra("web pages", place)
    if len(raw) > MOST_HTML:
        says = f"The page has {len(raw)} bytes; at most {MOST_HTML} are read."
        raise InputError("html-too-large", says, place=place, hint="Save the article itself as text.")
    found = _CHARSET.search(raw, 0, _HEAD)
    page, notes = decode(raw, place, declared or (found[1].decode("ascii") if found else ""))
    article = _extracted(page, url)
    body = (article.text or "") if article else ""
    title = " ".join((article.title or "").split()) if article else ""
    text = body if body.startswith(title) else f"{title}\n{body}"
    checked(body, place, empty="html-no-text: The page holds no main text: it may be a script that needs a browser.")
    return Document(
        text=checked(text, place, empty="html-no-text: The page holds no main text."),
        sha256=hash_of(raw),
        media="html",
        title=title,
        published=_published(page, article.date or ""),
        publisher=article.sitename or article.hostname or "",
        url=url or article.url or "",
        notes=notes,
    )


def _extracted(page: str, url: str) -> Any:  # noqa: ANN401 - a document of the library, read field by field
    from trafilatura import bare_extraction  # noqa: PLC0415 - a second to load, for pages only

    return bare_extraction(
        page,
        url=url or None,
        include_comments=False,
        favor_precision=False,
        with_metadata=True,
        date_extraction_params=dict(_NO_GUESSES),
    )


def _published(page: str, guess: str) -> str:
    """The moment a page states for itself; what the library gathers from its looks alone is marked as doubtful."""
    stated = [found[1] or found[2] for found in _STATED.finditer(page)]
    if not stated:
        return f"{guess}?" if guess else ""
    first = _moment(stated[0])
    days = {one[:_DAY] for one in stated}
    return first if len(days) == 1 else f"{stated[0][:_DAY]}?"


def _moment(stated: str) -> str:
    """An instant with its zone; without one only the day, for a moment without a zone is none."""
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        return ""
    return moment.isoformat() if moment.tzinfo else stated[:_DAY]
