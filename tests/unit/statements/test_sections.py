"""Parts of a text and its language: by places and letters, without changing a character."""

import pytest

from servanda.records.source import Source
from servanda.statements import propose
from servanda.statements.language import language_of
from servanda.statements.parts import parts_of
from servanda.statements.sections import sentences_of

NEWS = (
    "Лідери домовилися про спостерігачів\n"
    "Дві держави погодили місію спостерігачів, заявив речник уряду.\n"
    "Читайте також: США відмовилися від місії\n"
    "Місія почне роботу навесні.\n"
    "Що відомо про місію\n"
    "До неї увійдуть сто спостерігачів.\n"
    "Вони матимуть:\n"
    "радари\n"
    "автомобілі\n"
    "Реклама\n"
    "Реклама озброєння заборонена угодою.\n"
    "Що було раніше\n"
    "Нагадаємо, переговори тривали рік.\n"
    "Підписуйтесь на наш канал\n"
)


SOURCE = Source(id="text:t", kind="text", publisher="Desk", lang="en")


def parts(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.span.start : one.span.end]) for one in parts_of(text, sentences_of(text))]


def test_a_news_text_falls_into_headline_lede_body_subheadings_and_recap() -> None:
    kinds = [kind for kind, _ in parts(NEWS)]
    assert kinds == ["headline", "lede", "body", "subheading", "body", "subheading", "recap"]
    assert [words for kind, words in parts(NEWS) if kind == "subheading"] == ["Що відомо про місію", "Що було раніше"]


def test_lines_that_point_at_other_texts_are_not_read() -> None:
    read = " ".join(NEWS[one.start : one.end] for one in sentences_of(NEWS))
    assert "Читайте" not in read
    assert "Підписуйтесь" not in read
    assert "Реклама озброєння" in read
    proposals = propose(NEWS, Source(id="text:t", kind="text", publisher="Desk", lang="uk"))
    assert not [one for one in proposals if one.frame == "refusal"]  # the other article's, not this one's


def test_a_list_after_a_colon_holds_no_headings() -> None:
    assert "subheading" not in [
        kind for kind, _ in parts("Перше речення.\nДруге речення має:\nрадари\nТретє речення.\n")
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Москва наполягає на виведенні військ.", "uk"),
        ("Москва настаивает на выводе войск.", "ru"),
        ("Москва вимагала про це раду.", "uk"),
        ("The talks in Paris went well, officials said.", "en"),
        ("Les pourparlers à Paris se sont bien passés, selon des responsables.", "und"),
        ("Rozmowy w Paryżu przebiegły pomyślnie, powiedzieli urzędnicy.", "und"),
        ("Перамовы ў Парыжы прайшлі добра.", "und"),
        ("Bloomberg Reuters Paris", "und"),
        ("12345 — 67890", "und"),
        ("За словами Reuters, the Financial Times та Bloomberg, переговори тривають і далі.", "uk"),
    ],
)
def test_letters_and_function_words_tell_the_language_or_say_that_nothing_does(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Зустріч провели у м. Київ та на вул. Мирній, 5. Потім пішли до с. Нове.", 2),
        ("В. Зеленський та Е. Макрон зустрілися. «Ми згодні». Він додав: «Так!» І все.", 4),
        ("Проф. Іваненко, акад. Петренко та ген. Коваль, напр. Росія, див. Додаток.", 1),
        ("Вежа має 5 м. Він це виміряв.", 2),
        ("Переговори завершилися. 6 січня сторони підпишуть угоду за ст. 5 Договору.", 2),
        ("Gen. Mark Smith and Lt. Col. Jones met Rep. Adam Doe at 5 p.m. They left.", 2),
        ("The U.S. President J.D. Vance said no. He left.", 2),
        ("They met. 15 people came on Jan. 6. See No. 7 and Art. 3.", 3),
        ('"We agree," he said. "They do not." Done?! Yes.', 4),
        ("It costs 3.5 mln. and is due on 15.01.2026. Nobody knows…", 2),
    ],
)
def test_a_full_stop_after_an_abbreviation_or_an_initial_ends_no_sentence(text: str, count: int) -> None:
    assert len(sentences_of(text)) == count


WRAPPED = (
    "Joint statement\n\n"
    "The ministers of foreign affairs of both states met in Oslo and\n"
    "Bergen on 6 January. They agreed that observers might be sent to the\n"
    "border, and that the mission of the observers would be led by\n"
    "Norway if both parliaments approve.\n\n"
    "They will meet again in two weeks.\n"
)


def test_lines_wrapped_at_a_margin_are_one_paragraph_and_places_stay_exact() -> None:
    sentences = [WRAPPED[one.start : one.end] for one in sentences_of(WRAPPED)]
    assert sentences[1].startswith("The ministers of foreign affairs of both states met in Oslo and\nBergen on")
    assert len(sentences) == 4
    assert [kind for kind, _ in parts(WRAPPED)] == ["headline", "lede", "body"]
    [observers] = [one for one in propose(WRAPPED, SOURCE) if one.certainty == "PS+"]
    assert WRAPPED[observers.spans[0].start : observers.spans[0].end].startswith("They agreed")


def test_short_lines_that_end_are_not_joined() -> None:
    text = "Leaders meet in Oslo again today\nThe talks go on.\nNobody knows how long.\n"
    assert [kind for kind, _ in parts(text)] == ["headline", "lede", "body"]
