"""Questions across the register: the risk register, the change log, hindsight."""

import pytest
from pydantic_core import from_json

from tests.api.council import Council, Json, Person
from tests.api.test_lists import read_csv
from tests.conftest import Clock

RISK = {"title": "Sole nursing agency withdraws", "scope": "council"}


def score(likelihood: int, impact: int) -> Json:
    """An assessment."""
    return {
        "current": {"likelihood": likelihood, "impact": impact},
        "reason": "Looked at again",
    }


@pytest.fixture
def risk(clock: Clock, ann: Person) -> str:
    """The id of a risk whose score rose, a week apart."""
    made = ann.make("/v1/risks", RISK)
    ann.make(f"/v1/risks/{made['id']}/assess", score(2, 5))
    clock.forward(days=7)
    ann.make(f"/v1/risks/{made['id']}/assess", score(4, 5))
    return str(made["id"])


def test_the_risk_register_shows_what_moved_each_score(ann: Person, risk: str) -> None:
    register = ann.get("/v1/risk-register").json()

    (entry,) = register["items"]
    assert (entry["id"], entry["trend"]) == (risk, "up")
    assert entry["bands"]["current"] == "extreme"
    assert [(m["from"], m["to"]) for m in entry["moved_by"]] == [(None, 10), (10, 20)]
    assert register["heat_maps"]["current"] == [
        {"likelihood": 4, "impact": 5, "count": 1}
    ]


def test_the_risk_register_is_read_as_it_stood(ann: Person, risk: str) -> None:
    then = ann.get("/v1/risk-register?known_at=2026-11-22T00:00:00Z").json()

    (entry,) = then["items"]
    assert (entry["id"], entry["current"]["score"]) == (risk, 10)
    assert entry["trend"] == "same"


def test_hindsight_is_told_apart_from_what_was_known(ann: Person, risk: str) -> None:
    around = ann.get(f"/v1/risks/{risk}/around?date=2026-11-22").json()

    assert around["known"]["current"]["score"] == 10
    assert [event["after"]["current"]["score"] for event in around["later"]] == [20]


def test_before_a_risk_was_entered_nothing_was_known(ann: Person, risk: str) -> None:
    around = ann.get(f"/v1/risks/{risk}/around?date=2026-11-20").json()

    assert around["known"] is None
    assert len(around["later"]) == 3


@pytest.mark.parametrize("query", ["", "?date=", "?date=2027-01-01", "?date=20261122"])
def test_hindsight_needs_a_day_that_has_been(
    ann: Person, risk: str, query: str
) -> None:
    reply = ann.get(f"/v1/risks/{risk}/around{query}")

    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == ["/date"]


def test_the_risk_register_is_a_file_too(ann: Person, risk: str) -> None:
    (row,) = read_csv(ann.get("/v1/risk-register.csv?current_from=15"))

    assert (row["id"], row["current.score"], row["trend"]) == (risk, "20", "up")
    assert (row["bands.current"], row["bands.target"]) == ("extreme", "")
    assert row["review_overdue"] == "no"
    assert [move["to"] for move in from_json(row["moved_by"])] == [10, 20]


def test_the_file_of_the_risk_register_is_read_as_it_stood(
    ann: Person, risk: str
) -> None:
    then = ann.get("/v1/risk-register.csv?known_at=2026-11-22T00:00:00Z")

    (row,) = read_csv(then)
    assert (row["id"], row["current.score"], row["trend"]) == (risk, "10", "same")
    position = then.headers["Register-Position"]
    name = f'filename="risk-register-{position}.csv"'
    assert then.headers["Content-Disposition"].endswith(name)


def test_the_file_of_the_risk_register_leaves_out_what_is_closed(ann: Person) -> None:
    risk = ann.make("/v1/risks", RISK)["id"]
    ann.make(f"/v1/risks/{risk}/close", {"reason": "Over"})

    assert read_csv(ann.get("/v1/risk-register.csv")) == []
    (row,) = read_csv(ann.get("/v1/risk-register.csv?status=closed"))
    assert row["id"] == risk


def test_the_change_log_is_a_file_with_its_running_totals(ann: Person) -> None:
    contract = ann.make("/v1/contracts", {"title": "=Home care"})
    raised = {
        "contract_id": contract["id"],
        "title": "+Uplift",
        "kind": "price",
        "raised_by": "provider",
    }
    change = ann.make("/v1/changes", raised)
    worth = {"value_delta": {"amount": "48000.00", "vat_basis": "net"}}
    ann.make(f"/v1/changes/{change['id']}/assess-impact", worth)

    (row,) = read_csv(ann.get("/v1/change-log.csv?kind=price"))

    assert (row["id"], row["title"]) == (change["id"], "'+Uplift")
    assert row["contract_title"] == "'=Home care"
    assert row["contract_reference"] == contract["reference"]
    assert (row["value_delta.amount"], row["value_delta.currency"]) == (
        "48000.00",
        "GBP",
    )
    assert (row["running.value.amount"], row["running.months"]) == ("0.00", "0")


@pytest.mark.parametrize("path", ["/v1/risk-register", "/v1/change-log"])
def test_the_file_of_a_question_is_asked_like_its_list(ann: Person, path: str) -> None:
    assert read_csv(ann.get(f"{path}.csv?status=closed")) == []
    assert ann.get(f"{path}.csv?colour=red").status_code == 422
    assert ann.get(f"{path}.csv?limit=1").status_code == 422


@pytest.mark.parametrize("path", ["/v1/risk-register", "/v1/change-log"])
def test_a_question_is_filtered_like_its_list(ann: Person, path: str) -> None:
    assert ann.get(f"{path}?status=closed").json()["total"] == 0
    assert ann.get(f"{path}?colour=red").status_code == 422


def test_the_register_and_the_list_are_asked_for_what_is_above_appetite(
    council: Council, ann: Person, risk: str
) -> None:
    admin = council.person("Ada Able", "administrator")
    ann.make("/v1/risks", RISK)
    admin.make("/v1/policy/set-appetite", {"limit": 9})

    register = ann.get("/v1/risk-register?above_appetite=true").json()

    assert [entry["id"] for entry in register["items"]] == [risk]
    assert (register["above_appetite"], register["appetite_not_set"]) == (1, 0)
    listed = ann.get("/v1/risks?above_appetite=true&overdue=false").json()
    assert [each["id"] for each in listed["items"]] == [risk]
    assert ann.get("/v1/contracts?above_appetite=true").status_code == 422
    assert risk in ann.get("/v1/risk-register.csv?above_appetite=true").text
