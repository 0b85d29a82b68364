"""Annotations written with quotes become offsets, and what is wrong is said before anybody scores against it."""

import hashlib

import pytest

from servanda.errors import InputError
from servanda.statements.gold.checking import astride, faults, leaking, misplaced
from servanda.statements.gold.compiling import compiled, without_words
from servanda.statements.gold.quotes import Quotes, counted

TEXT = (
    "Рівенія чекає на відповідь Солани, - Вісник\n"
    "За словами джерел, міністр Солани може прибути у вівторок. Рівенія відкинула умови Солани."
)
HEAD = """
document: {lang: uk, publisher: e_visnyk, published: 2031-05-06, title: "Рівенія чекає на відповідь Солани", ours: true}
entities:
  e_visnyk: {type: MediaOutlet, uk: Вісник, en: Herald}
  e_src: {type: AnonymousSource, uk: джерела, en: sources, via: e_visnyk}
  e_rivenia: {type: State, uk: Рівенія, en: Rivenia}
chains:
  c1: [{source: e_visnyk, basis: publisher}, {source: e_src, basis: explicit, cue: "За словами джерел"}]
issues: {iss_terms: {en: terms, uk: умови}}
"""


def test_an_occurrence_mark_after_the_quotation_mark_moves_inside_it() -> None:
    assert counted('a: "x"@2\nb: ["y", "z"@*]\nc: \'"q"\'@1') == 'a: "x@2"\nb: ["y", "z@*"]\nc: \'"q"@1\''


def test_a_quote_becomes_the_place_of_the_occurrence_that_was_asked_for() -> None:
    quotes = Quotes(TEXT)
    [(start, end)] = quotes.places("Рівенія@2", "x")
    assert (TEXT[start:end], start) == ("Рівенія", TEXT.rindex("Рівенія"))
    assert len(quotes.places("Солани@*", "x")) == 3
    assert quotes.faults == []


def test_a_quote_that_is_not_there_names_the_nearest_words() -> None:
    quotes = Quotes(TEXT)
    assert quotes.places("міністр Соланії може", "st1") == []
    assert quotes.faults == ["st1: “міністр Соланії може” is not in the text. Nearest: “міністр Солани може ” at 63."]


def test_a_quote_that_stands_there_twice_must_say_which() -> None:
    quotes = Quotes(TEXT)
    assert quotes.places("Рівенія", "m") == []
    assert "occurs 2 times: say which (@1" in quotes.faults[0]
    assert quotes.places("Рівенія@3", "m") == []
    assert "occurs 2 times, and occurrence 3 is asked for" in quotes.faults[1]


def test_the_words_of_the_statement_settle_which_occurrence_its_cue_is() -> None:
    source = HEAD + (
        'statements:\n- {id: st1, kind: position, chain: c1, at: "Рівенія відкинула умови Солани", factuality: CT+,\n'
        '   actor: e_rivenia, issue: iss_terms, says: "Rivenia rejected",\n'
        '   embedded: [{event: x, factuality: Uu, at: "Солани"}]}'
    )
    gold, wrong = compiled(source, TEXT, name="a.txt")
    assert wrong == []
    [statement] = gold["statements"]
    assert statement["embedded"][0]["span"]["start"] == TEXT.rindex("Солани")
    assert (statement["actor"], statement["sentence"]) == (["e_rivenia"], "s03")
    assert [*faults(gold), *misplaced(gold, TEXT), *astride(gold)] == []
    assert gold["document"]["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()


def test_references_to_nothing_and_unknown_words_are_named() -> None:
    source = HEAD + (
        'statements:\n- {id: st1, kind: guess, chain: c9, at: "може прибути", factuality: sure, actor: e_nobody}\n'
        'mentions:\n- {entity: e_gone, kind: hint, at: "джерел"}'
    )
    gold, wrong = compiled(source, TEXT, name="a.txt")
    told = " ".join([*wrong, *faults(gold)])
    for part in ("actor e_nobody", "chain c9", "kind 'guess'", "factuality 'sure'", "entity e_gone", "kind 'hint'"):
        assert part in told, part


def test_an_annotation_of_a_text_that_is_not_ours_holds_hashes_instead_of_words() -> None:
    source = HEAD + 'cues:\n- {type: attribution, at: "За словами"}'
    gold, _ = compiled(source, TEXT, name="other")
    bare = without_words(gold)
    assert bare["cues"][0]["sha256"] == hashlib.sha256("За словами".encode()).hexdigest()
    assert "text" not in bare["cues"][0]
    assert "За словами" not in str(bare)
    assert list(misplaced(bare, TEXT)) == []
    assert len(list(misplaced(bare, TEXT.replace("За словами", "За згадками")))) > 0


def test_words_of_others_outside_stretches_are_seen_and_names_are_not() -> None:
    source = (
        HEAD
        + 'statements:\n- {id: st1, kind: report, chain: c1, at: "може прибути", ambiguity: "може прибути у вівторок"}'
    )
    gold, _ = compiled(source, TEXT, name="other")
    [found] = leaking(without_words(gold), TEXT)
    assert found.startswith("statements/0/ambiguity/0: ")


def test_what_is_not_yaml_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="gold-not-yaml"):
        compiled("a: [", TEXT, name="a.txt")
