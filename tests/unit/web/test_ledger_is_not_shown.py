"""Truth is handed over as a folder, not through the browser."""

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from servanda.web import serve


def test_entries_of_a_ledger_do_not_exist_for_a_reader(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "entries.jsonl").write_text("{}\n", "utf-8")
    with serve(tmp_path) as server:
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{server.url}ledger/entries.jsonl", timeout=5)  # noqa: S310 - loopback
        with urllib.request.urlopen(server.url, timeout=5) as index:  # noqa: S310 - loopback
            assert b"entries" not in index.read()
