"""What pages say, to whom, of which day; and what where something is refused."""

import re

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.demo.stage import Stage
from api.demo.story import personas
from api.pages.page import Page
from api.pages.problems import TITLES
from api.problems import STATUS
from api.settings import Settings
from domain.operations import OFFICERS
from tests.api.council import Council
from tests.api.pages.signed_in import Browser, words

# What only programmers and auditors say.
TECHNICAL = re.compile(
    r"\b(seat|position|checkpoint|projection|stream|finding|aggregate|event|tuple|"
    r"stale|cursor|null|none|undefined|uuid|json|http|effective_on|known_at)s?\b",
    re.IGNORECASE,
)
LINE = re.compile(r'app-lines__item"><a class="govuk-link" href="([^"]+)"')
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{}'; style-src 'self'; img-src 'self'"
    " data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)


def test_everybody_has_a_home_page_in_words_of_their_own(
    people: dict[str, Browser],
) -> None:
    roles = {who.of: who for who in personas()}
    for who, browser in people.items():
        home = browser.read("/")

        assert roles[who].name in home
        assert not TECHNICAL.search(home.partition("For programmers")[0]), who


def test_no_page_but_the_auditors_speaks_as_programmers_do(
    people: dict[str, Browser],
) -> None:
    others = ("/sign-in", "/accessibility", "/none", "/?strange=1", "/lists/plans")
    work = ("/lists/due", "/lists/to-look-at", "/lists/to-look-at?class=not_known")
    for path in (*others, *work, "/lists/contracts", "/records/R-114"):
        told = words(people["priya"].open(path).text)
        # People say "none" within a sentence, too.
        told = told.replace("As data (JSON)", "").replace(" none ", " ")

        assert not TECHNICAL.search(told), path


def test_everybody_has_lists_cut_to_what_they_may_read(
    people: dict[str, Browser],
) -> None:
    for who in ("ada", "vera", "lena", "priya"):
        for name in ("contracts", "risks"):
            page = people[who].open(f"/lists/{name}")
            told = people[who].open(f"/v1/{name}?limit=1").json()

            assert f"{told['total']} {name[:-1]}" in words(page.text), who
    found = people["priya"].read("/lists/risks?q=nursing")
    assert "Both nursing agencies for nights withdraw" in found
    assert "Leisure trust" not in found


def test_home_has_at_most_ten_lines_and_each_leads_somewhere(
    people: dict[str, Browser],
) -> None:
    for who in ("helena", "priya", "idris", "maeve"):
        page = people[who].open("/").text
        lines = re.findall(
            r'app-lines__item"><a class="govuk-link" href="([^"]+)"', page
        )

        assert 1 <= len(lines) <= 10, who
        for address in {line.replace("&amp;", "&") for line in lines}:
            assert people[who].open(address).status_code == 200, (who, address)


def test_a_commissioner_reads_of_the_supply_chain_first(
    people: dict[str, Browser],
) -> None:
    told = people["helena"].read("/")

    figures = people["helena"].open("/v1/supply-chain/concentration").json()
    first = re.search(
        r"(\d+) contracts worth £[\d.]+m a year rest on (\d+) places", told
    )
    assert first is not None
    assert int(first[1]) == figures["contracts"]
    assert int(first[2]) == figures["seats"]
    assert told.index("the money ends up") < told.index("Due soon or late")
    assert "the money ends up" not in people["priya"].read("/")


def test_what_waits_on_a_manager_is_told_to_the_manager_alone(
    people: dict[str, Browser], lived: Stage
) -> None:
    for who in ("priya", "owen"):
        me = people[who].open("/v1/changes", params={"limit": 200}).json()["items"]
        mine = [one for one in me if one["held_by"] == str(lived.things[who])]
        told = people[who].read("/")

        assert ("Waits on you" in told) == bool(mine)
        shown = [one for one in mine if f"({one['reference']}" in told]
        assert len(shown) == min(3, len(mine))


def test_whoever_may_not_read_what_was_recorded_has_no_page_of_it(
    people: dict[str, Browser],
) -> None:
    risk = people["helena"].open("/v1/risks").json()["items"][0]["reference"]
    for who in personas():
        reply = people[who.of].open(f"/records/{risk}")
        reads = who.role in OFFICERS | {"auditor"}
        assert (reply.status_code == 200) == reads, who
        assert reads or risk not in people[who.of].read("/"), who


def test_a_record_tells_each_entry_before_and_after(people: dict[str, Browser]) -> None:
    told = people["priya"].read("/records/R-114")

    assert "Current 8 (2 x 4) 15 (3 x 5)" in told
    assert "Recorded 12 January" in told
    assert "Priya Marlowe (contract manager)" in told
    assert "Title Sole nursing agency for nights withdraws Both nursing" in told


