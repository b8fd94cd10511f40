"""Elected members: their ward, no money below a contract, and no events."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person

WORTH: Json = {"amount": "48000.00", "currency": "GBP", "vat_basis": "net"}


@pytest.fixture
def contract(ann: Person) -> Json:
    """A contract of a ward, with a change, a risk and an issue that say sums."""
    body = {"title": "Home care", "wards": ["Abbey"], "annual_value": WORTH}
    made = ann.make("/v1/contracts", body)
    on_it = {"title": "A rise", "contract_id": made["id"]}
    change = f"/v1/changes/{ann.make('/v1/changes', on_it)['id']}"
    ann.make(
        f"{change}/assess-impact", {"value_delta": WORTH, "cost": {"one_off": WORTH}}
    )
    ann.make("/v1/risks", on_it)
    ann.make("/v1/issues", on_it)
    return made


@pytest.fixture
def member(council: Council) -> Person:
    """The member for Abbey."""
    return council.person("Max Member", "elected_member", scope={"wards": ["Abbey"]})


def amounts(value: Any) -> list[str]:
    """Every sum in an answer."""
    if isinstance(value, dict):
        mine = [value["amount"]] if "amount" in value else []
        return mine + [a for inner in value.values() for a in amounts(inner)]
    if isinstance(value, list):
        return [a for inner in value for a in amounts(inner)]
    return []


def test_a_member_reads_what_a_contract_is_worth(
    member: Person, contract: Json
) -> None:
    seen = member.get(f"/v1/contracts/{contract['id']}").json()
    assert seen["annual_value"] == WORTH


@pytest.mark.parametrize(
    "path", ["/v1/changes", "/v1/change-log", "/v1/risks", "/v1/risk-register"]
)
def test_a_member_reads_no_sums_below_a_contract(
    ann: Person, member: Person, contract: Json, path: str
) -> None:
    page = member.get(path).json()

    assert [one["contract_id"] for one in page["items"]] == [contract["id"]]
    assert amounts(page) == []
    assert amounts(ann.get(path).json())


def test_nor_in_files_in_one_change_or_in_their_order(
    member: Person, contract: Json
) -> None:
    (change,) = member.get("/v1/changes").json()["items"]

    for path in ("/v1/changes.csv", "/v1/change-log.csv"):
        assert "48000" not in member.get(path).text
    assert amounts(member.get(f"/v1/changes/{change['id']}").json()) == []
    refused = member.get("/v1/changes?sort=-value_delta")
    assert (refused.status_code, refused.json()["rule"]) == (422, "list-question")
    assert member.get("/v1/contracts?sort=annual_value").status_code == 200
    assert contract["id"] == change["contract_id"]


def test_whoever_also_reads_as_an_officer_reads_the_sums(
    council: Council, member: Person, contract: Json
) -> None:
    council.grant(member.account, role="reader", scope="all")

    (change,) = member.get("/v1/changes").json()["items"]

    assert (change["contract_id"], change["value_delta"]) == (contract["id"], WORTH)


@pytest.mark.parametrize("role", ["elected_member", "client"])
def test_who_reads_no_events_reads_none_around_a_day(
    council: Council, ann: Person, contract: Json, role: str
) -> None:
    other = council.person("Max Member", role, scope={"contracts": [contract["id"]]})
    (risk,) = other.get("/v1/risks").json()["items"]
    path = f"/v1/risks/{risk['id']}/around?date=2026-11-20"

    assert ann.get(path).json()["later"]
    around = other.get(path).json()
    assert (
        around["later"],
        other.get(f"/v1/risks/{risk['id']}/history").status_code,
    ) == (
        None,
        403,
    )


def test_another_ward_is_not_there_for_a_member(
    council: Council, contract: Json
) -> None:
    other = council.person("Mia Member", "elected_member", scope={"wards": ["Castle"]})

    assert other.get(f"/v1/contracts/{contract['id']}").status_code == 404
    assert other.get("/v1/risk-register").json()["total"] == 0
