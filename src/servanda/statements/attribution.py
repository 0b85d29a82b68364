"""Who is said to say it: the attribution cues of one sentence, with the stretch of the sentence each one governs.

Nine shapes: prepositional ("за словами", "according to"), as-clause ("як зазначає"), verb with its content, inverted
(", said X"), naming ("назвав A B"), blanket ("Про це повідомляє X з посиланням на Y"), impersonal ("повідомлялось"),
headline dash or colon, and recap. Source–cue–content triples follow PARC and PolNeAR.
"""

from dataclasses import dataclass, replace
from typing import Literal

from servanda.statements.clauses import Clause
from servanda.statements.lexicon import Hit
from servanda.statements.sections import Sentence
from servanda.statements.speakers import UNLISTED, Speaker, outlet_in, speaker_in

Shape = Literal["prep", "as", "that", "inverted", "naming", "blanket", "impersonal", "headline", "recap"]
_BREAKS = {",", ";", ":"}
_FAR = 14
_SHORT_OPENING = 4
_LONGEST_TAIL = 8
_CLAIMING = (
    *("that", "hedge:head_pr", "hedge:head_ps", "hedge:unknown", "want", "plan", "judged", "meet_verb"),
    *("demand", "reject", "accept", "refuse", "not_do", "pledge", "will_give", "offer_verb", "wait"),
)
_NEAR = 5
_NOBODY = frozenset({"it", "this", "that", "which", "what", "це", "що", "як", "as", "та", "і", "and", "also", "також"})
_NOUNS_TOO = frozenset({"claims", "reports"})
_NOUNS_GO_ON = frozenset({"of", "about", "that", "про", "що", "в", "у", "на", "in", "on"})
"""After these a word such as `reports` is a noun, and `додає` has no speaker."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its speaker; numbers are tokens of the sentence, half-open."""

    shape: Shape
    """How the sentence says it."""
    cue: tuple[int, int]
    """The words that say so."""
    region: tuple[int, int]
    """The part of the sentence that is attribution, not content."""
    scope: tuple[int, int]
    """The part whose content it governs."""
    speaker: Speaker
    """Who."""
    believes: bool = False
    """True if the speaker only believes it."""


def attributions_of(sentence: Sentence) -> list[Attribution]:
    """Attribution cues of a sentence, in order."""
    blanket = _blanket(sentence)
    if blanket:
        return blanket
    found = [*_recap(sentence), *_headline(sentence), *_impersonal(sentence), *_prepositional(sentence)]
    taken = _taken(found)
    for hit in sorted([*sentence.of("say"), *sentence.of("believe"), *sentence.of("name")], key=lambda one: one.first):
        if not any(first <= hit.first < last for first, last in taken) and not _unsaid(sentence, hit):
            found += _verbal(sentence, hit.first, hit.last)
            taken = _taken(found)
    return _limited(sorted(found, key=lambda one: (one.region, one.shape)))


def _taken(found: list[Attribution]) -> list[tuple[int, int]]:
    return [place for one in found if one.shape != "recap" for place in (one.region, one.cue)]


def _unsaid(sentence: Sentence, verb: Hit) -> bool:
    """Who did not say, or failed to confirm, vouches for nothing; *claims* that nobody makes are a noun."""
    if sentence.tokens[verb.first].fold in _NOUNS_TOO:
        subjects = [one for tag in ("entity", "anon", "office", "he", "the_agency") for one in sentence.of(tag)]
        if not any(one.last == verb.first for one in subjects):
            return True
    return Clause(sentence, _clause_start(sentence, verb.first), len(sentence.tokens)).negated(verb)


def _limited(found: list[Attribution]) -> list[Attribution]:
    """A verb governs up to the next verb of saying; the other shapes govern the sentence."""
    verbs = [one for one in found if one.shape in {"that", "inverted", "naming"}]
    limited = []
    for one in found:
        scope = one.scope
        if one.shape in {"that", "naming"}:
            later = [other.region[0] for other in verbs if other.region[0] >= one.region[1]]
            scope = (scope[0], min([scope[1], *later]))
        elif one.shape == "inverted":
            earlier = [other.region[1] for other in verbs if other.region[1] <= one.region[0]]
            scope = (max([scope[0], *earlier]), scope[1])
        limited.append(replace(one, scope=scope))
    return limited


def _blanket(sentence: Sentence) -> list[Attribution]:
    """`Про це повідомляє X з посиланням на Y`: the whole sentence is attribution of what stands before it."""
    for hit in sentence.of("blanket"):
        verb = next((say for say in sentence.of("say") if hit.first <= say.first <= hit.last + _NEAR), None)
        if hit.first > 1 or verb is None:
            continue
        size = len(sentence.tokens)
        cite = next((one for one in sentence.of("cite") if one.first >= verb.last), None)
        until = cite.first if cite else size
        outer = speaker_in(sentence, verb.last, until) or speaker_in(sentence, hit.last, verb.first)
        inner = speaker_in(sentence, cite.last, size) if cite else None
        return [
            Attribution("blanket", (hit.first, _last_word(sentence)), (0, size), (0, 0), speaker)
            for speaker in (outer, inner)
            if speaker
        ]
    return []


