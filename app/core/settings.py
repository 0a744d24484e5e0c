"""The configuration of one county, read from the environment and from `.env`; the README lists every name."""

import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_SHORTEST_SECRET = 32


class Settings(BaseSettings):
    """Every value has a default that is right for one machine on loopback."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    data_dir: Path = Path("data")
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = Field(default=1, ge=1, le=16)
    secret_key: str = ""
    cookie_secure: bool = False
    public_url: str = ""
    trusted_proxies: str = ""
    tries_per_address: int = Field(default=60, ge=1)
    sms_gateway_url: str = ""
    sms_gateway_token: str = ""
    tick_seconds: int = Field(default=60, ge=1)
    handover_minutes: int = Field(default=120, ge=10)
    silent_minutes: int = Field(default=240, ge=10)
    quiet_from: str = "21:00"
    quiet_until: str = "07:00"
    pdf_font: str = ""
    docs: bool = True

    @property
    def database(self) -> str:
        """The database's address; without `DATABASE_URL` a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'buchucun.sqlite3'}"

    @property
    def secret(self) -> bytes:
        """The root of every derived key, at least 32 characters; the first start makes one and keeps it in the data folder.

        Raises:
            ValueError: a configured SECRET_KEY is shorter than 32 characters, or what was kept is.

        """
        if self.secret_key:
            if len(self.secret_key) < _SHORTEST_SECRET:
                msg = "SECRET_KEY is shorter than 32 characters: make one with `openssl rand -hex 32`"
                raise ValueError(msg)
            return self.secret_key.encode()
        path = self.data_dir / "secret.key"
        if not path.exists():
            _keep_new_secret(path)
        kept = path.read_text().strip()
        if len(kept) < _SHORTEST_SECRET:
            # An empty file, as a full disk leaves one, would be a key that everybody knows.
            msg = f"{path} holds no whole key: bring it back from the backup, or delete it if this county is new"
            raise ValueError(msg)
        return kept.encode()


def _keep_new_secret(path: Path) -> None:
    """Keep a new secret at `path`, readable by its owner only; of several processes that make one at once the first wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, prefix="secret.") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
        # It gets its name only when it is whole, so that no other process reads half of it.
        with suppress(FileExistsError):
            path.hardlink_to(file.name)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)  # The name has to stand on the disk, too, before anything is sealed.
    os.close(folder)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
