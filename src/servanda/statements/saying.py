"""Verbs of saying, believing and naming with their speakers, whichever way these stand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from servanda.statements.clauses import Clause
from servanda.statements.lexicon import Hit
from servanda.statements.sections import Sentence
from servanda.statements.speakers import UNLISTED, Speaker, outlet_in, speaker_in

Shape = Literal["prep", "as", "that", "inverted", "naming", "blanket", "impersonal", "headline", "recap"]
BREAKS = {",", ";", ":"}
FAR = 16
_SHORT_OPENING = 4
_LONGEST_TAIL = 8
_LONGEST_APPOSITION = 18
_CLAIMING = (
    *("that", "hedge:head_pr", "hedge:head_ps", "hedge:unknown", "want", "plan", "judged", "meet_verb"),
    *("demand", "reject", "accept", "refuse", "not_do", "pledge", "will_give", "offer_verb", "wait"),
)
_NOBODY = frozenset({"it", "this", "that", "which", "what", "це", "що", "як", "as", "та", "і", "and", "also", "також"})
_NOUNS_TOO = frozenset({"notes", "claims", "reports", "claim", "report", "states", "заяви", "заява", "заяву"})
_NOUNS_GO_ON = frozenset({"of", "about", "that", "про", "що", "в", "у", "на", "in", "on"})
"""After these a word such as `reports` is a noun, and `додає` has no speaker."""
_INFINITIVE = ("ити", "ати", "яти", "ити", "ести", "итися")
_THAT = frozenset({"що", "that", ":", "нібито", "ніби", "мовляв", "буцімто"})
_PASSIVE = frozenset({"was", "were", "is", "are", "been", "be", "being"})
_JOINS = frozenset({"і", "й", "та", "and", "але", "but", "також", "also", "водночас", "then", "later"})
_OPENS_APPOSITION = frozenset({"who", "which", "a", "an", "the", "який", "яка", "які"})
_SPEAKS = ("local", "entity", "anon", "he", "the_agency", "office")


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


def sayings(sentence: Sentence, taken: list[tuple[int, int]]) -> list[Attribution]:
    """Attributions by verbs, in order; a verb without a speaker of its own goes on with the one before.

    Args:
        sentence: The sentence.
        taken: Stretches that other shapes have taken.
    """
    found: list[Attribution] = []
    busy = list(taken)
    for hit in _verbs(sentence):
        if any(first <= hit.first < last for first, last in busy) or _unsaid(sentence, hit):
            continue
        new = _verbal(sentence, hit.first, hit.last) if not _gerund(sentence, hit) else []
        new = new or _goes_on(sentence, hit, found)
        found += new
        busy += [place for one in new for place in (one.region, one.cue)]
    return [*found, *_acts(sentence, found)]


def _acts(sentence: Sentence, found: list[Attribution]) -> Iterator[Attribution]:
    """`X denied that`, `пообіцяла, що`: an act of X, and what follows is by X; nothing is cut out of the content."""
    tokens, size = sentence.tokens, len(sentence.tokens)
    hits = {hit.first: hit for tag in ("deny_act", "say_act") for hit in sentence.of(tag)}
    for hit in hits.values():
        ahead = [token.fold for token in tokens[hit.last : hit.last + 3]]
        said = {"що", "that"} & set(ahead) or any(one.first == hit.first for one in sentence.of("deny_act"))
        if not said or any(one.region[0] <= hit.first < one.region[1] for one in found):
            continue
        begin = clause_start(sentence, hit.first)
        speaker = speaker_in(sentence, begin, hit.first)
        if speaker is None and found and tokens[hit.first - 1].fold in _JOINS:
            speaker = found[-1].speaker
        if speaker:
            yield Attribution("that", (begin, hit.last), (hit.first, hit.first), (begin, size), speaker)


def _verbs(sentence: Sentence) -> list[Hit]:
    return sorted([*sentence.of("say"), *sentence.of("believe"), *sentence.of("name")], key=lambda one: one.first)


def _gerund(sentence: Sentence, verb: Hit) -> bool:
    return any(hit.first == verb.first for hit in sentence.of("say_gerund"))


def _goes_on(sentence: Sentence, verb: Hit, found: list[Attribution]) -> list[Attribution]:
    """`…, заявив X і пообіцяв, що`, `, зазначивши, що`: the speaker named before in the sentence goes on."""
    tokens, gerund = sentence.tokens, _gerund(sentence, verb)
    if verb.first == 0 or not (gerund or tokens[verb.first - 1].fold in _JOINS):
        return []
    joined = not gerund and found and tokens[verb.first - 1].fold in _JOINS
    speaker = found[-1].speaker if found and (gerund or joined) else None
    if speaker is None and gerund:
        speaker = _subject(sentence, verb.first)
    if speaker is None:
        return []
    last = after_that(sentence, verb.last)
    first = (
        verb.first - 1 if tokens[verb.first - 1].fold in _JOINS or not tokens[verb.first - 1].is_word else verb.first
    )
    believes = any(hit.first == verb.first for hit in sentence.of("believe"))
    return [Attribution("that", (verb.first, verb.last), (first, last), (last, len(tokens)), speaker, believes)]


def _subject(sentence: Sentence, verb: int) -> Speaker | None:
    """Who acts in the sentence before a gerund: the first who is named outside prepositional phrases."""
    end = verb
    while end > 0 and not sentence.tokens[end - 1].is_word:
        end -= 1
    return speaker_in(sentence, 0, end)


def _unsaid(sentence: Sentence, verb: Hit) -> bool:
    """Who did not say, or failed to confirm, vouches for nothing; *claims* that nobody makes are a noun.

    What *was said* has no speaker here either.
    """
    passive = verb.first > 0 and sentence.tokens[verb.first - 1].fold in _PASSIVE
    if sentence.tokens[verb.first].fold.endswith(_INFINITIVE) and verb.last - verb.first == 1:
        return True
    if passive and not sentence.tokens[verb.last - 1].fold.endswith("saying"):
        return True
    if sentence.tokens[verb.first].fold in _NOUNS_TOO:
        subjects = [one for tag in _SPEAKS for one in sentence.of(tag)]
        if not any(one.last == verb.first for one in subjects):
            return True
    return Clause(sentence, clause_start(sentence, verb.first), len(sentence.tokens)).negated(verb)


def _verbal(sentence: Sentence, verb: int, after: int) -> list[Attribution]:
    """A verb of saying, believing or naming, whichever way its speaker stands."""
    tokens = sentence.tokens
    naming = any(hit.first == verb for hit in sentence.of("name"))
    believes = any(hit.first == verb for hit in sentence.of("believe"))
    begin = clause_start(sentence, verb)
    until = min(
        [
            next_break(sentence, _past_name(sentence, after)),
            *(hit.first for hit in sentence.of("prep") if hit.first >= after),
        ]
    )
    marked = verb > 0 and tokens[verb - 1].fold in {",", "-", '"', "?", "!", "…"}
    apposed = _apposed(sentence, verb)
    if apposed and (speaker := speaker_in(sentence, *apposed)):
        if speaker.entity.startswith("role:"):
            speaker = _named_in(sentence, apposed[1], verb, speaker)
        return [_with_speaker_before(sentence, (apposed[0], verb, after), speaker, naming=naming, believes=believes)]
    behind = speaker_in(sentence, after, min(until, after + FAR))
    before = None if marked and behind else speaker_in(sentence, begin, verb)
    if before is None and behind is None and any(hit.first == verb for hit in sentence.of("say")):
        before, behind = _nameless(sentence, (begin, verb, after), marked=marked)
    if before:
        return [_with_speaker_before(sentence, (begin, verb, after), before, naming=naming, believes=believes)]
    if behind is None or (believes and not marked and begin == 0 and verb > 1):
        return []
    return [_with_speaker_behind(sentence, (verb if marked else begin, verb, after, until), behind, believes=believes)]


def _past_name(sentence: Sentence, at: int) -> int:
    """Past a short name in quotation marks that stands here: `розповіли «Н» два джерела`."""
    tokens = sentence.tokens
    if at < len(tokens) and tokens[at].fold == '"':
        for ahead in range(at + 2, min(at + 5, len(tokens))):
            if tokens[ahead].fold == '"':
                return ahead + 1
    return at


def _with_speaker_behind(
    sentence: Sentence, places: tuple[int, int, int, int], speaker: Speaker, *, believes: bool
) -> Attribution:
    begin, verb, _, until = places
    tokens, size = sentence.tokens, len(sentence.tokens)
    if verb and any(hit.last == verb for hit in sentence.of("as")):
        first = verb - 2 if verb > 1 and tokens[verb - 2].fold in BREAKS else verb - 1
        return Attribution("as", (verb - 1, until), (first, after_mark(sentence, until)), (0, size), speaker, believes)
    if begin == 0 and verb <= 1:
        last = after_that(sentence, until)
        return Attribution("that", (verb, until), (0, last), (last, size), speaker, believes)
    return Attribution("inverted", (verb, until), (mark_before(sentence, verb), until), (0, begin), speaker, believes)


def _named_in(sentence: Sentence, first: int, verb: int, office: Speaker) -> Speaker:
    """`Estonia's prime minister, Kristen Michal, wrote`: the name behind the office."""
    inside = speaker_in(sentence, first, verb)
    if inside is None or inside.kind != "entity" or inside.entity.startswith(("role:", "organ:")):
        return office
    return replace(inside, parties=inside.parties or office.parties)


def _apposed(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """Subject of `X, a spokesman for Y, said`: its tokens, if a phrase between commas stands right before the verb."""
    tokens = sentence.tokens
    if verb < 4 or tokens[verb - 1].fold != ",":  # noqa: PLR2004 - somebody, comma, somebody, comma
        return None
    ends = [
        hit
        for tag in ("local", "entity", "anon")
        for hit in sentence.of(tag)
        if hit.last < verb - 1 and tokens[hit.last].fold == "," and verb - hit.last <= _LONGEST_APPOSITION
    ]
    for hit in sorted(ends, key=lambda one: -one.last):
        inside = tokens[hit.last + 1 : verb - 1]
        if not inside:
            continue
        if len(inside) <= 2 and all(token.fold == token.plain for token in inside):  # noqa: PLR2004 - `, навпаки,`
            return clause_start(sentence, hit.first), hit.last
        roles = any(hit.last < one.first < verb for tag in ("role", "anon", "local") for one in sentence.of(tag))
        if inside[0].fold in _OPENS_APPOSITION or roles:
            return clause_start(sentence, hit.first), hit.last
    return None


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
    end = _tail(sentence, after)
    if begin > 0 and _says_no_more(sentence, begin, after):
        first = mark_before(sentence, begin)
        return Attribution("inverted", (begin, after), (first, end), (0, first), speaker, believes)
    last = after_that(sentence, after)
    return Attribution("that", (begin, after), (begin, last), (last, size), speaker, believes)


def _says_no_more(sentence: Sentence, begin: int, after: int) -> bool:
    """Whether the content stands before: `…, two officials told X on condition of anonymity`."""
    end = _tail(sentence, after)
    rest = sentence.tokens[after:end]
    if not rest or rest[0].fold in {".", ",", '"'}:
        return True
    if rest[0].fold == ":":
        return False
    claims = any(after <= hit.first < end for tag in _CLAIMING for hit in sentence.of(tag))
    return not claims and begin > _SHORT_OPENING and len(rest) <= _LONGEST_TAIL


def _tail(sentence: Sentence, after: int) -> int:
    """End of what belongs to a verb that closes its sentence: a comma before `adding that`, `citing`, else the end."""
    goes_on = {hit.first for tag in ("say_gerund", "cite", "prep") for hit in sentence.of(tag)}
    for at in range(after, len(sentence.tokens) - 1):
        if sentence.tokens[at].fold == "," and at + 1 in goes_on:
            return at
    return len(sentence.tokens)


def clause_start(sentence: Sentence, verb: int) -> int:
    """First token of the clause of a verb; an apposition between commas right before it is stepped over."""
    at = verb
    steps_over = _apposition(sentence, verb)
    while at > 0 and verb - at < FAR:
        mark = sentence.tokens[at - 1].fold
        if mark == '"' and (short := _short_name(sentence, at - 1)) is not None:
            at = short
            continue
        if mark in {";", ":", "-", '"'}:
            break
        if mark == ",":
            if steps_over == 0:
                break
            steps_over -= 1
        elif mark in {"що", "that", "який", "яка", "які", "which", "who"}:
            break
        at -= 1
    return at


def _short_name(sentence: Sentence, closing: int) -> int | None:
    """First token of a short name in quotation marks that ends here: `у «Росатомі»`, `агентство «Н»`."""
    tokens = sentence.tokens
    for at in range(closing - 1, max(-1, closing - 4), -1):
        if tokens[at].fold == '"':
            named = at > 0 and tokens[at - 1].is_word and closing - at > 1 and tokens[at + 1].plain[:1].isupper()
            return at if named else None
    return None


def _apposition(sentence: Sentence, verb: int) -> int:
    """Commas to step over: two if an apposition stands right before the verb (`X, president of Y, said`), else none."""
    if verb == 0 or sentence.tokens[verb - 1].fold != ",":
        return 0
    opening = [at for at in range(max(0, verb - FAR // 2), verb - 1) if sentence.tokens[at].fold == ","]
    return 2 if len(opening) == 1 else 0


def next_break(sentence: Sentence, at: int) -> int:
    """The next mark or `що` from a token on."""
    while at < len(sentence.tokens) and sentence.tokens[at].fold not in {*BREAKS, ".", "що", "that", '"'}:
        at += 1
    return at


def after_that(sentence: Sentence, at: int) -> int:
    """Past the next `що`/`that`, if it comes soon; otherwise past a mark that stands here."""
    for ahead in range(at, min(at + 10, len(sentence.tokens))):
        if sentence.tokens[ahead].fold in _THAT:
            return ahead + 1
        if sentence.tokens[ahead].fold == '"':
            break
    return after_mark(sentence, at)


def after_mark(sentence: Sentence, at: int) -> int:
    """Past a mark, if one stands here; never past a quotation mark."""
    tokens = sentence.tokens
    return at + 1 if at < len(tokens) and not tokens[at].is_word and tokens[at].fold != '"' else at


def mark_before(sentence: Sentence, at: int) -> int:
    """Back over marks."""
    while at > 0 and not sentence.tokens[at - 1].is_word:
        at -= 1
    return at