def _last_word(sentence: Sentence) -> int:
    size = len(sentence.tokens)
    return size - 1 if size and not sentence.tokens[-1].is_word else size


def _recap(sentence: Sentence) -> list[Attribution]:
    size = len(sentence.tokens)
    return [
        Attribution("recap", (0, hit.last), (0, _after_mark(sentence, hit.last)), (0, size), Speaker("self"))
        for hit in sentence.of("recap")
        if hit.first == 0
    ]


def _headline(sentence: Sentence) -> list[Attribution]:
    """`…, - Bloomberg` or `Bloomberg: …` in a title."""
    size = len(sentence.tokens)
    if sentence.section != "headline":
        return _colon(sentence, size)
    marks = [place for place, token in enumerate(sentence.tokens) if token.fold in {"-", ":", "|"}]
    if not marks:
        return []
    last = marks[-1]
    if sentence.tokens[last].fold != ":" and (speaker := speaker_in(sentence, last + 1, size)) and size - last <= _NEAR:
        first = last - 1 if last and sentence.tokens[last - 1].fold == "," else last
        return [Attribution("headline", (last, size), (first, size), (0, first), speaker)]
    first = marks[0]
    if sentence.tokens[first].fold == ":" and first <= _NEAR and (speaker := speaker_in(sentence, 0, first)):
        return [Attribution("headline", (0, first + 1), (0, first + 1), (first + 1, size), speaker)]
    return []


def _colon(sentence: Sentence, size: int) -> list[Attribution]:
    """`Reuters: …` at the head of a sentence: only somebody whom the lists know by name."""
    colon = next((at for at in range(min(4, size)) if sentence.tokens[at].fold == ":"), 0)
    speaker = speaker_in(sentence, 0, colon) if colon else None
    if speaker is None or speaker.kind != "entity":
        return []
    return [Attribution("as", (0, colon + 1), (0, colon + 1), (0, size), speaker)]


def _impersonal(sentence: Sentence) -> list[Attribution]:
    size, nobody = len(sentence.tokens), Speaker("unknown", label="unnamed report")
    found = [
        Attribution("impersonal", (hit.first, hit.last), (hit.first, hit.first), (0, size), nobody)
        for hit in sentence.of("hearsay")
    ]
    for hit in sentence.of("impersonal"):
        first = 0 if hit.first <= 1 else _mark_before(sentence, hit.first)
        behind = first < hit.first and hit.first > 1
        last = _next_break(sentence, hit.last) if behind else _after_that(sentence, hit.last)
        found.append(Attribution("impersonal", (first, hit.last), (first, last), (0, size), nobody))
    return found


def _prepositional(sentence: Sentence) -> list[Attribution]:
    size = len(sentence.tokens)
    believed = {hit.first for hit in sentence.of("believe")}
    found = [
        Attribution(
            "prep", (hit.first, hit.last), (hit.first, _after_mark(sentence, hit.last)), (0, size), Speaker("pronoun")
        )
        for hit in sentence.of("prep_he")
    ]
    for hit in sentence.of("prep"):
        until = _next_break(sentence, hit.last)
        speaker = speaker_in(sentence, hit.last, until)
        if speaker is None:
            continue
        first = hit.first - 1 if hit.first and sentence.tokens[hit.first - 1].fold in _BREAKS else hit.first
        region = (first, _after_mark(sentence, until))
        found.append(Attribution("prep", (hit.first, until), region, (0, size), speaker, hit.first in believed))
    return found


def _verbal(sentence: Sentence, verb: int, after: int) -> list[Attribution]:
    """A verb of saying, believing or naming, whichever way its speaker stands."""
    tokens = sentence.tokens
    naming = any(hit.first == verb for hit in sentence.of("name"))
    believes = any(hit.first == verb for hit in sentence.of("believe"))
    begin = _clause_start(sentence, verb)
    until = min([_next_break(sentence, after), *(hit.first for hit in sentence.of("prep") if hit.first >= after)])
    behind = speaker_in(sentence, after, min(until, after + _FAR))
    marked = verb > 0 and tokens[verb - 1].fold in {",", "-", '"'}
    before = None if marked and behind else speaker_in(sentence, begin, verb)
    if before is None and behind is None and any(hit.first == verb for hit in sentence.of("say")):
        before, behind = _nameless(sentence, (begin, verb, after), marked=marked)
    if before:
        return [_with_speaker_before(sentence, (begin, verb, after), before, naming=naming, believes=believes)]
    if behind is None:
        return []
    if marked:
        begin = verb
    size = len(tokens)
    if verb and any(hit.last == verb for hit in sentence.of("as")):
        first = verb - 2 if verb > 1 and tokens[verb - 2].fold in _BREAKS else verb - 1
        return [
            Attribution("as", (verb - 1, until), (first, _after_mark(sentence, until)), (0, size), behind, believes)
        ]
    if begin == 0 and verb <= 1:
        last = _after_that(sentence, until)
        return [Attribution("that", (verb, until), (0, last), (last, size), behind, believes)]
    return [Attribution("inverted", (verb, until), (_mark_before(sentence, verb), until), (0, begin), behind, believes)]


