"""What a message names: the part of the document that is wrong, the file that is missing, the name that is too long."""

import gc
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from servanda.adapters.guarantees import open_place, open_text
from servanda.cli.commitments import group as commitments
from servanda.errors import InputError, NotFound

STEP = {"axis": "legal", "value": "signed", "occurred_on": "2031-02-01", "known_on": "2031-02-01T12:00:00Z"}
WHOLE = {"provider": "CEDAR", "function": "air", "support": ["n"], "status": [{**STEP, "support": ["n"]}]}
LONG = "X" * 201


def _opened(**parts: Any) -> Any:
    return open_text(json.dumps(parts).encode(), "-")


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"plan": []}, "plan"),
        ({"blocs": []}, "blocs"),
        ({"plan": {"requirements": None}}, "plan.requirements"),
        ({"plan": {"requirements": [], "further": {}}}, "plan.further"),
    ],
    ids=["plan", "blocs", "requirements", "further"],
)
def test_a_part_of_the_wrong_kind_is_named(parts: dict[str, Any], name: str) -> None:
    with pytest.raises(InputError) as refused:
        _opened(**parts)
    assert refused.value.place == f"-:{name}"
    assert refused.value.says.startswith(f"{name}: ")


def test_a_file_that_is_missing_is_called_missing_and_an_empty_folder_is_not(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file") as missing:
        open_place(tmp_path / "nowhere.json")
    assert missing.value.code == "register-missing"
    with pytest.raises(NotFound, match="holds no commitments"):
        open_place(tmp_path)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": LONG},
        {"provider": LONG},
        {"function": LONG},
        {"unit": LONG},
        {"sectors": [LONG]},
        {"phases": [LONG]},
        {"condition": {"event": LONG}},
        {"condition": {"done": LONG}},
        {"condition": {"sum": {"function": LONG, "amount": 1}}},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_name_that_nobody_can_cite_is_refused_and_cut_short(wrong: dict[str, Any]) -> None:
    opened = _opened(commitments=[{"id": "C", **WHOLE, **wrong}, {"id": "D", **WHOLE, "provider": "DELTA"}])
    assert [one.code for one in opened.rejections] == ["name-too-long"]
    assert "201 characters" in opened.rejections[0].says
    assert len(opened.rejections[0].says) < 200
    assert [one.id for one in opened.recorded] == ["D"]


def test_a_name_of_200_characters_is_taken() -> None:
    assert not _opened(commitments=[{"id": LONG[:200], **WHOLE}]).rejections


def test_a_bloc_with_a_name_that_nobody_can_cite_is_refused() -> None:
    assert [one.code for one in _opened(blocs={"E": [LONG]}).rejections] == ["name-too-long"]


def test_no_fact_is_called_by_a_name_that_nobody_can_cite() -> None:
    opened = _opened(commitments=[{"id": LONG, **WHOLE, "supersedes": "C"}, {"id": "C", **WHOLE}])
    assert [event.id for event in opened.register.events] == ["record:-:commitments[0]"]


def test_what_was_read_is_out_of_the_collectors_reach_only_while_its_question_lasts() -> None:
    before = gc.get_freeze_count()
    open_text(json.dumps({"commitments": [{"id": "C", **WHOLE}] * 10_000}).encode(), "-")
    assert gc.get_freeze_count() == before
    assert gc.isenabled()
    text = json.dumps({"commitments": [{"id": "C", **WHOLE}]})
    assert CliRunner().invoke(commitments, ["stand", "-"], input=text).exit_code == 0
    assert gc.get_freeze_count() <= before
