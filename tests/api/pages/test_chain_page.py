"""The page of all supply chains: a sentence, the picture, the same as a table."""

import csv
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.api.conftest import open_council
from tests.api.council import Person
from tests.api.pages.signed_in import Browser, words
from tests.api.pictures.drawn import Drawn
from tests.api.pictures.town import LONG, Town
from tests.conftest import Clock

AGENCY = "Nightly Agency & Sons <Ltd>"


class Looking:
    """A town, and browsers of those who look at it."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.anns = self.browser_of(town.ann)
        scope = {"wards": ["Abbey"]}
        member = town.council.person("Mo Member", "elected_member", scope=scope)
        self.members = self.browser_of(member)

    def browser_of(self, who: Person) -> Browser:
        browser = Browser(self.town.council.app)
        assert browser.sign_in(who.key).status_code == 303
        return browser


@pytest.fixture(scope="module")
def looking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Looking]:
    """A register that is only read."""
    clock = Clock()
    with open_council(tmp_path_factory.mktemp("page"), clock) as council:
        yield Looking(Town(council, council.person("Ann Bell", "commissioner"), clock))


def drawn_on(browser: Browser, address: str) -> Drawn:
    """The picture on a page."""
    page = browser.open(address).text
    found = re.search(r"<svg xmlns.*</svg>", page, re.DOTALL)
    assert found is not None
    return Drawn(found[0].partition("</svg>\n")[0].strip())


def links(browser: Browser, address: str) -> dict[str, str]:
    """The links of a page by their words."""
    page = browser.open(address).text
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    strip = re.compile(r"<[^>]+>|\s+")
    return {
        unescape(strip.sub(" ", said)).strip(): unescape(href) for href, said in found
    }


def test_the_page_says_first_how_much_runs_through_how_many(looking: Looking) -> None:
    said = looking.anns.read("/supply-chain")

    assert "2 contracts, \u00a32m a year: 4 organisations, down to tier 2." in said
    assert "we know who is paid next" in said
    assert "places paid later than 30 days" in said


def test_picture_and_table_say_the_same(looking: Looking) -> None:
    picture = drawn_on(looking.anns, "/supply-chain")
    said = looking.anns.read("/supply-chain")

    assert len(picture.boxes) == 6
    for box in picture.boxes:
        assert box.title.partition(", ")[0] in said
    assert "6 in all" in said


def test_one_click_says_what_stops_and_a_second_adds_another(looking: Looking) -> None:
    page = links(looking.anns, "/supply-chain")
    failing = page[AGENCY]
    said = looking.anns.read(failing)

    assert f"If {AGENCY} fails: 2 of 2 contracts stop, \u00a32m a year (100%)" in said
    assert "at least 612 people" in said
    assert "how many people 1 of them serves" in said
    assert "No plan known." in said

    both = links(looking.anns, failing)[LONG]
    said = looking.anns.read(both)
    assert f"{LONG} fail:" in said
    # Chosen again it fails no longer; and all is as it was.
    again = links(looking.anns, both)[LONG]
    assert again.partition("#")[0] == failing.partition("#")[0]
    assert links(looking.anns, both)["Show everything again"] == "/supply-chain"


def test_only_what_is_touched_is_drawn_of_several_too(looking: Looking) -> None:
    town = looking.town
    both = f"/supply-chain?fail={town.agency}&fail={town.vans}"
    touched = links(looking.anns, both)["Only what is touched"]

    assert "only=touched" in touched
    assert len(drawn_on(looking.anns, touched).boxes) == 6
    # Of the vans alone nothing of the other contract is.
    alone = drawn_on(looking.anns, f"/supply-chain?fail={town.vans}&only=touched")
    assert {box.title.partition(",")[0] for box in alone.boxes} == {
        "Home care",
        "Halden Homecare Ltd",
        LONG,
    }
    assert links(looking.anns, touched)["Only what is touched"] == both


def test_who_fails_is_marked_in_the_table_and_in_the_picture(looking: Looking) -> None:
    picture = drawn_on(looking.anns, f"/supply-chain?fail={looking.town.agency}")

    assert picture.box("Home care").title.endswith("stops")
    assert picture.box("Nightly").title.endswith("fails")


def test_the_table_is_sorted_by_its_heads(looking: Looking) -> None:
    page = looking.anns.open("/supply-chain?sort=-value").text
    names = re.findall(r'<th scope="row"><a[^>]*>(.*?)</a>', page)

    assert names[-1] == LONG
    assert 'aria-sort="descending"' in page
    assert looking.anns.open("/supply-chain?sort=colour").status_code == 422


def test_a_step_in_time_keeps_what_is_asked(looking: Looking) -> None:
    there = f"/supply-chain?lens=payment&fail={looking.town.agency}"
    before = f"{there}&effective_on=2026-11-21"
    said = looking.anns.read(before)

    assert "Kitchen" in said
    assert "You are looking at the past" in said
    today = links(looking.anns, before)["Today"]
    assert "lens=payment" in today
    assert f"fail={looking.town.agency}" in today
    assert "effective_on" not in today
    # On that day the end was not known yet; it had not come either way.
    then = looking.anns.read(f"{before}&then=1")
    assert "This is what we knew at the end of 21 November 2026" in then


def test_the_table_goes_into_a_spreadsheet_whole(looking: Looking) -> None:
    reply = looking.anns.open("/supply-chain.csv?sort=-value")
    rows = list(csv.DictReader(reply.content.decode("utf-8-sig").splitlines()))

    assert len(rows) == 6
    (agency,) = [row for row in rows if row["name"] == AGENCY]
    assert (agency["where"], agency["paid_a_year"]) == ("tier 2", "800000.00")
    book = looking.anns.open("/supply-chain.xlsx")
    assert book.headers["Content-Type"].endswith("sheet")


def test_who_lives_on_our_money_is_seen_in_the_table(looking: Looking) -> None:
    sold = {"amount": "1000000.00", "currency": "GBP", "vat_basis": "net"}
    path = f"/v1/organisations/{looking.town.agency}/record-accounts"
    filed = {"period_end": "2026-03-31", "turnover": sold}
    looking.town.council.person("Cy Clerk", "commissioner").make(path, filed)

    assert "0% to 80%" in looking.anns.read("/supply-chain?sort=-reliance")
    rows = csv.DictReader(looking.anns.open("/supply-chain.csv").text.splitlines())
    (most,) = [r["turnover_from_us_most"] for r in rows if r["name"] == AGENCY]
    assert most == "0.8"


def test_a_member_sees_who_does_what_and_no_sums(looking: Looking) -> None:
    said = looking.members.read("/supply-chain")

    assert "2 contracts: 4 organisations, down to tier 2." in said
    assert "equal providers" not in said
    assert "Left out are contracts outside of what you may see" in said
    assert "Left out" not in looking.anns.read("/supply-chain")


def test_a_member_is_told_what_stops_as_the_api_tells_it(looking: Looking) -> None:
    browser, agency = looking.members, looking.town.agency
    asked = links(browser, "/supply-chain")[AGENCY]
    page = browser.open(asked).text
    told = browser.open(f"/v1/supply-chain/failure?organisation={agency}").json()

    said = words(page)
    assert f"If {AGENCY} fails: 2 of 2 contracts stop, \u00a32m a year (100%)" in said
    for each in told["stops"]:
        # A word that is set in bold has a space behind it here.
        assert f"{each['contract']['name']} , \u00a31m a year" in said
    assert "Left out are" in said
    assert "No plan known" not in said
    (agency_row,) = re.findall(r"<tr><th[^>]*><a[^>]*>Nightly.*?</tr>", page)
    assert "\u00a3" not in agency_row


def test_who_is_signed_in_as_a_subcontractor_has_no_such_page(looking: Looking) -> None:
    town = looking.town
    browser = looking.browser_of(
        town.home.provider("Sue Sub", "subcontractor", town.agency)
    )

    assert browser.open("/supply-chain").status_code == 403


def test_filters_left_empty_ask_for_nothing(looking: Looking) -> None:
    said = looking.anns.read("/supply-chain?service=&contract=&lens=risk")

    assert "2 contracts" in said
    care = looking.anns.read("/supply-chain?service=Home+care")
    assert "1 contract, \u00a31m a year" in care
    only = looking.anns.read(f"/supply-chain?through={looking.town.vans}")
    assert f"Only routes through {LONG}" in only


def test_an_empty_register_says_what_comes_first(tmp_path: Path) -> None:
    with open_council(tmp_path, Clock()) as council:
        browser = Browser(council.app)
        browser.sign_in(council.person("Ann Bell", "commissioner").key)
        said = browser.read("/supply-chain")

    assert "No running contract" in said
    assert "A contract that is running is drawn as soon as it is on record" in said
