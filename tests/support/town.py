"""The demo township behind a real server process, today or on a day of our choice."""

import fcntl
import json
import os
import shutil
import signal
import tempfile
import time
import urllib.request
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import UUID

import httpx
from sqlmodel import col, delete

from app.core import schema
from app.core.clock import now, replay
from app.core.db import Database
from app.demo.service import load_demo
from app.people.sign_in.models import CodeRequest
from app.people.sign_in.queries import code_key
from app.people.sign_in.rules import code_of
from tests.support import clocked
from tests.support.server import Server


class ClockedServer(Server):
    """The same server with a clock that we set, in a file that it looks into."""

    main = staticmethod(clocked.main)

    def __init__(self, database_url: str, data_dir: Path, today: datetime, **settings: str) -> None:
        self._clock = data_dir / "clock"
        self._clock.write_text(today.isoformat(), encoding="utf-8")
        super().__init__(database_url, data_dir, CLOCK_FILE=str(self._clock), **settings)

    def let_it_be(self, today: datetime) -> None:
        """Move the clock, and wait until the server tells the new time."""
        assert self.process is not None
        assert self.process.pid
        self._clock.write_text(today.isoformat(), encoding="utf-8")
        os.kill(self.process.pid, signal.SIGUSR1)
        for _ in range(200):
            with urllib.request.urlopen(f"{self.url}/api/v1/health/live", timeout=5) as answer:
                told = parsedate_to_datetime(answer.headers["Date"])
            if abs((told - today).total_seconds()) < 60:
                return
            time.sleep(0.05)
        raise RuntimeError("the server's clock did not move")


def _template(templates: Path, today: datetime | None) -> Path:
    """The demo township of a day as files; whichever process of a run comes first loads it, and the others wait."""
    folder = templates / f"town-{today or 'today'}"
    with (templates / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = Path(tempfile.mkdtemp(dir=templates))
            database = Database(f"sqlite:///{making / 'town.sqlite3'}")
            schema.migrate(database)
            with replay(today or now()):
                load_demo(database, making / "demo-sign-ins.json")
            database.close()
            making.rename(folder)
    return folder


class Town:
    """A township with everybody's sign-ins, copied from one of `templates`; `today` lets its server live on another day."""

    def __init__(self, folder: Path, templates: Path, today: datetime | None = None) -> None:
        self.today = today
        shutil.copytree(_template(templates, today), folder, dirs_exist_ok=True)
        self.sign_ins: list[dict[str, str]] = json.loads((folder / "demo-sign-ins.json").read_text(encoding="utf-8"))
        address = f"sqlite:///{folder / 'town.sqlite3'}"
        self.database = Database(address)
        # Everybody in a run of tests shares one address, as nobody in a village would.
        many = {"TRIES_PER_ADDRESS": "1000"}
        self.server = ClockedServer(address, folder, today, **many) if today else Server(address, folder, **many)
        self.url = self.server.url

    def way_in(self, name: str) -> dict[str, str]:
        """What somebody types to sign in: username and password, card_no and code, or a phone."""
        return next(each for each in self.sign_ins if each["name"] == name)

    def client(self, name: str) -> httpx.Client:
        """Somebody signed in beside the app, for what a test needs to be there; addresses begin with `/api/v1`."""
        way = self.way_in(name)
        client = httpx.Client(base_url=f"{self.url}/api/v1", headers={"Origin": self.url}, timeout=30, trust_env=False)
        if "password" in way:
            answer = client.post("/sign-in/password", json={key: way[key] for key in ("username", "password")})
        elif "card_no" in way:
            answer = client.post("/sign-in/card", json={key: way[key] for key in ("card_no", "code")})
        else:
            self.forget_codes()
            request_id = client.post("/sign-in/codes", json={"phone": way["phone"]}).json()["request_id"]
            code = {"request_id": request_id, "code": self.code_for(request_id)}
            answer = client.post("/sign-in/code", json=code)
        answer.raise_for_status()
        return client

    def forget_codes(self) -> None:
        """Let codes be asked for anew: people of tests sign in more often than once a minute and five times an hour."""
        with self.database.writing() as db:
            db.execute(delete(CodeRequest).where(col(CodeRequest.used_at).is_not(None)))

    def code_for(self, request_id: str) -> str:
        """The six digits that the server sends, or shows at the duty desk."""
        return code_of(code_key(), UUID(request_id))

    def open(self) -> None:
        """Start the server."""
        self.server.start()

    def close(self) -> None:
        """Stop it as a supervisor does."""
        self.server.stop()
        self.database.close()

    def let_it_be(self, today: datetime) -> None:
        """Move the server's clock, and wait until it tells the new time."""
        assert isinstance(self.server, ClockedServer)
        self.today = today
        self.server.let_it_be(today)
