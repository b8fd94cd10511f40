"""A failure on one page: what stops, who is served, which plans there are."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.api.conftest import open_council
from tests.api.council import Council, Person
from tests.api.test_supply_chain import Chain
from tests.conftest import Clock
from tests.pdf_text import text_of

MANY, STOPPING, PLANNED = 16, 9, 6
CARERS = f"Two carers a night in each home, {'and one on call, ' * 20}"
MEETING = (
    "&part=II&exempt_paragraph=3&meeting=Cabinet, 8 December&member=Adult care"
    "&officer=Director&wards=Abbey&wards=Boxgrove"
)
PAGE = re.compile(rb"/Type */Page\b")


class Place(NamedTuple):
    """Who asks, and which agency fails: all contracts rest on it."""

    council: Council
    ann: Person
    agency: str
    contract: str


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """More contracts than fit on the page, the first of them with a plan."""
    with open_council(tmp_path_factory.mktemp("failure"), Clock()) as council:
        ann = council.person("Ann Atkins", "commissioner")
        agency = ann.make("/v1/organisations", {"name": "Nightwell Nursing Ltd"})["id"]
        contracts = []
        for nth in range(MANY):
            people = {"count": 100 + nth}
            title = f"Care at night in the homes of ward {nth}"
            chain = Chain(council, ann, title=title, people_served=people)
            started = {"started_on": "2025-04-01"}
            ann.make(f"/v1/contracts/{chain.contract['id']}/start", started)
            essential = True if nth < STOPPING else {"unknown": "not_asked"}
            nights = chain.declare(agency, essential=essential, value_share="0.4")
            chain.declare(
                chain.firm(f"Cleaner {nth}"), parent_seat_id=nights, value_share="0.5"
            )
            contracts.append(chain.contract["id"])
        for contract in contracts[:PLANNED]:
            plan = {"kind": "contingency", "contract_id": contract, "title": "Nights"}
            made = ann.make("/v1/plans", plan)["id"]
            ann.make(f"/v1/plans/{made}/set-continuity", {"minimum_service": CARERS})
        yield Place(council, ann, agency, contracts[0])


def printed(who: Person, agency: str, query: str = "") -> bytes:
    reply = who.get(f"/v1/supply-chain/failure.pdf?organisation={agency}{query}")
    assert reply.status_code == 200, reply.text
    assert reply.headers["Content-Type"] == "application/pdf"
    return reply.content


def paper(who: Person, agency: str, query: str = "") -> str:
    return text_of(printed(who, agency, query))


def test_all_that_matters_is_on_one_page(place: Place) -> None:
    page = paper(place.ann, place.agency)

    assert len(PAGE.findall(printed(place.ann, place.agency, MEETING))) == 1
    assert "If Nightwell Nursing Ltd fails on" in page
    assert "9 contracts stop" in page
    assert "And 4 more: " in page
    assert "Minimum service: Two carers a night in each home" in page
    assert "No plan is known for" in page
    assert "Cleaner" in page


def test_a_page_for_the_public_tells_nothing_restricted(place: Place) -> None:
    about = {"kind": "contingency", "organisation_id": place.agency, "title": "Quietly"}
    hidden = place.ann.make("/v1/plans", {**about, "handling": "restricted"})
    mine = paper(place.ann, place.agency)
    public = paper(place.ann, place.agency, "&part=I")

    assert hidden["reference"] in mine
    assert hidden["reference"] not in public
    assert "Part I: open to the public" in public


@pytest.mark.parametrize(
    ("query", "pointer"), [("&colour=red", "/colour"), ("&part=III", "/part")]
)
def test_what_cannot_be_printed_says_what_to_mend(
    place: Place, query: str, pointer: str
) -> None:
    asked = f"/v1/supply-chain/failure.pdf?organisation={place.agency}{query}"
    reply = place.ann.get(asked)
    assert reply.status_code == 422
    assert reply.json()["errors"][0]["pointer"] == pointer
