"""Rows that a record may name (a judgement about one incident, a notice, a located act): the reference judges each."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from servanda.findings.atoms import conditions_of
from servanda.findings.bulk.profile import Profiles
from servanda.findings.docket import Docket, covers
from servanda.findings.kinds import asks_span
from servanda.incidents.build import incident_id
from servanda.records.agreement import Condition, Term

Mask = NDArray[np.bool_]


class Own:
    """Which rows are kinds of their own to one term: all, where it measures a span to a recorded act, or a band.

    Args:
        term: The term.
        places: Places in which it asks whether something lies.
        docket: The instrument and the facts.
    """

    def __init__(self, term: Term, places: Iterable[str], docket: Docket) -> None:
        act = term.must_not.do if term.must_not is not None else ""
        facts = docket.facts
        self._notices = [each for each in facts.notices if each.act == act]
        asks = list(conditions_of(term))
        located = any(_of_record(each) for each in asks) and any(
            each.where is not None and each.about in {"", act} for each in facts.acts
        )
        self._all = located or asks_span(term, docket) or any(docket.place(name).band for name in places)
        judged = any(each.judged is not None or each.answers is not None for each in asks)
        self._about = {each.about.removeprefix("incident:") for each in facts.judgements if judged} - {""}

    def mask(self, profiles: Profiles, rows: NDArray[np.int64], profile: NDArray[np.int64]) -> Mask:
        """Which of some rows a record may name."""
        if self._all:
            return np.ones(len(rows), dtype=bool)
        named = np.zeros(len(rows), dtype=bool)
        if self._notices:
            named |= self._noticed(profiles)[profile]
        if self._about:
            names = profiles.batch.column("id").take(pa.array(rows)).to_pylist()
            named |= np.array([incident_id([name]) in self._about for name in names], dtype=bool)
        return named

    def _noticed(self, profiles: Profiles) -> Mask:
        """Profiles whose time may lie in that of a notice."""
        part = profiles.time
        spans = [profiles.sample(part, code).when for code in range(len(part.coded))]
        meets = [any(covers(each.when, span) is not False for each in self._notices) for span in spans]
        return np.array(meets, dtype=bool)[part.coded.code[profiles.coded.row]]


def _of_record(condition: Condition) -> bool:
    parts = (condition.authorised_by, condition.before_it, condition.after_it, condition.in_order, condition.answers)
    return any(part is not None for part in parts)
