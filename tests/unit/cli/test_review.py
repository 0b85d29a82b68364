"""A person reviews proposals: in lines, in a terminal, interrupted, at the same time as somebody else."""

import os
import pty
import select
import shutil
import subprocess
import sys
import termios
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from servanda.cli.main import root
from servanda.cli.review_screen import screen, spoken
from servanda.errors import InputError, NotFound
from servanda.ledger import Ledger, read_signer, verify
from servanda.records.statement import Statement
from servanda.runs.desk_of_review import current, effect, following, take_back
from servanda.runs.reviewing import Pending, Verdict, Wanted, decide, decision_on, pending

ROOT = Path(__file__).resolve().parents[3]
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """The Paris case before anybody decided anything."""
    folder = tmp_path / "cases" / "paris-2026"
    shutil.copytree(ROOT / "cases" / "paris-2026", folder)
    shutil.copytree(ROOT / "agreements" / "paris-2026", tmp_path / "agreements" / "paris-2026")
    (folder / "decisions.yaml").write_text("[]\n", "utf-8")
    assert CliRunner().invoke(root, ["ingest", str(folder), "--key", str(tmp_path / "key")]).exit_code == 0
    return folder


ALL = Wanted()


def waiting(case: Path, wanted: Wanted = ALL) -> list[Pending]:
    with Ledger.open(case / "ledger") as ledger:
        return pending(case, ledger, wanted)


def words(case: Path, *more: str) -> list[str]:
    key = str(case.parents[1] / "key")
    return ["statements", "review", str(case), "--by", "O. Koval", "--role", "analyst", "--key", key, *more]


def keyed(case: Path, keys: str, *more: str) -> Result:
    return CliRunner().invoke(root, words(case, "--plain", "--lang", "en", *more), input=keys, catch_exceptions=False)


def test_one_letter_a_proposal_and_each_decision_is_on_the_ledger_with_who_and_when(case: Path) -> None:
    before = waiting(case)
    done = keyed(case, "a\nr\nu\nq\n")
    assert done.exit_code == 0
    assert "Decisions recorded: 3." in done.output
    after = {one.statement.id: one for one in waiting(case, Wanted(decided=True))}
    states = [after[one.statement.id].state for one in before[:4]]
    assert states == ["accept", "reject", "unsure", ""]
    [decision] = after[before[0].statement.id].decisions
    assert (decision.by, decision.role, decision.at.tzinfo) == ("O. Koval", "analyst", UTC)
    assert [one.statement.id for one in waiting(case)] == [one.statement.id for one in before[3:]]
    assert verify(case / "ledger").size > 0


def test_an_edit_keeps_what_was_proposed_and_says_what_a_person_wrote(case: Path) -> None:
    name = waiting(case)[0].statement.id
    assert "accepted in other words" in keyed(case, "e\nНаше формулювання.\nOur words.\nq\n").output
    one = next(one for one in waiting(case, Wanted(decided=True)) if one.statement.id == name)
    assert one.decisions[-1].says == {"uk": "Наше формулювання.", "en": "Our words."}
    assert one.statement.says != one.decisions[-1].says
    refused = keyed(case, "e\n\n\nq\n")
    assert "without a new paraphrase" in refused.output
    assert "Decisions recorded: 0." in refused.output


def test_next_back_help_filters_and_an_end_without_a_word(case: Path) -> None:
    shown = keyed(case, "n\np\n?\n")
    assert shown.output.count("[1/") == 2
    assert "Nothing is erased" in shown.output
    frames = {one.statement.frame for one in waiting(case)}
    assert {one.statement.frame for one in waiting(case, Wanted(frame="pledge"))} == {"pledge"} < frames
    source = waiting(case)[0].statement.source
    assert {one.statement.source for one in waiting(case, Wanted(source=source))} == {source}
    assert "Decisions recorded: 0." in keyed(case, "", "--frame", "pledge").output
    assert "Decisions recorded: 0. Still to decide: 0." in keyed(case, "a\n", "--frame", "none").output


def test_decided_again_the_later_decision_counts_and_both_stay(case: Path) -> None:
    name, signer = waiting(case)[0].statement.id, read_signer(case.parents[1] / "key")
    decide(case, name, Verdict("accept", "O. Koval", "analyst", {}, AT), signer)
    decide(case, name, Verdict("reject", "M. Bondar", "head", {}, LATER), signer)
    one = next(one for one in waiting(case, Wanted(decided=True)) if one.statement.id == name)
    assert [decision.does for decision in one.decisions] == ["accept", "reject"]
    assert one.state == "reject"


def test_a_desk_sees_what_a_decision_would_do_what_comes_next_and_the_way_back(case: Path) -> None:
    first, second, *_ = waiting(case)
    signer = read_signer(case.parents[1] / "key")
    would = effect(first, Verdict("edit", "O. Koval", "analyst", {"en": "Our words."}, AT))
    assert (would.before, would.after, would.replaces, would.read.says["en"]) == ("", "edit", "", "Our words.")
    assert len(waiting(case)) == len(waiting(case, Wanted(decided=True)))  # nothing was written
    assert following([first, second], first.statement.id) == second.statement.id
    with pytest.raises(InputError, match="Nobody has decided"):
        take_back(case, first, Verdict("undo", "O. Koval", "analyst", {}, AT), signer)
    decided = decide(case, first.statement.id, Verdict("accept", "O. Koval", "analyst", {}, AT), signer)
    now = current(case, first.statement.id)
    assert now is not None
    assert effect(now, Verdict("reject", "M. Bondar", "head", {}, LATER)).replaces == decided.id
    take_back(case, now, Verdict("undo", "M. Bondar", "head", {}, LATER), signer)
    back = current(case, first.statement.id)
    assert back is not None
    assert (back.state, [one.does for one in back.decisions]) == ("", ["accept", "undo"])
    assert current(case, "st-none") is None


