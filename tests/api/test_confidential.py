"""A concern that is kept from a lead leaves no trace in anything that the lead can ask.

What moves on with every act of the register, whoever may know of it, is the head of
the log; the references of what is entered later are positions, too.
"""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.api.test_links import NOTHING, link_of
from tests.api.test_supply_chain import Chain
from tests.api.watching import answers, asked

WORRY: Json = {"title": "We are asked to cover nights unpaid", "severity": 1}


@pytest.fixture
def chain(council: Council, ann: Person) -> Chain:
    """A lead, a firm in the middle, a charity at tier 3; all that can hang on it."""
    chain = Chain(council, ann)
    contract = {"contract_id": chain.contract["id"]}
    ann.make("/v1/risks", {"title": "The agency may withdraw", **contract})
    ann.make("/v1/issues", {"title": "Two visits were missed", **contract})
    ann.make("/v1/changes", {"title": "A rise", **contract})
    return chain


class Watched:
    """Everybody above a charity, and everything that each of them can ask."""

    def __init__(self, chain: Chain, charity: str, seat: str, middle: str) -> None:
        self.chain, self.charity, self.seat = chain, charity, seat
        self.people = {
            "lead": chain.provider("Lea Lead", "lead_provider", chain.lead),
            "middle": chain.provider("Mia Middle", "lead_provider", middle),
            # The hat of an officer lends whoever acts for the lead no eyes.
            "both": chain.provider("Bo Both", "lead_provider", chain.lead),
        }
        chain.council.grant(
            self.people["both"].account, role="commissioner", scope="all"
        )
        self.paths = self.addresses()

    def see(self, *names: str) -> dict[str, Any]:
        """What each of them is told."""
        return {name: answers(self.people[name], self.paths) for name in names}

    def addresses(self) -> list[str]:
        """All that can be asked of what is there."""
        chain, ann = self.chain, self.chain.ann
        nouns = {one.path.split("/")[2] for one in chain.council.operations()}
        links = ann.get("/v1/links").json()["items"]
        known = {
            "organisations": [self.charity, chain.lead],
            "contracts": [chain.contract["id"], chain.contract["reference"]],
            "seats": [self.seat],
            "providers": [self.charity, chain.lead],
            "links": [link["id"] for link in links],
            **{
                noun: [one["id"] for one in ann.get(f"/v1/{noun}").json()["items"]]
                for noun in ("risks", "issues", "changes")
            },
        }
        return list(asked(chain.council, {noun: known.get(noun, []) for noun in nouns}))


@pytest.fixture
def watched(chain: Chain) -> Watched:
    """The charity stands under a firm, and that under the lead."""
    charity, middle = chain.firm("Night Nurses CIO"), chain.firm("Middle Ltd")
    above = chain.declare(middle)
    seat = chain.declare(charity, parent_seat_id=above)
    return Watched(chain, charity, seat, middle)


@pytest.mark.exhaustive
def test_a_concern_raised_by_link_changes_nothing_that_those_above_can_ask(
    ann: Person, watched: Watched
) -> None:
    sub = link_of(ann, watched.charity)
    watched.paths = watched.addresses()  # the link among them
    watching = ("lead", "middle", "both")
    before = watched.see(*watching)

    made = sub.make("/v1/return/concerns", {"seat_id": watched.seat, **WORRY})
    for verb, said in (
        ("comment", {"text": "The charity was called"}),
        ("escalate", {"level": 2, "reason": "Pay is unlawful"}),
        ("resolve", {"reason": "Paid since"}),
    ):
        ann.make(f"/v1/issues/{made['id']}/{verb}", said)

    assert watched.see(*watching) == before
    # The council does see it, and who it comes from.
    seen = ann.get(f"/v1/issues/{made['reference']}").json()
    assert seen["raised_by_name"] == "Night Nurses CIO"
    assert len(seen["confidential_from"]) == 2


def test_a_return_with_a_concern_looks_like_the_same_return_without_one(
    council: Council, ann: Person, watched: Watched
) -> None:
    """Told apart only by positions, of which no two that follow each other lack one."""
    seat = {"seat_id": watched.seat}
    said: Json = {"seats": [{**seat, "payment_terms_days": 52}]}
    told = []
    for concerns in ([], [{**seat, **WORRY}]):
        sub = link_of(ann, watched.charity)
        before = council.head()
        sub.make("/v1/return", {**said, "concerns": concerns})
        link = ann.get(f"/v1/links/{sub.account}").json()
        lead = watched.people["lead"]
        read = watched.chain.read(lead)
        own = lead.get(watched.chain.path)
        last = [
            lead.get(f"{watched.chain.path}?known_at={at}").json()["version"]
            for at in range(before, before + 3)
        ]
        told.append((link["version"], len(read["seats"]), own.status_code, last))
    first, second = told

    # What others see of a return stands side by side; the concern follows after.
    assert first[:3] == second[:3]
    assert [at - first[3][0] for at in first[3]] == [
        at - second[3][0] for at in second[3]
    ]


@pytest.mark.exhaustive
def test_a_concern_by_an_officer_is_kept_from_the_lead_as_well(
    ann: Person, watched: Watched
) -> None:
    before = watched.see("lead")
    contract = {"contract_id": watched.chain.contract["id"]}
    secret = {"confidential_from": [watched.chain.lead]}
    issue = ann.make("/v1/issues", {**WORRY, **contract, **secret})
    ann.make(f"/v1/issues/{issue['id']}/assign", {"owner": str(ann.account)})

    assert watched.see("lead") == before
    for named in (issue["id"], issue["reference"]):
        assert watched.people["lead"].get(f"/v1/issues/{named}").status_code == 404


def test_a_lead_who_gave_the_link_out_reads_nothing_confidential_by_it(
    chain: Chain,
) -> None:
    """Whoever gives a link out has its secret."""
    charity = chain.firm("Night Nurses CIO")
    seat = chain.declare(charity)
    lead = chain.provider("Lea Lead", "lead_provider", chain.lead)
    first, second = link_of(lead, charity), link_of(lead, charity)
    before = second.get("/v1/return").json()
    first.make("/v1/return/concerns", {"seat_id": seat, **WORRY})
    after = second.get("/v1/return").json()

    assert {k: v for k, v in after.items() if k != "position"} == {
        k: v for k, v in before.items() if k != "position"
    }


def test_a_concern_may_be_open_to_the_lead(ann: Person, watched: Watched) -> None:
    sub = link_of(ann, watched.charity)
    said = {"seat_id": watched.seat, **WORRY, "confidential_from": []}
    made = sub.make("/v1/return/concerns", said)
    seen = watched.people["lead"].get(f"/v1/issues/{made['id']}")
    assert seen.status_code == 200
    sub.make("/v1/return", NOTHING)


def test_a_concern_needs_a_place_of_ones_own(ann: Person, watched: Watched) -> None:
    sub = link_of(ann, watched.charity)
    other = watched.chain.declare(watched.chain.firm("Other"))
    assert (
        sub.post("/v1/return/concerns", {"seat_id": other, **WORRY}).status_code == 404
    )
