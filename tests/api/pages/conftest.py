"""Browsers of people who are signed in."""

import pytest

from tests.api.council import Council, Person
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
