"""Short texts of other matters: the word lists know nothing of any one article."""

import pytest

from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements import chain_card, channels, hardened, propose, read_cues, summary


def read(text: str, publisher: str = "Example desk", lang: str = "en") -> list[Statement]:
    proposals = propose(text, Source(id="text:t", kind="text", publisher=publisher, lang=lang))
    assert hardened(text, proposals) == []
    return proposals


def words(text: str, one: Statement) -> str:
    return " | ".join(text[span.start : span.end] for span in one.spans)


def sources(one: Statement) -> list[str]:
    return [link.source for link in one.chain]


def only(proposals: list[Statement], frame: str) -> Statement:
    [one] = [one for one in proposals if one.frame == frame]
    return one


CAUCASUS = (
    "Мирний договір можуть підписати восени\n"
    "Вірменія та Азербайджан можуть підписати мирний договір восени, "
    "повідомляє Reuters із посиланням на двох дипломатів.\n"
    "Азербайджан вимагає змін до конституції Вірменії, однак Єреван відкидає цю вимогу.\n"
    "Поки невідомо, скільки спостерігачів залишиться на кордоні.\n"
    "Раніше повідомлялося, що ЄС продовжив місію.\n"
)


def test_a_treaty_that_may_be_signed_is_only_possible_and_comes_through_agency_and_diplomats() -> None:
    signed = [one for one in read(CAUCASUS, lang="uk") if one.actors == ["ARM", "AZE"]]
    assert [one.certainty for one in signed] == ["PS+"]
    assert sources(signed[0]) == ["example-desk", "reuters", "anon:1"]
    assert signed[0].chain[-1].label == "unnamed diplomats"


def test_demand_and_rejection_stand_against_each_other() -> None:
    demand, reject = [one for one in read(CAUCASUS, lang="uk") if one.frame == "position"]
    assert (demand.actors, demand.stance, demand.counterparts) == (["AZE"], "demand", ["ARM"])
    assert (reject.actors, reject.stance, reject.counterparts) == (["ARM"], "reject", ["AZE"])


def test_how_many_is_an_open_number_and_the_recap_is_the_outlets_own() -> None:
    proposals = read(CAUCASUS, lang="uk")
    assert only(proposals, "open_term").slot == "number"
    recap = [one for one in proposals if one.section == "recap"]
    assert [sources(one) for one in recap] == [["example-desk", "UNKNOWN"]]


HELSINKI = (
    "Finland may host talks, officials say\n"
    "Finland could host a new round of negotiations next month, two European officials told Politico "
    "on condition of anonymity.\n"
    "One of the officials called the idea a breakthrough. Another said the Kremlin had not replied.\n"
    "President Alexander Stubb said that Finland is ready to provide a venue if both sides agree.\n"
    "It remains unclear whether Moscow will accept.\n"
)


def test_officials_of_one_group_are_several_voices_and_one_channel() -> None:
    unnamed = [one for one in read(HELSINKI) if one.section != "headline" and "anon:2" in one.chain[-1].source]
    assert [one.chain[-1].source for one in unnamed] == ["anon:2", "anon:2.1", "anon:2.2"]
    voices = channels(unnamed)
    assert (len(voices.speakers), len(voices.channels)) == (3, 1)
    assert chain_card(unnamed).anonymous == 3
    assert not chain_card(unnamed).original_seen


def test_a_pledge_with_a_condition_embeds_an_act_that_nobody_knows_to_come() -> None:
    proposals = read(HELSINKI)
    pledge = only(proposals, "pledge")
    assert (pledge.actors, sources(pledge)[-1]) == (["FIN"], "stubb")
    assert [event.certainty for event in pledge.embedded] == ["Uu", "Uu"]
    [condition] = pledge.conditions
    assert HELSINKI[condition.start : condition.end] == "if both sides agree"
    assert only(proposals, "open_term").slot == "consent"


OTTAWA = (
    "Канада надасть Україні радари\n"
    "Міністр оборони Канади заявив, що країна передасть Україні два радари. За його словами, рішення ще має схвалити "
    "парламент.\n"
    "На думку експертів, постачання може початися влітку.\n"
    "Про це заявив речник уряду, передає Укрінформ.\n"
)


def test_a_pronoun_means_the_speaker_named_last_and_a_future_is_only_probable() -> None:
    proposals = read(OTTAWA, lang="uk")
    second, third = [one for one in proposals if one.section == "lede"]
    assert sources(second)[-1] == sources(third)[-1] == "role:міністр оборони Канади"
    assert all(one.certainty == "PR+" for one in proposals if one.section in {"headline", "lede"})


