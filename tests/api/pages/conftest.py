"""Browsers of people who are signed in: such as tests read, and Chromium itself."""

from collections.abc import Iterator

import pytest

from api.demo.stage import Stage
from api.demo.story import personas
from tests.api.council import Council, Person
from tests.api.pages.chromium import Screens, two_screens
from tests.api.pages.signed_in import Browser


@pytest.fixture
def browser(council: Council) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(council.app)


@pytest.fixture
def anns(browser: Browser, ann: Person) -> Browser:
    """The browser of a commissioner."""
    assert browser.sign_in(ann.key).status_code == 303
    return browser


@pytest.fixture(scope="module")
def screens(lived: Stage) -> Iterator[Screens]:
    """A commissioner of the demonstration at two screens."""
    with two_screens(lived.app, lived.keys["helena"]) as screens:
        yield screens


@pytest.fixture(scope="module")
def people(lived: Stage) -> dict[str, Browser]:
    """The browser of each persona of the demonstration, signed in."""
    browsers = {who.of: Browser(lived.app) for who in personas()}
    for who, browser in browsers.items():
        assert browser.sign_in(lived.keys[who]).status_code == 303, who
    return browsers
