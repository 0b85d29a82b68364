"""The commands: what they write can be used at once, nothing is written over, nothing of the desk leaves it."""

import ast
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

import servanda.adapters.exchange
from servanda.adapters.register import read_register
from servanda.cli.commitments import group
from servanda.errors import InputError
from unit.exchange.registers import CASES, case


def run(*words: str) -> Result:
    return CliRunner().invoke(group, list(words), catch_exceptions=False)


@pytest.mark.parametrize("name", ["paris-2026", "exercise-meridian"])
@pytest.mark.parametrize(("form", "file"), [("csv", "folder"), ("xlsx", "it.xlsx")])
def test_an_exported_case_is_imported_as_the_files_of_a_case(name: str, form: str, file: str, tmp_path: Path) -> None:
    out, back = tmp_path / file, tmp_path / "back"
    assert run("export", str(CASES / name), "--format", form, "-o", str(out), "--lang", "uk").exit_code == 0
    result = run("import", str(out), "-o", str(back))
    assert result.exit_code == 0
    assert "rows with errors 0" in result.stderr
    again = read_register(back)
    assert (again.register, again.plan) == (case(name).register, case(name).plan)
    assert (back / "commitments.yaml").read_text("utf-8").startswith("# EXERCISE.") == name.startswith("exercise")


@pytest.mark.parametrize("file", ["register.yaml", "register.json", "-"])
def test_one_document_holds_the_register_and_the_plan(file: str, tmp_path: Path) -> None:
    folder = case("exercise-meridian")
    run("export", str(CASES / "exercise-meridian"), "--format", "csv", "-o", str(tmp_path / "csv"))
    out = file if file == "-" else str(tmp_path / file)
    result = run("import", str(tmp_path / "csv"), "-o", out)
    text = result.stdout_bytes if file == "-" else Path(out).read_bytes()
    document = msgspec.yaml.decode(text) if file.endswith("yaml") else msgspec.json.decode(text)
    assert set(document) == {"format", "commitments", "events", "blocs", "plan"}
    assert [one["id"] for one in document["commitments"]] == [one.id for one in folder.register.commitments]
    exported = tmp_path / "e.json"
    run("export", str(CASES / "exercise-meridian"), "--format", "json", "-o", str(exported))
    assert msgspec.json.decode(exported.read_bytes()) == {**document, "as_of": "2031-03-15T06:00:00Z"}


@pytest.mark.parametrize("name", ["paris-2026", "exercise-meridian"])
def test_an_exported_document_gives_the_answers_of_the_case(name: str, tmp_path: Path) -> None:
    run("export", str(CASES / name), "--format", "json", "-o", str(tmp_path / "it.json"))
    of_case, of_document = run("stand", str(CASES / name), "--json"), run("stand", str(tmp_path / "it.json"), "--json")
    assert msgspec.json.decode(of_document.stdout) == msgspec.json.decode(of_case.stdout)


def test_a_document_on_standard_input_is_exported_too() -> None:
    first = run("export", str(CASES / "exercise-meridian"), "--format", "json", "-o", "-")
    again = CliRunner().invoke(
        group, ["export", "-", "--format", "json", "-o", "-"], input=first.stdout_bytes, catch_exceptions=False
    )
    then, now = msgspec.json.decode(first.stdout_bytes), msgspec.json.decode(again.stdout_bytes)
    then["commitments"].sort(key=lambda one: one["id"])
    now["commitments"].sort(key=lambda one: one["id"])
    assert now == then


def test_refused_rows_are_named_counted_and_the_answer_is_no(tmp_path: Path) -> None:
    run("template", str(tmp_path / "t"), "--lang", "en")
    result = run("import", str(tmp_path / "t"), "-o", "-")
    assert result.exit_code == 1
    assert "commitments.csv!2: The example" in result.stderr
    assert "rows with errors 13" in result.stderr


