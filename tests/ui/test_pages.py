"""Pages in a real browser: one sheet, no overflow, no request, readable contrast, usable without a mouse."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = [
    "paris/brief.uk.html",
    "paris/brief.en.html",
    "exercise/brief.uk.html",
    "exercise/report.uk.html",
    "exercise/report.en.html",
    "exercise/map.html",
    "mission/brief.uk.html",
    "mission/report.en.html",
    "mission/report-2020-09-11.uk.html",
    "mission/report-2020-09-13.en.html",
    "truces/report.uk.html",
    "truces/report.en.html",
    "catalogue/brief.uk.html",
    "catalogue/brief.en.html",
    "catalogue/report.uk.html",
    "catalogue/report.en.html",
    "catalogue/map.html",
    "crowded/brief.uk.html",
    "crowded/brief.en.html",
]
CONTRAST = """() => {
  const part = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const colour = part(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const bad = new Set();
  for (const node of document.querySelectorAll('p, td, th, h1, h2, h3, dt, dd, li, a, span, code, caption')) {
    if (!node.textContent.trim() || node.closest('svg') || !node.getClientRects().length) continue;
    const [a, b] = [light(part(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) bad.add(node.tagName + '.' + node.className);
  }
  return [...bad];
}"""


def opened(browser: Any, path: Path, **context: Any) -> Any:
    page = browser.new_context(**context).new_page()
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_screens_asks_nobody_and_has_contrast(browser: Any, pages: dict[str, Path], name: str) -> None:
    page = opened(browser, pages[name])
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CONTRAST) == []
    assert page.asked == [pages[name].as_uri()]
    assert page.said == []
    page.context.close()


@pytest.mark.parametrize("name", [name for name in PAGES if "brief" in name])
def test_the_brief_is_one_sheet_and_its_sources_begin_on_the_next(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    page = opened(browser, pages[name])
    whole = _sheets(page.pdf(prefer_css_page_size=True))
    page.evaluate("document.querySelectorAll('#rest, #sources').forEach((one) => one.remove())")
    alone = _sheets(page.pdf(prefer_css_page_size=True))
    page.context.close()
    assert alone == 1
    assert whole >= 2


@pytest.mark.parametrize("name", ["paris/brief.uk.html", "exercise/brief.uk.html"])
def test_the_names_in_the_drawing_can_be_read_on_paper(browser: Any, pages: dict[str, Path], name: str) -> None:
    page = opened(browser, pages[name], viewport={"width": 703, "height": 1040})
    page.emulate_media(media="print")
    tall = page.evaluate(
        "[...document.querySelectorAll('figure .w-text')].map((one) => one.getScreenCTM().a * 14 * 0.75)"
    )
    assert min(tall) >= 6
    page.context.close()


def _sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize(
    "name",
    [
        "exercise/report.uk.html",
        "paris/brief.uk.html",
        "mission/report-2020-09-11.uk.html",
        "truces/report.uk.html",
        "catalogue/report.uk.html",
    ],
)
def test_headings_come_in_order_and_the_first_key_leads_to_the_text(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    page = opened(browser, pages[name])
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#text"
    assert page.evaluate("document.documentElement.lang") == "uk"
    page.context.close()


def test_the_map_changes_its_language_without_a_script(browser: Any, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["exercise/map.html"])
    shown = "[...document.querySelectorAll('main')].filter((one) => one.offsetHeight).map((one) => one.lang).join()"
    assert page.evaluate(shown) == "uk"
    page.click("main[lang=uk] nav a[hreflang=en]")
    assert page.evaluate(shown) == "en"
    page.click("main[lang=en] nav a[hreflang=uk]")
    assert page.evaluate(shown) == "uk"
    page.context.close()


def test_the_days_of_a_mission_lead_to_each_other_and_to_the_other_language(
    browser: Any, pages: dict[str, Path]
) -> None:
    page = opened(browser, pages["mission/report.en.html"])
    page.click("nav.pages a >> nth=0")
    assert page.url.endswith("report-2020-09-09.en.html")
    page.click("nav.pages a >> nth=1")
    assert page.url.endswith("report-2020-09-10.en.html")
    page.click("nav a[hreflang=uk]")
    assert page.url.endswith("report-2020-09-10.uk.html")
    page.context.close()


def test_the_figures_of_a_drawing_open_without_a_script(browser: Any, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["catalogue/report.en.html"])
    shown = "document.querySelector('#month details table').checkVisibility()"
    assert page.evaluate(shown) is False
    page.click("#month details summary >> nth=0")
    assert page.evaluate(shown) is True
    page.context.close()


def test_words_on_a_map_of_real_data_can_be_read_on_a_telephone(browser: Any, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["catalogue/map.html"], viewport={"width": 400, "height": 800})
    tall = page.evaluate(
        "[...document.querySelectorAll('main.default .split > svg text')]"
        ".map((one) => one.getScreenCTM().a * parseFloat(getComputedStyle(one).fontSize))"
    )
    assert tall
    assert min(tall) >= 8
    page.context.close()


def test_a_reference_leads_to_its_entry(browser: Any, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["paris/brief.uk.html"])
    page.click("section#claims tbody .refs a >> nth=0")
    target = page.evaluate("document.querySelector(':target').textContent")
    assert "твердження" in target
    page.context.close()


DRAWN = [
    f"{case}/{name}.{lang}.svg" for case in ("plan", "large") for name in ("matrix", "curve") for lang in ("en", "uk")
]


@pytest.mark.parametrize("name", DRAWN)
def test_words_of_a_drawing_of_the_plan_stay_on_the_sheet_and_off_each_other(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    page = opened(browser, pages[name], viewport={"width": 1123, "height": 794})
    faults = page.evaluate(
        """() => {
          const words = [...document.querySelectorAll('text')];
          const boxes = words.map((one) => [one.textContent, one.getBoundingClientRect()]);
          const bad = boxes.filter(([, b]) => b.left < 0 || b.top < 0 || b.right > 1123 || b.bottom > 794);
          const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5;
          boxes.forEach(([one, a], n) => boxes.slice(n + 1).forEach(([other, b]) => {
            if (over(a, b)) bad.push([`${one} × ${other}`]);
          }));
          for (const cell of document.querySelectorAll('g:has(> title)')) {
            const frame = cell.querySelector('rect.g-cell, rect.g-short, rect.g-unsaid');
            if (!frame || cell.querySelector('.g-step')) continue;
            const edge = frame.getBoundingClientRect();
            for (const word of cell.querySelectorAll('text')) {
              const box = word.getBoundingClientRect();
              if (box.left < edge.left || box.right > edge.right + 0.5) bad.push([word.textContent, 'over its frame']);
            }
          }
          return bad.map(String);
        }"""
    )
    assert faults == []
    assert page.asked == [pages[name].as_uri()]
    page.context.close()


@pytest.mark.parametrize("name", ["plan/matrix.uk.svg", "large/matrix.uk.svg", "large/curve.uk.svg"])
def test_letters_of_a_drawing_of_the_plan_are_at_least_six_points_on_a_sheet(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    page = opened(browser, pages[name], viewport={"width": 1123, "height": 794})
    page.emulate_media(media="print")
    tall = page.evaluate(
        "[...document.querySelectorAll('text')]"
        ".map((one) => one.getScreenCTM().a * parseFloat(getComputedStyle(one).fontSize) * 0.75)"
    )
    assert len(tall) > 40
    assert min(tall) >= 6 - 0.01
    page.context.close()


@pytest.mark.parametrize("name", [f"{case}/waiting.{lang}.svg" for case in ("paris", "forty") for lang in ("en", "uk")])
def test_words_of_the_waiting_diagram_stay_in_their_boxes_and_off_each_other(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    page = opened(browser, pages[name], viewport={"width": 2400, "height": 1200})
    faults = page.evaluate(
        """() => {
          const bad = [];
          for (const box of document.querySelectorAll('g:has(> rect.w-box)')) {
            const edge = box.querySelector('.w-box').getBoundingClientRect();
            for (const word of box.querySelectorAll('text')) {
              const at = word.getBoundingClientRect();
              const beside = at.left < edge.left || at.right > edge.right;
              if (beside || at.top < edge.top - 2 || at.bottom > edge.bottom + 2) bad.push(word.textContent);
            }
          }
          const texts = [...document.querySelectorAll('text')];
          const words = texts.map((one) => [one.textContent, one.getBoundingClientRect()]);
          words.forEach(([one, a], n) => words.slice(n + 1).forEach(([other, b]) => {
            if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
              && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6) bad.push(`${one} × ${other}`);
          }));
          return bad;
        }"""
    )
    assert faults == []
    page.context.close()
