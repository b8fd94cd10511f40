"""Browsers of people who are signed in: such as tests read, and Chromium itself."""

from collections.abc import Iterator

import pytest

from api.demo.stage import Stage
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
