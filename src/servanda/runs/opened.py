"""A case opened for looking: every stage is computed when it is asked for, and once. For notebooks and scripts.

>>> import servanda
>>> case = servanda.open("cases/exercise-meridian")
>>> case.findings.verdicts()["kept"], case.incidents.to_arrow().num_rows
(6, 17)
"""

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from servanda.findings import Findings
from servanda.incidents import Detected
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.incident import Incident
from servanda.records.observation import Observation, Watch
from servanda.records.plan import Coverage
from servanda.records.rejection import Rejection
from servanda.records.response import Response
from servanda.records.tally import Tally
from servanda.records.time import Interval
from servanda.runs import stages
from servanda.runs.replay import entries_of
from servanda.runs.stages import Promises
from servanda.runs.workspace import Workspace, open_case
from servanda.schemas.rows import Rows, rows_of


class Opened:
    """One case at one point of knowledge.

    `observations`, `incidents`, `tallies`, `watches` and `findings` are sequences of records with `to_arrow()`.
    """

    def __init__(self, folder: str | Path, *, as_of: int | datetime | None = None) -> None:
        """Open a case; its replayed ledger lies in a temporary folder that goes with this object.

        Args:
            folder: The case folder.
            as_of: Size of the ledger or moment to look from; the manifest's moment if none.

        Raises:
            NotFound: there is no such case.
            InputError: its manifest or an instrument is wrong.
            IntegrityError: its ledger is not what was signed.
        """
        scratch = tempfile.mkdtemp(prefix="servanda-")
        weakref.finalize(self, shutil.rmtree, scratch, ignore_errors=True)
        self.workspace: Workspace = open_case(Path(folder), Path(scratch), as_of=as_of)

    def __repr__(self) -> str:
        case = self.workspace.case
        return f"<{case.id}: {len(self.observations)} observations, {len(self.tallies)} tallies, size {self.size}>"

    @property
    def size(self) -> int:
        """Size of the ledger it is looked at: knowledge time."""
        return self.workspace.size

    @property
    def moment(self) -> datetime:
        """The moment for which everything is judged."""
        return self.workspace.moment

    @property
    def agreements(self) -> Sequence[Agreement]:
        """The instruments adopted by then."""
        return self.workspace.agreements

    @property
    def observations(self) -> Rows[Observation]:
        """What was seen, heard, measured or alleged."""
        return self.workspace.known.observations

    @cached_property
    def tallies(self) -> Rows[Tally]:
        """Numbers that somebody counted."""
        return rows_of(self.workspace.known.of("tally"), Tally)

    @cached_property
    def watches(self) -> Rows[Watch]:
        """Who watched, as the facts of their observers leave it."""
        return rows_of(self.workspace.watches, Watch)

    def entries(self, names: Iterable[str]) -> dict[str, int]:
        """Name of a record → index of the entry that holds it, as far as they are on its ledger.

        Raises:
            IntegrityError: the ledger is not what was signed.
        """
        return entries_of(self.workspace.ledger, self.size, set(names))

    @property
    def rejections(self) -> list[Rejection]:
        """Everything that was not taken."""
        return [*self.workspace.known.of("rejection"), *self.workspace.unresolved, *self._joined.rejections]

    @cached_property
    def incidents(self) -> Rows[Incident]:
        """Observations joined: one row a thing that happened."""
        return self._joined.incidents

    @cached_property
    def _joined(self) -> Detected:
        return stages.detect_incidents(self.workspace)

    @cached_property
    def promises(self) -> Promises:
        """The register of promises, and how each stands."""
        return stages.stand_commitments(self.workspace)

    @cached_property
    def findings(self) -> Findings:
        """Every term judged, verdict and attribution together."""
        return stages.judge_terms(self.workspace, self.incidents, self.promises)

    @cached_property
    def facts(self) -> Facts:
        """Everything that findings are judged on."""
        return stages.facts_of(self.workspace, self.incidents, self.promises)

    def facts_under(self, agreement: Agreement) -> Facts:
        """The facts as one version of an instrument was judged on them."""
        return stages.facts_under(agreement, self.workspace, self.facts)

    @property
    def window(self) -> Interval | None:
        """The time over which silence is judged; none without a ground arm."""
        return stages.window_of(self.workspace)

    @cached_property
    def coverage(self) -> Coverage | None:
        """The plan against the promises; none if the case has no plan."""
        return stages.assess_plan(self.workspace, self.promises)

    @cached_property
    def responses(self) -> list[Response]:
        """Procedures under way."""
        return stages.respond_to(self.workspace, self.findings, self.promises)
