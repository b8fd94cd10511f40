"""What nobody approves: more than a limit all in all, and on a ground that fails."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.api.test_changes import IMPACT


def pounds(amount: str) -> Json:
    return {"amount": amount, "currency": "GBP", "vat_basis": "net"}


@pytest.fixture
def contract(ann: Person) -> str:
    """A contract of a million under the Procurement Act."""
    made = ann.make(
        "/v1/contracts/adopt",
        {
            "title": "Home care, lot 2",
            "regime": "PA23",
            "light_touch": False,
            "category": "services",
            "start": "2025-04-01",
            "max_end_at_award": "2029-03-31",
            "estimated_value_at_award": pounds("1000000.00"),
            "effective_on": "2025-04-01",
        },
    )
    return str(made["id"])


def assessed(ann: Person, contract: str, amount: str, **ground: Any) -> str:
    """The address of a change that was looked at whole, perhaps with a ground."""
    asked = {"contract_id": contract, "title": "Nights"}
    change = f"/v1/changes/{ann.make('/v1/changes', asked)['id']}"
    ann.make(f"{change}/assess-impact", {**IMPACT, "value_delta": pounds(amount)})
    if ground:
        ann.make(f"{change}/classify-ground", ground)
    return change


def test_nobody_approves_in_slices_what_is_beyond_the_limit_as_a_whole(
    council: Council, ann: Person, ben: Person, contract: str
) -> None:
    ada = council.person("Ada Able", "administrator")
    levels = [
        {"role": "commissioner", "up_to": pounds("100000.00")},
        {"role": "approver", "up_to": pounds("500000.00")},
    ]
    ada.make("/v1/policy/set-approval-limits", {"levels": levels})
    first, second = (assessed(ann, contract, "60000.00") for _ in range(2))
    ben.make(f"{first}/approve", {})

    refused = ben.post(f"{second}/approve")

    assert (refused.status_code, refused.json()["rule"]) == (403, "INV-G3")
    assert "come to GBP 120,000.00" in refused.json()["detail"]
    dev = council.person("Dev Das", "approver")
    assert dev.make(f"{second}/approve", {})["status"] == "approved"


def test_changes_that_were_withdrawn_count_no_more(
    council: Council, ann: Person, ben: Person, contract: str
) -> None:
    ada = council.person("Ada Able", "administrator")
    levels = [{"role": "commissioner", "up_to": pounds("100000.00")}]
    ada.make("/v1/policy/set-approval-limits", {"levels": levels})
    first, second = (assessed(ann, contract, "60000.00") for _ in range(2))
    ben.make(f"{first}/approve", {})
    ann.make(f"{first}/withdraw", {})

    assert ben.make(f"{second}/approve", {})["status"] == "approved"


@pytest.mark.parametrize(
    ("amount", "ground", "rule"),
    [
        ("500100.00", {"ground": "additional", "other_supplier_unfit": True}, "INV-G6"),
        ("100100.00", {"ground": "below_threshold", "scope_kept": True}, "INV-G5"),
        ("1.00", {"ground": "authority_decision"}, "INV-G5"),
    ],
)
def test_nobody_approves_on_a_ground_that_does_not_hold(  # noqa: PLR0913, PLR0917
    ann: Person, ben: Person, contract: str, amount: str, ground: Json, rule: str
) -> None:
    change = assessed(ann, contract, amount, **ground)

    refused = ben.post(f"{change}/approve")

    assert (refused.status_code, refused.json()["rule"]) == (422, rule)
    assert ground["ground"] in refused.json()["detail"]


def test_what_nobody_knows_of_a_ground_stands_against_no_approval(
    ann: Person, ben: Person, contract: str
) -> None:
    change = assessed(ann, contract, "60000.00", ground="additional")

    approved = ben.make(f"{change}/approve", {})

    assert approved["law"]["ground"]["finding"] == "not_known"
    assert approved["law"]["ground"]["missing"] == ["other_supplier_unfit"]


def test_changes_that_are_really_one_are_tested_as_one(
    ann: Person, ben: Person, contract: str
) -> None:
    fit = {"ground": "additional", "other_supplier_unfit": True}
    first = assessed(ann, contract, "300000.00", **fit)
    ben.make(f"{first}/approve", {})
    second = assessed(ann, contract, "300000.00")
    one = {**fit, "one_with": [first.rpartition("/")[2]]}

    told = ann.make(f"{second}/classify-ground", one)

    assert told["law"]["figures"]["share_of_value"] == "0.6000"
    assert told["law"]["ground"]["finding"] == "not_permitted"
    assert ben.post(f"{second}/approve").json()["rule"] == "INV-G6"


def test_several_changes_are_approved_in_one_batch_each_with_the_others(
    council: Council, ann: Person, ben: Person, contract: str
) -> None:
    ada = council.person("Ada Able", "administrator")
    levels = [{"role": "commissioner", "up_to": pounds("100000.00")}]
    ada.make("/v1/policy/set-approval-limits", {"levels": levels})
    changes = [assessed(ann, contract, "60000.00") for _ in range(2)]
    commands = [{"method": "POST", "path": f"{one}/approve"} for one in changes]
    head = council.head()

    refused = ben.post("/v1/batches", {"reason": "Board", "commands": commands})

    assert (refused.status_code, refused.json()["rule"]) == (403, "INV-G3")
    assert council.head() == head


def test_a_standstill_that_is_announced_lasts_eight_working_days(
    ann: Person, contract: str
) -> None:
    change = assessed(ann, contract, "60000.00")
    short = {"published_on": "2026-11-02", "standstill_until": "2026-11-10"}

    refused = ann.post(f"{change}/publish-notice", short)

    assert (refused.status_code, refused.json()["rule"]) == (422, "standstill")
    assert "2026-11-11" in refused.json()["detail"]
    long = ann.make(
        f"{change}/publish-notice", {**short, "standstill_until": "2026-11-20"}
    )
    assert long["notices"][0]["standstill_until"] == "2026-11-20"


def test_what_is_signed_within_a_standstill_is_recorded_as_found(
    ann: Person, ben: Person, contract: str
) -> None:
    change = assessed(ann, contract, "60000.00")
    ben.make(f"{change}/approve", {})
    ann.make(
        f"{change}/publish-notice", {"published_on": "2026-11-12", "standstill": True}
    )

    signed = ann.make(f"{change}/sign", {"signed_on": "2026-11-21"})

    assert signed["notices"][0]["standstill_until"] == "2026-11-23"
    assert signed["signed_as_found"] is True


def test_a_seat_that_a_change_names_is_of_the_chain_of_its_contract(
    ann: Person, contract: str
) -> None:
    asked = {"contract_id": contract, "title": "Nights"}
    change = f"/v1/changes/{ann.make('/v1/changes', asked)['id']}"
    nowhere = {"supply_chain": {"seat_ids": ["00000000-0000-4000-8000-000000000001"]}}

    refused = ann.post(f"{change}/assess-impact", nowhere)

    assert refused.status_code == 422
    pointers = [error["pointer"] for error in refused.json()["errors"]]
    assert pointers == ["/supply_chain/seat_ids/0"]
    moved = {"implemented_on": "2026-11-21", "seats": [{"role": "Nights"}]}
    unnamed = ann.post(f"{change}/implement", moved)
    assert unnamed.json()["rule"] == "seat-move"
    pointers = [error["pointer"] for error in unnamed.json()["errors"]]
    assert pointers == ["/seats/0/seat_id"]


def test_what_the_law_makes_of_a_change_is_told_to_officers_and_auditors_alone(
    council: Council, ann: Person, contract: str
) -> None:
    assessed(ann, contract, "60000.00")
    aud = council.person("Aud Audley", "auditor")
    cleo = council.person("Cleo Client", "client")
    mem = council.person("Mem Member", "elected_member")

    def entry(who: Person) -> Json:
        return dict(who.get("/v1/change-log").json()["items"][0])

    for who in (ann, aud):
        assert entry(who)["law"]["figures"]["share_of_value"] == "0.0600"
        assert entry(who)["reflection"]["lacking"]
    for who in (cleo, mem):
        assert (entry(who)["law"], entry(who)["reflection"]) == (None, None)
