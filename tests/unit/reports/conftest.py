from typing import Any

import pytest

from unit.reports import dossiers as told


@pytest.fixture(scope="session")
def dossiers() -> Any:
    return told


@pytest.fixture(scope="session")
def paris(dossiers: Any) -> Any:
    return dossiers.paris()


@pytest.fixture(scope="session")
def exercise(dossiers: Any) -> Any:
    return dossiers.exercise()


@pytest.fixture(scope="session", params=["paris", "exercise"])
def dossier(request: Any, dossiers: Any) -> Any:
    return getattr(dossiers, request.param)()
