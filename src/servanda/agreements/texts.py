"""Words and sources: every number is cited, every sentence stands in all languages, no promise changes its force."""

import re
from collections.abc import Iterator, Mapping

from servanda.agreements.scope import Lint, Path, Scope
from servanda.records.agreement import Agreement, Relation
from servanda.records.open_term import OpenTerm, Reading
from servanda.records.procedure import Procedure, Step
from servanda.records.record import Wording
from servanda.records.term import Exemption, Term

_DIGIT = re.compile(r"\d")
_WORDINGS = ("title", "says", "question", "name", "do", "if_silent_says")
_ASSURANCE = re.compile(r"\bassurances?\b", re.IGNORECASE)
_GUARANTEE = re.compile(r"\bguarant", re.IGNORECASE)
_UK_GUARANTEE = re.compile(r"гарант", re.IGNORECASE)
_UK_ASSURANCE = re.compile(r"запевнен", re.IGNORECASE)
_BINDS = re.compile(r"\b(?:shall|must|undertakes?|(?:is|are) obliged)\b", re.IGNORECASE)
_INTENDS = re.compile(r"\b(?:should|intends?)\b", re.IGNORECASE)
_UK_BINDS = re.compile(r"зобов['’ʼ]яз|\b(?:повинн|мусить|мусять)", re.IGNORECASE)
_UK_INTENDS = re.compile(r"\bма(?:є|ють) намір|\b(?:слід|бажано|варто)\s+(?:\w+\s+)?\w+ти(?:с[яь])?\b", re.IGNORECASE)
"""Verbs of intention or advice; «слід» only before an infinitive, for by itself it is a trace."""
_UK_REASSURANCE = re.compile(r"(?:сил\w*|для)\s+запевнен\w*", re.IGNORECASE)


def citations(scope: Scope) -> Iterator[Lint]:
    """Terms, exceptions, procedures and numbers that do not say where they come from."""
    for path, part in scope.parts:
        if isinstance(part, Term | Exemption | Procedure) and not part.cite.strip():
            code = "number-without-citation" if _number_in(part) else "citation-missing"
            yield scope.error(code, (*path, "cite"), name=part.id)
        elif isinstance(part, Step) and not part.cite and _timed(part) and not _procedure(scope, path).cite.strip():
            yield scope.error("number-without-citation", (*path, "cite"), name=part.id)
        elif isinstance(part, OpenTerm):
            yield from _open(scope, path, part)
        elif isinstance(part, Relation) and _digits(part.says) and not part.support:
            yield scope.error("number-without-source", (*path, "support"), name=part.to)


def _number_in(part: Term | Exemption | Procedure) -> bool:
    return _digits(part.says) or (isinstance(part, Term) and bool(part.table))


def _digits(wording: Wording) -> bool:
    return any(_DIGIT.search(text) for text in wording.values())


def _timed(step: Step) -> bool:
    return step.when is not None and bool(step.when.within or step.when.after)


def _procedure(scope: Scope, path: Path) -> Procedure:
    return scope.agreement.procedures[int(path[1])]


def _open(scope: Scope, path: Path, term: OpenTerm) -> Iterator[Lint]:
    for name, reading in term.readings.items():
        if _valued(reading) and not reading.support and not term.support:
            yield scope.error("number-without-source", (*path, "readings", name), name=name)
    if not term.support and _digits(term.question):
        yield scope.error("number-without-source", path, name=str(path[-1]))


def _valued(reading: Reading) -> bool:
    value = reading.value
    return isinstance(value, int) or bool(isinstance(value, str) and _DIGIT.search(value)) or _digits(reading.says)


def sources(scope: Scope) -> Iterator[Lint]:
    """Instruments without sources, and sources nobody has listed."""
    if not scope.agreement.support:
        yield scope.error("sources-missing", ("support",), name=scope.agreement.id)
    for path, part in scope.parts:
        for number, name in enumerate(getattr(part, "support", [])):
            if scope.sources is not None and name not in scope.sources:
                yield scope.error("unknown-source", (*path, "support", number), name=name)


def languages(scope: Scope) -> Iterator[Lint]:
    """Sentences that stand in fewer languages than the title, or are empty."""
    wanted = sorted(scope.agreement.title)
    for path, wording in _wordings(scope):
        missing = [lang for lang in wanted if not wording.get(lang, "").strip()]
        if wording and missing:
            yield scope.error("language-missing", path, missing=", ".join(missing))
    for number, lang in enumerate(scope.agreement.authentic):
        if lang not in wanted:
            yield scope.warning("authentic-not-shown", ("authentic", number), lang=lang)


def forces(scope: Scope) -> Iterator[Lint]:
    """*Assurances* beside *гарантії*, *shall* beside *має намір*: two texts of different force."""
    declared = scope.agreement.language_differences
    for path, wording in _wordings(scope):
        if wording not in declared and _differ(wording):
            yield scope.warning("different-force", path)
        elif wording not in declared and (verbs := _duty_verbs(wording)):
            yield scope.warning("different-duty", path, english=verbs[0], ukrainian=verbs[1])


def _duty_verbs(wording: Wording) -> tuple[str, str] | None:
    """The verbs of a sentence that binds in one language and only intends or recommends in the other."""
    english, ukrainian = wording.get("en", ""), wording.get("uk", "")
    found = [pattern.search(english) for pattern in (_BINDS, _INTENDS)]
    said = [pattern.search(ukrainian) for pattern in (_UK_BINDS, _UK_INTENDS)]
    (binds, intends), (uk_binds, uk_intends) = found, said
    if binds and not intends and uk_intends and not uk_binds:
        return binds.group(), uk_intends.group()
    if intends and not binds and uk_binds and not uk_intends:
        return intends.group(), uk_binds.group()
    return None


def _differ(wording: Mapping[str, str]) -> bool:
    english, ukrainian = wording.get("en", ""), _UK_REASSURANCE.sub("", wording.get("uk", ""))
    weaker = bool(_ASSURANCE.search(english)) and not _GUARANTEE.search(english)
    stronger = bool(_GUARANTEE.search(english)) and not _ASSURANCE.search(english)
    uk_strong, uk_weak = bool(_UK_GUARANTEE.search(ukrainian)), bool(_UK_ASSURANCE.search(ukrainian))
    return (weaker and uk_strong and not uk_weak) or (stronger and uk_weak and not uk_strong)


def _wordings(scope: Scope) -> Iterator[tuple[Path, Wording]]:
    for path, part in scope.parts:
        for field in _WORDINGS:
            if isinstance(value := getattr(part, field, None), dict):
                yield (*path, field), value


def signed(scope: Scope) -> Iterator[Lint]:
    """Signed texts that do not say which languages are authentic."""
    agreement: Agreement = scope.agreement
    if agreement.status in ("signed", "in_force") and not agreement.authentic:
        yield scope.error("signed-without-languages", ("authentic",), status=agreement.status)