def test_a_condition_on_what_the_register_lacks_is_told(tmp_path: Path) -> None:
    run("template", str(tmp_path / "t"))
    for file in (tmp_path / "t").glob("*.csv"):
        file.write_text(file.read_text("utf-8-sig").replace("(example) ", ""), "utf-8")
    result = run("import", str(tmp_path / "t"), "-o", "-")
    assert result.exit_code == 1
    assert "EX-DELTA-CLEARING" in result.stderr
    assert "unknown-reference" in result.stderr


PROMISES = """Promise,Who promises,To whom,Function,How much,Condition,Replaces,Sources
EX-A,EX-CEDAR,EX-ASTER,land,2,,,page:x
EX-A,EX-CEDAR,EX-ASTER,land,4,,EX-OLD,page:x
EX-B,EX-DELTA,EX-ASTER,land,2,promised(EX-A),,page:x
EX-OLD,EX-CEDAR,EX-ASTER,land,1,,,page:x
EX-FREE,EX-ELM,EX-ASTER,land,1,,,page:x
"""


def test_what_names_or_may_be_replaced_by_a_promise_that_stands_twice_is_undecided(tmp_path: Path) -> None:
    steps = "".join(
        f"{name},law,signed,2031-02-20,2031-02-20T12:00Z,page:x\n" for name in ("EX-A", "EX-B", "EX-OLD", "EX-FREE")
    )
    (tmp_path / "commitments.csv").write_text(PROMISES, "utf-8")
    (tmp_path / "status.csv").write_text("Promise,Axis,Step,Date of the act,Known since,Sources\n" + steps, "utf-8")
    result = run("import", str(tmp_path), "-o", str(tmp_path / "it.json"))
    assert result.exit_code == 1
    assert "promises taken 3, events 0; rows with errors 2, messages 2" in result.stderr
    stood = run("stand", str(tmp_path / "it.json"), "--json")
    labels = {one["commitment"]: one["label"] for one in msgspec.json.decode(stood.stdout)["commitments"]}
    assert labels == {"EX-B": "open", "EX-OLD": "open", "EX-FREE": "credible"}


@pytest.mark.parametrize("form", ["iati", "ocds"])
def test_history_needs_a_moment_where_the_case_gives_none(form: str, tmp_path: Path) -> None:
    plain = str(CASES / "paris-2026" / "commitments.yaml")
    with pytest.raises(InputError, match="moment of knowledge"):
        run("export", plain, "--format", form, "-o", str(tmp_path / "o"))
    assert (
        run("export", plain, "--format", form, "-o", str(tmp_path / "o"), "--as-of", "2026-01-10T00:00Z").exit_code == 0
    )


def test_nothing_that_may_be_filled_in_is_written_over(tmp_path: Path) -> None:
    run("template", str(tmp_path / "t.xlsx"))
    before = (tmp_path / "t.xlsx").read_bytes()
    with pytest.raises(InputError, match="there already"):
        run("template", str(tmp_path / "t.xlsx"))
    with pytest.raises(InputError, match="there already"):
        run("export", str(CASES / "paris-2026"), "--format", "xlsx", "-o", str(tmp_path / "t.xlsx"))
    with pytest.raises(InputError, match="neither a workbook nor a folder"):
        run("template", str(tmp_path / "t.ods"))
    assert (tmp_path / "t.xlsx").read_bytes() == before


def test_every_sheet_of_an_exercise_says_so(tmp_path: Path) -> None:
    run("export", str(CASES / "exercise-meridian"), "--format", "csv", "-o", str(tmp_path / "e"))
    for file in (tmp_path / "e").glob("*.csv"):
        if file.stem != "explanations":
            assert all("EXERCISE" in line for line in file.read_text("utf-8-sig").splitlines()[1:]), file.name


def test_no_question_of_the_desk_is_asked_where_something_leaves_it() -> None:
    names = {
        name
        for file in Path(servanda.adapters.exchange.__path__[0]).glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        for name in [node.module or "", *(one.name for one in node.names)]
    }
    assert names & {"withdrawal_sets", "falls_without", "circles", "unlock_sets"} == set()
    assert not any(name.startswith("servanda.coverage") for name in names)
