import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from unit.reports import catalogues, missions, plans
from unit.reports import dossiers as told

CHROMIUM = Path(os.environ.get("SERVANDA_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def dossiers() -> Any:
    return told


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        says = f"no Chromium at {CHROMIUM}; set SERVANDA_CHROMIUM"
        if os.environ.get("SERVANDA_REQUIRE_BROWSER"):
            pytest.fail(says)
        pytest.skip(says)
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def pages(dossiers: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    from servanda.reports import render  # noqa: PLC0415 - only where a browser is at hand

    written = {}
    makers = {name: getattr(dossiers, name) for name in ("paris", "exercise", "crowded")}
    for name, make in {
        **makers,
        "mission": missions.mission,
        "truces": missions.truces,
        "catalogue": catalogues.catalogue,
        "plan": plans.small,
        "large": plans.large,
        "forty": plans.forty,
    }.items():
        folder = tmp_path_factory.mktemp(name)
        for page, content in render(make()).items():
            (folder / page).write_text(content, "utf-8")
            written[f"{name}/{page}"] = folder / page
    return written
