"""The tree shows the architecture: seven file names in a domain, and what may be imported from where."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
TESTS = ROOT / "tests"
NAMES = {"__init__.py", "models.py", "rules.py", "schemas.py", "queries.py", "gateway.py", "service.py", "routes.py"}
# The two named exceptions of the plan: who asks, and one file a service beside what they are written in.
EXCEPTIONS = {
    "people/actor.py",
    *(
        f"tickets/kinds/{name}"
        for name in (
            "workflow.py",
            "checking.py",
            "moves.py",
            "needs.py",
            "authorisation.py",
            "twins.py",
            "finance.py",
            "errand.py",
            "medical.py",
            "parcel.py",
            "dispute.py",
        )
    ),
}
MODULES = sorted(path.relative_to(APP).as_posix() for path in APP.rglob("*.py"))
IN_DOMAINS = [path for path in MODULES if "/" in path and not path.startswith("core/")]
# What each kind of file must not touch, by the last part of what it imports.
BARRED = {
    "models.py": {"rules", "schemas", "queries", "gateway", "service", "routes", "fastapi"},
    "rules.py": {"schemas", "queries", "gateway", "service", "routes", "fastapi", "settings", "db"},
    "schemas.py": {"queries", "gateway", "service", "routes", "fastapi"},
    "queries.py": {"service", "routes", "gateway", "fastapi"},
    "gateway.py": {"queries", "schemas", "service", "routes", "fastapi"},
    "service.py": {"routes", "fastapi"},
}
# A signed link is made without a database, by the domain whose key it is.
ALLOWED = {"app.files.service", "app.files.service.link"}


def test_there_is_something_to_look_at() -> None:
    assert len(IN_DOMAINS) > 50


@pytest.mark.parametrize("path", IN_DOMAINS)
def test_a_domain_holds_seven_file_names_and_no_others(path: str) -> None:
    assert path.rsplit("/", 1)[-1] in NAMES or path in EXCEPTIONS


@pytest.mark.parametrize("path", [path for path in IN_DOMAINS if path.rsplit("/", 1)[-1] in BARRED])
def test_a_file_touches_only_what_its_name_allows(path: str) -> None:
    barred = BARRED[path.rsplit("/", 1)[-1]]
    for module in _imports(APP / path):
        if module not in ALLOWED:
            assert not set(module.split(".")) & barred, f"app/{path} imports {module}"


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.startswith(("app", "fastapi"))}


def test_no_service_commits() -> None:
    for path in IN_DOMAINS:
        assert ".commit(" not in (APP / path).read_text(encoding="utf-8"), path


def test_what_needs_a_browser_or_kills_servers_has_folders_of_its_own() -> None:
    """The test command runs those two by themselves, on the machine's own time."""
    marked = {path for path in TESTS.rglob("*.py") if {"pytest.mark.browser", "pytest.mark.chaos"} & _names(path)}
    assert {path.relative_to(TESTS).parts[0] for path in marked} == {"browser", "chaos"}


def _names(file: Path) -> set[str]:
    return {
        ast.unparse(node)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
