"""A second look at proposals, over the text alone: is any statement firmer than a hedge among its words allows?

It trusts nothing of the reading that made the proposals but the word lists: it reads the words of each span again.
"""

from collections.abc import Sequence

from servanda.records.statement import Span, Statement
from servanda.statements.certainty import hedges_of, strength
from servanda.statements.clauses import Clause
from servanda.statements.lexicon import lexicon
from servanda.statements.reading import tokens_of
from servanda.statements.sections import Sentence


def hardened(text: str, statements: Sequence[Statement]) -> list[str]:
    """Identifiers of statements that are firmer than their words; the reader makes none.

    A hedge is honoured if the statement is no firmer than it, or if an embedded event that names it as its cue is not.
    """
    return sorted(one.id for one in statements if not all(_honoured(text, one, span) for span in one.spans))


def _honoured(text: str, statement: Statement, span: Span) -> bool:
    tokens = tuple(tokens_of(text, span.start, span.end))
    sentence = Sentence(span.start, span.end, statement.section, 0, tokens, lexicon().find(tokens))
    for hit, cap in hedges_of(Clause(sentence, 0, len(tokens))):
        place = tokens[hit.first].start
        inside = [one.certainty for one in statement.embedded if any(cue.start <= place < cue.end for cue in one.cues)]
        if all(strength(value) > strength(cap) for value in (statement.certainty, *inside)):
            return False
    return True
