"""The compiled loop gives what numpy gives, to the last bit."""

from collections.abc import Callable, Iterable

import numpy as np
import pytest
from numpy.typing import NDArray

from servanda.geo.bulk import LineIndex, ZoneIndex, fast
from unit.geo.land import around, spread, winding, zones_at

pytest.importorskip("numba", reason="numba, the extra `fast`, is not installed")


def both(monkeypatch: pytest.MonkeyPatch, ask: Callable[[], Iterable[NDArray]]) -> list[list[NDArray]]:
    """What is answered without and with the compiled loop."""
    answers, compiled_loop = [], fast.least()
    for chosen in (None, compiled_loop):
        monkeypatch.setattr(fast, "least", lambda chosen=chosen: chosen)
        answers.append([np.asarray(one) for one in ask()])
    return answers


def test_distances(monkeypatch: pytest.MonkeyPatch) -> None:
    points = winding(37.0, 48.5)
    lon, lat = around(points, 20_000, (0.0, 250_000.0))
    plain, compiled = both(monkeypatch, lambda: [LineIndex([points]).distance_m(lon, lat)])
    assert plain[0].tobytes() == compiled[0].tobytes()


def test_zones_and_reaches(monkeypatch: pytest.MonkeyPatch) -> None:
    zones = zones_at(37.0, 48.5)
    lon, lat = spread(37.0, 48.5, 20_000)
    reach = 10 ** np.random.default_rng(2).uniform(0, 4.3, len(lon))
    plain, compiled = both(monkeypatch, lambda: ZoneIndex(zones).screen(lon, lat, reach))
    assert [one.tobytes() for one in plain] == [one.tobytes() for one in compiled]
