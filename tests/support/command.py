"""A command of the house in a process of its own, as an administrator types it."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from app import cli
from tests.support.server import FORKS


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def run(*words: str, environment: Mapping[str, str], told: str = "") -> Ended:
    """What `python -m app.cli <words>` does with this environment and with `told` on its standard input."""
    with TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("stdin", "stdout", "stderr")]
        files[0].write_text(told, encoding="utf-8")
        process = FORKS.Process(target=_command, args=(words, dict(environment), files), daemon=True)
        process.start()
        process.join(120)
        assert process.exitcode is not None, "the command did not end"
        return Ended(process.exitcode, *(each.read_text(encoding="utf-8") for each in files[1:]))


def _command(words: tuple[str, ...], environment: dict[str, str], files: list[Path]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin = files[0].open(encoding="utf-8")
    sys.stdout, sys.stderr = (each.open("w", encoding="utf-8") for each in files[1:])
    sys.argv = ["buchucun", *words]
    cli.main()
