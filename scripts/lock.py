"""What `make lock` does: resolves runtime and development dependencies into requirements.lock, with hashes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

LOCK = Path("requirements.lock")
HEAD = "# Made by `make lock` from pyproject.toml: runtime and development dependencies, with hashes.\n"
OPTIONS = (
    "--quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links "
    "--no-header --no-annotate --allow-unsafe"
)


def main() -> int:
    """Run pip-compile on the two lists of pyproject.toml."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "requirements.in"), Path(folder, "requirements.lock")
        source.write_text("\n".join(wanted) + "\n", encoding="utf-8")
        if LOCK.exists():
            target.write_text(LOCK.read_text(encoding="utf-8"), encoding="utf-8")  # keeps what need not change
        done = subprocess.run(
            [sys.executable, "-m", "piptools", "compile", *OPTIONS.split(), "--output-file", str(target), str(source)], check=False
        )
        if done.returncode == 0:
            LOCK.write_text(HEAD + target.read_text(encoding="utf-8"), encoding="utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
