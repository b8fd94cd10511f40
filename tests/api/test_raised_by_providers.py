"""A change that a provider raised: its own words, how far it is, what was decided."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.api.test_shared_risks import NOBODY, differing
from tests.api.watching import answers, asked

ASKED: Json = {
    "title": "Nights at the new rate",
    "kind": "price",
    "raised_by": "provider",
    "description": "The minimum wage rises in April",
    "decision_wanted_by": "2026-12-04",
}


def pounds(amount: str) -> Json:
    return {"amount": amount, "currency": "GBP", "vat_basis": "net"}


IMPACT: Json = {
    "value_delta": pounds("41000.00"),
    "cost": {"per_year": pounds("41000.00")},
    "risk": {"text": "They are near their end without it"},
    "supply_chain": {"text": "The agency would leave"},
    "exit": "We would have to go to the market at once",
    "equality": "None",
    "saving_claimed": pounds("1000.00"),
}


class Raised:
    """A change of a contract, raised by its provider and worked on by the council."""

    def __init__(self, council: Council) -> None:
        self.council = council
        self.ann = council.person("Ann Atkins", "commissioner")
        self.ben = council.person("Ben Bright", "commissioner")
        firm = self.ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})
        self.firm: str = firm["id"]
        self.lena = council.person(
            "Lena Lead", "lead_provider", scope={"organisations": [self.firm]}
        )
        contract = {
            "title": "Home care",
            "provider_id": self.firm,
            "estimated_value_at_award": pounds("2000000.00"),
        }
        self.contract: str = self.ann.make("/v1/contracts", contract)["id"]
        asked_for = {**ASKED, "contract_id": self.contract}
        self.made = self.lena.make("/v1/changes", asked_for)
        self.change = f"/v1/changes/{self.made['id']}"

    def look_into_it(self) -> None:
        """What the council makes of it, and of a change of its own on the contract."""
        self.ann.make(f"{self.change}/comment", {"text": "They are bluffing"})
        ground = {"ground": "provided_for", "rationale": "Clause 12 has it"}
        self.ann.make(f"{self.change}/classify-ground", ground)
        own = {"title": "Fewer visits", "contract_id": self.contract}
        mine = self.ann.make("/v1/changes", own)
        self.ann.make(f"/v1/changes/{mine['id']}/assess-impact", IMPACT)
        self.ben.make(f"/v1/changes/{mine['id']}/approve", {})


@pytest.fixture
def raised(council: Council) -> Raised:
    return Raised(council)


def told(thing: Json) -> Json:
    """What a thing says, unknown and left out alike dropped."""
    empty: tuple[Any, ...] = (None, False, [], 0, {"unknown": "not_asked"})
    return {name: value for name, value in thing.items() if value not in empty}


def test_the_provider_reads_its_own_words_status_and_decision(raised: Raised) -> None:
    raised.ann.make(f"{raised.change}/assess-impact", IMPACT)
    raised.look_into_it()
    raised.ben.make(f"{raised.change}/approve", {"conditions": "From May only"})

    reply = raised.lena.get(raised.change)

    assert "ETag" not in reply.headers
    contract = raised.ann.get(f"/v1/contracts/{raised.contract}").json()
    assert told(reply.json()) == {
        **ASKED,
        "id": raised.made["id"],
        "reference": raised.made["reference"],
        "status": "approved",
        "contract_id": raised.contract,
        "contract_reference": contract["reference"],
        "contract_title": "Home care",
        "entered_by": str(raised.lena.account),
        "entered_by_name": "Lena Lead",
        "raised_on": "2026-11-21",
        "approved_on": "2026-11-21",
        "conditions": "From May only",
    }


def test_what_the_council_makes_of_it_changes_no_byte_for_the_provider(
    raised: Raised,
) -> None:
    # Where it stands is told; what was found out on the way there is not.
    raised.ann.make(f"{raised.change}/assess-impact", IMPACT)
    paths = addresses(raised)
    before = answers(raised.lena, paths)
    assert before[raised.change][0] == 200

    raised.look_into_it()

    assert differing(before, answers(raised.lena, paths)) == {}


def addresses(raised: Raised) -> list[str]:
    """All that can be asked of what is there."""
    known: dict[str, list[str]] = {
        "organisations": [raised.firm],
        "providers": [raised.firm],
        "contracts": [raised.contract],
        "changes": [raised.made["id"]],
        "accounts": [str(raised.lena.account)],
    }
    nouns = {path.path.split("/")[2] for path in raised.council.operations()}
    return list(asked(raised.council, {n: known.get(n, [NOBODY]) for n in nouns}))


def test_why_it_was_rejected_is_told_and_why_it_was_sent_back_is_not(
    raised: Raised,
) -> None:
    raised.ann.make(f"{raised.change}/assess-impact", IMPACT)
    raised.ben.make(f"{raised.change}/send-back", {"reason": "Ask legal about them"})
    sent_back = raised.lena.get(raised.change).json()
    raised.ann.make(f"{raised.change}/assess-impact", {**IMPACT, "exit": "None"})
    raised.ben.make(f"{raised.change}/reject", {"reason": "The clause caps it at 2%"})
    rejected = raised.lena.get(raised.change).json()

    assert (sent_back["status"], sent_back["decision_reason"]) == ("sent_back", None)
    assert rejected["decision_reason"] == "The clause caps it at 2%"


@pytest.mark.parametrize(
    "question",
    ["sort=-value_delta", "sort=version", "value_delta_from=1", "held_for=decision"],
)
@pytest.mark.parametrize("path", ["/v1/changes", "/v1/change-log"])
def test_nothing_hidden_is_told_by_an_order_or_a_filter(
    raised: Raised, path: str, question: str
) -> None:
    reply = raised.lena.get(f"{path}?{question}")

    assert (reply.status_code, reply.json()["rule"]) == (422, "list-question")


def test_the_change_log_of_a_provider_has_its_changes_and_no_totals(
    raised: Raised,
) -> None:
    raised.look_into_it()

    log = raised.lena.get("/v1/change-log?decision_wanted_by_to=2026-12-31").json()
    paper = raised.lena.get("/v1/change-log.pdf")

    (entry,) = log["items"]
    assert (entry["title"], entry["running"]) == (ASKED["title"], None)
    assert (log["total"], paper.status_code) == (1, 200)


def test_an_officer_reads_all_of_it(raised: Raised) -> None:
    raised.ann.make(f"{raised.change}/assess-impact", IMPACT)

    read: Person = raised.council.person("Rea Reader", "reader")

    assert read.get(raised.change).json()["value_delta"]["amount"] == "41000.00"
