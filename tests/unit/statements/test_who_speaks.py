"""Who speaks in texts that no list was made for: people by office and name, organs, outlets, quotations, chains."""

from collections.abc import Mapping
from typing import Any

import pytest

from servanda.errors import InputError
from servanda.records.source import Source
from servanda.statements import mentions_of, own_registry, propose
from servanda.statements.lexicon import registry
from servanda.statements.naming import key_of, nominative
from servanda.statements.sections import sentences_of


def chains(text: str, lang: str = "uk") -> list[list[str]]:
    source = Source(id="text:t", kind="text", publisher="Example desk", lang=lang)
    return [[link.source for link in one.chain[1:]] for one in propose(text, source)]


def last(text: str) -> list[str]:
    return chains(text)[-1]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Колона вирушить у неділю, передає Harbour Wire.", ["outlet:Harbour Wire"]),
        ("Гарантії мають бути письмовими, вважають експерти.", ["anon:1"]),
        ("Глава МЗС Хорватії Мате Ковачевич попередив, що місію скоротять.", ["named:Мате Ковачевич"]),
        ("За словами міністерки Лариси Бондар, список готовий.", ["named:Лариса Бондар"]),
        ("Список готовий, – заявив Олег Марчук, заступник голови місії.", ["named:Олег Марчук"]),
        ("Олег Марчук, заступник голови місії, заявив, що список готовий.", ["named:Олег Марчук"]),
        ("У «Портбуді» запевнили, що причал відкрито.", ["organ:Портбуд"]),
        ("У спільній заяві йдеться, що консультації триватимуть.", ["paper:заява"]),
        ("У заяві МЗС Грузії наголошено, що кордон закрито.", ["organ:МЗС Грузії"]),
        ("Як дізналося Reuters від двох дипломатів, зустріч перенесено.", ["reuters", "anon:1"]),
        ("За даними Axios, яке посилається на двох посадовців, зустріч перенесено.", ["axios", "anon:1"]),
        ("Зустріч перенесено, заявив Лавров, передає Harbour Wire.", ["outlet:Harbour Wire", "lavrov"]),
        ("Кремль, навпаки, стверджує, що зустріч перенесено.", ["RUS"]),
        ("The corridor is open, said Tomas Vel, a spokesman for the mission.", ["named:Tomas Vel"]),
        ("Tomas Vel, a spokesman for the mission, said the corridor was open.", ["named:Tomas Vel"]),
        ("A senior official, who asked not to be named, said the list was ready.", ["anon:1"]),
        ("Lavrov was quoted as saying by TASS that the list was ready.", ["tass", "lavrov"]),
        ("According to its author, Nina Orlan, the list is ready.", ["named:Nina Orlan"]),
        ("The statement said that the talks would go on.", ["paper:statement"]),
    ],
)
def test_each_shape_of_attribution_names_its_speaker(text: str, chain: list[str]) -> None:
    assert last(text) == chain


def test_forms_of_one_name_are_one_entity_and_an_office_alone_is_its_holder() -> None:
    text = (
        "Міністр оборони Латвії Ояр Круміньш заявив, що табір закрито.\n"
        "За словами Круміньша, людей перевезли.\n"
        "Міністр додав, що дорога безпечна."
    )
    assert chains(text) == [["named:Ояр Круміньш"]] * 3


@pytest.mark.parametrize(
    ("one", "other"),
    [("Сікорського", "Сікорський"), ("Притулою", "Притула"), ("Сибізі", "Сибіга"), ("Шмигаля", "Шмигаль")],
)
def test_all_forms_of_a_surname_share_a_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_different_surnames_have_different_keys_and_the_nominative_comes_back() -> None:
    assert key_of("Марчук") != key_of("Марченко")
    assert (nominative("Олега", "m"), nominative("Лариси", "f"), nominative("Андрія", "m")) == (
        "Олег",
        "Лариса",
        "Андрій",
    )


def test_a_namesake_of_somebody_in_the_registry_is_somebody_else() -> None:
    assert last("Депутатка Ірина Зеленська заявила, що список готовий.") == ["named:Ірина Зеленська"]
    assert last("Президент Володимир Зеленський заявив, що список готовий.") == ["zelenskyy"]


def test_the_cue_behind_a_quotation_governs_all_its_sentences() -> None:
    text = (
        "«Дорогу до порту відкрито. Колона вже рушила до мосту. "
        "Людей чекають на пристані», – сказала Марія Левко.\n"
        "Міст через канал зруйновано."
    )
    assert chains(text) == [["named:Марія Левко"]] * 3 + [[]]


