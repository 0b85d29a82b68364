import importlib.util
from pathlib import Path
from typing import Any

import pytest


def _load() -> Any:
    place = Path(__file__).with_name("dossiers.py")
    spec = importlib.util.spec_from_file_location("report_dossiers", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def dossiers() -> Any:
    return _load()


@pytest.fixture(scope="session")
def paris(dossiers: Any) -> Any:
    return dossiers.paris()


@pytest.fixture(scope="session")
def exercise(dossiers: Any) -> Any:
    return dossiers.exercise()


@pytest.fixture(scope="session", params=["paris", "exercise"])
def dossier(request: Any, dossiers: Any) -> Any:
    return getattr(dossiers, request.param)()