def test_what_somebody_else_recorded_meanwhile_stays(case: Path) -> None:
    first, second, *_ = (one.statement.id for one in waiting(case))
    signer = read_signer(case.parents[1] / "key")
    with Ledger.open(case / "ledger") as looking:
        decide(case, first, Verdict("accept", "A", "analyst", {}, AT), signer)
        decide(case, second, Verdict("unsure", "B", "analyst", {}, AT), signer)
        assert len(pending(case, looking)) >= len(waiting(case))
    states = {one.statement.id: one.state for one in waiting(case, Wanted(decided=True))}
    assert (states[first], states[second]) == ("accept", "unsure")


def test_a_rule_approves_nothing_and_nothing_is_decided_about_nobody(case: Path) -> None:
    one = waiting(case)[0].statement
    with pytest.raises(InputError, match="the rule that proposed"):
        decision_on(one, Verdict("accept", one.rule, "analyst", {}, AT))
    with pytest.raises(InputError, match="No such decision"):
        decision_on(one, Verdict("applaud", "O. Koval", "analyst", {}, AT))
    with pytest.raises(NotFound, match="not on the record"):
        decide(case, "st-none", Verdict("accept", "A", "a", {}, AT), read_signer(case.parents[1] / "key"))


def test_a_text_that_is_no_longer_the_recorded_one_is_not_shown_as_it(case: Path) -> None:
    one = next(one for one in waiting(case) if one.text)
    assert "⟦" in spoken(one, (1, 1), "en")
    changed = msgspec.structs.replace(one.statement, spans=[msgspec.structs.replace(one.statement.spans[0], start=0)])
    gone = Pending(changed, "", ())
    assert "The text is not at hand" in spoken(gone, (1, 1), "en")


@pytest.mark.parametrize("lang", ["uk", "en"])
@pytest.mark.parametrize("width", [20, 79, 80, 132])
def test_no_line_is_wider_than_the_terminal_whatever_the_letters(case: Path, width: int, lang: str) -> None:
    text = "Країна 漢字漢字 сказала\u200b: " + "дуже" * 3_000 + "\x1b[31m кінець."
    whole = Statement(
        id="st-wide",
        source="text:wide",
        frame="report",
        says={"uk": "Слова " * 30, "en": "Words " * 30},
        chain=waiting(case)[0].statement.chain,
        spans=[msgspec.structs.replace(waiting(case)[0].statement.spans[0], start=7, end=len(text))],
        certainty="CT+",
    )
    shown = screen(Pending(whole, text, ()), (1, 1), width, lang)
    assert "\x1b" not in shown
    for line in shown.splitlines()[1:]:
        columns = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line if char != "\u200b")
        assert columns <= width, line


def test_in_a_terminal_one_key_is_enough_and_an_interrupt_loses_nothing(case: Path) -> None:
    first = waiting(case)[0].statement.id
    command = [sys.executable, "-m", "servanda", *words(case, "--lang", "uk")]
    master, slave = pty.openpty()
    environment = {**os.environ, "COLUMNS": "100", "LINES": "40", "TERM": "xterm", "NO_COLOR": "1"}
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment) as process:
        os.close(slave)
        try:
            assert "│" in _until(master, "q кінець")
            os.write(master, b"a")
            assert "[2/" in _until(master, "q кінець")
            os.write(master, b"\x03")
            _to_the_end(master)
        finally:
            process.kill()
    os.close(master)
    states = {one.statement.id: one.state for one in waiting(case, Wanted(decided=True))}
    assert states[first] == "accept"
    assert verify(case / "ledger").size > 0


def _until(master: int, wanted: str) -> str:
    """What is shown until some words have come and the program waits for a key."""
    seen = b""
    for _ in range(600):
        waits = not termios.tcgetattr(master)[3] & termios.ICANON
        if waits and wanted in seen.decode("utf-8", "replace"):
            return seen.decode("utf-8", "replace")
        if select.select([master], [], [], 0.1)[0]:
            seen += os.read(master, 65_536)
    raise AssertionError(seen.decode("utf-8", "replace"))


def _to_the_end(master: int) -> None:
    """Read on: a terminal that nobody reads keeps a program waiting."""
    while select.select([master], [], [], 30)[0]:
        try:
            if not os.read(master, 65_536):
                return
        except OSError:  # Linux says so when the other side is closed
            return
    raise AssertionError("the session did not end")


def test_two_names_are_judged_listed_applied_and_judged_again(case: Path) -> None:
    names = sorted({link.source for one in waiting(case) for link in one.statement.chain if "anon" not in link.source})
    left, right = names[:2]
    who = ["--by", "O. Koval", "--role", "analyst", "--key", str(case.parents[1] / "key")]

    def say(*more: str) -> Result:
        return CliRunner().invoke(root, ["statements", "merges", str(case), *more], catch_exceptions=False)

    assert say("same", left, right, *who).exit_code == 0
    listed = [line for line in say("list").output.splitlines() if '"merged"' in line]
    assert len(listed) == 2
    assert say("different", right, left, *who).exit_code == 0
    assert '"merged"' not in say("list").output or left == right
    with pytest.raises(NotFound, match="No statement names"):
        say("same", left, "nobody", *who)
    with pytest.raises(InputError, match="not named"):
        say("same", left, "anon:1", *who)
