"""An agreement and the facts → findings: each term judged on each incident, silence and duty it speaks of.

In: one `Agreement`, the `Facts` known at a moment, a window for silence. Out: `Finding` records (kept, breached,
undetermined with all its hinges, not in force), and on demand the `Reason` of each, which `check_explanation`
re-validates without the evaluator.

>>> from datetime import UTC, datetime
>>> from servanda.records.agreement import Act, Agreement, Clock, During, Party, Proof, Term
>>> from servanda.records.facts import Facts
>>> from servanda.records.time import Interval
>>> day = Interval(start=datetime(2031, 3, 14, tzinfo=UTC), end=datetime(2031, 3, 15, tzinfo=UTC))
>>> text = Agreement(
...     id="example", version="1", title={"en": "Example"}, kind="peace", status="in_force", support=["text:example"],
...     parties={"A": Party(name={"en": "A"}, role="party")},
...     clocks={"force": Clock(at=datetime(2031, 3, 1, tzinfo=UTC))},
...     proof={"seen": Proof(confirmed_by=["own_senses"], kept_needs_watch=800_000)},
...     terms=[Term(id="no-fire", cite="art. 1", says={"en": "No fire."}, binds=["A"], must_not=Act(do="fire"),
...                 during=During(from_="force"), proof="seen")])
>>> [finding] = judge(text, Facts(), as_of=day.end, window=day)
>>> finding.outcome.verdict, [hinge.cause for hinge in finding.hinges]
('undetermined', ['unobserved'])
"""

from servanda.findings.chain import Findings, as_findings, columns_of
from servanda.findings.check import check_explanation, check_finding
from servanda.findings.explain import facts_used, with_entries
from servanda.findings.judge import explain, in_force_at, judge, judge_again
from servanda.findings.memory import Memory

__all__ = [
    "Findings",
    "Memory",
    "as_findings",
    "check_explanation",
    "check_finding",
    "columns_of",
    "explain",
    "facts_used",
    "in_force_at",
    "judge",
    "judge_again",
    "with_entries",
]
