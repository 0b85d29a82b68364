"""Short texts of other matters, full of ways to say less than it seems: nothing may come out firmer than its words."""

import pytest

from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements import hardened, propose, summary

DENIED = {"CT-", "PR-", "PS-"}


def read(text: str) -> list[Statement]:
    proposals = propose(text, Source(id="text:t", kind="text", publisher="Example desk", lang="en"))
    assert hardened(text, proposals) == []
    return proposals


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("No country has agreed to send troops.", "CT-"),
        ("Neither side agreed to the truce.", "CT-"),
        ("France hasn't agreed to the plan.", "CT-"),
        ("Spain has yet to agree to the plan.", "CT-"),
        ("Estonia almost signed the deal.", "CT-"),
        ("Denmark stopped short of promising troops.", "CT-"),
        ("It is not true that Australia has agreed to host troops.", "CT-"),
        ("India hardly expects a deal this year.", "PR-"),
        ("Латвія ледь не підписала угоду.", "CT-"),
        ("Данія майже погодилася на план.", "CT-"),
        ("Неправда, що Норвегія погодилася на план.", "CT-"),
        ("Жодна країна не погодилася на план.", "CT-"),
        ("Канада поки що не надала військ.", "CT-"),
        ("Фінляндія навряд чи підпише угоду.", "PR-"),
    ],
)
def test_what_did_not_happen_is_denied_and_nobodys_act(text: str, certainty: str) -> None:
    [one] = read(text)
    assert (one.frame, one.certainty) == ("report", certainty)


@pytest.mark.parametrize(
    "text",
    [
        "Moscow reportedly agreed to inspections.",
        "Poland is said to have rejected the plan.",
        "Bulgaria is understood to have agreed to the truce.",
        "Canada appears to have agreed to the truce.",
        "Russia would have accepted the deal had the fees been cut.",
        "Canada was not unwilling to pay.",
        "Latvia was to sign the declaration on Friday but withdrew.",
        "Президент не заперечив, що погодився на буферну зону.",
        "Якби не вибори, Вірменія підписала б угоду раніше.",
        "Польща погодилась би на план.",
        "Бельгія начебто погодилася на план.",
        "Румунія чи то погодилася, чи то ні.",
        "Норвегія не може не підтримати угоду.",
        "Не можна стверджувати, що обмін зірвано.",
        "Україна ці списки не підтвердила.",
        "Сторони не виключають, що бойові дії припинилися.",
        "Франція, за чутками, погодилась надіслати війська.",
        "Канада, мовляв, погодилась на план.",
        "Rumours that Canada had agreed to the plan spread.",
        "Estonia supposedly agreed to the plan.",
        "Lithuania agreed in principle to the plan.",
        "Were a truce agreed, Spain would send troops.",
        "Should talks fail, Japan will leave.",
    ],
)
def test_hearsay_double_denial_and_what_never_came_about_are_not_certain(text: str) -> None:
    [one] = read(text)
    assert not one.certainty.startswith("CT")


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Estonia denied that it refused to send troops.", ["EST"]),
        ("Естонія заперечила, що відмовилася надати інструкторів.", ["EST"]),
        ("Sources deny that Russia demanded a fee.", []),
        ("The finance minister denied that Canada pledged troops.", ["role:finance minister"]),
    ],
)
def test_a_denial_is_the_deniers_and_what_is_denied_is_nobodys_act(text: str, actors: list[str]) -> None:
    [one] = read(text)
    assert (one.frame, one.certainty, one.actors) == ("report", "CT-", actors)


def test_claims_that_are_rejected_are_denied_and_proposals_that_are_rejected_are_a_position() -> None:
    [denied] = read("Poland rejected claims that it had agreed to host troops.")
    assert (denied.frame, denied.certainty, denied.actors) == ("report", "CT-", ["POL"])
    [position] = read("Poland rejected the proposal to host troops.")
    assert (position.frame, position.stance, position.actors) == ("position", "reject", ["POL"])


