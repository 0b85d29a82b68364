"""The long runs: crash states, every property longer, peers; results go to docs/soak.md with seed and commit."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

PAGE = Path("docs/soak.md")
SEED = os.environ.get("SERVANDA_SOAK_SEED", "20260106")
FACTOR = os.environ.get("SERVANDA_SOAK_FACTOR", "10")
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--hypothesis-seed={SEED}"]
RUNS = {
    "crash states of the ledger": [*PYTEST, "-m", "soak"],
    f"every property, {FACTOR} times its examples": [
        *PYTEST,
        "-n",
        "2",
        "tests/properties",
        "--examples-percent",
        f"{FACTOR}00",
    ],
    **{f"`{file}`": [sys.executable, str(file)] for file in sorted(Path("bench").glob("*.py"))},
}
HEAD = """# Soak

Written by `make soak`: the long runs, with their seed and the commit they ran on. `make test` runs the same properties
with fewer examples, and 2,000 of the crash states. Times are of two shared cores and say only what to expect.

"""


def run(command: list[str]) -> tuple[int, str, float]:
    """Exit code, output and seconds of one run."""
    begun = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
    return done.returncode, done.stdout, time.monotonic() - begun


def short(output: str) -> str:
    """What is worth keeping: the last line of a test run, the table of a bench."""
    lines = [line for line in output.strip().splitlines() if line.strip()]
    closing = [line for line in lines if re.search(r"\d+ (passed|failed)", line)]
    return closing[-1].strip("= ") if closing else "\n".join(lines)


if __name__ == "__main__":
    commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=True)  # noqa: S607 - git
    blocks = [f"Commit `{commit.stdout.strip()}`, seed {SEED}.\n"]
    failed = False
    for name, command in RUNS.items():
        code, output, seconds = run(command)
        failed = failed or code != 0
        blocks.append(f"## {name}\n\n{seconds:.0f} s, exit {code}\n\n```\n{short(output)}\n```\n")
        print(blocks[-1])
    PAGE.write_text(HEAD + "\n".join(blocks), "utf-8")
    sys.exit(1 if failed else 0)
