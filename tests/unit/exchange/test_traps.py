"""What spreadsheet programs and people do to sheets: read where it is certain, refused by name where it is not."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from servanda.adapters.exchange.columns import FORMS
from servanda.adapters.exchange.reading import read_sheets
from servanda.adapters.exchange.taken import TakenSheets
from servanda.adapters.exchange.writing import template_book, template_files
from servanda.errors import InputError, NotFound

PROMISE = {
    "Promise": "EX-A",
    "Who promises": "EX-CEDAR",
    "To whom": "EX-ASTER",
    "Function": "land",
    "Sources": "page:x",
}
STEP = {
    "Promise": "EX-A",
    "Axis": "law",
    "Step": "signed",
    "Date of the act": "2031-02-20",
    "Known since": "2031-02-20T12:00Z",
    "Sources": "page:x",
}
PLAN = [("plan", "EX-PLAN"), ("function", "land"), ("sector", "a"), ("phase", "p")]
NEED = {"Requirement": "r", "Function": "land", "Sector": "a", "Phase": "p", "How much is needed": "3"}


def book(sheets: dict[str, list[dict[str, object]]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    del made["Sheet"]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        titles = list(dict.fromkeys(title for row in rows for title in row))
        sheet.append(titles)
        for row in rows:
            sheet.append([row.get(title) for title in titles])
    return made


def read_book(made: openpyxl.Workbook, folder: Path) -> TakenSheets:
    out = io.BytesIO()
    made.save(out)
    (folder / "it.xlsx").write_bytes(out.getvalue())
    return read_sheets(folder / "it.xlsx")


def read(folder: Path, promise: dict[str, object] | None = None, step: dict[str, object] | None = None) -> TakenSheets:
    sheets = {"Promises": [PROMISE | (promise or {})], "Steps": [STEP | (step or {})]}
    return read_book(book(sheets), folder)


def codes(taken: TakenSheets) -> list[str]:
    return [one.code for one in taken.rejections]


def read_comma(folder: Path, promises: bytes, steps: bytes = b"") -> TakenSheets:
    (folder / "commitments.csv").write_bytes(promises)
    plain = ",".join(STEP) + "\n" + ",".join(STEP.values()) + "\n"
    (folder / "status.csv").write_bytes(steps or plain.encode())
    return read_sheets(folder)


def test_a_plain_row_is_taken(tmp_path: Path) -> None:
    taken = read(tmp_path)
    assert codes(taken) == []
    assert [one.id for one in taken.register.commitments] == ["EX-A"]
    assert taken.register.commitments[0].quantity == "unquantified"


AMOUNTS = {
    "4": 4,
    4: 4,
    "1 500": 1500,
    "1\u00a0500": 1500,
    "1\u202f500": 1500,
    "12\u2009000": 12000,
    " 7 ": 7,
    "unquantified": "unquantified",
    "обсягу не названо": "unquantified",
    None: "unquantified",
}


@pytest.mark.parametrize("written", AMOUNTS, ids=repr)
def test_a_whole_number_is_read_however_it_is_spaced(written: object, tmp_path: Path) -> None:
    taken = read(tmp_path, {"How much": written})
    assert codes(taken) == []
    assert taken.register.commitments[0].quantity == AMOUNTS[written]


CELLS = {
    ("How much", "2.5 brigades"): "figure-fraction",
    ("How much", 2.5): "figure-fraction",
    ("How much", "2,5"): "figure-fraction",
    ("How much", "1,500"): "figure-ambiguous",
    ("How much", "1.500"): "figure-ambiguous",
    ("How much", "4 brigades"): "figure-with-unit",
    ("How much", "about five"): "figure-unreadable",
    ("How much", "-3"): "figure-too-small",
    ("How much", "9" * 20): "figure-too-large",
    ("How much", "=2+2"): "cell-formula",
    ("How much", datetime(2031, 5, 2)): "cell-became-date",  # noqa: DTZ001 - a workbook has no zones
    ("How much", True): "cell-logical",
    ("Promise or refusal", "maybe"): "cell-not-a-choice",
    ("Valid from", "2031-05-01"): "moment-without-zone",
    ("Valid from", "2031-05-01T00:00"): "moment-without-zone",
    ("Valid from", datetime(2031, 5, 1)): "moment-without-zone",  # noqa: DTZ001 - same
    ("Valid from", 47969): "date-serial",
    ("Valid from", "next spring"): "moment-unreadable",
    ("Valid from", "9999-05-01T00:00Z"): "time-out-of-range",
    ("Condition", "a and b or c"): "condition-mixed",
    ("Condition", "at least 1 of (" * 15 + "a" + ")" * 15): "condition-too-deep",
    ("Sectors", 'a; "b'): "cell-quotation-open",
    ("Ready in, hours", "-4"): "figure-too-small",
    ("Ready in, hours", "100001"): "readiness-out-of-range",
    ("Sources", None): "cell-missing",
    ("Who promises", "#REF!"): "cell-error",
    ("Strange", "x"): "column-unknown",
}


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_a_cell_that_cannot_be_read_for_certain_is_refused_with_its_place(
    cell: tuple[str, object], tmp_path: Path
) -> None:
    taken = read(tmp_path, {cell[0]: cell[1]})
    assert codes(taken) == [CELLS[cell]]
    assert taken.rejections[0].place.startswith("it.xlsx:Promises!")
    assert taken.rejections[0].hint
    taken_all_the_same = {"column-unknown"}
    assert len(taken.register.commitments) == (1 if CELLS[cell] in taken_all_the_same else 0)


def test_the_message_names_sheet_row_column_and_value(tmp_path: Path) -> None:
    refused = read(tmp_path, {"How much": "2.5 brigades"}).rejections[0]
    assert refused.place == "it.xlsx:Promises!F2"
    assert refused.says == "How much: '2.5 brigades' is no whole number."


DAYS = {
    "2031-02": "2031-02",
    "2031-02-20~": "2031-02-20~",
    "20.02.2031": "2031-02-20",
    datetime(2031, 2, 20): "2031-02-20",  # noqa: DTZ001 - a workbook has no zones
    2031: "2031",
}


@pytest.mark.parametrize("written", DAYS, ids=str)
def test_a_day_is_read_where_it_can_only_be_one(written: object, tmp_path: Path) -> None:
    taken = read(tmp_path, step={"Date of the act": written})
    assert codes(taken) == []
    assert taken.register.commitments[0].status[0].occurred_on == DAYS[written]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (47899, "date-serial"),
        ("47899", "date-serial"),
        ("02/03/2031", "date-ambiguous"),
        ("31.02.2031", "date-unreadable"),
    ],
)
def test_a_day_that_may_be_another_is_refused(written: object, code: str, tmp_path: Path) -> None:
    taken = read(tmp_path, step={"Date of the act": written})
    assert codes(taken) == [code, "promise-incomplete"]


def test_a_serial_number_is_named_with_the_day_that_it_may_be(tmp_path: Path) -> None:
    assert "perhaps 2031-02-20" in read(tmp_path, step={"Date of the act": "47899"}).rejections[0].says


def test_a_promise_is_not_taken_without_the_step_that_could_not_be_read(tmp_path: Path) -> None:
    withdrawn = STEP | {"Axis": "life", "Step": "withdrawn", "Known since": "yesterday"}
    taken = read_book(book({"Promises": [PROMISE], "Steps": [STEP, withdrawn]}), tmp_path)
    assert codes(taken) == ["moment-unreadable", "promise-incomplete"]
    assert taken.register.commitments == ()


def test_an_event_is_undecided_where_its_history_could_not_be_read(tmp_path: Path) -> None:
    happened = {"Event": "vote", "What is known": "happened", "Known since": "2031-02-20T12:00Z"}
    not_so = happened | {"What is known": "perhaps"}
    taken = read_book(
        book({"Events": [{"Event": "vote", "Who decides": "EX-DELTA"}], "states": [happened, not_so]}), tmp_path
    )
    assert codes(taken) == ["cell-not-a-choice", "event-undecided"]
    assert taken.register.events[0].states == []


def test_rows_that_belong_to_nothing_or_stand_twice_are_refused(tmp_path: Path) -> None:
    other = PROMISE | {"Function": "air"}
    taken = read_book(book({"Promises": [PROMISE, other], "Steps": [STEP, STEP | {"Promise": "EX-B"}]}), tmp_path)
    assert codes(taken) == ["row-twice", "row-twice", "row-without-owner"]
    assert taken.register.commitments == ()


def test_the_same_row_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    taken = read_book(book({"Promises": [PROMISE, PROMISE], "Steps": [STEP]}), tmp_path)
    assert (codes(taken), len(taken.register.commitments)) == ([], 1)
    assert ["counts once" in one["en"] for one in taken.told] == [True]


def test_of_two_rows_with_one_name_none_is_taken_if_the_first_cannot_be_read(tmp_path: Path) -> None:
    taken = read_book(book({"Promises": [PROMISE | {"How much": "-3"}, PROMISE], "Steps": [STEP]}), tmp_path)
    assert codes(taken) == ["figure-too-small", "row-twice", "row-twice"]
    assert taken.register.commitments == ()


def test_of_contradictory_rows_of_an_event_none_is_taken_and_it_stays_undecided(tmp_path: Path) -> None:
    happened = {"Event": "vote", "What is known": "happened", "Known since": "2031-02-20T12:00Z"}
    events = [{"Event": "vote", "Who decides": who} for who in ("EX-DELTA", "EX-CEDAR")]
    taken = read_book(book({"Events": events, "states": [happened]}), tmp_path)
    assert codes(taken) == ["row-twice", "row-twice"]
    assert [(one.id, one.states, one.decided_by) for one in taken.register.events] == [("vote", [], [])]


def test_names_that_look_alike_are_told_across_the_sheets(tmp_path: Path) -> None:
    first, second = PROMISE | {"Sectors": "A; B"}, PROMISE | {"Promise": "EX-B", "Sectors": "А; Б"}
    made = book({"Promises": [first, second], "Steps": [STEP, STEP | {"Promise": "EX-B"}]})
    taken = read_book(made, tmp_path)
    assert (codes(taken), len(taken.told)) == ([], 1)
    assert "it.xlsx:Promises!F3: “А” looks like “A” in it.xlsx:Promises!F2" in taken.told[0]["en"]


def test_a_promise_without_a_step_and_a_step_on_another_axis_are_refused(tmp_path: Path) -> None:
    second = PROMISE | {"Promise": "EX-B"}
    wrong = STEP | {"Promise": "EX-B", "Axis": "means"}
    taken = read_book(book({"Promises": [PROMISE, second], "Steps": [wrong]}), tmp_path)
    assert codes(taken) == ["step-on-other-axis", "promise-incomplete", "commitment-undated"]
    assert taken.rejections[0].place == "it.xlsx:Steps!C2"
    assert "amount stated" in taken.rejections[0].hint
    assert "withdrawn" not in taken.rejections[0].hint


ACT = {"Under the instrument": "pact", "Party": "EX-CEDAR", "Date of the act": "2031-03-01", "Sources": "page:untc"}


def acts(folder: Path, *given: dict[str, object]) -> TakenSheets:
    known = {"Known since": "2031-03-01T12:00Z"}
    promise = PROMISE | {"Instrument": "pact"}
    return read_book(
        book({"Promises": [promise], "Steps": [STEP], "acts": [ACT | known | one for one in given]}), folder
    )


def test_acts_of_a_depositary_become_steps_of_the_promises_under_the_instrument(tmp_path: Path) -> None:
    effect = "2031-04-01T00:00Z"
    taken = acts(tmp_path, {"Act": "ratification", "Takes effect on": effect}, {"Act": "денонсація"})
    assert codes(taken) == []
    steps = taken.register.commitments[0].status
    assert [(one.axis, one.value) for one in steps] == [
        ("legal", "signed"),
        ("legal", "domestically_approved"),
        ("legal", "in_force"),
        ("legal", "denunciation_notified"),
    ]
    assert [one.effective_on is None for one in steps] == [True, True, False, True]


def test_an_act_that_meets_no_promise_or_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert codes(acts(tmp_path, {"Act": "accession", "Party": "EX-ELM"})) == ["row-without-owner"]
    assert codes(acts(tmp_path, {"Act": "reservation"})) == ["cell-not-a-choice", "promise-incomplete"]


def test_merged_rows_are_refused_and_hidden_ones_are_told(tmp_path: Path) -> None:
    made = book({"Promises": [PROMISE, PROMISE | {"Promise": "EX-B"}], "Steps": [STEP, STEP | {"Promise": "EX-B"}]})
    made["Promises"].merge_cells("F3:F4")
    made["Promises"].merge_cells("G3:G3")
    made["Steps"].row_dimensions[2].hidden = True
    taken = read_book(made, tmp_path)
    assert codes(taken) == ["row-merged", "row-without-owner"]
    assert [one["en"] for one in taken.told] == ["it.xlsx:Steps: hidden rows were read too: 2."]


def test_the_plan_needs_its_own_row_and_names_only_its_own_parts(tmp_path: Path) -> None:
    names = [{"Part of the plan": part, "Short name": name} for part, name in PLAN]
    lacking = NEED | {"Requirement": "s", "Sector": "b"}
    taken = read_book(book({"Plan": names, "Requirements": [NEED, lacking]}), tmp_path)
    assert codes(taken) == ["plan-reference-unknown"]
    assert taken.plan is not None
    assert [one.id for one in taken.plan.requirements] == ["r"]
    without = read_book(book({"Plan": names[1:], "Requirements": [NEED]}), tmp_path)
    assert (codes(without), without.plan) == (["plan-not-one"], None)


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_every_example_row_is_refused_if_it_is_left_in(lang: str, tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(template_book(lang))
    taken = read_sheets(tmp_path / "t.xlsx")
    assert set(codes(taken)) == {"row-example"}
    assert len(taken.rejections) == len(FORMS) + 2  # four rows of the plan, none of acts
    assert (taken.register.commitments, taken.register.events, taken.plan) == ((), (), None)


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_the_example_is_taken_without_its_mark(lang: str, tmp_path: Path) -> None:
    for name, content in template_files(lang).items():
        text = content.decode("utf-8-sig").replace("(example) ", "").replace("(приклад) ", "")
        (tmp_path / name).write_text(text, "utf-8")
    taken = read_sheets(tmp_path)
    assert codes(taken) == []
    assert taken.register.commitments[0].readings[0].id == "with-delta"
    assert taken.plan is not None
    assert taken.plan.further[0].id == "EX-ELM-CLEARING"


def test_the_workbook_offers_words_and_explains_them() -> None:
    made = openpyxl.load_workbook(io.BytesIO(template_book("uk")))
    assert made.sheetnames[:2] == ["Зобов'язання", "Пояснення"]
    assert made["Списки"].sheet_state == "hidden"
    lists = [one for one in made["Кроки"].data_validations.dataValidation if one.type == "list"]
    assert len(lists) == 2
    explained = [cell.value for row in made["Пояснення"].iter_rows() for cell in row if cell.value]
    assert "щонайменше 2 з (a, b, c)" in explained


COMMA = "Promise,Who promises,To whom,Function,Sources,Condition\nEX-A,EX-CEDAR,EX-ASTER,land,page:x,голосування\n"


@pytest.mark.parametrize(
    "raw",
    [
        COMMA.encode(),
        COMMA.encode("utf-8-sig"),
        COMMA.encode("utf-16"),
        COMMA.encode("cp1251"),
        COMMA.replace(",", ";").encode(),
        COMMA.replace(",", "\t").encode(),
        b"sep=,\r\n" + COMMA.encode(),
        COMMA.replace("\n", "\r\n").encode() + b",,,,,\r\n\r\n",
        COMMA.replace("land", " land\u00a0\u200b").encode(),
    ],
    ids=["utf-8", "mark", "utf-16", "cp1251", "semicolons", "tabs", "sep", "empty rows", "unseen"],
)
def test_text_is_read_as_programs_save_it(raw: bytes, tmp_path: Path) -> None:
    taken = read_comma(tmp_path, raw)
    assert codes(taken) == []
    assert (taken.register.commitments[0].function, taken.register.commitments[0].condition.event) == (
        "land",
        "голосування",
    )


def test_windows_1251_is_told_and_another_old_encoding_is_refused(tmp_path: Path) -> None:
    assert "Windows-1251" in read_comma(tmp_path, COMMA.encode("cp1251")).told[0]["en"]
    latin = read_comma(tmp_path, COMMA.replace("голосування", "déclaration").encode("latin-1"))
    assert codes(latin) == ["sheet-encoding", "row-without-owner"]


def test_a_name_of_two_alphabets_is_told(tmp_path: Path) -> None:
    taken = read(tmp_path, {"Who promises": "ЕX-CEDAR"})
    assert ["mixes Latin and Cyrillic" in one["en"] for one in taken.told] == [True]


def test_sheets_and_titles_that_nobody_knows_are_named_with_the_nearest(tmp_path: Path) -> None:
    made = book({"Promisses": [PROMISE], "Steps": [{"Function": "x", "Strange": "y"}]})
    taken = read_book(made, tmp_path)
    assert codes(taken) == ["sheet-unknown", "sheet-without-heading"]
    assert "'Promises'" in taken.rejections[0].hint
    twice = openpyxl.Workbook()
    twice.active.title = "Promises"  # type: ignore[union-attr] # a new workbook has a sheet
    twice.active.append(["Promise", "Promise", "Function"])  # type: ignore[union-attr] # same
    assert codes(read_book(twice, tmp_path)) == ["column-twice"]
    assert codes(read_book(book({"Promises": [{"Promise": "a", "Function": "b"}]}), tmp_path)) == ["column-missing"]


UK_PROMISE = {
    "Зобов'язання": "EX-A",
    "Хто зобов'язується": "EX-CEDAR",
    "Перед ким": "EX-ASTER",
    "Функція": "land",
    "Джерела": "page:x",
}
UK_STEP = {
    "Зобов'язання": "EX-A",
    "Вісь": "право",
    "Крок": "підписано",
    "Дата дії": "2031-02-20",
    "Відомо з": "2031-02-20T12:00Z",
    "Джерела": "page:x",
}


@pytest.mark.parametrize(
    ("column", "written", "told"),
    [
        ("Скільки", "-3", "Скільки: '-3' is less than 0."),
        ("Скільки", "багато", "'обсягу не названо'"),
        ("Зобов'язання чи відмова", "відмовка", "Did you mean 'відмова'?"),
        ("Зобов'язання чи відмова", "xyz", "Choose one of: зобов'язання, відмова."),
        ("Умова", "щонаименше 2 з (a, b)", "Did you mean 'щонайменше'?"),
        ("Умова", "a i b", "'i' looks like 'і'"),
        ("Умова", "a b", 'the end, "і" or "або" should.'),
        ("Умова", "a або b і c", "'і' and 'або' stand side by side"),
        ("Перед ким", "", "'Перед ким' is empty."),
        ("Перед кем", "x", "Did you mean 'Перед ким'?"),
    ],
)
def test_messages_name_columns_and_words_as_the_sheet_in_hand_does(
    column: str, written: str, told: str, tmp_path: Path
) -> None:
    taken = read_book(book({"Зобов'язання": [UK_PROMISE | {column: written}], "Кроки": [UK_STEP]}), tmp_path)
    assert told in f"{taken.rejections[0].says} {taken.rejections[0].hint}"


@pytest.mark.parametrize(("column", "of"), [("Скільки", "quantity"), ("Сектори", "sectors")])
def test_not_stated_is_understood_as_the_tables_print_it(column: str, of: str, tmp_path: Path) -> None:
    taken = read_book(book({"Зобов'язання": [UK_PROMISE | {column: "не названо"}], "Кроки": [UK_STEP]}), tmp_path)
    assert codes(taken) == []
    assert getattr(taken.register.commitments[0], of) in {"unquantified", "unspecified"}


def test_a_wrong_step_is_named_in_its_row_with_the_steps_of_its_axis(tmp_path: Path) -> None:
    steps = [UK_STEP | {"Крок": "підпис"}, UK_STEP | {"Крок": "готово"}]
    taken = read_book(book({"Зобов'язання": [UK_PROMISE], "Кроки": steps}), tmp_path)
    assert codes(taken) == ["cell-not-a-choice", "step-on-other-axis", "promise-incomplete"]
    assert [one.place for one in taken.rejections[:2]] == ["it.xlsx:Кроки!C2", "it.xlsx:Кроки!C3"]
    assert taken.rejections[1].says == "Крок: 'готово' is no step on the axis 'право'."
    assert ["підписано" in one.hint and "виділено" not in one.hint for one in taken.rejections[:2]] == [True, True]


def test_what_is_no_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_sheets(tmp_path / "none.xlsx")
    with pytest.raises(NotFound):
        read_sheets(tmp_path)
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    with pytest.raises(InputError, match="old format"):
        read_sheets(tmp_path / "old.xls")
