"""A case folder, read whole: manifest, lists, texts, agreements, register, plan; and as items for a ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyarrow.compute as pc

from servanda import statements
from servanda.adapters import agreements as agreement_files
from servanda.adapters import cases
from servanda.adapters import register as register_files
from servanda.adapters.cases import CaseFolder
from servanda.errors import InputError, NotFound
from servanda.observations import collect, collect_records
from servanda.records.agreement import Agreement
from servanda.records.case import Case
from servanda.records.commitment import Commitment, Event
from servanda.records.observation import Observation, Watch
from servanda.records.plan import Plan
from servanda.records.rejection import Rejection
from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.records.tally import Tally
from servanda.runs import recorded
from servanda.runs.adopted import name_of
from servanda.runs.inputs import once, read_inputs, united
from servanda.runs.recorded import Item
from servanda.schemas.rows import Rows


@dataclass(frozen=True, kw_only=True)
class CaseFiles:
    """Everything that the files of a case say, read and checked one by one."""

    lists: CaseFolder
    """Manifest, texts and simple lists."""
    agreements: Sequence[Agreement]
    """Its instruments."""
    commitments: Sequence[Commitment]
    """Its register of promises."""
    events: Sequence[Event]
    """What conditions wait for."""
    blocs: Mapping[str, Sequence[str]]
    """Blocs and their members."""
    plan: Plan | None
    """Its plan."""
    proposals: Sequence[Statement]
    """What the reader proposes on its texts."""
    observations: Rows[Observation]
    """Observations taken, of all files."""
    watches: Sequence[Watch]
    """Watches taken."""
    tallies: Sequence[Tally]
    """Numbers that somebody counted."""
    rejections: Sequence[Rejection]
    """Everything that was not taken."""


def read_case_files(folder: Path, article: tuple[Source, str] | None = None) -> CaseFiles:
    """Read a case folder, and a further article if one is given.

    Raises:
        NotFound: `case-not-found`.
        InputError: the manifest or an instrument is wrong; bad items of lists are rejections.
    """
    lists = _with_sources_of_agreements(cases.read_case(folder))
    if article is not None:
        source, text = article
        lists = replace(lists, sources=[*lists.sources, source], texts={**lists.texts, source.id: text})
    register = register_files.register_of(folder)
    observed = collect(lists.observation_lines)
    watched = collect_records(lists.watch_lines, Watch)
    given = read_inputs(folder, lists.case.inputs, zone=lists.case.time_zone)
    observations, doubles = united([observed.table, *given.observations])
    watches, watched_twice = once([*watched.records, *given.watches], "watch")
    tallies, counted_twice = once(given.tallies, "tally")
    proposals = [
        proposal
        for source in sorted(lists.sources, key=lambda one: one.id)
        if source.id in lists.texts
        for proposal in statements.propose(lists.texts[source.id], source)
    ]
    return CaseFiles(
        lists=lists,
        agreements=read_agreements(folder, lists.case),
        commitments=register.register.commitments,
        events=register.register.events,
        blocs=register.register.members,
        plan=register.plan,
        proposals=proposals,
        observations=observations,
        watches=watches,
        tallies=tallies,
        rejections=[
            *lists.rejections,
            *register.rejections,
            *observed.rejections,
            *watched.rejections,
            *given.rejections,
            *doubles,
            *watched_twice,
            *counted_twice,
        ],
    )


def _with_sources_of_agreements(lists: CaseFolder) -> CaseFolder:
    """The case's sources and those that stand beside its instruments; the case's own word wins."""
    beside = [
        source for place in lists.case.agreements for source in agreement_files.load_sources(lists.folder / place)
    ]
    by_id = {source.id: source for source in [*beside, *lists.sources]}
    return replace(lists, sources=[by_id[name] for name in sorted(by_id)])


def read_agreements(folder: Path, case: Case) -> list[Agreement]:
    """The instruments a manifest names, by name and version.

    Raises:
        NotFound: `agreement-not-found` for a place that does not exist.
        InputError: an instrument is wrong, stands in two of the places, or is to be judged and stands in none.
    """
    found: dict[str, Agreement] = {}
    for place in case.agreements:
        path = folder / place
        if not path.exists():
            hint = "Mend 'agreements': folders or files, relative to the case."
            raise NotFound("agreement-not-found", f"'{place}' does not exist.", place="case.yaml", hint=hint)
        for one in agreement_files.load(path):
            if name_of(one) in found:
                says = f"'{name_of(one)}' comes twice; the second time from '{place}'."
                hint = "Name each folder once, and keep each version once."
                raise InputError("duplicate-id", says, place="case.yaml", hint=hint)
            found[name_of(one)] = one
    known = {one.id for one in found.values()}
    for name in case.judged:
        if name not in known:
            says = f"'{name}' is to be judged, but no instrument is called so."
            hint = f"Known: {', '.join(sorted(known)) or 'none'}."
            raise InputError("judged-unknown", says, place="case.yaml", hint=hint)
    return sorted(found.values(), key=lambda one: (one.id, one.version))


def items(files: CaseFiles) -> list[Item]:
    """What a ledger records of a case, in its order."""
    lists = files.lists
    start = first_moment(files)
    every = [
        *recorded.of_sources(lists.sources, start),
        *recorded.of_agreements(files.agreements, start),
        *recorded.of_blocs(files.blocs, start),
        *recorded.of_plan(files.plan, start),
        *recorded.of_statements(files.proposals, lists.sources, start),
        *recorded.of_commitments(files.commitments),
        *recorded.of_events(files.events, start),
        *recorded.of_watches(files.watches, lists.case.as_of),
        *recorded.of_records("notice", lists.notices, moment="given_at", author="by"),
        *recorded.of_records("register", lists.registers, moment="at", author="declared_by"),
        *recorded.of_records("act", lists.acts, moment="at", author="by"),
        *recorded.of_observations(files.observations),
        *recorded.of_tallies(files.tallies),
        *recorded.of_records("judgement", lists.judgements, moment="at", author="body"),
        *recorded.of_records("decision", lists.decisions, moment="at", author="by"),
        *recorded.of_records("reply", lists.replies, moment="at", author="by"),
        *recorded.of_records("position", lists.positions, moment="at", author="by"),
        *recorded.of_adoptions(lists.adoptions),
        *recorded.of_records("step-act", lists.step_acts, moment="at", author="by"),
        *recorded.of_rejections(files.rejections, lists.case.as_of),
    ]
    return recorded.in_order(every)


def first_moment(files: CaseFiles) -> datetime:
    """The earliest moment that anything in the case was recorded."""
    lists = files.lists
    moments: list[datetime] = [
        lists.case.as_of,
        *(source.received_at for source in lists.sources if source.received_at),
        *(step.known_on for commitment in files.commitments for step in commitment.status),
        *(notice.given_at for notice in lists.notices),
        *(moment for moment in [pc.min(files.observations.column("recorded_at")).as_py()] if moment is not None),
        *(tally.recorded_at for tally in files.tallies),
        *(decision.at for decision in lists.decisions),
        *(judgement.at for judgement in lists.judgements),
        *(act.at for act in lists.acts),
        *(adoption.at for adoption in lists.adoptions),
    ]
    return min(moments)