def test_what_is_said_below_to_have_been_said_covers_what_stands_before_only() -> None:
    text = "Колону затримали на мосту.\nПро це речник місії Іван Гай сказав Harbour Wire.\nМіст закрито для машин."
    found = chains(text)
    assert found[0] == ["outlet:Harbour Wire", "named:Іван Гай"]
    assert "named:Іван Гай" not in found[-1]


def test_a_pronoun_agrees_in_gender_with_whom_it_means() -> None:
    text = "Каллас заявила, що список готовий. Макрон заявив, що дорога безпечна. Вона додала, що людей чекають."
    assert last(text) == ["kallas"]


def test_who_is_named_twice_in_a_sentence_is_one_link() -> None:
    text = "Каллас заявила, що список готовий. За її словами, дорога, як зауважила Каллас, безпечна."
    assert last(text) == ["kallas"]


def test_two_unnamed_members_of_a_group_are_two_and_never_anybody_named() -> None:
    text = (
        "Двоє дипломатів розповіли Axios, що список готовий. "
        "Один із них назвав його чорновим. Інший додав, що людей чекають."
    )
    found = chains(text)
    assert found[0] == ["axios", "anon:1"]
    assert [one[-1] for one in found[1:]] == ["anon:1.1", "anon:1.2"]


def test_a_capital_acts_for_its_government_or_is_a_place() -> None:
    assert last("У Варшаві заявили, що список готовий.") == ["POL"]
    assert last("Список погодили у Варшаві минулого тижня.") == []
    assert last("Варшава повідомила, що список готовий.") == ["POL"]


def test_what_was_said_by_nobody_or_is_only_an_infinitive_has_no_speaker() -> None:
    assert chains("What was said about the terms is not known.", "en") == [[]]
    assert last("Підтвердити список ніхто не зміг.") == []


def test_mentions_have_exact_words_kind_and_entity() -> None:
    text = (
        "Речник уряду Сербії Ненад Ілич сказав, що список готовий. "
        "Він додав, що Белград чекає. Інший дипломат промовчав."
    )
    found = {
        (text[one.span.start : one.span.end], one.kind, one.entity)
        for one in mentions_of(text, sentences_of(text), "d")
    }
    assert ("Речник уряду Сербії Ненад Ілич", "name", "named:Ненад Ілич") in found
    assert ("Він", "pronoun", "named:Ненад Ілич") in found
    assert ("Белград", "metonym", "SRB") in found
    assert ("Сербії", "name", "SRB") in found


def test_every_entry_of_the_registry_speaks_for_somebody_known() -> None:
    assert [name for name, one in registry().items() if one.party not in {"", *registry()}] == []
    assert sum(1 for one in registry().values() if one.kind == "state") >= 193


OWN: dict[str, dict[str, Any]] = {
    "VAL": {"kind": "state", "en": "Valdoria", "uk": "Вальдорія", "forms": ["вальдорі*", "valdoria"]},
    "reiss": {"kind": "person", "for": "VAL", "en": "Ada Reiss", "uk": "Ада Рейсс", "forms": ["рейсс", "reiss"]},
}


def test_a_case_brings_its_own_registry_and_takes_it_away_again() -> None:
    with own_registry(OWN):
        assert last("Рейсс заявила, що список готовий.") == ["reiss"]
    assert "reiss" not in registry()
    assert last("Рейсс заявила, що список готовий.") != ["reiss"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"kind": "planet", "en": "X", "uk": "X", "forms": ["x"]}, "registry-row"),
        ({"kind": "state", "en": "X", "uk": "X", "forms": "x"}, "registry-row"),
        ({"kind": "person", "for": "NOWHERE", "en": "X", "uk": "X", "forms": ["x"]}, "registry-party"),
    ],
)
def test_a_faulty_entry_is_named(row: Mapping[str, Any], code: str) -> None:
    with pytest.raises(InputError) as error, own_registry({"bad": row}):
        pass
    assert error.value.code == code


def test_answers_of_an_interview_are_the_words_of_who_is_interviewed() -> None:
    text = (
        "Посол Рінат Ковтун дав інтерв'ю цього тижня.\n"
        "– Чи відкриють дорогу цього тижня?\n"
        "– Дорогу до порту вже відкрито. Міст іще ремонтують люди.\n"
        "– А коли повернуть спостерігачів?\n"
        "– Спостерігачі повернуться після зими."
    )
    found = chains(text)
    assert [one for one in found if one == ["named:Рінат Ковтун"]] == [["named:Рінат Ковтун"]] * 3
    assert chains(text.replace("?", "."))[-1] == []


def test_a_title_in_quotation_marks_is_somebodys_words() -> None:
    assert chains("«Дорогу до порту відкрито»\nКолона вирушила до порту.")[0] == ["UNKNOWN"]
