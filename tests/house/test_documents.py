"""What is written about the product is true of it."""

import json
import re
from pathlib import Path

import pytest

from app.core.settings import Settings
from app.main import create_app

ROOT = Path(__file__).parents[2]


def test_the_phone_app_was_built_from_the_servers_own_document() -> None:
    written = json.loads((ROOT / "frontend" / "openapi.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(create_app(watch=False).openapi())), "run `make types`"


def test_the_readme_names_every_setting_and_no_other() -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Configuration")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert named == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_a_readmes_pictures_and_pages_are_there(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert len(links) >= 4
    for link in links:
        assert (ROOT / link).is_file(), link


def test_no_lock_file_carries_an_address() -> None:
    for lock in (".constraints.txt", "frontend/package-lock.json"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert '"resolved"' not in text
        assert not re.search(r"https?://\S+\.(whl|tgz|tar\.gz)", text), lock
