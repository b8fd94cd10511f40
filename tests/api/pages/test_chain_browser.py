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


@pytest.mark.parametrize("query", ["", "?lens=payment", "?fail=O-61&only=touched"])
def test_the_page_has_no_barrier_at_either_width(screens: Screens, query: str) -> None:
    assert screens.barriers(HERE + query) == []


def test_marks_are_large_enough_to_hit_and_their_names_stay_inside(
    screens: Screens,
) -> None:
    for looker in (screens.wide, screens.narrow):
        looker.open(HERE)
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


def test_the_picture_is_walked_by_keys_alone(screens: Screens) -> None:
    looker = screens.wide
    page = looker.open(HERE)
    # One stop of the Tab key for all marks; arrows go from there.
    assert page.locator(".picture a[tabindex='0']").count() == 1
    page.locator(".picture a[tabindex='0']").focus()
    contract = page.evaluate(FOCUSED)
    page.keyboard.press("ArrowRight")
    lead = page.evaluate(FOCUSED)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")

    assert contract.startswith("m0-")
    assert lead.startswith("m1-")
    assert page.evaluate(FOCUSED) == lead
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED).startswith("m0-")


def test_enter_asks_what_stops_a_second_adds_and_escape_clears(
    screens: Screens,
) -> None:
    page = screens.wide.open(HERE)
    lead = first_lead(page)
    page.locator(f"#{lead}").focus()
    page.keyboard.press("Enter")
    told = page.locator("#chain-told")
    expect(told).to_contain_text("fails:")
    assert page.evaluate(FOCUSED) == lead

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("fail:")
    assert page.url.count("fail=") == 2
    page.keyboard.press("Escape")
    expect(page.locator("#chain-said")).not_to_contain_text("fail")
    assert "fail=" not in page.url
    page.go_back()
    expect(page.locator("#chain-said")).to_contain_text("fail:")


def test_the_slider_shows_another_month(screens: Screens) -> None:
    page = screens.wide.open(HERE)
    page.get_by_label("Month shown").focus()
    page.keyboard.press("Home")

    expect(page.get_by_text("You are looking at the past")).to_be_visible()
    assert "effective_on=" in page.url
    # What was moved can be moved on.
    assert page.evaluate(FOCUSED) == "chain-range"


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
