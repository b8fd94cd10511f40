"""Priya leaves: her 25 contracts, and all that waits for her, go over in one act."""

from tests.api.council import Person

MANY = 25


def test_twenty_five_contracts_and_what_hangs_on_them_go_over_at_once(
    priya: Person, omar: Person, helena: Person, ada: Person
) -> None:
    mine = {"owner": str(priya.account)}
    contracts = [
        priya.make("/v1/contracts", {"title": f"Home care, lot {nth}"})["id"]
        for nth in range(MANY)
    ]
    for contract in contracts[:10]:
        on_it = {"title": "The provider withdraws", "contract_id": contract}
        risk = priya.make("/v1/risks", {**on_it, **mine})["id"]
        priya.make(f"/v1/risks/{risk}/add-action", {"title": "Ring two others", **mine})
        priya.make("/v1/issues", {**on_it, "title": "Missed calls", **mine})
    leaving_plan = {"title": "Leaving lot 0", "kind": "exit", **mine}
    plan = priya.make("/v1/plans", {**leaving_plan, "contract_id": contracts[0]})["id"]
    priya.make(f"/v1/plans/{plan}/add-task", {"title": "Ring the families", **mine})
    waiting = priya.make(
        "/v1/changes", {"contract_id": contracts[0], "title": "Nights at a new rate"}
    )

    # The administrator sees what there is, and hands it over with one sentence.
    held = ada.get(f"/v1/accounts/{priya.account}/holdings").json()["items"]
    assert len(held) == MANY + 10 + 10 + 1 + 1
    leaving = {
        "to": str(omar.account),
        "from_date": "2026-11-21",
        "what": "all",
        "reason": "Priya moves to Highways",
    }
    handed = ada.make(f"/v1/accounts/{priya.account}/hand-over", leaving)

    (act,) = handed["handed_over"]
    assert (act["contracts"], act["risks"], act["actions"]) == (MANY, 10, 10)
    assert (act["plans"], act["tasks"], act["changes"]) == (1, 1, 1)
    assert ada.get(f"/v1/accounts/{priya.account}/holdings").json()["items"] == []
    assert omar.get("/v1/contracts?within=mine").json()["total"] == MANY
    change = omar.get(f"/v1/changes/{waiting['id']}").json()
    assert change["held_by"] == str(omar.account)

    # He works on what was hers at once, she no more; the history says why.
    describe = f"/v1/contracts/{contracts[7]}/describe"
    assert omar.post(describe, {"department": "Adult care"}).status_code == 200
    assert priya.post(describe, {"department": "Hers"}).status_code == 403
    told = helena.get(f"/v1/contracts/{contracts[7]}/history").json()["items"]
    assert told[1]["reason"] == "Priya moves to Highways"
    assert told[1]["after"]["contract_manager"] == str(omar.account)

    closed = ada.make(f"/v1/accounts/{priya.account}/close", {})
    assert (closed["status"], closed["still_held"]) == ("closed", None)
    assert priya.get("/v1/contracts").status_code == 403
