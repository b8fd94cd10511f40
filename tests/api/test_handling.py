"""What is restricted later leaves as little behind as what always was."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.api.watching import answers, asked

NOBODY = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0cff"
SHEET = (
    b"Risk,Likelihood,Impact,Notes\n"
    b"Payroll is late,5,5,The bank called on Friday\n"
    b"Van breaks down,2,2,Old van\n"
)


@pytest.fixture
def contract(ann: Person) -> Json:
    halden = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})
    return ann.make(
        "/v1/contracts",
        {"title": "Home care", "provider_id": halden["id"], "wards": ["Abbey"]},
    )


def watchers(council: Council, contract: Json) -> dict[str, Person]:
    whose = {"organisations": [contract["provider_id"]]}
    scopes: dict[str, Any] = {
        "reader": "all",
        "contract_manager": "all",
        "elected_member": {"wards": ["Abbey"]},
        "lead_provider": whose,
    }
    return {
        role: council.person(f"{role} W", role, scope=scope)
        for role, scope in scopes.items()
    }


def addresses(council: Council, contract: Json, who: Person) -> list[str]:
    known = {
        "contracts": [contract["id"]],
        "organisations": [contract["provider_id"]],
        "providers": [contract["provider_id"]],
        "accounts": [str(who.account)],
    }
    nouns = {path.path.split("/")[2] for path in council.operations()}
    return list(asked(council, {noun: known.get(noun, [NOBODY]) for noun in nouns}))


@pytest.mark.exhaustive
@pytest.mark.parametrize("noun", ["issues", "risks"])
def test_what_is_restricted_after_it_was_entered_leaves_no_trace(
    council: Council, ann: Person, contract: Json, noun: str
) -> None:
    who = watchers(council, contract)
    paths = {role: addresses(council, contract, one) for role, one in who.items()}
    before = {role: answers(one, paths[role]) for role, one in who.items()}

    said = {"title": "Payroll is late", "contract_id": contract["id"]}
    made = ann.make(f"/v1/{noun}", said)
    ann.make(f"/v1/{noun}/{made['id']}/comment", {"text": "A call from the bank"})
    if noun == "risks":
        ann.make(f"/v1/contracts/{contract['id']}/freeze-known-risks", {})
        before = {role: answers(one, paths[role]) for role, one in who.items()}
        ann.make(f"/v1/risks/{made['id']}/set-handling", {"handling": "restricted"})
        after = {role: answers(one, paths[role]) for role, one in who.items()}
        told = str([after[role] for role in who])
        assert made["id"] in str(before["reader"])
        assert made["id"] not in told
        assert made["reference"] not in told
        assert "Payroll" not in told
        return
    ann.make(f"/v1/issues/{made['id']}/set-handling", {"handling": "restricted"})

    for role, one in who.items():
        after = answers(one, paths[role])
        assert {p for p in after if after[p] != before[role][p]} == set(), role


def test_named_readers_come_and_go(
    council: Council, ann: Person, contract: Json
) -> None:
    rhea = council.person("Rhea Reader", "reader")
    said = {"title": "Payroll is late", "contract_id": contract["id"]}
    issue = f"/v1/issues/{ann.make('/v1/issues', said)['id']}"
    found = [rhea.get(issue).status_code]

    for readers in ([], [str(rhea.account)], []):
        kept = {"handling": "restricted", "readers": readers}
        ann.make(f"{issue}/set-handling", kept)
        found.append(rhea.get(issue).status_code)

    assert found == [200, 404, 200, 404]
    assert rhea.get(f"{issue}/history").status_code == 404


def test_an_issue_is_kept_from_a_provider_from_now_on(
    council: Council, ann: Person, contract: Json
) -> None:
    lena = watchers(council, contract)["lead_provider"]
    said = {"title": "Nurses are not paid", "contract_id": contract["id"]}
    issue = f"/v1/issues/{ann.make('/v1/issues', said)['id']}"
    before = lena.get(issue).status_code

    kept = {"handling": "normal", "confidential_from": [contract["provider_id"]]}
    ann.make(f"{issue}/set-handling", kept)

    assert (before, lena.get(issue).status_code) == (200, 404)
    assert lena.get("/v1/issues").json()["total"] == 0


def test_the_row_of_a_sheet_is_read_by_who_reads_what_became_of_it(
    council: Council, ann: Person, contract: Json
) -> None:
    rhea = council.person("Rhea Reader", "reader")
    asked_for = {"kind": "risks", "source": "Risks", "contract": contract["reference"]}
    taken = ann.send(
        "POST",
        "/v1/imports",
        content=SHEET,
        params=asked_for,
        headers={"Content-Type": "text/csv"},
    )
    assert taken.status_code == 201, taken.text
    rows = {row["became_title"]: row for row in _rows(ann)}
    row = rows["Payroll is late"]

    ann.make(f"/v1/risks/{row['became_id']}/set-handling", {"handling": "restricted"})

    assert [each["became_title"] for each in _rows(rhea)] == ["Van breaks down"]
    assert rhea.get(f"/v1/rows/{row['id']}").status_code == 404
    assert rhea.get("/v1/risks?q=bank").json()["total"] == 0
    assert row["id"] not in rhea.get("/v1/events?noun=row").text
    assert len(_rows(ann)) == 2
    ann.make(f"/v1/risks/{row['became_id']}/set-handling", {"handling": "normal"})
    assert len(_rows(rhea)) == 2


def _rows(who: Person) -> list[Json]:
    rows: list[Json] = who.get("/v1/rows").json()["items"]
    for row in rows:
        thing = who.get(f"/v1/risks/{row['became_id']}").json()
        row["became_title"] = thing["title"]
    return rows