def test_what_is_not_confirmed_stays_unknown_inside_a_confirmation_that_did_not_come() -> None:
    [one] = read("China failed to confirm that it had signed the treaty.")
    assert (one.certainty, [event.certainty for event in one.embedded]) == ("CT-", ["Uu"])


@pytest.mark.parametrize(
    "text",
    [
        "Parliament must approve any pledge by Canada.",
        "Canada is considering a pledge of 50 million dollars.",
        "There are no troops in the village.",
        "Фінляндія скасувала обіцянку надати кораблі.",
        "Italy did not send troops in May.",
        "Швеція готова була підписати угоду, але передумала.",
    ],
)
def test_a_noun_a_fact_and_a_readiness_of_the_past_are_no_pledge_and_no_refusal(text: str) -> None:
    assert not {one.frame for one in read(text)} & {"pledge", "refusal"}


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The ombudsman said that the exchange goes on.", "role:ombudsman"),
        ("The truce holds, said a commander.", "role:commander"),
        ('"The truce holds," the minister told reporters.', "role:minister"),
        ("Обмін не відбувся, заявив речник комісії.", "role:речник комісії"),
        ("Як повідомили в комісії, угоду підписано.", "organ:комісія"),
        ("«Міністр сказав мені, що гармати відведено», — сказав командир.", "role:міністр"),
        ("Moscow reportedly agreed to inspections.", "UNKNOWN"),
        ("У Кремлі заявили, що угоду підписано.", "RUS"),
        ("Reports of shelling continue.", "example-desk"),
        ("Ринок: пшениця дорожчає третій день.", "example-desk"),
        ("Reuters: Індія планує скасувати мито.", "reuters"),
        ("На зазначеній території тривають бої.", "example-desk"),
        ("Poland did not say that the truce holds.", "example-desk"),
    ],
)
def test_who_speaks_is_never_the_outlet_where_the_text_names_another(text: str, last: str) -> None:
    assert {one.chain[-1].source for one in read(text)} == {last}


CORRIDOR = "Canada to give Armenia radars\nCanada is considering radars for Armenia. No decision has been taken.\n"
WITHDRAWN = "Японія вийшла з переговорів\nМіністр повідомив, що Японія не вийшла з переговорів.\n"


@pytest.mark.parametrize("text", [CORRIDOR, WITHDRAWN])
def test_a_headline_firmer_than_its_body_or_denied_there_is_marked(text: str) -> None:
    headline, *body = read(text)
    assert headline.headline_only
    assert not any(one.headline_only for one in body)


def test_a_headline_that_tells_the_future_by_an_infinitive_is_only_probable() -> None:
    assert read(CORRIDOR)[0].certainty == "PR+"


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("NATO awaits a signal from Washington about deployment of troops.", "troops-unowned"),
        ("NATO awaits a signal from Washington about deployment of US troops.", "us-troops"),
        ("NATO awaits a signal from Washington about deployment of French troops.", "forces"),
        ("The United States offered to deploy troops.", "us-troops"),
        ("France offered to deploy troops.", "forces"),
        ("США запропонували Азербайджану навчання військових.", "forces"),
        ("Туреччина чекає сигналу від Канади про розміщення контингенту.", "troops-unowned"),
    ],
)
def test_whose_troops_are_meant_is_said_by_a_name_beside_them_or_by_whose_act_it_is(text: str, issue: str) -> None:
    assert [one.issue for one in read(text)] == [issue]


def test_a_condition_after_but_stays_with_what_it_governs() -> None:
    text = "Finland plans to send 200 troops, but only if Sweden does."
    [one] = read(text)
    assert [text[span.start : span.end] for span in one.conditions] == ["if Sweden does"]
    assert "on condition of something that the text names (named there: Sweden)" in summary(text, [one], "en")
