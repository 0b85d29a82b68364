"""A small separate checker of finished pages: what a page claims, it must support.

It reads only the page: it knows nothing of how the page was made.
"""

from html.parser import HTMLParser
from urllib.parse import unquote

_VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "col", "path", "rect", "circle"})
_MARKS = ("EXERCISE", "НАВЧАННЯ")
_OUTSIDE = ("http:", "https:", "//")


def unsupported(page: str) -> list[str]:
    """What is wrong with a page, one sentence each; an empty list if nothing is.

    A statement sentence without support or without a reference that resolves; a reference to nowhere; a section of an
    exercise without its mark; a verdict without its attribution; a script or a request to the outside.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    missing = [f"reference to nowhere: #{name}" for name in sorted(reader.targets - reader.anchors)]
    twice = [f"anchor used twice: {name}" for name in sorted(reader.doubles)]
    return [*reader.faults, *missing, *twice]


class _Reader(HTMLParser):
    """Walks a page once and collects its faults."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.anchors: set[str] = set()
        self.doubles: set[str] = set()
        self.targets: set[str] = set()
        self._open: list[_Watched] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._note_anchor(given.get("id", ""))
        self._note_request(tag, given)
        href = given.get("href", "")
        if href.startswith("#"):
            self.targets.add(unquote(href[1:]))
            for watched in self._open:
                watched.links += 1
        if tag not in _VOID:
            self._depth += 1
            watched_now = _watched(given, self._depth)
            if watched_now is not None:
                self._open.append(watched_now)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._note_anchor(given.get("id", ""))
        self._note_request(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._open and self._open[-1].depth == self._depth:
            self.faults += self._open.pop().faults()
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        for watched in self._open:
            watched.text += data

    def _note_anchor(self, name: str) -> None:
        if name and name in self.anchors:
            self.doubles.add(name)
        if name:
            self.anchors.add(name)

    def _note_request(self, tag: str, given: dict[str, str]) -> None:
        if tag in {"script", "iframe", "object", "embed", "link", "base", "form"}:
            self.faults.append(f"element that pages must not have: {tag}")
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self.faults.append(f"attribute that pages must not have: {name}")
            if name in {"src", "srcset", "xlink:href", "action"} and value.startswith(_OUTSIDE):
                self.faults.append(f"request to the outside: {value}")
            if name == "href" and value.partition(":")[0].lower() in {"javascript", "data", "vbscript"}:
                self.faults.append(f"link that runs: {value}")


class _Watched:
    """An element whose text and links decide whether it is in order."""

    def __init__(self, kind: str, depth: int, needs: str) -> None:
        self.kind = kind
        self.depth = depth
        self.needs = needs
        self.text = ""
        self.links = 0

    def faults(self) -> list[str]:
        said = " ".join(self.text.split())[:80]
        if self.kind == "support" and not (self.needs.strip() and self.links and said):
            return [f"sentence without support: {said}"]
        if self.kind == "exercise" and not any(mark in self.text for mark in _MARKS):
            return [f"section of an exercise without its mark: {said}"]
        if self.kind == "verdict" and not self.needs:
            return [f"verdict without attribution: {said}"]
        return []


def _watched(given: dict[str, str], depth: int) -> _Watched | None:
    if "data-support" in given:
        return _Watched("support", depth, given["data-support"])
    if given.get("data-exercise") == "yes":
        return _Watched("exercise", depth, "")
    if "data-verdict" in given:
        return _Watched("verdict", depth, given.get("data-attribution", ""))
    return None