def test_a_pronoun_far_from_any_speaker_means_nobody() -> None:
    filler = "Погода в місті була ясна. " * 5
    far = read(f"Макрон заявив, що переговори тривають. {filler}Він додав, що угода близька.", lang="uk")
    assert sources(far[-1])[-1] == "UNKNOWN"
    near = read("Макрон заявив, що переговори тривають. Він додав, що угода близька.", lang="uk")
    assert sources(near[-1])[-1] == "macron"


def test_what_experts_think_may_happen_is_only_possible() -> None:
    last = read(OTTAWA, lang="uk")[-1]
    assert (last.certainty, last.chain[-1].label) == ("PS+", "unnamed experts")
    assert sources(last)[:2] == ["example-desk", "ukrinform"]


BOSPHORUS = (
    "NATO is waiting for a signal from Ankara on the Black Sea mission, according to Bloomberg.\n"
    "Türkiye has not decided whether it will send ships, the agency wrote, citing people familiar with the matter.\n"
    "Erdogan is expected to meet Rutte on Friday.\n"
)


def test_an_awaited_signal_names_who_waits_for_whom() -> None:
    signal = only(read(BOSPHORUS), "awaited_signal")
    assert (signal.actors, signal.counterparts, signal.headline_only) == (["NATO"], ["TUR"], False)


def test_an_undecided_question_is_no_pledge() -> None:
    proposals = read(BOSPHORUS)
    assert not [one for one in proposals if one.frame == "pledge"]
    assert only(proposals, "open_term").certainty == "Uu"


WARSAW = (
    "Як пише Financial Times, Німеччина готує пакет допомоги. Видання зазначає, що обсяг пакета не визначено.\n"
    "Міністр закордонних справ Польщі повідомив журналістам, що Варшава не направить військових.\n"
    "Кремль заявив, що нібито погодився на припинення вогню.\n"
)


def test_a_refusal_is_certain_and_what_is_refused_is_probably_not() -> None:
    refusal = only(read(WARSAW, lang="uk"), "refusal")
    assert (refusal.actors, refusal.certainty) == (["POL"], "CT+")
    assert [event.certainty for event in refusal.embedded] == ["PR-"]


def test_allegedly_keeps_an_acceptance_possible_only() -> None:
    accepted = only(read(WARSAW, lang="uk"), "position")
    assert (accepted.stance, accepted.certainty) == ("accept", "PS+")


MINSK = (
    "The so-called peace council, which critics call a puppet body, met in Minsk.\n"
    "Hungary proposed a ceasefire; Ukraine rejected the proposal.\n"
    "France and Britain pledged a joint force provided that the United States offers a backstop, Macron said.\n"
    '"We don\'t know how many soldiers will come," a French diplomat told AFP.\n'
)


def test_labels_are_seen_and_not_repeated() -> None:
    assert [cue.kind for cue in read_cues(MINSK) if cue.kind == "label"] == ["label", "label"]
    told = " ".join(one.says["en"] for one in read(MINSK))
    assert "so-called" not in told
    assert "puppet" not in told


def test_an_offer_has_its_maker_and_a_pledge_its_condition() -> None:
    proposals = read(MINSK)
    offers = [one.actors for one in proposals if one.frame == "offer"]
    assert offers == [["HUN"], ["USA"]]
    pledge = only(proposals, "pledge")
    assert pledge.actors == ["FRA", "GBR"]
    assert sources(pledge)[-1] == "macron"
    assert [event.certainty for event in pledge.embedded] == ["Uu", "Uu"]


def test_not_knowing_is_an_open_term_told_to_an_agency() -> None:
    unknown = only(read(MINSK), "open_term")
    assert (unknown.slot, sources(unknown)) == ("number", ["example-desk", "afp", "anon:1"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Вони обговорили можливості, запропоновані Канадою, на зустрічі.", []),
        ("Угода передбачає можливість розгортання військ.", ["PS+"]),
        ("Угода передбачає потенційну присутність військ.", ["PS+"]),
        ("Угода передбачає присутність військ.", []),
    ],
)
def test_capabilities_that_are_offered_are_no_hedge(text: str, expected: list[str]) -> None:
    caps = [cue.shape for cue in read_cues(text) if cue.kind == "hedge"]
    assert caps == expected


