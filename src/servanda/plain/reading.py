"""YAML, restricted to the JSON data model → plain data that knows its lines."""

from collections.abc import Callable, Collection, Iterator

import yaml

from servanda.errors import InputError
from servanda.plain.loaded import Loaded, Path, Plain
from servanda.plain.scalars import forbidden_character, value_of_word

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 50_000

_LOADER = yaml.SafeLoader
"""The parser in Python: a quarter of the speed of the one in C, stricter about tabs, and there on every machine."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


def load(text: str | bytes, place: str, *, keys: Collection[str] = ()) -> Loaded:
    """Read one YAML (or JSON) document as plain data.

    Args:
        text: The text, or its bytes in UTF-8; at most 4 MiB, 40 levels, 50,000 parts.
        place: What to call the text in messages, usually its file name.
        keys: Words such as `on` that the format knows as keys, so that they are text there without quotation marks.

    Raises:
        InputError: `yaml-…` with value, `file:line` and hint, if the text is not in the restricted form.
    """
    written = _decoded(text, place)
    _refuse_characters(written, place)
    builder = _Builder(place, keys)
    for event in _events(written, place):
        builder.take(event)
    return builder.loaded()


def _decoded(text: str | bytes, place: str) -> str:
    size = len(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        says = f"The text has {size} bytes; at most {MAX_BYTES} are read."
        raise InputError("yaml-too-large", says, place=f"{place}:1", hint="Split it, or use JSON lines for long lists.")
    if isinstance(text, str):
        return text
    if text.startswith((*_UTF16, _BOM)) or b"\x00" in text[:4]:
        says = f"The text begins with {text[:4].hex(' ')}: a byte order mark or UTF-16/32."
        raise InputError("yaml-encoding", says, place=f"{place}:1", hint="Save it as UTF-8 without byte order mark.")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        says = f"Byte {text[error.start]:02x} at offset {error.start} is not UTF-8."
        raise InputError("yaml-encoding", says, place=f"{place}:{line}", hint="Save the file as UTF-8.") from error


def _refuse_characters(text: str, place: str) -> None:
    found = forbidden_character(text)
    if found is None:
        return
    index, name = found
    line = text.count("\n", 0, index) + 1
    says = f"The character {name} stands in the text."
    raise InputError("yaml-character", says, place=f"{place}:{line}", hint="Remove it; it cannot be seen when reading.")


def _events(text: str, place: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        says = f"The text is not YAML: {error.problem or error.context}{_quoted_line(text, line)}."
        hint = "Check indentation (spaces, no tabs), colons, brackets and quotation marks on this line and before it."
        raise InputError("yaml-syntax", says, place=f"{place}:{line}", hint=hint) from error
    except yaml.YAMLError as error:
        says = f"The text is not YAML: {error}."
        raise InputError("yaml-syntax", says, place=f"{place}:1", hint="Save it as YAML in UTF-8.") from error


def _quoted_line(text: str, line: int) -> str:
    lines = text.splitlines()
    return f", at '{lines[line - 1].strip()[:80]}'" if 0 < line <= len(lines) and lines[line - 1].strip() else ""


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Open:
    """A list or mapping that is still being read."""

    def __init__(self, holder: "list[Plain] | dict[str, Plain]", path: Path) -> None:
        self.holder = holder
        self.path = path
        self.key: str | None = None


class _Builder:
    """Folds parser events into data, refusing what the JSON data model does not know."""

    def __init__(self, place: str, keys: Collection[str]) -> None:
        self._place = place
        self._keys = keys
        self._stack: list[_Open] = []
        self._lines: dict[Path, int] = {}
        self._root: list[Plain] = []
        self._documents = 0
        self._nodes = 0
        self._takers: dict[type[yaml.Event], Callable[..., None]] = {
            yaml.DocumentStartEvent: self._document,
            yaml.AliasEvent: self._alias,
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: self._open_list,
            yaml.MappingStartEvent: self._open_mapping,
            yaml.SequenceEndEvent: self._close,
            yaml.MappingEndEvent: self._close,
        }

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        taker = self._takers.get(type(event))
        if taker is not None:
            taker(event)

    def loaded(self) -> Loaded:
        """The finished data."""
        if not self._root:
            says = "The text holds '' (no data)."
            raise InputError("yaml-empty", says, place=f"{self._place}:1", hint="Write [] for none.")
        return Loaded(data=self._root[0], place=self._place, lines=self._lines)

    def _refuse(self, event: yaml.Event, code: str, says: str, hint: str) -> InputError:
        return InputError(code, says, place=f"{self._place}:{_line(event)}", hint=hint)

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._refuse(event, "yaml-documents", "A second document begins with '---'.", "Keep one a file.")
        if event.version or event.tags:
            says = f"A directive '%{'TAG' if event.tags else 'YAML'}' stands before the document."
            raise self._refuse(event, "yaml-directive", says, "Remove the line.")

    def _alias(self, event: yaml.AliasEvent) -> None:
        raise self._refuse(event, "yaml-alias", f"'*{event.anchor}' is an alias.", "Write the value out.")

    def _check_node(self, event: yaml.Event, tag: str | None, anchor: str | None) -> None:
        if anchor is not None:
            raise self._refuse(event, "yaml-anchor", f"'&{anchor}' is an anchor.", "Remove it and write values out.")
        if tag is not None:
            says = f"'{tag}' is a tag."
            raise self._refuse(event, "yaml-tag", says, "Remove it; quote the value if it is text.")
        self._nodes += 1
        if self._nodes > MAX_NODES:
            says = f"The text has more than {MAX_NODES} parts."
            raise self._refuse(event, "yaml-too-many", says, "Split it, or use JSON lines for long lists.")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check_node(event, event.tag, event.anchor)
        line = _line(event)
        named = event.value in self._keys and self._awaits_key()
        bare = event.style in (None, "") and not named
        value: Plain = value_of_word(event.value, f"{self._place}:{line}") if bare else event.value
        found = forbidden_character(event.value)
        if found is not None:
            says = f"The text value holds the character {found[1]}."
            raise self._refuse(event, "yaml-character", says, "Remove it; it cannot be seen when reading.")
        if self._awaits_key():
            self._take_key(event, value)
        else:
            self._put(value, line)

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].holder, dict) and self._stack[-1].key is None

    def _take_key(self, event: yaml.ScalarEvent, key: Plain) -> None:
        top = self._stack[-1]
        if not isinstance(key, str):
            says = f"The key '{event.value}' is not text."
            raise self._refuse(event, "yaml-key-not-text", says, "Put it in quotation marks.")
        if key in top.holder:
            first = self._lines[(*top.path, key)]
            says = f"The key '{key}' stands twice, first on line {first}."
            raise self._refuse(event, "yaml-duplicate-key", says, "Keep one of the two.")
        top.key = key
        self._lines[(*top.path, key)] = _line(event)

    def _put(self, value: Plain, line: int) -> Path:
        if not self._stack:
            self._root.append(value)
            self._lines[()] = line
            return ()
        top = self._stack[-1]
        if isinstance(top.holder, list):
            path: Path = (*top.path, len(top.holder))
            top.holder.append(value)
            self._lines[path] = line
            return path
        key, top.key = str(top.key), None
        top.holder[key] = value
        return (*top.path, key)

    def _open_list(self, event: yaml.SequenceStartEvent) -> None:
        self._open(event, [])

    def _open_mapping(self, event: yaml.MappingStartEvent) -> None:
        self._open(event, {})

    def _open(self, event: yaml.CollectionStartEvent, holder: "list[Plain] | dict[str, Plain]") -> None:
        self._check_node(event, event.tag, event.anchor)
        if self._awaits_key():
            says = f"A key is a {'list' if isinstance(holder, list) else 'mapping'}."
            raise self._refuse(event, "yaml-key-not-text", says, "Use a text as key.")
        if len(self._stack) >= MAX_DEPTH:
            says = f"The text is nested deeper than {MAX_DEPTH} levels."
            raise self._refuse(event, "yaml-too-deep", says, "Flatten it; no record is that deep.")
        path = self._put(holder, _line(event))
        self._stack.append(_Open(holder, path))

    def _close(self, _event: yaml.Event) -> None:
        self._stack.pop()
