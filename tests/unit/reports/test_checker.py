"""The checker finds what a page must not do."""

from typing import Any

import pytest

from servanda.reports import unsupported

SOUND = '<p><span data-support="a">Said.<a href="#s-a">[1]</a></span></p><p id="s-a">entry</p>'


def test_a_sound_page_has_no_fault() -> None:
    assert unsupported(SOUND) == []


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (SOUND.replace('data-support="a"', 'data-support=""'), "sentence without support"),
        (SOUND.replace('<a href="#s-a">[1]</a>', ""), "sentence without support"),
        (SOUND.replace('id="s-a"', 'id="s-b"'), "reference to nowhere: #s-a"),
        (SOUND + '<i id="s-a">x</i>', "anchor used twice: s-a"),
        ('<section data-exercise="yes"><p>quiet</p></section>', "section of an exercise without its mark"),
        ('<b data-verdict="breached">breached</b>', "verdict without attribution"),
        ("<script>x</script>", "element that pages must not have: script"),
        ('<p onclick="x">x</p>', "attribute that pages must not have: onclick"),
        ('<p style="color:red">x</p>', "attribute that pages must not have: style"),
        ('<img src="https://example.org/x.png">', "request to the outside"),
        ('<a href="javascript:x">x</a>', "link that runs"),
    ],
)
def test_each_fault_is_named(page: Any, fault: Any) -> None:
    found = unsupported(page)
    assert len(found) >= 1
    assert any(one.startswith(fault) for one in found)


def test_a_marked_section_of_an_exercise_is_in_order_in_both_languages() -> None:
    for mark in ("EXERCISE", "НАВЧАННЯ"):
        assert unsupported(f'<section data-exercise="yes"><h2>{mark}</h2></section>') == []
