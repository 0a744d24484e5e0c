"""What is written about the product is true of it."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from app.core.settings import Settings
from app.main import create_app

ROOT = Path(__file__).parents[2]


def test_the_phone_app_was_built_from_the_servers_own_document() -> None:
    written = json.loads((ROOT / "frontend" / "openapi.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(create_app(watch=False).openapi())), "run `make types`"


@pytest.mark.parametrize(("readme", "heading"), [("README.md", "## Configuration"), ("README.zh.md", "## 配置")])
def test_the_readme_names_every_setting_and_no_other(readme: str, heading: str) -> None:
    section = (ROOT / readme).read_text(encoding="utf-8").split(heading)[1].split("\n## ")[0]
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


def test_the_two_readmes_are_twins() -> None:
    """As many sections, decisions and rows, and the same commands, settings, addresses and names of code in both."""
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
    for shape in (r"^## ", r"^- \*\*", r"^\|", r"^```"):
        counted = [len(re.findall(shape, text, re.MULTILINE)) for text in (english, chinese)]
        assert counted[0] == counted[1] > 3, shape
    for told in (r"`[^`\n]+`", r"app\.cli [a-z]+", r"/api/v1/[a-z-]+"):
        in_english, in_chinese = (set(re.findall(told, re.sub(r"```\n?", "", text))) for text in (english, chinese))
        assert in_english == in_chinese, told


def test_every_library_has_its_reason_and_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *project["optional-dependencies"]["build"],
        *project["optional-dependencies"]["dev"],
    ]
    assert len(wanted) > 30
    packed = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))
    names = [re.split(r"[\[=;<> ]", each)[0] for each in wanted] + [
        name.split("/")[-1] for name in packed["dependencies"]
    ]
    for readme in ("README.md", "README.zh.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)] == []
    assert [each for each in wanted if "==" not in each] == []
    versions = [*packed["dependencies"].values(), *packed["devDependencies"].values()]
    assert [version for version in versions if not version[0].isdigit()] == []


def test_no_lock_file_carries_an_address() -> None:
    for lock in (".constraints.txt", "frontend/package-lock.json"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert '"resolved"' not in text
        assert not re.search(r"https?://\S+\.(whl|tgz|tar\.gz)", text), lock
