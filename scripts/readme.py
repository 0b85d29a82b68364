"""The output blocks of README.md, as the program prints them; `--check` only compares, a name takes only that block.

The block on an article that is not ours is compared where that article is at hand (`SERVANDA_ARTICLE=path`).
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

README = Path("README.md")
SERVANDA = str(Path(sys.executable).with_name("servanda"))


def demo(*arguments: str) -> str:
    """What `servanda demo` prints, with the folder of results called out."""
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder) / "work"
        link.mkdir()
        for name in ("cases", "agreements"):
            (link / name).symlink_to(Path(name).resolve())
        command = [SERVANDA, "demo", "--lang", "en", *arguments]
        done = subprocess.run(command, cwd=link, capture_output=True, text=True, check=True)  # noqa: S603 - our own command
    return done.stdout


def blocks(wanted: list[str]) -> dict[str, str]:
    """Marker → what must stand between its two comments; of all of them, or of those wanted."""
    article = os.environ.get("SERVANDA_ARTICLE", "")
    found = {}
    if "demo" in wanted:
        found["demo"] = demo()
    if "article" in wanted and article:
        found["article"] = demo("--article", str(Path(article).resolve())).split("\nREAD ")[0]
    return found


def filled(text: str, marker: str, block: str) -> str:
    """The page with one block put in."""
    fenced = f"<!-- {marker}:begin -->\n```\n{block.strip()}\n```\n<!-- {marker}:end -->"
    pattern = re.compile(f"<!-- {marker}:begin -->.*?<!-- {marker}:end -->", re.DOTALL)
    return pattern.sub(lambda _: fenced, text)


if __name__ == "__main__":
    page = README.read_text("utf-8")
    wanted = page
    named = [name for name in sys.argv[1:] if not name.startswith("--")]
    for name, content in blocks(named or ["demo", "article"]).items():
        wanted = filled(wanted, name, content)
    if "--check" in sys.argv:
        print("README: output is current" if wanted == page else "README: output is not what the program prints")
        sys.exit(0 if wanted == page else 1)
    README.write_text(wanted, "utf-8")
