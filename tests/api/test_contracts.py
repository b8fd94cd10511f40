"""Contracts over HTTP: taken on as they are, filled in, amended by change control."""

import pytest

from tests.api.council import Council, Json, Person

VALUE = {"amount": "1250000.00", "currency": "GBP", "vat_basis": "net"}
CARE = {
    "title": "Home care, lot 2",
    "department": "Adult social care",
    "start": "2024-04-01",
    "end": "2027-03-31",
    "annual_value": VALUE,
}


@pytest.fixture
def care(ann: Person) -> Json:
    """A live contract."""
    return ann.make("/v1/contracts", CARE)


def test_a_title_is_enough_and_what_is_not_known_says_so(ann: Person) -> None:
    adopted = ann.make("/v1/contracts/adopt", {"title": "Day centre, Oak Street"})

    assert adopted["status"] == "live"
    assert adopted["annual_value"] == {"unknown": "not_asked"}

    known = {"annual_value": VALUE, "source": "Award notice"}
    established = ann.make(f"/v1/contracts/{adopted['id']}/establish", known)

    assert established["annual_value"] == VALUE


def test_terms_of_a_live_contract_move_by_a_change_alone(
    council: Council, ann: Person, care: Json
) -> None:
    head = council.head()

    reply = ann.post(f"/v1/contracts/{care['id']}/amend-terms", {"end": "2028-03-31"})

    assert reply.status_code == 422
    assert reply.json()["rule"] == "terms-by-change"
    assert council.head() == head


def test_an_end_before_the_start_is_refused(council: Council, ann: Person) -> None:
    head = council.head()

    reply = ann.post("/v1/contracts", {**CARE, "end": "2023-03-31"})

    assert (reply.status_code, reply.json()["rule"]) == (422, "INV-C3")
    assert [e["pointer"] for e in reply.json()["errors"]] == ["/end"]
    assert council.head() == head


def test_who_enters_a_contract_manages_it(council: Council) -> None:
    manager = council.person("Max Manager", "contract_manager", scope={})

    entered = manager.make("/v1/contracts", {"title": "Grounds maintenance"})

    described = {"department": "Parks"}
    assert entered["contract_manager"] == str(manager.account)
    assert manager.make(f"/v1/contracts/{entered['id']}/describe", described)


def test_a_contract_outside_the_portfolio_is_read_and_not_changed(
    council: Council, care: Json
) -> None:
    manager = council.person("Max Manager", "contract_manager", scope={})
    path = f"/v1/contracts/{care['id']}"

    read, changed = manager.get(path), manager.post(f"{path}/describe", {"cpv": []})

    assert (read.status_code, changed.status_code) == (200, 403)
    assert changed.json()["rule"] == "rights/describe_contract"