def _nameless(
    sentence: Sentence, places: tuple[int, int, int], *, marked: bool
) -> tuple[Speaker | None, Speaker | None]:
    """A speaker whom no list knows (`the ombudsman said that …`, `…, said a commander`) still speaks for the claim."""
    begin, verb, after = places
    if any(hit.last == verb for hit in sentence.of("as")):
        return None, Speaker("unknown", label=UNLISTED)
    tokens, somebody = sentence.tokens, Speaker("unknown", label=UNLISTED)
    following = [token.fold for token in tokens[after : after + 4]]
    if marked:
        names = bool(following) and following[0][0].isalnum() and following[0] not in _NOUNS_GO_ON
        return None, somebody if names else None
    subject = any(token.is_word and token.fold not in _NOBODY for token in tokens[begin:verb])
    content = any(word in {"що", "that", ":"} for word in following) or (
        begin > 0 and _says_no_more(sentence, begin, after)
    )
    return (somebody if subject and content else None), None


def _with_speaker_before(
    sentence: Sentence, places: tuple[int, int, int], speaker: Speaker, *, naming: bool, believes: bool
) -> Attribution:
    begin, _, after = places
    size = len(sentence.tokens)
    if naming:
        return Attribution("naming", (begin, after), (begin, after), (after, size), speaker)
    if speaker.agency is None and (told := outlet_in(sentence, after, after + 2, definite=True)):
        speaker = replace(speaker, agency=told)
    if begin > 0 and _says_no_more(sentence, begin, after):
        first = _mark_before(sentence, begin)
        return Attribution("inverted", (begin, after), (first, size), (0, first), speaker, believes)
    last = _after_that(sentence, after)
    return Attribution("that", (begin, after), (begin, last), (last, size), speaker, believes)


def _says_no_more(sentence: Sentence, begin: int, after: int) -> bool:
    """Whether the content stands before: `…, two officials told X on condition of anonymity`."""
    rest = sentence.tokens[after:]
    if not rest or rest[0].fold in {".", ",", '"'}:
        return True
    claims = any(hit.first >= after for tag in _CLAIMING for hit in sentence.of(tag))
    return not claims and begin > _SHORT_OPENING and len(rest) <= _LONGEST_TAIL


def _clause_start(sentence: Sentence, verb: int) -> int:
    """First token of the clause of a verb; an apposition between commas right before it is stepped over."""
    at = verb
    steps_over = _apposition(sentence, verb)
    while at > 0 and verb - at < _FAR:
        mark = sentence.tokens[at - 1].fold
        if mark in {";", ":", "-"}:
            break
        if mark == ",":
            if steps_over == 0:
                break
            steps_over -= 1
        elif mark in {"що", "that", "який", "яка", "які", "which", "who"}:
            break
        at -= 1
    return at


def _apposition(sentence: Sentence, verb: int) -> int:
    """Commas to step over: two if an apposition stands right before the verb (`X, president of Y, said`), else none."""
    if verb == 0 or sentence.tokens[verb - 1].fold != ",":
        return 0
    opening = [at for at in range(max(0, verb - _FAR // 2), verb - 1) if sentence.tokens[at].fold == ","]
    return 2 if len(opening) == 1 else 0


def _next_break(sentence: Sentence, at: int) -> int:
    while at < len(sentence.tokens) and sentence.tokens[at].fold not in {*_BREAKS, ".", "що", "that"}:
        at += 1
    return at


def _after_that(sentence: Sentence, at: int) -> int:
    """Past the next `що`/`that`, if it comes soon; otherwise past a mark that stands here."""
    for ahead in range(at, min(at + 9, len(sentence.tokens))):
        if sentence.tokens[ahead].fold in {"що", "that", ":"}:
            return ahead + 1
    return _after_mark(sentence, at)


def _after_mark(sentence: Sentence, at: int) -> int:
    return at + 1 if at < len(sentence.tokens) and not sentence.tokens[at].is_word else at


def _mark_before(sentence: Sentence, at: int) -> int:
    while at > 0 and not sentence.tokens[at - 1].is_word:
        at -= 1
    return at
