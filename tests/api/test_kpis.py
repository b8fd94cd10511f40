"""KPIs over HTTP: agreed, measured by the provider, checked, rated, told to members."""

from collections.abc import Iterator

import pytest

from tests.api.conftest import open_council
from tests.api.council import Council, Json, Person
from tests.conftest import Clock

MONTHS = (("2026-08-01", "2026-08-31", "96"), ("2026-09-01", "2026-09-30", "92"))
ON_TIME: Json = {
    "title": "Calls on time",
    "direction": "higher",
    "target": "95",
    "tolerance": "2",
    "kind": "quality",
    "frequency": "monthly",
    "collected_by": "provider",
}


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    """One council for all of them: nothing here stands in another's way."""
    with open_council(tmp_path_factory.mktemp("kpis"), Clock()) as council:
        yield council


@pytest.fixture
def ann(council: Council) -> Person:
    return council.person("Ann Atkins", "commissioner")


@pytest.fixture
def lead(council: Council, contract: Json) -> Person:
    """Who acts for the provider of the contract."""
    scope = {"organisations": [contract["provider_id"]]}
    return council.person("Lea Lead", "lead_provider", scope=scope)


@pytest.fixture
def contract(ann: Person) -> Json:
    firm = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})
    said = {"title": "Home care", "provider_id": firm["id"], "wards": ["Abbey"]}
    return ann.make("/v1/contracts", said)


@pytest.fixture
def kpi(ann: Person, contract: Json) -> Json:
    made = ann.make("/v1/kpis", {**ON_TIME, "contract_id": contract["id"]})
    return ann.make(f"/v1/kpis/{made['id']}/agree", {})


def measured(who: Person, kpi: Json) -> Json:
    """Two months of figures, the second one red."""
    for first, last, value in MONTHS:
        said = {"period_from": first, "period_to": last, "value": value}
        kpi = who.make(f"/v1/kpis/{kpi['id']}/measure", said)
    return kpi


def test_a_provider_measures_and_the_council_checks(
    ann: Person, lead: Person, kpi: Json
) -> None:
    """RBWM S4.1: provider data is quality assured, and the share that was is known."""
    told = measured(lead, kpi)
    own = lead.post(
        f"/v1/kpis/{kpi['id']}/verify",
        {"period_from": "2026-09-01", "check": "verified"},
    )
    checked = ann.make(
        f"/v1/kpis/{kpi['id']}/verify",
        {"period_from": "2026-09-01", "check": "sampled", "method": "40 calls"},
    )

    assert (told["measured"], told["checked"]) == (2, 0)
    assert own.status_code == 403
    assert (checked["measured"], checked["checked"]) == (2, 1)
    assert checked["figures"][1]["check"] == "sampled"


def test_figures_stand_to_the_target_and_have_a_trend(
    ann: Person, lead: Person, kpi: Json
) -> None:
    """RBWM S4.2: trends over the periods, and one list across contracts."""
    told = measured(lead, kpi)
    red = ann.get("/v1/kpis?standing=red&sort=-measured_to").json()

    assert [each["standing"] for each in told["figures"]] == ["green", "red"]
    assert (told["standing"], told["trend"], told["last_value"]) == (
        "red",
        "worse",
        "92",
    )
    assert told["id"] in {each["id"] for each in red["items"]}


def test_a_target_moves_by_an_approved_change_and_the_figures_with_it(
    council: Council, ann: Person, lead: Person, contract: Json, kpi: Json
) -> None:
    """KCC M6: indicators change by a change request; a direct edit is refused."""
    path = f"/v1/kpis/{kpi['id']}"
    measured(lead, kpi)
    edit = ann.post(f"{path}/describe", {"target": "91"})
    asked = {"title": "A kinder target", "contract_id": contract["id"], "kind": "kpi"}
    change = ann.make("/v1/changes", asked)
    early = ann.post(f"{path}/revise", {"change_id": change["id"], "target": "91"})
    _approved(council, ann, change)
    moved = ann.make(f"{path}/revise", {"change_id": change["id"], "target": "91"})

    assert (edit.status_code, edit.json()["rule"]) == (422, "INV-K1")
    assert (early.status_code, early.json()["rule"]) == (422, "INV-K1")
    assert [each["standing"] for each in moved["figures"]] == ["green", "green"]
    assert moved["target"] == "91"


def test_a_change_of_another_contract_moves_nothing(ann: Person, kpi: Json) -> None:
    other = ann.make("/v1/contracts", {"title": "Gritting"})
    change = ann.make("/v1/changes", {"title": "X", "contract_id": other["id"]})

    reply = ann.post(f"/v1/kpis/{kpi['id']}/revise", {"change_id": change["id"]})

    assert (reply.status_code, reply.json()["rule"]) == (422, "INV-K1")


def test_a_place_in_the_chain_has_its_own_kpis(ann: Person, contract: Json) -> None:
    """KCC T4C-2: performance of every provider in the chain, or "not measured"."""
    nights = ann.make("/v1/organisations", {"name": "Night Owls CIC"})
    path = f"/v1/contracts/{contract['id']}/supply-chain/declare"
    seat = ann.make(path, {"organisation_id": nights["id"]})["seats"][-1]["id"]
    said = {**ON_TIME, "contract_id": contract["id"], "seat_id": seat}
    made = ann.make("/v1/kpis", said)
    strange = ann.post("/v1/kpis", {**said, "seat_id": made["id"]})

    assert ann.get(f"/v1/kpis?seat_id={seat}").json()["total"] == 1
    assert made["standing"] is None
    assert strange.status_code == 422
    assert strange.json()["errors"][0]["pointer"] == "/seat_id"


def test_members_see_how_it_stands_and_other_providers_nothing(
    council: Council, lead: Person, kpi: Json
) -> None:
    measured(lead, kpi)
    member = council.person("Mo Member", "elected_member", scope={"wards": ["Abbey"]})
    elsewhere = council.person("Ed", "elected_member", scope={"wards": ["Castle"]})
    path = f"/v1/kpis/{kpi['id']}"

    assert member.get(path).json()["standing"] == "red"
    assert elsewhere.get(path).status_code == 404
    assert elsewhere.get("/v1/kpis").json()["total"] == 0


def test_a_rating_is_given_in_the_words_of_the_law_and_published(
    ann: Person, kpi: Json
) -> None:
    path = f"/v1/kpis/{kpi['id']}"
    year = {"period_from": "2025-11-01", "period_to": "2026-10-31"}
    wrong = ann.post(f"{path}/assess", {**year, "rating": "excellent"})
    rated = ann.make(f"{path}/assess", {**year, "rating": "approaching_target"})
    told = ann.make(f"{path}/publish", {"published_on": "2026-11-20"})

    assert wrong.status_code == 422
    assert (rated["rating"], rated["assessed_to"]) == (
        "approaching_target",
        "2026-10-31",
    )
    assert told["assessments"][0]["published_on"] == "2026-11-20"


def _approved(council: Council, ann: Person, change: Json) -> None:
    ben = council.person("Ben Bright", "commissioner")
    path = f"/v1/changes/{change['id']}"
    whole = {
        "cost": {"one_off": {"amount": "0.00"}},
        "value_delta": {"amount": "0.00"},
        "risk": {"text": "None"},
        "supply_chain": {"text": "None"},
        "exit": "None",
        "equality": "None",
    }
    ann.make(f"{path}/assess-impact", whole)
    ben.make(f"{path}/approve", {})
