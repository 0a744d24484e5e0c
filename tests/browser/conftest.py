"""What every browser test stands on: one Chromium, a township behind a real server, phones that report their faults."""

from collections.abc import Callable, Generator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright

from app.core.clock import LOCAL
from tests.support.browser import FLAGS, Phone, engine, playing
from tests.support.town import Town

# A Saturday that is worked, in exchange for a day of the National Day week; 李秀英 has the morning.
WORKING_SATURDAY = datetime(2026, 10, 10, 9, 30, tzinfo=LOCAL)
_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed, so that its phones are photographed."""
    report = yield
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
    return report


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Playwright; ends with this folder, since it keeps an event loop in the main thread."""
    with playing() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The one Chromium."""
    browser = playwright.chromium.launch(executable_path=engine(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where the townships lie that others are copied from, the same for all workers of a run."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="package")
def town(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Iterator[Town]:
    """The demo township, today: whatever the hour."""
    town = Town(tmp_path_factory.mktemp("town"), templates)
    town.open()
    yield town
    town.close()


@pytest.fixture(scope="package")
def saturday(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Iterator[Town]:
    """Another one, for stories: it begins on a working Saturday."""
    town = Town(tmp_path_factory.mktemp("saturday"), templates, WORKING_SATURDAY)
    town.open()
    yield town
    town.close()


@pytest.fixture
def a_phone(
    browser: Browser, town: Town, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[..., Phone]]:
    """Makes phones. The test fails when any of them met a page error, a console error or a foreign origin."""
    phones: list[Phone] = []

    def make(of: Town | None = None, **options: Any) -> Phone:
        phones.append(Phone.taken_up(browser, of or town, **options))
        return phones[-1]

    yield make
    if request.node.stash.get(_FAILED, False):
        for number, phone in enumerate(phones):
            phone.page.screenshot(path=tmp_path / f"phone-{number}.png")
            words = phone.page.locator("body").aria_snapshot()
            (tmp_path / f"phone-{number}.yaml").write_text(f"{phone.page.url}\n{words}\n", encoding="utf-8")
    for phone in phones:
        phone.put_away()
    assert [fault for phone in phones for fault in phone.faults] == []


@pytest.fixture
def phone(a_phone: Callable[..., Phone]) -> Phone:
    """One phone."""
    return a_phone()
