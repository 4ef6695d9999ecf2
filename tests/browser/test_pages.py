"""Every page, for everybody who opens it, at both widths and in both themes."""

import pytest

from tests.browser.chromium import WIDTHS, Chromium
from tests.browser.installation import EMPLOYEE, OPERATOR
from tests.browser.pages import PAGES, Walk

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", WIDTHS)]


@pytest.mark.parametrize("walk", PAGES, ids=lambda walk: walk.name)
def test_a_page_is_whole_in_every_look(chromium: Chromium, walk: Walk, width: int) -> None:
    refused = (f"status of {walk.status}",) if walk.status != 200 else ()
    view = chromium.view(walk.who, width=width, expected=refused)
    try:
        assert view.open(walk.path).status == walk.status
        for links in walk.links:
            view.follow(links)
        view.in_both_themes(walk.name, nodes=walk.nodes)
    finally:
        view.page.close()


@pytest.mark.parametrize(
    ("name", "who", "path"),
    [
        ("masuk", EMPLOYEE, "/masuk/"),
        ("masuk-tuan-rumah", OPERATOR, "/masuk/"),
        ("lupa", EMPLOYEE, "/masuk/lupa/"),
        ("aktivasi", EMPLOYEE, "/aktivasi/"),
    ],
)
def test_a_page_before_signing_in_is_whole_in_every_look(
    chromium: Chromium, name: str, who: str, path: str, width: int
) -> None:
    view = chromium.stranger(who, width=width)
    try:
        assert view.open(path).status == 200
        view.in_both_themes(name)
    finally:
        view.page.context.close()
