"""Reading is wide: a list cut down to one's own part says what that leaves out."""

import pytest

from tests.api.council import Council, Json, Person

THE_REST: Json = {"amount": "2100000.00", "currency": "GBP", "vat_basis": "unknown"}
NOTHING: Json = {"amount": "0.00", "currency": "GBP", "vat_basis": "unknown"}


@pytest.fixture
def mo(council: Council, ann: Person) -> Person:
    """A manager of one contract of four, each with a risk and a change."""
    manager = council.person("Mo Manager", "contract_manager", scope={})
    worth = {"amount": "700000.00", "currency": "GBP", "vat_basis": "net"}
    for who, title in ((manager, "Own"), (ann, "One"), (ann, "Two"), (ann, "Three")):
        body = {"title": title, "annual_value": worth, "department": title}
        contract = who.make("/v1/contracts", body)
        on_it = {"title": f"{title} ends", "contract_id": contract["id"]}
        who.make("/v1/risks", on_it)
        who.make("/v1/changes", on_it)
    return manager


def test_a_portfolio_says_what_lies_outside_it(mo: Person) -> None:
    page = mo.get("/v1/contracts?within=mine").json()

    assert [one["title"] for one in page["items"]] == ["Own"]
    assert (page["total"], page["outside_scope"]) == (
        1,
        {"count": 3, "value": THE_REST},
    )


@pytest.mark.parametrize(
    "path", ["/v1/risks", "/v1/changes", "/v1/risk-register", "/v1/change-log"]
)
def test_so_does_every_list_and_question(mo: Person, path: str) -> None:
    page = mo.get(f"{path}?within=mine").json()

    assert [one["title"] for one in page["items"]] == ["Own ends"]
    assert (page["total"], page["outside_scope"]["count"]) == (1, 3)


def test_everything_is_read_unless_the_own_part_is_asked_for(mo: Person) -> None:
    page = mo.get("/v1/contracts").json()

    assert (page["total"], page["outside_scope"]) == (
        4,
        {"count": 0, "value": NOTHING},
    )


def test_a_directorate_is_what_its_grants_are_for(council: Council, mo: Person) -> None:
    scope = {"departments": ["One", "Two"]}
    head = council.person("Hal Head", "commissioner", scope=scope)
    council.grant(head.account, role="reader", scope={"departments": ["Two", "Own"]})

    page = head.get("/v1/contracts?within=mine&sort=title").json()

    assert [one["title"] for one in page["items"]] == ["One", "Own", "Two"]
    assert page["outside_scope"]["count"] == 1
    assert mo.get("/v1/contracts?within=mine").json()["total"] == 1


def test_whoever_is_for_the_whole_register_leaves_nothing_out(
    ann: Person, mo: Person
) -> None:
    assert mo.get("/v1/contracts").json()["total"] == 4
    page = ann.get("/v1/contracts?within=mine").json()

    assert (page["total"], page["outside_scope"]["count"]) == (4, 0)


def test_restricted_records_are_not_counted_outside(ann: Person, mo: Person) -> None:
    (other,) = ann.get("/v1/contracts?title=Two").json()["items"]
    secret = {"title": "Payroll", "handling": "restricted", "contract_id": other["id"]}
    ann.make("/v1/risks", secret)

    assert mo.get("/v1/risks?within=mine").json()["outside_scope"]["count"] == 3


def test_the_next_page_is_of_the_same_part(mo: Person) -> None:
    for title in ("Next", "Last"):
        mo.make("/v1/contracts", {"title": title})
    first = mo.get("/v1/contracts?within=mine&limit=2").json()

    rest = mo.get(f"/v1/contracts?within=mine&limit=2&cursor={first['next']}").json()
    wider = mo.get(f"/v1/contracts?limit=2&cursor={first['next']}")

    assert (len(rest["items"]), rest["next"], rest["total"]) == (1, None, 3)
    assert (wider.status_code, wider.json()["rule"]) == (422, "cursor")


def test_a_part_is_all_or_mine(mo: Person) -> None:
    reply = mo.get("/v1/contracts?within=yours")

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["pointer"] == "/within"


def test_the_file_holds_the_same_part(mo: Person) -> None:
    lines = mo.get("/v1/contracts.csv?within=mine").text.strip().splitlines()
    assert len(lines) == 2
