"""Who is said to say it: the attribution cues of one sentence, with the stretch of the sentence each one governs.

Nine shapes: prepositional ("за словами", "according to"), as-clause ("як зазначає"), verb with its content, inverted
(", said X"), naming ("назвав A B"), blanket ("Про це повідомляє X з посиланням на Y"), impersonal ("повідомлялось"),
headline dash or colon, and recap. Source–cue–content triples follow PARC and PolNeAR.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.statements.cast import is_outlet, is_person, is_state
from servanda.statements.lexicon import Hit
from servanda.statements.naming import is_cyrillic
from servanda.statements.reading import Token
from servanda.statements.saying import BREAKS, Attribution, after_mark, after_that, mark_before, next_break, sayings
from servanda.statements.sections import Sentence
from servanda.statements.speakers import Speaker, outlet_in, speaker_in

__all__ = ["Attribution", "attributions_of"]
_NEAR = 5
_TITLE_SPEAKER = 7
_LONG_BLANKET = 16
_COLON_FAR = 12


def attributions_of(sentence: Sentence) -> list[Attribution]:
    """Attribution cues of a sentence, in order."""
    blanket = _blanket(sentence)
    if blanket:
        return blanket
    found = [*_recap(sentence), *_headline(sentence), *_impersonal(sentence), *_prepositional(sentence)]
    found += sayings(sentence, _taken(found))
    if not any(one.shape in {"that", "inverted"} for one in found):
        found += _colon_quote(sentence)
    return _limited(sentence.tokens, sorted(found, key=lambda one: (one.region, one.shape)))


def _taken(found: list[Attribution]) -> list[tuple[int, int]]:
    return [place for one in found if one.shape != "recap" for place in (one.region, one.cue)]


def _limited(tokens: Sequence[Token], found: list[Attribution]) -> list[Attribution]:
    """A verb governs up to the next verb of saying; the other shapes govern the sentence, as does who passes it on.

    `…, заявив X, передає Y`: Y stands beside no content of its own, so it passes on what X said.
    """
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
            if earlier and not any(token.is_word for token in tokens[scope[0] : scope[1]]):
                limited.append(replace(one, shape="as", scope=(0, len(tokens))))
                continue
        limited.append(replace(one, scope=scope))
    return limited


def _blanket(sentence: Sentence) -> list[Attribution]:
    """`Про це повідомляє X з посиланням на Y`: the whole sentence is attribution of what stands before it.

    Outlets come from the outermost to the innermost (`передає Z`, `повідомляє X`, `з посиланням на Y`), then whoever
    spoke.
    """
    for hit in sentence.of("blanket"):
        says = [say for say in sentence.of("say") if say.first >= hit.last - 1]
        if not says and sentence.of("paper"):
            says = [say for say in sentence.of("reads") if say.first >= hit.last]
        if hit.first > 1 or not says or says[0].first - hit.last > _LONG_BLANKET:
            continue
        if any(token.fold in {"що", "that"} for token in sentence.tokens[says[0].last :]):
            continue
        size = len(sentence.tokens)
        speakers = _outer_first(sentence, hit, says)
        return [
            Attribution("blanket", (hit.first, _last_word(sentence)), (0, size), (0, 0), speaker)
            for speaker in speakers
        ]
    return []


def _outer_first(sentence: Sentence, hit: Hit, says: list[Hit]) -> list[Speaker]:
    size = len(sentence.tokens)
    cites = sentence.of("cite")
    cuts = [*(one.first for one in cites), *(one.first for one in says[1:]), size]
    until = min(cut for cut in cuts if cut > says[0].first)
    before, first = speaker_in(sentence, hit.last, says[0].first), speaker_in(sentence, says[0].last, until)
    if first is None or (before and is_outlet(first.entity)):
        first = before
    later = [_between(sentence, one.last, cuts) for one in says[1:]]
    cited = [_between(sentence, one.last, cuts) for one in cites if one.first >= says[0].last]
    inside = outlet_in(sentence, says[0].last, until)
    outlets = [one for one in later if one and is_outlet(one.entity)]
    if first and not is_outlet(first.entity) and inside:
        outlets.append(Speaker("entity", entity=inside))
    if first and is_outlet(first.entity):
        outlets.append(first)
    inner = [one for one in (first, *cited) if one and one not in outlets]
    return [*outlets, *sorted(inner, key=lambda one: not is_outlet(one.entity))]


def _between(sentence: Sentence, first: int, cuts: list[int]) -> Speaker | None:
    return speaker_in(sentence, first, min(cut for cut in cuts if cut > first or cut == len(sentence.tokens)))


def _last_word(sentence: Sentence) -> int:
    size = len(sentence.tokens)
    return size - 1 if size and not sentence.tokens[-1].is_word else size


def _recap(sentence: Sentence) -> list[Attribution]:
    size = len(sentence.tokens)
    return [
        Attribution("recap", (0, hit.last), (0, after_mark(sentence, hit.last)), (0, size), Speaker("self"))
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
    if sentence.tokens[last].fold != ":" and size - last <= _TITLE_SPEAKER and sentence.tokens[-1].fold != "?":
        speaker = speaker_in(sentence, last + 1, size)
        if speaker and _all_of_it(sentence, last + 1, size):
            first = last - 1 if last and sentence.tokens[last - 1].fold == "," else last
            return [Attribution("headline", (last, size), (first, size), (0, first), speaker)]
    first = marks[0]
    if sentence.tokens[first].fold == ":" and first <= _TITLE_SPEAKER and _all_of_it(sentence, 0, first):
        speaker = speaker_in(sentence, 0, first)
        if speaker and not is_state(speaker.entity):
            return [Attribution("headline", (0, first + 1), (0, first + 1), (first + 1, size), speaker)]
    return []


def _all_of_it(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a stretch is nothing but somebody: `США тиснуть на Київ:` is a claim, no speaker."""
    covered = {
        at
        for tag in ("local", "entity", "adjective", "anon", "role", "organ", "office", "one", "the_agency")
        for hit in sentence.of(tag)
        for at in range(hit.first, hit.last)
    }
    free = [at for at in range(first, last) if at not in covered and sentence.tokens[at].is_word]
    small = [at for at in free if len(sentence.tokens[at].fold) <= 3 or sentence.tokens[at].plain[:1].isupper()]  # noqa: PLR2004
    return len(free) - len(small) == 0


