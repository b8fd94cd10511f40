"""Whom commands may name: found by name, with nothing of what anybody may do."""

from tests.api.council import Council, Person


def test_a_manager_finds_whom_to_name_and_whoever_left_is_not_among_them(
    council: Council,
) -> None:
    priya = council.person("Priya Nair", "contract_manager", scope={})
    omar = council.person("Omar Okoye", "contract_manager", scope={})
    ada = council.person("Ada Able", "administrator")
    ada.make(f"/v1/accounts/{omar.account}/close", {})

    reply = priya.get("/v1/people")

    found = {one["name"]: one for one in reply.json()["items"]}
    assert reply.headers["Cache-Control"] == "no-store"
    assert found.keys() >= {"Ada Able", "Priya Nair"}
    assert "Omar Okoye" not in found
    assert found["Ada Able"].keys() == {"id", "reference", "name", "status"}
    risk = {"title": "It ends", "scope": "council", "owner": found["Ada Able"]["id"]}
    helena = council.person("Helena Brandt", "commissioner")
    assert helena.make("/v1/risks", risk)["owner_name"] == "Ada Able"


def test_providers_and_members_are_told_nobody(council: Council, ann: Person) -> None:
    firm = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})["id"]
    scope = {"organisations": [firm]}
    for role in ("lead_provider", "subcontractor", "elected_member", "client"):
        who = council.person("Wes Watcher", role, scope=scope)
        assert who.get("/v1/people").status_code == 403, role
