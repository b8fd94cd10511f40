"""A provider as a whole, in one call, cut down to what its reader may know."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person

WORTH: Json = {"amount": "120000.00", "currency": "GBP", "vat_basis": "net"}
LIVE: dict[str, Any] = {"status": "live", "annual_value": WORTH, "wards": ["Abbey"]}


@pytest.fixture
def halden(ann: Person) -> Json:
    """A provider with a parent, a sister, two contracts, and what hangs on them."""
    top = ann.make("/v1/organisations", {"name": "Halden Holdings"})["id"]
    made = ann.make("/v1/organisations", {"name": "Halden Homecare", "parent_id": top})
    sister = ann.make("/v1/organisations", {"name": "Halden Meals", "parent_id": top})
    ends = {"end": "2027-03-31", "provider_id": made["id"]}
    care = contract(ann, {"title": "Home care", **ends})
    contract(ann, {"title": "Nights", **ends, "annual_value": None})
    contract(ann, {"title": "Meals", "provider_id": sister["id"]})
    contract(ann, {"title": "Gritting"})
    on_it = {"title": "It ends", "contract_id": care["id"]}
    ann.make("/v1/risks", on_it)
    ann.make("/v1/risks", {"title": "They fail", "organisation_id": made["id"]})
    ann.make("/v1/issues", on_it)
    ann.file(b"%PDF", **on_it)
    ann.make(f"/v1/organisations/{made['id']}/record-distress", SIGN)
    return made


SIGN = {"signal": "late_accounts", "title": "Accounts are late"}


def contract(who: Person, said: Json) -> Json:
    """A contract that runs."""
    body = {n: v for n, v in {**LIVE, **said}.items() if v is not None}
    return who.make("/v1/contracts/adopt", body)


def seen(who: Person, organisation: Json, query: str = "") -> Json:
    """A provider that has to be shown."""
    reply = who.get(f"/v1/providers/{organisation['id']}?{query}")
    assert reply.status_code == 200, reply.text
    whole: Json = reply.json()
    return whole


def titles(part: Json) -> list[str]:
    """What a section holds."""
    assert part["total"] == len(part["items"])
    return sorted(one["title"] for one in part["items"])


def test_one_call_tells_all_of_a_provider(ann: Person, halden: Json) -> None:
    whole = seen(ann, halden)

    assert whole["organisation"]["name"] == "Halden Homecare"
    assert titles(whole["contracts"]) == ["Home care", "Nights"]
    assert titles(whole["risks"]) == ["It ends", "They fail"]
    assert titles(whole["issues"]) == titles(whole["documents"]) == ["It ends"]
    assert titles(whole["distress"]) == ["Accounts are late"]
    assert whole["totals"] == {
        "contracts": 2,
        "running": 2,
        "annual_value": WORTH,
        "value_not_known": 1,
        "other_currencies": 0,
    }


def test_its_group_is_told_apart_from_itself(ann: Person, halden: Json) -> None:
    group = {one["name"]: one for one in seen(ann, halden)["group"]}

    assert group.keys() == {"Halden Holdings", "Halden Meals"}
    assert group["Halden Meals"]["totals"]["annual_value"] == WORTH
    assert group["Halden Holdings"]["totals"]["contracts"] == 0


def test_what_is_over_is_no_longer_shown(ann: Person, halden: Json) -> None:
    for risk in ann.get("/v1/risks").json()["items"]:
        ann.make(f"/v1/risks/{risk['id']}/close", {"reason": "It is over"})

    assert seen(ann, halden)["risks"] == {"items": [], "total": 0}


def test_distress_is_shown_to_its_readers_alone(
    ben: Person, council: Council, halden: Json
) -> None:
    assert seen(ben, halden)["distress"] == {"items": [], "total": 0}
    scope = {"organisations": [halden["id"]], "wards": ["Abbey"]}
    member = council.person("Max Member", "elected_member", scope=scope)
    assert seen(member, halden)["distress"] is None
    assert seen(member, halden)["contracts"]["total"] == 2


@pytest.mark.parametrize("role", ["lead_provider", "subcontractor"])
def test_no_provider_reads_what_the_council_keeps_of_it(
    council: Council, halden: Json, role: str
) -> None:
    scope = {"organisations": [halden["id"]]}
    whoever = council.person("Pat Provider", role, scope=scope)

    assert whoever.get(f"/v1/providers/{halden['id']}").status_code in (403, 404)


def test_records_that_became_one_are_one_provider(ann: Person, halden: Json) -> None:
    twin = ann.make("/v1/organisations", {"name": "Halden Home Care"})
    contract(ann, {"title": "Reablement", "provider_id": twin["id"]})
    ann.make(f"/v1/organisations/{twin['id']}/merge", {"into": halden["id"]})

    whole = seen(ann, halden)

    assert "Reablement" in titles(whole["contracts"])
    assert whole["totals"]["contracts"] == 3


def test_a_provider_is_read_as_it_was_known(ann: Person, halden: Json) -> None:
    position = seen(ann, halden)["position"]
    contract(ann, {"title": "Extra care", "provider_id": halden["id"]})

    then = seen(ann, halden, f"known_at={position}")

    assert then["totals"]["contracts"] == 2
    assert seen(ann, halden)["totals"]["contracts"] == 3


def test_what_lies_outside_ones_own_part_is_counted(
    council: Council, halden: Json
) -> None:
    manager = council.person("Mo Manager", "contract_manager", scope={})

    whole = seen(manager, halden, "within=mine")

    assert (whole["contracts"]["total"], whole["outside_scope"]["count"]) == (0, 2)
    assert manager.get(f"/v1/providers/{halden['id']}?within=his").status_code == 422
    assert manager.get("/v1/providers/nobody").status_code == 404
