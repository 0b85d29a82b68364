"""What the README shows is what the program prints."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / ".." / "shared" / "seed" / "article-uk.txt"


def check(block: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/readme.py", "--check", block]
    variables = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)


def test_the_demo_in_the_readme_is_what_it_prints() -> None:
    result = check("demo", {})
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.soak
@pytest.mark.shared
@pytest.mark.skipif(not ARTICLE.is_file(), reason="reference material is not beside the repository")
def test_the_reading_of_an_article_in_the_readme_is_what_it_prints() -> None:
    result = check("article", {"SERVANDA_ARTICLE": str(ARTICLE)})
    assert result.returncode == 0, result.stdout + result.stderr
