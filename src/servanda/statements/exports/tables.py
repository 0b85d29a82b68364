"""Tables of statements: all fields, and the event list that Discourse Network Analyzer and rDNA read."""

import csv
import io
from collections.abc import Iterable, Sequence

from servanda.records.statement import Statement
from servanda.statements.derived.basis import feeds
from servanda.statements.derived.positions import Taken, taken_in
from servanda.statements.exports.cells import safe_cells
from servanda.statements.exports.known import Exported, chain_words
from servanda.statements.gist import issue_name, link_name, name_of

_HEADS = (
    *("statement", "source", "published", "section", "headline_only", "frame", "certainty", "embedded"),
    *("actors", "counterparts", "issue", "stance", "slot", "chain_ids", "chain", "bases"),
    *("meeting_date", "meeting_status", "conditions", "spans", "sha256", "says_en", "says_uk", "rule"),
)
_DNA = (
    *("statement_id", "time", "document_id", "document_title", "author", "source", "section", "type", "text"),
    *("person", "organization", "concept", "agreement"),
)
_TOWARDS: frozenset[Taken] = frozenset({"demand", "accept", "offer", "wants", "plans", "ask", "pledge"})
_AGAINST: frozenset[Taken] = frozenset({"reject", "refuse"})


def table(known: Exported) -> str:
    """Every accepted statement with all its fields, one row each."""
    return _written(_HEADS, (_row(known, one) for one in known.ordered))


def discourse(known: Exported) -> str:
    """Positions as an event list: one row for each actor, agreement 1 towards the matter and 0 against it.

    Only positions that are certain or probable stand in it; Discourse Network Analyzer knows no certainty.
    """
    rows = (row for one in known.ordered for row in _stances(known, one))
    return _written(_DNA, rows)


def _written(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(safe_cells(row) for row in rows)
    return out.getvalue()


def _row(known: Exported, one: Statement) -> list[str]:
    return [
        one.id,
        one.source,
        known.date(one),
        one.section,
        "yes" if one.headline_only else "no",
        one.frame,
        one.certainty,
        " ".join(f"{event.event}:{event.certainty}" for event in one.embedded),
        " ".join(one.actors),
        " ".join(one.counterparts),
        one.issue,
        one.stance,
        one.slot,
        " ".join(link.source for link in one.chain),
        chain_words(one),
        " ".join(link.basis for link in one.chain),
        one.meeting.date if one.meeting is not None else "",
        one.meeting.status if one.meeting is not None else "",
        " ".join(f"{span.start}-{span.end}" for span in one.conditions),
        " ".join(f"{span.start}-{span.end}" for span in one.spans),
        " ".join(span.sha256 for span in one.spans),
        one.says.get("en", ""),
        one.says.get("uk", ""),
        one.rule,
    ]


def _stances(known: Exported, one: Statement) -> Iterable[list[str]]:
    taken = taken_in(one)
    if taken is None or not feeds(one) or taken not in _TOWARDS | _AGAINST:
        return
    source = known.by_source.get(one.source)
    title, publisher = (source.title, source.publisher) if source is not None else ("", "")
    words = " … ".join(known.words(one, span) for span in one.spans) if known.text(one) else ""
    last = one.chain[-1]
    person = "" if last.source.startswith("anon:") or last.source == "UNKNOWN" else link_name(last)["en"]
    for actor in one.actors:
        yield [
            one.id,
            known.date(one),
            one.source,
            title,
            publisher,
            chain_words(one),
            one.section,
            one.frame,
            words,
            person,
            name_of(actor)["en"],
            issue_name(one.issue)["en"],
            "1" if taken in _TOWARDS else "0",
        ]
