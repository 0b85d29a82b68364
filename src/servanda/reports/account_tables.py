"""Tables of the account: counts by verdict with attribution and watch beside them."""

from collections.abc import Iterable, Sequence

from servanda.records.record import Wording
from servanda.reports.account_decides import breaches
from servanda.reports.account_events import SIZES_M
from servanda.reports.account_judged import Alike, Counts
from servanda.reports.annex import term_id
from servanda.reports.bars import lying
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, inner, number, percent
from servanda.reports.names import Names, phrase
from servanda.reports.outcomes import VERDICTS, attribution
from servanda.reports.page import Bars, Outcome, Row, Table
from servanda.wording import say

_MOST_ROWS = 24
"""A drawing with more bars shows less than its table."""


def verdict_heads() -> tuple[Wording, ...]:
    """Heads of a column for each verdict."""
    return tuple(phrase("verdict", verdict) for verdict in VERDICTS)


def numbers(counts: Iterable[int], support: tuple[str, ...] = ()) -> tuple[Line, ...]:
    """A cell for each number."""
    return tuple(Line(number(count), support) for count in counts)


def term_name(agreement: str, term: str, names: Names) -> Wording:
    """What a term says, without its full stop."""
    known = names.term(agreement, term)
    return inner(full(known.says, term)) if known else full({}, term)


def term_line(agreement: str, term: str, names: Names) -> Line:
    """What a term says, with the term as support."""
    return Line(term_name(agreement, term, names), (term_id(agreement, term),))


def established_line(alike: Iterable[Alike]) -> Line:
    """In how many breaches the responsible party is established."""
    found, settled = breaches(alike)
    return Line(say("reports.established-of", n=number(settled), all=number(found)))


def watch_line(dossier: Dossier) -> Line:
    """Whether any watch is on record: it stands beside each count."""
    if not dossier.watches:
        return Line(say("reports.watch-unknown"), ("ledger",))
    return Line(say("reports.watches-kept", n=number(len(dossier.watches))), ("ledger",))


def class_table(
    words: tuple[Wording, Wording], classes: Sequence[tuple[Wording, int]], support: tuple[str, ...]
) -> Table:
    """Events by class, with the share of each; empty classes of an exceptional kind are left out by the caller."""
    total = sum(count for _, count in classes)
    rows = tuple(
        Row(cells=(Line(name), Line(number(count), support), Line(percent(count * 1_000_000 // total if total else 0))))
        for name, count in classes
    )
    heads = (words[1], say("reports.head-events"), say("reports.head-share"))
    return Table(title=words[0], heads=heads, rows=rows)


def size_names() -> tuple[Wording, ...]:
    """The classes of size of a region in words, without the places that are not drawn."""
    small, large = SIZES_M
    return (
        say("reports.account-up-to", d=small),
        say("reports.account-between", low=small, d=large),
        say("reports.account-beyond", d=large),
    )


def outcome_rows(alike: Iterable[Alike], support: tuple[str, ...]) -> tuple[Row, ...]:
    """How many findings have each outcome: verdict and attribution in one phrase."""
    groups: dict[tuple[str, str], int] = {}
    for one in alike:
        groups[one.verdict, one.attribution] = groups.get((one.verdict, one.attribution), 0) + one.number
    return tuple(
        Row(
            cells=(Line({}), Line(number(groups[pair]), support)),
            outcome=Outcome(
                verdict=pair[0], attribution=pair[1], says=phrase("verdict", pair[0]), by=attribution(*pair)
            ),
        )
        for pair in sorted(groups, key=lambda pair: (VERDICTS.index(pair[0]), pair[1]))
    )


def bars_words(title: Wording, counts: Counts) -> tuple[Wording, Wording]:
    """Title of a drawing, and its totals in a sentence."""
    breached, undetermined, kept, idle = (number(count) for count in counts)
    return title, say("reports.account-bars", breached=breached, undetermined=undetermined, kept=kept, idle=idle)


def lying_bars(anchor: str, title: Wording, rows: Sequence[tuple[Wording, Counts]]) -> tuple[Bars, ...]:
    """A drawing of some rows; none if there are too many or nothing is in them."""
    total = [sum(column) for column in zip(*(counts for _, counts in rows), strict=True)]
    if not sum(total) or len(rows) > _MOST_ROWS:
        return ()
    return (lying(anchor, bars_words(title, total), rows),)
