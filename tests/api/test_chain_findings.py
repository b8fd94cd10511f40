"""What is found on chains: on places, and on who stands behind several leads."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.api.test_supply_chain import DAYS, Chain


@pytest.fixture
def chain(council: Council, ann: Person) -> Chain:
    """The chain of a gold home care contract."""
    return Chain(council, ann, tier="gold", status="live")


def found(who: Person, rule: str) -> list[Json]:
    """The findings of a rule."""
    reply = who.get("/v1/findings", params={"rule": rule})
    assert reply.status_code == 200, reply.text
    items: list[Json] = reply.json()["items"]
    return items


def figures(who: Person, rule: str) -> Any:
    rules = who.get("/v1/findings?limit=1").json()["rules"]
    return next(one for one in rules if one["rule"] == rule)


def test_findings_on_places_are_told_together_and_say_where_they_are_mended(
    council: Council, ann: Person, chain: Chain
) -> None:
    seat = chain.declare(chain.firm("Nightly"), role="Nights", **DAYS)
    fair = {"payment_terms_days": 30, "payment_trigger": "invoice_receipt"}
    chain.declare(chain.firm("Daily"), role="Days", **fair)

    (void,) = found(ann, "A2")
    assert void["subject"]["noun"] == "contract"
    assert void["contract_reference"] == chain.contract["reference"]
    reference = ann.get(f"/v1/seats/{seat}").json()["reference"]
    assert [one["seat"] for one in void["because"]["seats"]] == [reference]
    assert void["do"]["path"] == f"{chain.path}/amend"
    (lacking,) = found(ann, "A17")
    assert len(lacking["because"]["seats"]) == 2
    of_it = ann.get(f"/v1/contracts/{chain.contract['id']}").json()["findings"]
    assert {"A2", "A17", "A27"} <= {one["rule"] for one in of_it}
    # The path that it names mends it.
    ann.make(void["do"]["path"], {"seat_id": seat, **DAYS, "payment_terms_days": 30})
    fixed = {"seat_id": seat, "payment_trigger": "invoice_receipt"}
    ann.make(void["do"]["path"], fixed)
    assert found(ann, "A2") == []
    assert figures(ann, "A2")["tested"] == 1
    # Who oversees a part is told of that part; an auditor may take note of it.
    aud = council.person("Aud Audley", "auditor")
    (way_out,) = found(aud, "A17")
    aud.make(f"/v1/findings/{way_out['id']}/acknowledge", {})
    assert found(aud, "A17")[0]["acknowledged"] is not None


def test_a20_the_same_group_behind_several_leads_of_a_service_is_found(
    council: Council, ann: Person, chain: Chain
) -> None:
    other = Chain(council, ann)
    alone = Chain(council, ann, service="Gritting")
    group, bank, agency = (chain.firm(n) for n in ("Group", "Bank", "Agency"))
    for firm in (bank, agency):
        ann.make(f"/v1/organisations/{firm}/link-parent", {"parent_id": group})
    chain.declare(bank)
    assert found(ann, "A20") == []
    other.declare(agency)
    alone.declare(bank)

    (one,) = found(ann, "A20")
    assert one["subject"]["title"] == "Group"
    leads = sorted([chain.lead, other.lead])
    assert one["because"] == {"services": {"home care": leads}}
    beside = ann.get(f"/v1/organisations/{group}").json()["findings"]
    assert [each["because"] for each in beside if each["rule"] == "A20"] == [
        one["because"]
    ]
    # Under one lead it is no hidden concentration: what is led is seen.
    change = {"organisation_id": chain.lead}
    ann.make(f"{other.path}/change-lead", change)
    assert found(ann, "A20") == []


def test_a23_who_stands_further_down_has_to_be_checked_as_well(
    ann: Person, chain: Chain
) -> None:
    firm = chain.firm("Nightly")
    before = figures(ann, "A23")["could_not"]
    chain.declare(firm)
    assert figures(ann, "A23")["could_not"] == before + 1
    check = f"/v1/organisations/{firm}/check-debarment"
    ann.make(check, {"result": "debarred"})
    (one,) = found(ann, "A23")
    assert (one["subject"]["id"], one["severity"]) == (firm, "high")
    ann.make(check, {"result": "clear"})
    assert found(ann, "A23") == []


def test_a40_a_small_charity_is_asked_four_times_a_quarter_at_most(
    ann: Person, chain: Chain
) -> None:
    said = {"name": "Night Nurses", "size": "micro", "vcse": True}
    firm = ann.make("/v1/organisations", said)["id"]
    chain.declare(firm)
    for _ in range(4):
        ann.make("/v1/links", {"organisation_id": firm})
    assert found(ann, "A40") == []
    fifth = ann.make("/v1/links", {"organisation_id": firm})
    (one,) = found(ann, "A40")
    assert one["because"]["requests"] == ["2026-11-21"] * 5
    ann.make(f"/v1/links/{fifth['id']}/revoke", {})
    assert found(ann, "A40") == []


def test_a22_who_lives_on_our_money_is_found_and_goes_with_the_contract(
    ann: Person, chain: Chain
) -> None:
    before = figures(ann, "A22")["could_not"]
    sold = {"amount": "1600000.00", "currency": "GBP", "vat_basis": "net"}
    filed = {"period_end": "2026-03-31", "turnover": sold}
    ann.make(f"/v1/organisations/{chain.lead}/record-accounts", filed)

    (one,) = found(ann, "A22")
    assert (one["subject"]["id"], one["severity"]) == (chain.lead, "medium")
    assert (one["because"]["part"], one["since"]) == ("0.6250", "2026-03-31")
    assert figures(ann, "A22")["could_not"] == before - 1
    less = {"annual_value": {**sold, "amount": "400000.00"}, "reason_code": "clerical"}
    ann.make(f"/v1/contracts/{chain.contract['id']}/correct", less)
    assert found(ann, "A22") == []


def test_warn_s7_fewer_are_left_than_are_needed(ann: Person, chain: Chain) -> None:
    seats = [chain.declare(chain.firm(name)) for name in ("One", "Two", "Three")]
    group = {"name": "Nights", "needed": 2, "seat_ids": seats}
    chain.act("set-groups", groups=[group])
    chain.act("end", seat_id=seats[0], ended_on="2026-11-01")
    assert found(ann, "WARN-S7") == []

    chain.act("end", seat_id=seats[1], ended_on="2026-11-02")
    (thin,) = found(ann, "WARN-S7")
    assert thin["because"] == {"groups": {"Nights": {"needed": 2, "standing": 1}}}
    assert thin["do"]["path"].endswith(f"{chain.path.removeprefix('/v1')}/set-groups")
    chain.act("set-groups", groups=[])
    assert found(ann, "WARN-S7") == []
