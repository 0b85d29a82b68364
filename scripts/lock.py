"""Resolve the three locks: versions and hashes, for every platform, without registry addresses."""

import subprocess
import sys
from pathlib import Path

BUILD = "editables>=0.5\nhatchling>=1.27\nuv>=0.5\n"
COMMON = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", "--upgrade"]
UV = str(Path(sys.executable).with_name("uv"))


def compile_lock(target: str, *arguments: str, given: str | None = None) -> None:
    """Write one lock file."""
    command = [UV, "pip", "compile", *COMMON, "--python-version", "3.11", *arguments, "--output-file", target]
    subprocess.run(command, input=given, text=True, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
    print(f"wrote {target}")


if __name__ == "__main__":
    compile_lock("requirements-build.lock", "-", given=BUILD)
    compile_lock("requirements.lock", "pyproject.toml")
    compile_lock("requirements-dev.lock", "--extra", "dev", "pyproject.toml")
