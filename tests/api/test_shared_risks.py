"""A shared risk as a provider reads it: what was shared of it, and no trace of more."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.api.watching import Answers, answers, asked

HALDEN, MEADOW = "Halden Homecare Ltd", "Meadow Nights CIC"
RISK: Json = {
    "title": "Sole nursing agency withdraws",
    "cause": "One agency for all nights",
    "category": "supply_chain",
}
SCORE: Json = {
    "current": {"likelihood": 4, "impact": 5},
    "reason": "They wrote on Friday",
}
NOBODY = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0cff"


class Shared:
    """A risk that the council shares with the lead and a firm below it."""

    def __init__(self, council: Council) -> None:
        self.ann = council.person("Ann Atkins", "commissioner")
        self.firms = {
            name: self.ann.make("/v1/organisations", {"name": name})["id"]
            for name in (HALDEN, MEADOW)
        }
        contract = {"title": "Home care", "provider_id": self.firms[HALDEN]}
        self.contract = self.ann.make("/v1/contracts", contract)["id"]
        said = {**RISK, "contract_id": self.contract, "owner": str(self.ann.account)}
        self.risk = f"/v1/risks/{self.ann.make('/v1/risks', said)['id']}"
        self.ann.make(f"{self.risk}/assess", SCORE)
        self.council = council
        self.share()

    def share(self, *parts: str) -> None:
        firms = {"organisation_ids": list(self.firms.values())}
        self.ann.make(f"{self.risk}/share", {**firms, "parts": list(parts)})

    def provider(self, role: str = "lead_provider", *more: str) -> Person:
        firm = self.firms[MEADOW if role == "subcontractor" else HALDEN]
        scope = {"organisations": [firm]}
        return self.council.person("Lena Lead", role, *more, scope=scope)

    def work(self) -> None:
        """What the council does on its side, and hands to nobody."""
        done: dict[str, Json] = {
            "assess": {**SCORE, "current": {"likelihood": 5, "impact": 5}},
            "plan-response": {"response": "treat", "contingency": "Hospital at home"},
            "add-control": {"title": "A second agency on call"},
            "add-action": {"title": "Ask the market", "due": "2026-11-30"},
            "record-indicator": {"name": "Shifts unfilled", "value": "4"},
            "escalate": {"level": 2},
            "review": {"next_review": "2027-01-15"},
            "comment": {"text": "They would not survive this"},
            "describe": {"expected_loss": {"likely": {"amount": "90000.00"}}},
        }
        for verb, said in done.items():
            self.ann.make(f"{self.risk}/{verb}", said)


@pytest.fixture
def shared(council: Council) -> Shared:
    return Shared(council)


@pytest.mark.parametrize("role", ["lead_provider", "subcontractor"])
def test_a_provider_reads_what_the_risk_is_and_nothing_that_was_not_shared(
    shared: Shared, role: str
) -> None:
    lena = shared.provider(role)
    firm = shared.firms[MEADOW if role == "subcontractor" else HALDEN]
    reply = lena.get(shared.risk)
    thing = reply.json()

    said = {name for name, value in thing.items() if value not in (None, False)}
    unknown = {n for n in said if thing[n] == {"unknown": "not_asked"}}

    assert said - unknown == {
        "id",
        "reference",
        "status",
        "scope",
        "contract_id",
        "contract_reference",
        "contract_title",
        "category",
        "title",
        "cause",
        "shared_with",
        "shared_parts",
    }
    assert (thing["shared_with"], thing["shared_parts"]) == ([firm], [])
    assert unknown <= {
        "event",
        "consequence",
        "type",
        "level",
        "proximity",
        "velocity",
    }
    assert "ETag" not in reply.headers


def test_what_the_council_does_on_its_side_changes_no_byte_for_a_provider(
    shared: Shared,
) -> None:
    for role in ("lead_provider", "subcontractor"):
        lena = shared.provider(role)
        paths = addresses(shared, lena)
        before = answers(lena, paths)
        shared.work()

        assert differing(before, answers(lena, paths)) == {}


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("scores", {"current": {"likelihood": 4, "impact": 5, "score": 20}}),
        ("response", {"owner_name": "Ann Atkins"}),
        ("work", {"controls": [], "actions": []}),
    ],
)
def test_each_part_is_shown_where_it_was_named(
    shared: Shared, part: str, shown: Json
) -> None:
    lena = shared.provider()
    without = lena.get(shared.risk).json()

    shared.share(part)
    thing = lena.get(shared.risk).json()

    assert {name: thing.get(name) for name in shown} == shown
    assert {name: without.get(name) for name in shown} != shown
    assert thing["shared_parts"] == [part]


def test_what_is_shared_no_more_is_not_shown_of_earlier_days_either(
    shared: Shared,
) -> None:
    lena = shared.provider()
    shared.share("scores")
    then = shared.council.head()
    shared.share()

    thing = lena.get(f"{shared.risk}?known_at={then}").json()

    assert thing["current"] is None


def test_nothing_hidden_is_told_by_an_order_or_a_filter(shared: Shared) -> None:
    lena = shared.provider()
    for asked_for in (
        "sort=-current",
        "sort=version",
        "owner=me",
        "current_from=15",
        "overdue=true",
        "unknown=next_review",
        "above_appetite=true",
    ):
        for path in ("/v1/risks", "/v1/risk-register"):
            reply = lena.get(f"{path}?{asked_for}")
            assert (reply.status_code, reply.json()["rule"]) == (422, "list-question")

    assert lena.get("/v1/risks?category=supply_chain&sort=title").json()["total"] == 1


def test_the_register_of_a_provider_has_the_shared_risks_and_no_figures(
    shared: Shared,
) -> None:
    register = shared.provider().get("/v1/risk-register").json()

    assert [entry["title"] for entry in register["items"]] == [RISK["title"]]
    assert register["heat_maps"] == dict.fromkeys(("inherent", "current", "target"))
    assert register["above_appetite"] is None
    assert register["items"][0]["moved_by"] is None


def test_who_reads_the_whole_register_beside_it_goes_on_doing_so(
    shared: Shared,
) -> None:
    both = shared.provider("lead_provider")
    shared.council.grant(both.account, role="reader", scope="all")

    thing = both.get(shared.risk).json()

    assert (thing["version"], thing["current"]["score"]) == (3, 20)


def test_a_provider_who_raises_a_risk_reads_what_it_said(shared: Shared) -> None:
    lena = shared.provider()
    said = {"title": "Rates will not hold", "contract_id": shared.contract}
    reply = lena.post("/v1/risks", said)
    made = reply.json()

    shared.ann.make(f"/v1/risks/{made['id']}/assess", SCORE)

    assert reply.status_code == 201
    assert lena.get(f"/v1/risks/{made['id']}").json() == made
    assert made["entered_by"] == str(lena.account)


def addresses(shared: Shared, who: Person) -> list[str]:
    """All that can be asked of what is there."""
    known: dict[str, list[str]] = {
        "organisations": list(shared.firms.values()),
        "providers": list(shared.firms.values()),
        "contracts": [shared.contract],
        "risks": [shared.risk.rpartition("/")[2]],
        "accounts": [str(who.account)],
    }
    nouns = {path.path.split("/")[2] for path in shared.council.operations()}
    things = {noun: known.get(noun, [NOBODY]) for noun in nouns}
    return list(asked(shared.council, things))


def differing(before: Answers, after: Answers) -> dict[str, Any]:
    return {
        path: (told, after[path])
        for path, told in before.items()
        if told != after[path]
    }
