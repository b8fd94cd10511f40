"""A tier too long to be drawn: its others are counted truly, and unfold in place."""

import csv
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from uuid import UUID, uuid4

import pytest

from api.pictures.telling import pounds
from domain.facts.supply_chain import SeatDeclared, chain_of
from domain.log.desk import WritingDesk
from domain.supply_chain.supply_chain import SupplyChain
from scripts.bench.chains import enter, submit
from tests.api.conftest import open_council
from tests.api.pages.signed_in import Browser
from tests.api.pages.test_chain_page import drawn_on, links
from tests.api.pictures.drawn import Drawn
from tests.api.test_supply_chain import Chain
from tests.conftest import Clock

HERE = "/supply-chain"
FIRMS, UNPAID = 262, 9
OTHERS = re.compile(r"and (\d+) others: (\S+) a year, (\d+) red")


def declare(contract: UUID, firms: Sequence[UUID], desk: WritingDesk) -> UUID:
    """Firms under the lead of a contract, the last of them unpaid."""
    shares = ["0.0031"] * (FIRMS - UNPAID) + ["0"] * UNPAID
    seats = [
        SeatDeclared.model_validate(
            {
                "seat_id": uuid4(),
                "contract_id": contract,
                "organisation_id": firm,
                "role": "Nights",
                "value_share": share,
            }
        )
        for firm, share in zip(firms, shares, strict=True)
    ]
    facts = [SupplyChain.open(contract), *seats]
    desk.record(SupplyChain, chain_of(contract), facts)
    return contract


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A commissioner with a chain of more firms than anybody would take in."""
    with open_council(tmp_path_factory.mktemp("long"), Clock()) as council:
        ann = council.person("Ann Bell", "commissioner")
        chain = Chain(council, ann)
        started = {"started_on": "2025-04-01"}
        ann.make(f"/v1/contracts/{chain.contract['id']}/start", started)
        firms = [uuid4() for _ in range(FIRMS)]
        submit(council.register, partial(enter, firms))
        contract = UUID(chain.contract["id"])
        submit(council.register, partial(declare, contract, firms))
        # One is paid, and drawn; the others are not: red or not, they are the least.
        for firm in map(str, (firms[0], *firms[-2:])):
            risk = ann.make("/v1/risks", {"title": "Fails", "organisation_id": firm})
            grave = {"current": {"likelihood": 5, "impact": 5}, "reason": "the rota"}
            ann.make(f"/v1/risks/{risk['id']}/assess", grave)
        looking = Browser(council.app)
        looking.sign_in(ann.key)
        yield looking


def table_of(browser: Browser, query: str = "") -> list[dict[str, str]]:
    """The rows of a tier in the table of the same question."""
    reply = browser.open(f"{HERE}.csv{query}")
    rows = csv.DictReader(reply.content.decode("utf-8-sig").splitlines())
    return [row for row in rows if row["where"] == "tier 2"]


def tier_of(picture: Drawn) -> set[str]:
    """The names of the marks of that tier that are drawn one by one."""
    every = [box for box in picture.boxes if box.id.startswith("m2-")]
    return {box.title.partition(",")[0] for box in every if "others" not in box.classes}


def test_the_others_are_as_many_as_the_table_has_beside_the_drawn(
    browser: Browser,
) -> None:
    picture, rows = drawn_on(browser, HERE), table_of(browser)
    drawn = tier_of(picture)
    folded = [row for row in rows if row["name"] not in drawn]
    said = OTHERS.fullmatch(picture.box("and ").title)

    assert said is not None
    assert len(rows) == FIRMS
    assert len(picture.boxes) == 250
    assert int(said[1]) == len(folded) == FIRMS - len(drawn)
    paid = sum(Decimal(row["paid_a_year"]) for row in folded)
    assert said[2] == pounds(int(paid * 100))
    assert int(said[3]) == sum(row["worst_risk"] == "25" for row in folded) == 2


def test_a_tier_unfolds_in_place_and_folds_again(browser: Browser) -> None:
    folded = links(browser, HERE)
    (address,) = [href for said, href in folded.items() if "others" in said]
    picture = drawn_on(browser, address)

    assert address == f"{HERE}?open=tier-2#c2"
    assert 'id="c2"' in browser.open(address).text
    assert tier_of(picture) == {row["name"] for row in table_of(browser)}
    assert not picture.says("and ")
    unfolded = links(browser, address)
    again = {said: href for said, href in unfolded.items() if "fold again" in said}
    assert again == {"All of: Tier 2  (fold again)": HERE}
    # What is asked next is asked of the unfolded picture.
    assert "open=tier-2" in unfolded["Days to be paid"]


def test_columns_are_unfolded_by_their_names(browser: Browser) -> None:
    for name in ("contracts", "leads", "tier-9"):
        assert browser.open(f"{HERE}?open={name}").status_code == 200, name
    for name in ("tier-0", "all", "3"):
        assert browser.open(f"{HERE}?open={name}").status_code == 422, name
