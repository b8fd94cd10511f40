"""Work done again: a figure from its entries, and the evidence on one contract."""

from base64 import b64decode
from collections.abc import Iterator

import pytest

from domain.ledger.proof import verify_inclusion
from tests.api.conftest import open_council
from tests.api.council import Council, Json, Person
from tests.conftest import Clock


def pounds(amount: str) -> Json:
    return {"amount": amount, "currency": "GBP", "vat_basis": "net"}


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    with open_council(tmp_path_factory.mktemp("work"), Clock()) as council:
        yield council


@pytest.fixture(scope="module")
def ann(council: Council) -> Person:
    return council.person("Ann Atkins", "commissioner")


@pytest.fixture(scope="module")
def auditor(council: Council) -> Person:
    return council.person("Aud Itor", "auditor")


@pytest.fixture(scope="module")
def care(ann: Person) -> Json:
    """A contract of 300,000 with a provider who has another of 100,000 of 500,000."""
    halden, other = (
        ann.make("/v1/organisations", {"name": name}) for name in ("Halden", "Other")
    )
    made = [
        ann.make(
            "/v1/contracts/adopt",
            {
                "title": title,
                "status": "live",
                "annual_value": pounds(value),
                "provider_id": firm["id"],
            },
        )
        for title, value, firm in (
            ("Care", "250000.00", halden),
            ("Meals", "100000.00", halden),
            ("Gritting", "100000.00", other),
        )
    ]
    care: Json = made[0]
    ann.make(
        f"/v1/contracts/{care['id']}/correct",
        {
            "annual_value": pounds("300000.00"),
            "reason_code": "clerical",
            "reason": "Misread",
        },
    )
    return care | {"provider": halden["reference"]}


@pytest.fixture(scope="module")
def risk(ann: Person, care: Json) -> Json:
    """A risk of it that was scored twice, and a document."""
    risk = ann.make("/v1/risks", {"title": "It ends", "contract_id": care["id"]})
    for likelihood in (2, 4):
        score = {"likelihood": likelihood, "impact": 5}
        said = {"current": score, "reason": "News"}
        ann.make(f"/v1/risks/{risk['id']}/assess", said)
    ann.file(b"%PDF-1", title="Signed contract", contract_id=care["id"])
    return risk


def answer(who: Person, path: str) -> Json:
    reply = who.get(f"/v1/audit/{path}")
    assert reply.status_code == 200, reply.text
    told: Json = reply.json()
    return told


def test_a_score_is_worked_out_again_from_its_entries(
    auditor: Person, risk: Json
) -> None:
    told = answer(auditor, f"reperformance?thing={risk['reference']}")

    summary = told["summary"]
    assert summary["worked_out"]["current"]["score"] == 20
    assert summary["shown"] == summary["worked_out"]
    assert summary["equal"] is True
    scores = [row["said"]["current"]["score"] for row in told["items"]]
    assert scores == [10, 20]
    before = told["items"][1]["position"] - 1
    earlier = answer(auditor, f"reperformance?thing={risk['reference']}&to={before}")
    assert earlier["summary"]["worked_out"]["current"]["score"] == 10


def test_terms_are_worked_out_again(auditor: Person, care: Json) -> None:
    told = answer(auditor, f"reperformance?thing={care['reference']}")

    summary = told["summary"]
    assert summary["worked_out"]["annual_value"]["amount"] == "300000.00"
    assert summary["equal"] is True


def test_a_suppliers_share_is_worked_out_again(auditor: Person, care: Json) -> None:
    """400,000 of 500,000: 0.8, and an index of 10,000 (0.64 + 0.04) = 6,800."""
    told = answer(auditor, f"reperformance?thing={care['provider']}")

    summary = told["summary"]
    assert summary["worked_out"] == {
        "paid_pence": 400_000_00,
        "all_pence": 500_000_00,
        "providers": 2,
        "share": "0.8000",
        "hhi": "6800.00",
    }
    assert summary["equal"] is True
    assert {row["fact"] for row in told["items"]} == {
        "contract-adopted",
        "contract-corrected",
    }


def test_the_evidence_on_a_contract_proves_each_entry(
    council: Council, ann: Person, auditor: Person, care: Json, risk: Json
) -> None:
    told = answer(auditor, f"evidence?contract={care['reference']}&limit=200")

    nouns = {row["noun"] for row in told["items"]}
    assert {"contract", "risk", "document"} <= nouns
    (document,) = told["summary"]["documents"]
    assert (document["title"], len(document["sha256"])) == ("Signed contract", 64)
    assert told["summary"]["things"]["risk"] == 1
    head = told["completeness"]["checkpoint"]
    for row in told["items"]:
        verify_inclusion(
            bytes.fromhex(row["leaf"]),
            row["position"] - 1,
            head["size"],
            root=b64decode(head["root"]),
            proof=[b64decode(one) for one in row["proof"]],
        )
    hidden = {"title": "Hush", "contract_id": care["id"], "handling": "restricted"}
    ann.make("/v1/risks", hidden)
    reader = council.person("Rea Reader", "reader")
    seen = answer(reader, f"evidence?contract={care['reference']}&limit=200")
    assert [row["position"] for row in seen["items"]] == [
        row["position"] for row in told["items"]
    ]
    assert seen["summary"]["things"] == told["summary"]["things"]
    assert risk["reference"] in {row["reference"] for row in seen["items"]}


def test_what_is_outside_an_engagement_is_not_there(
    council: Council, care: Json
) -> None:
    part = council.person("Par Tial", "auditor", scope={"departments": ["Highways"]})

    for query in (f"evidence?contract={care['reference']}", "evidence?contract=C-999"):
        assert part.get(f"/v1/audit/{query}").status_code == 404
    wrong = part.get("/v1/audit/evidence?contract=R-1")
    assert wrong.status_code == 422