def test_the_past_is_said_and_stays_from_page_to_page(
    people: dict[str, Browser],
) -> None:
    past = people["priya"].open("/records/R-114?known_at=2024-01-31")

    assert "This is what we knew at the end of 31 January 2024" in words(past.text)
    assert "One entry" in words(past.text)
    assert 'href="/?known_at=2024-01-31"' in past.text
    assert 'value="2024-01-31"' in past.text
    assert 'href="/records/R-114">Back to today' in past.text
    assert (
        f"/history?known_at={past.headers['Register-Position']}&"
        in past.text.replace("&amp;", "&")
    )
    today = people["priya"].open("/").headers["Effective-On"]
    now = (f"/?known_at={today}", f"/?effective_on={today}")
    for empty in ("/?known_at=&effective_on=", "/", *now):
        assert "You are looking at the past" not in people["priya"].read(empty)


def test_a_day_that_is_to_come_is_refused_in_words(people: dict[str, Browser]) -> None:
    for query in ("known_at=2999-01-01", "effective_on=2999-01-01", "known_at=soon"):
        reply = people["priya"].open(f"/?{query}")

        assert reply.status_code == 422
        assert "There is a problem with what was asked for" in reply.text
        assert re.search(r"future|write known_at", reply.text)


def test_the_proof_code_is_that_of_the_record_number(
    people: dict[str, Browser],
) -> None:
    page = people["priya"].open("/")

    told = words(page.text)
    assert f"Record no. {int(page.headers['Register-Position']):,} Proof code" in told
    assert re.search(r"Proof code ([A-Z2-7]{5}-){3}[A-Z2-7]{5}", told)


def test_a_page_asks_no_other_host_and_holds_nothing_inline(
    people: dict[str, Browser],
) -> None:
    for path in ("/", "/records/R-114", "/sign-in", "/accessibility", "/none"):
        page = people["helena"].open(path)
        said = page.headers["Content-Security-Policy"]
        nonce = said.partition("nonce-")[2].partition("'")[0]

        assert said == POLICY.format(nonce)
        assert len(nonce) >= 16
        assert page.headers["Cache-Control"] == "no-store"
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page.text), path
        assert not re.search(r"<style| style=| on\w+=", page.text), path
        assert not re.search(r"govuk-crest|crown|GOV\.UK", page.text), path
        for asset in re.findall(r'"(/static/[^"]+)"', page.text):
            file = people["helena"].open(asset)
            assert file.status_code == 200, asset
            assert "immutable" in file.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/none", 404, "Page not found"),
        ("/records/R-999999", 404, "Page not found"),
        ("/records/nonsense", 404, "Page not found"),
        ("/static/none.css", 404, "Page not found"),
        ("/?strange=1", 422, "There is a problem"),
    ],
)
def test_what_is_refused_has_a_page_with_a_number_to_quote(
    people: dict[str, Browser], path: str, status: int, title: str
) -> None:
    page = people["priya"].open(path)

    assert page.status_code == status
    assert title in words(page.text)
    assert page.headers["Request-Id"] in page.text


def test_every_refusal_has_words_for_people() -> None:
    assert set(STATUS.values()) - {400, 409, 415} <= set(TITLES)
    assert all(not TECHNICAL.search(title) for title in TITLES.values())


def test_programs_are_answered_as_before(people: dict[str, Browser]) -> None:
    app = people["priya"].app
    plain = TestClient(app)

    assert plain.get("/none").headers["Content-Type"] == "application/problem+json"
    assert plain.get("/").status_code == 401
    as_person = {"Accept": "text/html"}
    reply = people["priya"].client.get("/v1/risks/R-999999", headers=as_person)
    assert reply.headers["Content-Type"] == "application/problem+json"


def test_an_empty_register_says_what_to_do_first(council: Council) -> None:
    browser = Browser(council.app)
    browser.sign_in(council.person("Priya", "contract_manager").key)

    told = browser.read("/")

    assert "Nothing is in the register yet" in told
    assert "counterfoil import contracts.xlsx --kind contracts --dry-run" in told


def test_who_may_do_nothing_is_told_so(council: Council) -> None:
    browser = Browser(council.app)
    browser.sign_in(council.person("Nobody").key)

    assert browser.open("/").status_code == 403


def test_the_councils_colour_is_its_own_and_can_be_read(council: Council) -> None:
    reads = council.app.state.service.reads
    own = create_app(council.register, reads, Settings(brand_colour="#6B1F3A"))
    assert "#6b1f3a" in Browser(own).open("/static/brand.css").text

    for colour in ("#ffdd00", "red", "#12394a; } body { display: none"):
        with pytest.raises(ValueError, match="colour"):
            Settings(brand_colour=colour)


def test_every_page_is_in_the_menu_or_led_to(lived: Stage) -> None:
    pages = [route for route in lived.app.routes if isinstance(route, Page)]

    assert {page.path for page in pages if page.menu} >= {"/", "/audit"}
