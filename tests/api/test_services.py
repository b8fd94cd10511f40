"""Services, outcomes and budgets over HTTP: what is commissioned, wanted and paid."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.conftest import Clock

HOME_CARE = {"title": "Home care", "department": "Adult social care"}


def pounds(amount: str, **more: str) -> Json:
    return {"amount": amount, "currency": "GBP", "vat_basis": "net", **more}


def titles(who: Person, asked: str) -> list[str]:
    return [item["title"] for item in who.get(asked).json()["items"]]


@pytest.fixture
def fin(council: Council) -> Person:
    """Somebody of finance."""
    return council.person("Fin Figures", "finance")


def contract(who: Person, service: Any, title: str = "Lot 2") -> Json:
    return who.make("/v1/contracts", {"title": title, "service": service})


def test_a_contract_whose_service_names_one_is_linked_to_it(ann: Person) -> None:
    before = contract(ann, "home  CARE", "Lot 1")
    assert "service_id" not in before

    service = ann.make("/v1/services", HOME_CARE)
    after = contract(ann, "Home care")
    contract(ann, "Day care", "Day centre")

    link = (after["service_id"], after["service_reference"])
    assert link == (service["id"], service["reference"])
    assert after["service"] == "Home care"
    first = ann.get(f"/v1/contracts/{before['id']}").json()
    assert first["service_id"] == service["id"]
    for named in (service["id"], service["reference"], "Home care", "HOME CARE"):
        asked = f"/v1/contracts?service={named}&sort=title"
        assert titles(ann, asked) == ["Lot 1", "Lot 2"]


def test_a_service_is_found_by_its_older_names(ann: Person) -> None:
    service = ann.make("/v1/services", HOME_CARE)
    contract(ann, "Home care", "Lot 1")
    path = f"/v1/services/{service['id']}"
    ann.make(f"{path}/describe", {"title": "Care at home"})
    contract(ann, "Care at home")

    assert titles(ann, f"/v1/contracts?service={service['id']}&sort=title") == [
        "Lot 1",
        "Lot 2",
    ]
    taken = ann.post("/v1/services", {"title": "HOME CARE"})
    assert (taken.status_code, taken.json()["rule"]) == (409, "already-taken")


def test_words_that_look_like_patterns_name_nothing_else(ann: Person) -> None:
    ann.make("/v1/services", HOME_CARE)
    for words in ("Home%", "Home_care", '"home care"', "%", "!"):
        assert "service_id" not in contract(ann, words)
    odd = ann.make("/v1/services", {"title": '100% "own" care_!'})
    assert contract(ann, '100% "OWN" care_!')["service_id"] == odd["id"]


def test_the_link_is_as_it_was_known_then(ann: Person, council: Council) -> None:
    made = contract(ann, "Home care")
    head = council.head()
    service = ann.make("/v1/services", HOME_CARE)
    path = f"/v1/contracts/{made['id']}"

    assert "service_id" not in ann.get(f"{path}?known_at={head}").json()
    past = f"/v1/contracts?service={service['id']}&known_at={head}"
    assert titles(ann, past) == []
    ann.make(f"/v1/services/{service['id']}/enter-in-error", {"reason": "Twice"})
    assert "service_id" not in ann.get(path).json()
    assert titles(ann, f"/v1/contracts?service={service['id']}") == []
    again = ann.make("/v1/services", HOME_CARE)
    assert ann.get(path).json()["service_id"] == again["id"]
    taken = ann.post(f"/v1/services/{service['id']}/restore", {"reason": "It was"})
    assert taken.status_code == 409


def test_a_client_sees_the_own_services(council: Council, ann: Person) -> None:
    ann.make("/v1/services", HOME_CARE)
    ann.make("/v1/services", {"title": "Gritting"})
    client = council.person("Cleo Client", "client", scope={"services": ["Home care"]})

    assert titles(client, "/v1/services") == ["Home care"]
    assert client.get("/v1/services").json()["total"] == 1
    assert client.post("/v1/services", {"title": "X"}).status_code == 403


def test_an_outcome_is_wanted_judged_and_wanted_again(ann: Person) -> None:
    service = ann.make("/v1/services", HOME_CARE)
    lot = contract(ann, "Home care")
    wanted = ann.make(
        "/v1/outcomes",
        {
            "title": "More people live at home",
            "service_id": service["id"],
            "contract_ids": [lot["id"]],
            "measures": [{"name": "Admissions", "baseline": "612", "target": "550"}],
        },
    )
    path = f"/v1/outcomes/{wanted['id']}"
    assert (wanted["status"], wanted["service_title"]) == ("wanted", "Home care")
    assert wanted["measures"][0]["target"] == "550"

    closed = ann.make(f"{path}/close", {"result": "achieved", "reason": "548"})
    assert (closed["status"], closed["result"]) == ("closed", "achieved")
    again = ann.make(f"{path}/reopen", {"reason": "It rose again"})
    assert (again["status"], again["result"]) == ("wanted", None)
    missing = {"contract_ids": [lot["id"], service["id"]]}
    refused = ann.post(f"{path}/describe", missing)
    assert refused.json()["errors"][0]["pointer"] == "/contract_ids/1"


@pytest.mark.parametrize(
    ("outturn", "percent", "kept"),
    [
        ("1019999.00", "2.00", "met"),
        ("1020000.00", "2.00", "met"),
        ("1020001.00", "2.00", "unmet"),
        ("1000000.00", "0.00", "met"),
        ("999999.00", "0.00", "exceeded"),
    ],
)
def test_a_budget_says_how_far_it_was_kept(
    fin: Person, outturn: str, percent: str, kept: str
) -> None:
    year = {"financial_year": "2025-26", "department": "Adults"}
    budget = fin.make("/v1/budgets", {**year, "amount": pounds("900000.00")})
    path = f"/v1/budgets/{budget['id']}"
    fin.make(f"{path}/set", {"amount": pounds("1000000.00"), "reason": "Growth"})
    spent = {"outturn": pounds(outturn), "basis": "actual"}
    known = fin.make(f"{path}/record-outturn", spent)

    assert known["variance_percent"].removeprefix("-") == percent
    assert known["kept"] == kept
    assert known["first_amount"] == pounds("900000.00")
    assert known["amount"] == pounds("1000000.00")


def test_what_cannot_be_compared_is_not(fin: Person) -> None:
    year = {"financial_year": "2025-26", "department": "Adults"}
    budget = fin.make("/v1/budgets", {**year, "amount": {"unknown": "not_asked"}})
    path = f"/v1/budgets/{budget['id']}"
    spent = {"outturn": pounds("10.00"), "basis": "forecast"}
    assert fin.make(f"{path}/record-outturn", spent)["kept"] is None

    gross = pounds("10.00", vat_basis="gross")
    assert fin.make(f"{path}/set", {"amount": gross})["variance_percent"] is None
    assert fin.make(f"{path}/set", {"amount": pounds("0.00")})["kept"] is None


def test_no_two_budgets_are_of_one_year_and_place(
    council: Council, fin: Person
) -> None:
    year = {"financial_year": "2025-26", "department": "Adults"}
    budget = fin.make("/v1/budgets", year)
    head = council.head()

    for said, status, rule in (
        ({**year, "department": "ADULTS"}, 409, "already-taken"),
        ({"financial_year": "2025-26"}, 422, "budget-place"),
        ({**year, "financial_year": "2025-27"}, 422, "financial-year"),
        ({**year, "financial_year": "2025"}, 422, "validation"),
    ):
        reply = fin.post("/v1/budgets", said)
        assert (reply.status_code, reply.json()["rule"]) == (status, rule)
    assert council.head() == head

    path = f"/v1/budgets/{budget['id']}"
    fin.make(f"{path}/enter-in-error", {"reason": "Another council's"})
    fin.make("/v1/budgets", year)
    assert fin.post(f"{path}/restore", {"reason": "Ours"}).status_code == 409


def test_a_budget_is_set_by_finance_and_read_by_officers(
    council: Council, ann: Person, fin: Person, clock: Clock
) -> None:
    fin.make("/v1/budgets", {"financial_year": "2026-27", "department": "Adults"})
    clock.forward(days=1)

    said = {"financial_year": "2027-28", "department": "Adults"}
    assert ann.post("/v1/budgets", said).status_code == 403
    assert ann.get("/v1/budgets?department=Adults").json()["total"] == 1
    member = council.person("May Member", "elected_member")
    assert member.get("/v1/budgets").status_code == 403
