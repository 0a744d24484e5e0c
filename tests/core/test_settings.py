"""The root key: made once, never guessed at, and a bad one stops the start."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from app.core.settings import Settings
from tests.support.server import ROOT


def test_the_first_start_makes_a_key_that_only_its_owner_reads_and_keeps_it(tmp_path: Path) -> None:
    made = Settings(data_dir=tmp_path / "data", secret_key="").secret
    file = tmp_path / "data" / "secret.key"
    assert len(made) == 64
    assert file.stat().st_mode & 0o077 == 0
    assert Settings(data_dir=tmp_path / "data", secret_key="").secret == made


def test_several_that_start_at_once_have_the_same_key(tmp_path: Path) -> None:
    folders = [tmp_path / str(n) for n in range(30)]
    with ThreadPoolExecutor(4) as together:
        for folder in folders:
            begin = Barrier(4)
            made = list(together.map(_secret_from, [folder] * 4, [begin] * 4))
            assert len(set(made)) == 1
            assert [each.name for each in folder.iterdir()] == ["secret.key"]


def test_an_empty_key_file_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    with pytest.raises(ValueError, match="holds no whole key"):
        _ = Settings(data_dir=tmp_path, secret_key="").secret


def test_several_workers_do_not_start_on_sqlite(tmp_path: Path) -> None:
    ended = _served(tmp_path, WORKERS="2")
    assert ended.returncode == 1
    assert b"SQLite takes one" in ended.stderr
    # With one the next thing is looked at: nothing but the workers was wrong.
    assert b"python -m app.cli migrate" in _served(tmp_path, WORKERS="1").stderr


def test_a_server_with_a_short_key_does_not_start(tmp_path: Path) -> None:
    ended = _served(tmp_path, SECRET_KEY="short")
    assert ended.returncode == 1
    assert b"SECRET_KEY is shorter than 32 characters" in ended.stderr


def _secret_from(folder: Path, begin: Barrier) -> bytes:
    own = Settings(data_dir=folder, secret_key="")
    begin.wait()
    return own.secret


def _served(data_dir: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(data_dir), "PORT": "0"} | more
    return subprocess.run(
        [sys.executable, "-m", "app.cli", "serve"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
