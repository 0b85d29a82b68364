"""What the stages gave → the one frozen dossier that every report is made from."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.incidents import Detected
from servanda.records.finding import Finding
from servanda.records.plan import Coverage
from servanda.records.rejection import Rejection
from servanda.records.response import Response
from servanda.reports.dossier import Dossier
from servanda.reports.gather import channels_of, releases_of, waits_of
from servanda.runs.stages import Promises, window_of
from servanda.runs.workspace import Workspace
from servanda.statements import Reviewed


@dataclass(frozen=True, kw_only=True)
class Derived:
    """What the stages gave for one case."""

    reviewed: Reviewed
    """Statements, by what people decided."""
    promises: Promises
    """The register and how it stands."""
    joined: Detected
    """Incidents."""
    findings: Sequence[Finding]
    """Terms judged."""
    coverage: Coverage | None
    """The plan against the promises."""
    responses: Sequence[Response]
    """Procedures under way."""

    @property
    def rejections(self) -> list[Rejection]:
        """Decisions that named nothing that exists."""
        return [*self.reviewed.rejections, *self.joined.rejections]


def gather(case: Workspace, derived: Derived) -> Dossier:
    """Everything a report is made from, at one size of the ledger."""
    known, promises = case.known, derived.promises
    return Dossier(
        case=case.case,
        as_of=case.moment,
        ledger_size=case.size,
        ledger_root=case.root,
        window=window_of(case),
        sources=known.of("source"),
        texts=case.texts,
        proposals=known.of("statement"),
        statements=derived.reviewed.accepted,
        channels=channels_of(derived.reviewed.accepted, case.texts),
        agreements=case.agreements,
        commitments=promises.register.commitments,
        events=promises.register.events,
        labels=promises.labels,
        labels_by_reading=promises.by_reading,
        waits=waits_of(promises.waits, promises.circles),
        circles=[circle.commitments for circle in promises.circles],
        released=releases_of(promises.released),
        plan=known.plan(),
        coverage=derived.coverage,
        observations=known.standing_observations(),
        watches=known.of("watch"),
        incidents=derived.joined.incidents,
        notices=known.of("notice"),
        acts=known.of("act"),
        judgements=known.of("judgement"),
        replies=known.of("reply"),
        decisions=known.of("decision"),
        findings=derived.findings,
        responses=derived.responses,
        rejections=[*known.of("rejection"), *derived.rejections],
    )
