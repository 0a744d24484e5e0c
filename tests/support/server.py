"""The real server as a process of its own, on loopback."""

import multiprocessing
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path

from app import cli

ROOT = Path(__file__).parents[2]
# Each of them is a fork of one process that has imported the app and done nothing else: importing takes seconds.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.support.clocked"])


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Server:
    """One server process; `kill` is what a power cut would do to it, `stop` what a supervisor does."""

    main: Callable[[], None] = staticmethod(cli.main)

    def __init__(self, database_url: str, data_dir: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment: Mapping[str, str] = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DATA_DIR": str(data_dir),
            "PORT": str(self.port),
            **settings,
        }
        self.process: BaseProcess | None = None

    def start(self) -> None:
        """Start the process and wait until it answers."""
        self.process = FORKS.Process(target=_serve, args=(self.main, self.environment), daemon=True)
        self.process.start()
        for _ in range(600):
            if not self.process.is_alive():
                raise RuntimeError("the server ended while starting")
            try:
                with urllib.request.urlopen(f"{self.url}/api/v1/health/ready", timeout=2):
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.join()

    def stop(self) -> None:
        """Ask it to finish, and wait until it has."""
        assert self.process is not None
        self.process.terminate()
        self.process.join(20)
        assert not self.process.is_alive(), "the server did not stop"


def _serve(main: Callable[[], None], environment: Mapping[str, str]) -> None:
    """What `python -m app.cli serve` does, in a process of its own that writes no log."""
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    sys.argv = ["buchucun", "serve"]
    main()
