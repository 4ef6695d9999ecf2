"""One installation and one Chromium for all tests of this folder; people sign in once."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import Chromium
from tests.browser.installation import Installation, installation

ARGUMENTS = (
    "--no-sandbox",  # Chromium's sandbox refuses root, as which build machines often run
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What ends the installation comes last in this folder."""
    own = [item for item in items if item.nodeid.startswith("tests/browser/")]
    for place, item in zip(
        [index for index, item in enumerate(items) if item in own],
        sorted(own, key=lambda item: "test_the_end" in item.nodeid),
        strict=True,
    ):
        items[place] = item


@pytest.fixture(scope="package")
def merit() -> Iterator[Installation]:
    with installation() as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Package scope: while Playwright's loop runs, Django refuses its database in this thread."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.fail("The browser tests need Chromium: install the package 'chromium' (apt-get install chromium).")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="package")
def chromium(browser: Browser, merit: Installation) -> Iterator[Chromium]:
    driver = Chromium(browser, merit)
    yield driver
    driver.close()
