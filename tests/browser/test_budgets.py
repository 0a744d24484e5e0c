"""What opening the app costs on a village's line, and what it may never ask of anybody else."""

import gzip
import json
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Response

from tests.support.browser import Phone
from tests.support.server import ROOT

STATIC = ROOT / "app" / "static"
KIB = 1024
TEXTS = {".html", ".js", ".css", ".svg", ".json", ".webmanifest"}

pytestmark = pytest.mark.browser


def packed_size(address: str) -> int:
    """What a file of the app weighs on the line: its .gz sibling where there is one."""
    file = STATIC / (address.lstrip("/") or "index.html")
    packed = file.with_name(f"{file.name}.gz")
    return (packed if packed.is_file() else file).stat().st_size


@pytest.fixture
def weighed(a_phone: Callable[..., Phone]) -> Callable[..., dict[str, int]]:
    """Opens screens one after the other on a phone without a service worker; gives the weight of each file it fetched."""

    def weigh(*paths: str, who: str | None = None) -> dict[str, int]:
        phone = a_phone()
        # As in the in-app browsers, which have none; a service worker would fetch everything at once.
        phone.page.add_init_script("delete Navigator.prototype.serviceWorker")
        phone.excuse("status of 404")
        if who:
            phone.sign_in(who)
            phone.page.wait_for_load_state("networkidle")
            phone.open("about:blank")
        files: dict[str, int] = {}

        def note(response: Response) -> None:
            address = response.url.removeprefix(phone.town.url).split("?")[0]
            # Whether there is a newer version is asked some seconds after, when nobody waits for it.
            if not address.startswith("/api/") and "/updates-" not in address:
                document = response.request.resource_type == "document"
                files["/" if document else address] = packed_size("/" if document else address)

        phone.page.on("response", note)
        for path in paths:
            phone.open(path)
            phone.page.wait_for_load_state("networkidle")
        return files

    return weigh


@pytest.mark.parametrize(("who", "paths"), [(None, ["/"]), ("王老汉", ["/", "/mine"])], ids=["stranger", "list"])
def test_the_villagers_first_load_fits_in_30_kib(
    weighed: Callable[..., dict[str, int]], who: str | None, paths: list[str]
) -> None:
    files = weighed(*paths, who=who)
    assert "/" in files
    assert any(name.endswith(".css") for name in files)
    assert sum(files.values()) <= 30 * KIB, files


def test_the_list_and_the_first_request_together_fit_in_30_kib(weighed: Callable[..., dict[str, int]]) -> None:
    files = weighed("/", "/mine", "/new/errand", who="王老汉")
    assert any("/request-" in name for name in files)
    assert sum(files.values()) <= 30 * KIB, files


@pytest.mark.parametrize(("who", "side"), [("李秀英", "/desk"), ("周敏", "/town")], ids=["desk", "town"])
def test_the_desk_and_the_township_cost_at_most_15_kib_more(
    weighed: Callable[..., dict[str, int]], villagers_files: set[str], who: str, side: str
) -> None:
    more = {name: size for name, size in weighed(side, who=who).items() if name not in villagers_files}
    assert more
    assert sum(more.values()) <= 15 * KIB, more


@pytest.fixture
def villagers_files(weighed: Callable[..., dict[str, int]]) -> set[str]:
    """What a villager's screens fetch."""
    return set(weighed("/", "/mine", "/me", "/duty", "/new/errand", f"/tickets/{uuid4()}", who="王老汉"))


def test_everything_that_is_kept_for_offline_fits_in_100_kib() -> None:
    worker = (STATIC / "sw.js").read_text(encoding="utf-8")
    listed = re.search(r"const FILES = (\[.*?\])", worker)
    assert listed
    kept = {name: packed_size(name) for name in json.loads(listed[1])}
    assert "/index.html" in kept
    assert sum(kept.values()) <= 100 * KIB, sum(kept.values())


def test_every_text_file_is_also_there_packed() -> None:
    files = [file for file in STATIC.rglob("*") if file.suffix in TEXTS]
    assert files
    for file in files:
        packed = file.with_name(f"{file.name}.gz")
        assert gzip.decompress(packed.read_bytes()) == file.read_bytes(), file.name
        assert 0 < file.with_name(f"{file.name}.br").stat().st_size <= packed.stat().st_size, file.name


@pytest.mark.parametrize("path", ["/", "/village", "/desk", "/assets/none.js", "/sw.js", "/manifest.webmanifest"])
def test_every_page_and_file_comes_under_the_strict_policy(phone: Phone, path: str) -> None:
    policy = phone.context.request.get(path, headers={"Accept": "text/html"}).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"


def test_the_policy_is_enforced_and_the_app_lives_under_it(phone: Phone) -> None:
    phone.page.add_init_script("""
        window.broken = []
        document.addEventListener('securitypolicyviolation', event => window.broken.push(event.violatedDirective))
    """)
    phone.open("/")
    phone.page.get_by_role("heading", level=1).wait_for()
    assert phone.page.evaluate("window.broken") == []
    phone.excuse(r"Content Security Policy|requires 'TrustedScript'")
    tried = phone.page.evaluate("""async () => {
        const script = document.createElement('script')
        const refused = (() => { try { script.text = 'window.ran = 1'; return false } catch { return true } })()
        await fetch('https://example.org/').catch(() => undefined)
        return { refused, ran: 'ran' in window }
    }""")
    assert tried == {"refused": True, "ran": False}
    assert "connect-src" in phone.page.evaluate("window.broken")


def test_the_apis_page_asks_nothing_of_strangers_runs_nothing_and_says_nothing_on_the_console(phone: Phone) -> None:
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    answer = phone.page.goto(f"{phone.town.url}/api/v1/docs")
    assert answer is not None
    rules = dict(rule.strip().split(" ", 1) for rule in answer.headers["content-security-policy"].split(";"))
    assert rules["default-src"] == "'none'"
    assert "script-src" not in rules
    assert "unsafe" not in rules["style-src"]
    page = phone.page
    listed = page.locator("summary")
    operations = json.loads((ROOT / "frontend" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    assert listed.count() == sum(len(acts) for acts in operations.values()) > 100
    assert page.locator("details[open]").count() == 0
    listed.get_by_text("GET /api/v1/summary", exact=True).click()
    shape = page.locator("details[open]").get_by_role("link", name="Summary", exact=True)
    shape.click()
    assert page.url.endswith("#Summary")
    page.get_by_role("heading", name="Summary", exact=True).wait_for()
    assert page.locator("body").evaluate("body => getComputedStyle(body).maxWidth") == "960px", "its style was refused"
    assert page.locator("script").count() == 0
    assert asked
    assert all(address.startswith(phone.town.url) for address in asked), asked
    assert phone.faults == []


def test_the_lock_file_names_no_registry() -> None:
    """A lock file with addresses would send every installation to one machine's registry."""
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]
    assert [name for name, each in lock["packages"].items() if "resolved" in each] == []
    assert "registry" not in (ROOT / ".constraints.txt").read_text(encoding="utf-8")
    assert not (ROOT / "frontend" / "yarn.lock").exists()
