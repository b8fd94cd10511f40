"""A home care contract that ends in nine months, and what it takes to leave it."""

from dataclasses import dataclass
from typing import Any

from tests.api.council import Council, Json, Person

END = "2027-08-31"


@dataclass(frozen=True)
class Leaving:
    """Who prepares the exit, the contract with its three seats, and the plan."""

    ann: Person
    ben: Person
    contract: Json
    seats: tuple[str, ...]
    plan: Json

    @property
    def path(self) -> str:
        """Where the plan is."""
        return f"/v1/plans/{self.plan['id']}"

    def say(self, verb: str, **said: Any) -> Json:
        """Ann says something of the plan."""
        return self.ann.make(f"{self.path}/{verb}", said)


def leaving(council: Council) -> Leaving:
    """The contract with its chain, and a plan that says nothing yet."""
    ann = council.person("Ann Atkins", "commissioner")
    ben = council.person("Ben Bright", "approver")
    lead = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})
    contract = ann.make(
        "/v1/contracts/adopt",
        {
            "title": "Home care, lot 2",
            "status": "live",
            "provider_id": lead["id"],
            "start": "2024-09-01",
            "end": END,
            "tier": "gold",
            "annual_value": {"amount": "1250000.00", "vat_basis": "net"},
            "notice_period_months": {"council": 6, "provider": 6},
            "extension_options": [{"months": 12, "notice_months": 3}],
            "people_served": {"count": 612, "as_of": "2026-10-31", "basis": "cases"},
            "contract_manager": str(ann.account),
        },
    )
    path = f"/v1/contracts/{contract['id']}/supply-chain/declare"
    seats: list[str] = []
    for name, role, above in (
        ("Nightingale Nursing", "Night nursing", None),
        ("Meals on the Hill CIC", "Meals", None),
        ("Bank Staff Agency", "Bank nurses", 0),
    ):
        holder = ann.make("/v1/organisations", {"name": name})["id"]
        under = {} if above is None else {"parent_seat_id": seats[above]}
        said = {"organisation_id": holder, "role": role, **under}
        known = {seat["id"] for seat in ann.make(path, said)["seats"]}
        (seat,) = known - set(seats)
        seats.append(seat)
    opened = {"title": "Leaving lot 2", "kind": "exit", "contract_id": contract["id"]}
    plan = ann.make("/v1/plans", opened | {"owner": str(ann.account)})
    return Leaving(ann, ben, contract, tuple(seats), plan)


def prepared(council: Council) -> Leaving:
    """The same with everything prepared that can be nine months ahead."""
    exit_ = leaving(council)
    exit_.say(
        "decide-option",
        options=[
            {"way": "recommission", "lot": "North", "share": "0.6"},
            {"way": "insource", "lot": "South", "share": "0.4"},
        ],
        decision_body="Cabinet",
        reason="The market is strong enough",
    )
    before: list[str] = []
    for title, purpose, days, least in (
        ("Prepare the tender", "other", 40, 20),
        ("Tender", "tender", 90, 60),
        ("Award and standstill", "other", 20, 20),
        ("Mobilise and move 612 people", "handover", 60, 45),
    ):
        said: Json = {"title": title, "purpose": purpose, "days": days}
        tasks = exit_.say("add-task", **said, least_days=least, after=before)["tasks"]
        before = [tasks[-1]["id"]]
    exit_.say("add-task", title="Letters to families", purpose="communications")
    exit_.say(
        "record-workforce",
        headcount=94,
        full_time_equivalent="71.5",
        pension_scheme="broadly_comparable",
        information_asked_on="2026-11-02",
    )
    exit_.say("record-workforce", seat_id=exit_.seats[0], headcount=12)
    exit_.say("decide-seat", seat_id=exit_.seats[0], decision="novate")
    exit_.say("decide-seat", seat_id=exit_.seats[1], decision="leave")
    exit_.say("record-asset", title="Hoists", kind="equipment", route="transfers")
    exit_.say("record-data-return", title="Care records", formats="CSV", return_by=END)
    exit_.say("set-cost", kind="exit", amount={"amount": "85000.00"}, provided_for=True)
    exit_.say("describe", communications="Letters in May, meetings in June")
    risk = {"title": "The agency withdraws", "contract_id": exit_.contract["id"]}
    made = exit_.ann.make("/v1/risks", risk)
    score = {"current": {"likelihood": 4, "impact": 5}, "reason": "Looked at"}
    exit_.ann.make(f"/v1/risks/{made['id']}/assess", score)
    exit_.ann.make("/v1/issues", {**risk, "title": "Missed calls in the north"})
    return exit_
