"""How surely: sentences in both languages with the certainty of the claim and of the event inside it."""

import pytest

from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements import propose
from servanda.statements.certainty import strength


def read(text: str) -> list[Statement]:
    source = Source(id="text:t", kind="article", publisher="Gazette", lang="uk", published="2026-01-06")
    return propose(text, source)


def firmest(text: str) -> int:
    """The firmest thing that a reading leaves standing: each claim counts as its weakest part."""
    return max(
        min(strength(value) for value in (one.certainty, *(e.certainty for e in one.embedded))) for one in read(text)
    )


@pytest.mark.parametrize(
    ("text", "frame", "certainty", "inside"),
    [
        ("Ізраїль відмовився виводити війська з коридору.", "refusal", "CT+", ["PR-"]),
        ("Канада пообіцяла надати 50 бронемашин.", "pledge", "CT+", ["PR+"]),
        ("Литва готова прийняти саміт, якщо обидві сторони погодяться.", "pledge", "CT+", ["Uu", "Uu"]),
        ("Швеція передасть Україні літаки після завершення навчання пілотів.", "pledge", "PR+", ["Uu"]),
        ("Путін заявив, що Росія не піде на поступки.", "refusal", "CT+", ["PR-"]),
        ("Норвегія вимагає доступу до родовищ.", "position", "CT+", ["Uu"]),
        ("Кремль заперечив, що готує наступ.", "report", "CT-", []),
        ("Переговори в Женеві скасували.", "meeting", "CT+", []),
        ("Схоже, що угода зірвалася.", "report", "PR+", []),
        ("Egypt may host a second round of talks next week.", "meeting", "PS+", []),
        ("Kenya offered to send police officers to Haiti.", "offer", "CT+", ["Uu"]),
        ("Britain will provide two minehunters once a ceasefire holds.", "pledge", "PR+", ["Uu"]),
        ("Iran ruled out direct talks with Washington.", "position", "CT+", ["PR-"]),
        ("Pakistan asked Saudi Arabia to mediate.", "ask", "CT+", ["Uu"]),
        ("Moscow must stop the strikes, Zelensky said.", "position", "CT+", ["Uu"]),
        ("Neither side has accepted the draft.", "report", "CT-", []),
        ("Lithuania denied that it had asked for NATO troops.", "report", "CT-", []),
        ("Turkey vowed to leave the talks unless the list is changed.", "pledge", "CT+", ["Uu", "Uu"]),
        ("Президент Сербії заявив, що Сербія не приєднається до блокади.", "refusal", "CT+", ["PR-"]),
        ("Armenia rejected the accusations of shelling.", "report", "CT-", []),
    ],
)
def test_a_claim_and_the_event_inside_it(text: str, frame: str, certainty: str, inside: list[str]) -> None:
    [one] = read(text)
    assert (one.frame, one.certainty, [event.certainty for event in one.embedded]) == (frame, certainty, inside)


@pytest.mark.parametrize(
    ("plain", "hedged"),
    [
        ("Єгипет прийняв переговори.", "Єгипет нібито прийняв переговори."),
        ("Єгипет прийняв переговори.", "Невідомо, чи Єгипет прийняв переговори."),
        ("Угода зірвалася минулого тижня.", "Угода, схоже, зірвалася минулого тижня."),
        ("Сторони домовилися про паузу.", "Подейкують, сторони домовилися про паузу."),
        ("Польща надасть літаки.", "Польща, можливо, надасть літаки."),
        ("Польща надасть літаки.", "Польща надасть літаки, якщо Німеччина погодиться."),
        ("Саміт перенесуть.", "Не виключено, що саміт перенесуть."),
        ("Poland will provide jets.", "Poland might provide jets."),
        ("Poland will provide jets.", "Poland will provide jets unless Germany objects."),
        ("Sudan's army agreed to a truce.", "Sudan's army reportedly agreed to a truce."),
        ("Sudan's army agreed to a truce.", "It is unclear whether Sudan's army agreed to a truce."),
        ("The envoys met in Doha on Sunday.", "The envoys possibly met in Doha on Sunday."),
        ("The envoys met in Doha on Sunday.", "The envoys are said to have met in Doha on Sunday."),
    ],
)
def test_a_hedge_never_makes_firmer(plain: str, hedged: str) -> None:
    assert firmest(hedged) <= firmest(plain)
    assert firmest(hedged) < strength("CT+")


@pytest.mark.parametrize(
    "text",
    [
        "Делегації обговорили відведення техніки від річки.",
        "Уряд має повноваження передати порти міжнародній комісії.",
        "Не хочу, щоб сюди поверталися спостерігачі.",
        "Ministers discussed a withdrawal from the northern bank.",
        "The plan is to hand the port to a commission.",
    ],
)
def test_what_is_only_spoken_of_is_unknown(text: str) -> None:
    assert any(event.certainty == "Uu" for one in read(text) for event in one.embedded)


@pytest.mark.parametrize(
    ("text", "frame", "actors"),
    [
        ("Egypt stayed away because Kenya had rejected the list.", "position", ["KEN"]),
        ("Hamas must stop rejecting the truce, Erdogan said.", "position", ["TUR"]),
        ("Росія повинна припинити відкидати пропозиції, заявив Зеленський.", "position", ["UKR"]),
        ("The group rejects new Israeli conditions.", "position", []),
    ],
)
def test_whose_act_it_is(text: str, frame: str, actors: list[str]) -> None:
    [one] = read(text)
    assert (one.frame, one.actors) == (frame, actors)


def test_what_was_managed_is_so() -> None:
    assert [event for one in read("Вдалося вивезти триста людей.") for event in one.embedded] == []


def test_we_in_an_address_of_a_president_is_the_country() -> None:
    source = Source(id="t", kind="article", publisher="Володимир Зеленський", lang="uk", published="2026-01-06")
    [one] = propose("Ми не хочемо, щоб із Білорусі летіли ракети.", source)
    assert (one.frame, one.actors) == ("position", ["UKR"])


def test_we_in_a_newspaper_is_nobody_known() -> None:
    assert [one.actors for one in read("Ми наполягаємо на перевірці.")] == [[]]


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("Хто стежитиме за паузою, документ не визначає.", "actor"),
        ("It was unclear who would guard the bridge.", "actor"),
        ("Невідомо, скільки триватиме ремонт.", "duration"),
        ("No date has been set for the next round.", "date"),
    ],
)
def test_which_part_is_open(text: str, slot: str) -> None:
    [one] = [one for one in read(text) if one.frame == "open_term"]
    assert (one.certainty, one.slot) == ("Uu", slot)


def test_a_meeting_that_was_only_proposed_was_not_held() -> None:
    assert "meeting" not in {one.frame for one in read("Туреччина запропонувала сторонам зустрітися в Анкарі.")}


def test_where_a_meeting_was() -> None:
    text = "Делегації США та Ірану зустрілися в Омані."
    [one] = read(text)
    assert one.meeting is not None
    assert one.meeting.place is not None
    assert (one.meeting.status, text[one.meeting.place.start : one.meeting.place.end]) == ("held", "Омані")


def test_from_whom_a_signal_is_awaited() -> None:
    [one] = read("Україна очікує на рішення США щодо ракет.")
    assert (one.frame, one.actors, one.counterparts) == ("awaited_signal", ["UKR"], ["USA"])
