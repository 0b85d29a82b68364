"""What the stages gave → the one frozen dossier that every report is made from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda import commitments, statements
from servanda.findings import as_findings
from servanda.incidents import Detected
from servanda.observations.tallies import compare
from servanda.records.agreement import Agreement
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.plan import Coverage
from servanda.records.record import Wording
from servanda.records.rejection import Rejection
from servanda.records.response import Response
from servanda.records.statement import Statement
from servanda.reports.dossier import Channels, Dossier, Release, Wait
from servanda.runs.adopted import name_of
from servanda.runs.references import without_effect
from servanda.runs.stages import Promises, window_of
from servanda.runs.workspace import Workspace
from servanda.schemas.rows import rows_of
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
    by_rung: Sequence[Coverage]
    """The same for each lowest rung that counts."""
    responses: Sequence[Response]
    """Procedures under way."""
    idle_acts: Sequence[Rejection]
    """Acts in procedures that can have no effect."""

    @property
    def rejections(self) -> list[Rejection]:
        """Decisions and acts that name nothing they could apply to."""
        return [*self.reviewed.rejections, *self.joined.rejections, *self.idle_acts]


def gather(case: Workspace, derived: Derived) -> Dossier:
    """Everything a report is made from, at one size of the ledger."""
    known, promises = case.known, derived.promises
    idle = without_effect(
        known,
        ground=(known.observations, rows_of(derived.joined.incidents, Incident)),
        findings=derived.findings,
        responses=[one.id for one in derived.responses],
    )
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
        channels=channels_of(derived.reviewed.accepted),
        agreements=case.agreements,
        earlier=_earlier(case, derived.findings),
        commitments=promises.register.commitments,
        events=promises.register.events,
        labels=promises.labels,
        waits=waits_of(promises.waits, promises.circles),
        circles=[circle.commitments for circle in promises.circles],
        released=releases_of(promises.released),
        plan=known.plan(),
        coverage=derived.coverage,
        by_rung=derived.by_rung,
        observations=known.observations,
        tallies=known.of("tally"),
        comparisons=compare(known.of("tally"), case.watches, names=_called(case)),
        watches=case.watches,
        incidents=derived.joined.incidents,
        notices=known.of("notice"),
        acts=known.of("act"),
        judgements=known.of("judgement"),
        replies=known.of("reply"),
        decisions=known.of("decision"),
        findings=derived.findings,
        base=case.base,
        responses=derived.responses,
        rejections=[*known.of("rejection"), *case.unresolved, *derived.rejections, *idle],
        names=case.case.names,
    )


def _earlier(case: Workspace, found: Sequence[Finding]) -> list[Agreement]:
    """Versions that findings were made under beside those in force now."""
    kinds, _ = as_findings(found).kinds()
    named = set(kinds.column("agreement").to_pylist()) - {name_of(one) for one in case.agreements}
    return [one for one in case.versions if name_of(one) in named]


def _called(case: Workspace) -> dict[str, Wording]:
    """What parties are called: by the instruments, else by the manifest."""
    named = {name: party.name for one in case.agreements for name, party in one.parties.items()}
    return {**case.case.names, **named}


def channels_of(accepted: Iterable[Statement]) -> list[Channels]:
    """Voices and channels behind the accepted statements, for each issue."""
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in accepted:
        if statement.issue:
            groups[statement.issue].append(statement)
    cards = ((about, statements.chain_card(groups[about])) for about in sorted(groups))
    return [
        Channels(
            about=about,
            statements=tuple(card.statements),
            speakers=len(card.voices.speakers),
            channels=len(card.voices.channels),
            original_seen=card.original_seen,
        )
        for about, card in cards
    ]


def waits_of(waits: Sequence[commitments.Wait], circles: Sequence[commitments.Circle]) -> list[Wait]:
    """Arrows of the waiting diagram; those between promises of one circle are marked."""
    together = [frozenset(circle.commitments) for circle in circles]
    return [
        Wait(
            who=wait.who,
            for_whom=wait.for_whom or wait.item,
            commitment=wait.commitment,
            because=wait.item,
            kind=wait.via,
            in_circle=any({wait.commitment, wait.item} <= members for members in together),
        )
        for wait in waits
    ]


def releases_of(released: Sequence[commitments.Release]) -> dict[str, list[Release]]:
    """What each awaited signal would release, by reading; what is still missing is named once."""
    by_reading: defaultdict[str, list[Release]] = defaultdict(list)
    for one in released:
        missing = sorted({name for needed in one.still_needs.sets for name in needed})
        by_reading[one.reading].append(
            Release(commitment=one.commitment, before=one.before, after=one.after, blocked_by=tuple(missing))
        )
    return dict(by_reading)