@pytest.mark.parametrize(
    "text",
    [
        "Will the United States send troops?",
        "Чи надішлють США війська?",
        "США надіслали б війська.",
        "США розглядають надсилання військ.",
        "The United States is considering sending troops.",
        "If Russia agrees, the United States will send troops.",
        "США надішлють війська, якщо Росія погодиться.",
        "Макрон вважає, що США надіслали війська.",
        "США нібито надіслали війська.",
        "It is possible that the United States has sent troops.",
        "Можливо, США надіслали війська.",
        "The United States has not decided whether to send troops.",
        "The plan calls for US troops.",
        "Угода передбачає війська США.",
        "The United States is reportedly sending troops.",
        "США планують надіслати війська.",
        "США мають надіслати війська.",
        "США надішлють війська.",
        "The United States would send troops.",
        "Невідомо, чи надіслали США війська.",
        "США не виключають надсилання військ.",
        "The United States has not ruled out sending troops.",
    ],
)
def test_no_doubt_is_lost(text: str) -> None:
    proposals = read(text)
    assert proposals
    for one in proposals:
        values = [one.certainty, *(event.certainty for event in one.embedded)]
        assert not all(value in {"CT+", "CT-"} for value in values), (one.frame, values)


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("The White House refused to comment on troops.", ["report"]),
        ("Білий дім відмовився підтвердити надсилання військ.", ["report"]),
        ("France has not ruled out sending troops.", ["report"]),
        ("Франція не виключає надсилання військ.", ["report"]),
        ("Польща не готова надати війська.", ["report"]),
        ("Росія не погодилася на умови.", ["report"]),
        ("Paris denied that France will send troops.", ["report"]),
        ("Макрон спростував надсилання військ.", ["report"]),
    ],
)
def test_what_is_not_said_is_not_made_of_it(text: str, frames: list[str]) -> None:
    assert [one.frame for one in read(text)] == frames


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("За словами дипломата, переговори тривають.", "prep"),
        ("Переговори, як зазначає Reuters, тривають.", "as"),
        ("Макрон заявив, що переговори тривають.", "that"),
        ("Переговори тривають, повідомив Макрон.", "inverted"),
        ("Стубб назвав переговори складними.", "naming"),
        ("Про це повідомляє Укрінформ з посиланням на Reuters.", "blanket"),
        ("Також повідомлялось, що переговори тривають.", "impersonal"),
        ("According to Reuters, talks go on.", "prep"),
        ("Talks go on, Reuters reported.", "inverted"),
        ("Macron told the BBC that talks go on.", "that"),
        ("Stubb described the talks as difficult.", "naming"),
        ("Talks reportedly go on in Paris.", "impersonal"),
    ],
)
def test_each_shape_of_attribution_is_heard(text: str, shape: str) -> None:
    assert [cue.shape for cue in read_cues(text) if cue.kind == "attribution"][:1] == [shape]


def test_headline_dash_and_colon_name_the_speaker() -> None:
    dash = read("Переговори тривають у Женеві, - Reuters\nДалі буде більше новин.\n", lang="uk")
    colon = read("Макрон: переговори тривають у Женеві\nДалі буде більше новин.\n", lang="uk")
    assert sources(dash[0])[-1] == "reuters"
    assert sources(colon[0])[-1] == "macron"


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Leaders of France met in Paris for talks on guarantees for Ukraine.", ["FRA"]),
        ("Макрон проведе зустріч із делегацією Канади щодо Росії.", ["CAN", "FRA"]),
    ],
)
def test_whom_a_meeting_is_about_does_not_take_part_in_it(text: str, actors: list[str]) -> None:
    [meeting] = [one for one in read(text) if one.frame == "meeting"]
    assert meeting.actors == actors


def test_the_same_text_gives_the_same_bytes_and_names() -> None:
    assert read(HELSINKI) == read(HELSINKI)
    assert len({one.id for one in read(HELSINKI)}) == len(read(HELSINKI))


@pytest.mark.parametrize("lang", ["uk", "en"])
def test_the_summary_says_who_speaks_waits_and_what_is_open(lang: str) -> None:
    told = summary(BOSPHORUS, read(BOSPHORUS), lang)
    assert {"uk": "НАТО → Туреччина", "en": "NATO → Türkiye"}[lang] in told
    assert told.endswith("\n")
    assert {"uk": "ЩО ВІДКРИТЕ", "en": "WHAT IS OPEN"}[lang] in told
