"""Every page in Chromium: no barrier, no sideways scroll, no other host, no script."""

import pytest

from api.demo.stage import Stage
from api.pages.page import Page
from tests.api.pages.chromium import NARROW, Looker, Screens

# Lists that look like that of risks, and are shorter.
ALIKE = ("contracts", "changes", "issues", "organisations", "plans")
# An address of each page; the supply chain has tests of its own.
ADDRESSES = {
    "/": "/",
    "/records/{reference}": "/records/R-114",
    "/audit": "/audit",
    "/audit/check": "/audit/check?first=1&last=50",
    "/audit/record": "/audit/record?reference=R-114",
    "/lists/risks": "/lists/risks?known_at=2025-05-27",
    **{f"/lists/{name}": f"/lists/{name}" for name in ALIKE},
    "/lists/due": "/lists/due?owner=me",
    "/lists/to-look-at": "/lists/to-look-at?severity=high",
    "/audit/compare": "/audit/compare?from=2026-11-01&noun=risk",
}
PLAIN = ("/sign-in", "/accessibility", "/none")


def test_every_page_is_looked_at(lived: Stage) -> None:
    pages = {route.path for route in lived.app.routes if isinstance(route, Page)}

    others = {path for path in pages if not path.startswith("/supply-chain")}
    assert others - {"/audit/bundle.zip"} == set(ADDRESSES)


LOOKED_AT = [a for a in ADDRESSES.values() if a.rpartition("/")[2] not in ALIKE]


@pytest.mark.parametrize("address", [*LOOKED_AT, *PLAIN])
def test_a_page_has_no_barrier_at_either_width(screens: Screens, address: str) -> None:
    found = screens.barriers(address)

    # A browser notes every 404, also that of the page which was asked for.
    assert [one for one in found if address != "/none" or "404" not in one] == []


@pytest.mark.parametrize("address", ["/", "/audit", "/sign-in"])
def test_the_keyboard_reaches_everything(screens: Screens, address: str) -> None:
    looker = screens.wide
    looker.open(address)
    targets = looker.targets()

    # The skip link is there for the keyboard alone.
    assert len(looker.stops()) >= targets
    looker.open(address)
    looker.page.keyboard.press("Tab")
    looker.page.keyboard.press("Enter")
    assert looker.page.evaluate("document.activeElement.id") == "main-content"


def test_all_of_it_works_without_javascript(screens: Screens, lived: Stage) -> None:
    looker = Looker(screens.chromium, screens.base, NARROW, java_script_enabled=False)
    looker.sign_in(lived.keys["rowan"])

    page = looker.open("/")
    page.get_by_text("Look back in time").click()
    page.get_by_label("As we knew it on").fill("2025-05-27")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_text("You are looking at the past").wait_for()
    page.get_by_role("link", name="Audit", exact=True).click()
    page.get_by_role("link", name="Risks", exact=True).click()
    page.get_by_role("heading", name="risks").wait_for()
    assert "known_at=2025-05-27" in page.url
    page.get_by_role("link", name="Back to today").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You have signed out").wait_for()
    looker.close()
