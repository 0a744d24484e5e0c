"""The real server on another day: what `CLOCK_FILE` says is now, and on SIGUSR1 it looks there again."""

import os
import signal
from datetime import datetime
from pathlib import Path

import time_machine

from app import cli


def main() -> None:
    """Serve as `python -m app.cli serve` does, with every clock of the process but the monotonic one moved."""
    file = Path(os.environ["CLOCK_FILE"])

    def told() -> datetime:
        return datetime.fromisoformat(file.read_text(encoding="utf-8"))

    with time_machine.travel(told(), tick=True) as clock:
        signal.signal(signal.SIGUSR1, lambda *_: clock.move_to(told()))
        cli.main()