def _colon(sentence: Sentence, size: int) -> list[Attribution]:
    """`Reuters: …` at the head of a sentence: only somebody who is named."""
    colon = next((at for at in range(min(_NEAR, size)) if sentence.tokens[at].fold == ":"), 0)
    speaker = speaker_in(sentence, 0, colon) if colon and _all_of_it(sentence, 0, colon) else None
    if speaker is None or speaker.kind != "entity" or speaker.entity.startswith(("role:", "organ:")):
        return []
    return [Attribution("as", (0, colon + 1), (0, colon + 1), (0, size), speaker)]


def _colon_quote(sentence: Sentence) -> list[Attribution]:
    """`Another was more blunt: "There is no deal."`: whoever acts before a colon and quotation marks."""
    tokens, size = sentence.tokens, len(sentence.tokens)
    for at in range(1, size - 1):
        if tokens[at].fold == ":" and tokens[at + 1].fold == '"':
            speaker = speaker_in(sentence, max(0, at - _COLON_FAR), at)
            ones = [hit for hit in sentence.of("other") if hit.first == 0]
            speaker = speaker or (speaker_in(sentence, 0, ones[0].last) if ones else None)
            if speaker:
                return [Attribution("that", (0, at), (0, at + 1), (at + 1, size), speaker)]
    return []


def _impersonal(sentence: Sentence) -> list[Attribution]:
    size, nobody = len(sentence.tokens), Speaker("unknown", label="unnamed report")
    found = [
        Attribution("impersonal", (hit.first, hit.last), (hit.first, hit.first), (0, size), nobody)
        for hit in sentence.of("hearsay")
    ]
    for hit in sentence.of("impersonal"):
        first = 0 if hit.first <= 1 else mark_before(sentence, hit.first)
        behind = first < hit.first and hit.first > 1
        last = next_break(sentence, hit.last) if behind else after_that(sentence, hit.last)
        found.append(Attribution("impersonal", (first, hit.last), (first, last), (0, size), nobody))
    return [*found, *_papers(sentence)]


def _papers(sentence: Sentence) -> Iterator[Attribution]:
    """`у заяві МЗС ідеться`, `the statement said`: whoever is named with the paper, else the paper itself."""
    tokens, size = sentence.tokens, len(sentence.tokens)
    for verb in sentence.of("reads"):
        behind = _NEAR if is_cyrillic(tokens[verb.first].fold) else -1
        near = [hit for hit in sentence.of("paper") if -_COLON_FAR <= hit.first - verb.last <= behind]
        if not near:
            continue
        paper = min(near, key=lambda one: abs(one.first - verb.first))
        first, last = (verb.first, paper.last) if paper.first > verb.first else (paper.first, verb.last)
        until = next_break(sentence, paper.last) if paper.first > verb.first else verb.first
        speaker = speaker_in(sentence, paper.last, until)
        named = speaker or Speaker("entity", entity=f"paper:{paper.value}", label=paper.value)
        end = max(last, until)
        before = mark_before(sentence, first)
        while (
            before > 0 and first - before < _NEAR and tokens[before - 1].fold not in BREAKS and paper.first < verb.first
        ):
            before -= 1
        region = (before, end) if before > 1 else (0, after_that(sentence, end))
        yield Attribution("prep", (first, end), region, (0, size), named)


def _prepositional(sentence: Sentence) -> list[Attribution]:
    size = len(sentence.tokens)
    believed = {hit.first for hit in sentence.of("believe")}
    found = [
        Attribution(
            "prep", (hit.first, hit.last), (hit.first, after_mark(sentence, hit.last)), (0, size), Speaker("pronoun")
        )
        for hit in sentence.of("prep_he")
    ]
    hits = [*sentence.of("prep"), *sentence.of("cite")]
    for hit in sorted({one.first: one for one in hits}.values(), key=lambda one: one.first):
        verbs = [say.first for say in sentence.of("say") if say.first >= hit.last]
        until = min([next_break(sentence, hit.last), *verbs])
        speaker = speaker_in(sentence, hit.last, until)
        vague = speaker is None or speaker.entity.startswith("role:")
        if vague and until < size and sentence.tokens[until].fold == ",":
            further = next_break(sentence, until + 1)
            named = speaker_in(sentence, until + 1, further)
            if named and (speaker is None or named.entity.startswith("named:") or is_person(named.entity)):
                speaker, until = named, further
        if speaker is None:
            continue
        if any(one.region[0] <= hit.first < one.region[1] for one in found if one.speaker == speaker):
            continue
        first = hit.first - 1 if hit.first and sentence.tokens[hit.first - 1].fold in BREAKS else hit.first
        region = (first, after_mark(sentence, until))
        found.append(Attribution("prep", (hit.first, until), region, (0, size), speaker, hit.first in believed))
    return found
