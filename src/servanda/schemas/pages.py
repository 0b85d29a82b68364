"""A record → its reference page."""

from msgspec import inspect

from servanda.records.record import Record
from servanda.schemas.fields import fields, records_in, summary


def reference_page(record: type[Record]) -> str:
    """The reference page of a record in Markdown: what it is, and each field with type, default and reason."""
    lines = [f"# {record.__name__}", "", summary(record), "", "| field | type | if left out | what it holds |"]
    lines.append("|---|---|---|---|")
    for name, kind, reason, required, default in fields(record):
        shown = "must be given" if required else f"`{default}`"
        lines.append(f"| `{name}` | `{_cell(kind)}` | {shown} | {_cell(reason)} |")
    nested = [name for name in sorted(records_in(inspect.type_info(record), {})) if name != record.__name__]
    if nested:
        lines += ["", f"Made of: {', '.join(f'[{name}]({name.lower()}.md)' for name in nested)}."]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
