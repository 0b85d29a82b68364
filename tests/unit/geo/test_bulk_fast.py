"""The compiled loops give what numpy gives, to the last bit."""

from types import ModuleType

import numpy as np
import pytest
from geo_shapes import spread, winding, zones_at

from servanda.geo.bulk import LineIndex, ZoneIndex, nearest, raster

fast = pytest.importorskip("servanda.geo.bulk.fast", reason="the extra `fast` (numba) is not installed")


@pytest.fixture(params=["numpy", "compiled"])
def loops(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType | None:
    return None
