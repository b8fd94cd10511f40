"""The supply chain in Chromium: no barrier, and every part of it by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from api.demo.stage import Stage
from tests.api.pages.chromium import WIDE, Looker, Screens

HERE = "/supply-chain"
FOCUSED = "document.activeElement.id"


def first_lead(page: Page) -> str:
    """The id of the first mark of a lead."""
    return str(
        page.locator(".picture .column").nth(1).locator("a").first.get_attribute("id")
    )


# With few marks: what is said of one holds of all, and each costs a look.
@pytest.mark.parametrize(
    "query", ["?service=Home+care&open=tier-3", "?fail=O-61&only=touched"]
)
def test_the_page_has_no_barrier_at_either_width(screens: Screens, query: str) -> None:
    assert screens.barriers(HERE + query) == []


def test_marks_are_large_enough_to_hit_and_their_names_stay_inside(
    screens: Screens,
) -> None:
    for looker in (screens.wide, screens.narrow):
        looker.open(HERE)
        assert not looker.scrolls_sideways()
        # What is written has to end before its box does.
        over = looker.page.evaluate(
            "[...document.querySelectorAll('.picture a.m')].filter(mark => {"
            " const box = mark.querySelector('.box').getBoundingClientRect();"
            " const wide = [...mark.querySelectorAll('text')].map(text =>"
            " text.getBoundingClientRect().right);"
            " return box.height < 24 || box.width < 24 ||"
            " Math.max(...wide) > box.right + 1; }).map(mark => mark.id)"
        )
        assert over == []


def test_from_signing_in_to_the_table_by_keys_alone(
    screens: Screens, lived: Stage
) -> None:
    looker = Looker(screens.chromium, screens.base, WIDE)
    page = looker.open("/sign-in")
    looker.tab_to("#key")
    page.keyboard.type(lived.keys["helena"])
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    looker.tab_to("nav a[href='/supply-chain']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{HERE}")

    # All marks are one stop of the Tab key; arrows go from there along the money.
    looker.tab_to(".picture a.m")
    contract = page.evaluate(FOCUSED)
    page.keyboard.press("ArrowRight")
    lead = page.evaluate(FOCUSED)
    assert (contract[:3], lead[:3]) == ("m0-", "m1-")
    page.keyboard.press("ArrowDown")
    below = page.evaluate(FOCUSED)
    assert looker.sees_focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED) == lead != below
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED).startswith("m0-")
    page.keyboard.press("ArrowRight")

    # What stops, if a second fails as well, and all as it was.
    told = page.locator("#chain-told")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("fails:")
    assert page.evaluate(FOCUSED) == lead
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("fail:")
    assert page.url.count("fail=") == 2
    page.keyboard.press("Escape")
    expect(told).not_to_contain_text("fail")
    assert "fail=" not in page.url
    assert page.evaluate(FOCUSED) == below
    page.go_back()
    expect(page.locator("#chain-said")).to_contain_text("fail:")
    page.go_forward()
    expect(page.locator("#chain-said")).not_to_contain_text("fail:")

    # Another month; what was moved can be moved on.
    looker.tab_to("#chain-range", back=True)
    page.keyboard.press("Home")
    page.get_by_text("You are looking at the past").wait_for()
    assert "effective_on=" in page.url
    assert page.evaluate(FOCUSED) == "chain-range"
    page.keyboard.press("End")
    page.get_by_text("You are looking at the past").wait_for(state="detached")

    looker.tab_to("#by-value")
    page.keyboard.press("Enter")
    page.locator("th[aria-sort] #by-value").wait_for()
    assert page.evaluate(FOCUSED) == "by-value"
    looker.close()


def test_all_of_it_works_without_javascript(screens: Screens, lived: Stage) -> None:
    looker = Looker(screens.chromium, screens.base, WIDE, java_script_enabled=False)
    looker.sign_in(lived.keys["helena"])
    page = looker.open(HERE)
    lead = first_lead(page)
    page.locator(f"#{lead} text").first.click()
    expect(page.locator("#chain-said")).to_contain_text("fails:")
    assert page.url.endswith(f"#{lead}")

    page.get_by_role("link", name="Days to be paid").click()
    page.get_by_label("The chain on").fill("2026-05-01")
    page.get_by_label("as we knew it then").check()
    page.locator("#chain-when").get_by_role("button", name="Show").click()
    page.get_by_text("This is what we knew at the end of 1 May 2026").wait_for()
    page.get_by_role("link", name="Show everything again").click()
    expect(page.locator("#chain-said")).not_to_contain_text("fails:")
    looker.close()
