"""An auditor's year: its end, totals, samples, who came in, and how it ends."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.conftest import open_council
from tests.api.council import Council, Json, Person
from tests.api.test_events import next_event, streamed
from tests.conftest import Clock

REDO = Path(__file__).parents[2] / "scripts/redo_sample.py"
NONCE = "auditors-own-1"


def pounds(amount: str) -> Json:
    return {"amount": amount, "currency": "GBP", "vat_basis": "net"}


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    """Two contracts at the end of a period, and what became known of it later."""
    clock = Clock()
    with open_council(tmp_path_factory.mktemp("year"), clock) as council:
        ann = council.person("Ann Atkins", "commissioner")
        admin = council.person("Ada Able", "administrator")
        limits = [{"role": "commissioner", "up_to": pounds("50000.00")}]
        admin.make(
            "/v1/policy/set-approval-limits", {"levels": limits, "reason": "Scheme"}
        )
        live = {"status": "live", "category": "services"}
        estimate = {"estimated_value_at_award": pounds("178000.00")}
        just_below = {**estimate, "light_touch": False, "awarded_on": "2025-06-01"}
        care, meals = (
            ann.make(
                "/v1/contracts/adopt",
                {**live, **more, "title": title, "annual_value": pounds(value)},
            )
            for title, value, more in (
                ("Care", "100000.00", just_below),
                ("Meals", "95000.00", just_below | {"light_touch": True}),
            )
        )
        rise = {"title": "Rise", "kind": "price", "raised_by": "provider"}
        change = ann.make("/v1/changes", {**rise, "contract_id": care["id"]})
        ann.make(
            f"/v1/changes/{change['id']}/assess-impact",
            {"value_delta": pounds("49000.00"), "exit": "None"},
        )
        clock.forward(days=3)
        ann.make(
            f"/v1/contracts/{meals['id']}/correct",
            {
                "annual_value": pounds("9500.00"),
                "effective_on": "2026-11-21",
                "reason_code": "clerical",
                "reason": "A nought too many",
            },
        )
        ann.make(f"/v1/contracts/{care['id']}/describe", {"department": "Adults"})
        gone = council.person("Lee Leaver", "reader")
        admin.make(f"/v1/accounts/{gone.account}/close", {"reason": "Left"})
        clock.forward(days=200)
        council.person("Aud Itor", "auditor", until="2027-07-01")
        council.app.state.clock = clock
        yield council


@pytest.fixture(scope="module")
def auditor(council: Council) -> Person:
    """Somebody who audits the register as a whole, with no end set."""
    return council.person("Una Bounded", "auditor")


def answer(who: Person, path: str) -> Json:
    """The answer to a question, which has to be given."""
    reply = who.get(f"/v1/audit/{path}")
    assert reply.status_code == 200, reply.text
    told: Json = reply.json()
    return told


def test_a_year_end_is_told_as_known_then_beside_as_known_now(
    council: Council, auditor: Person
) -> None:
    told = answer(auditor, "year-end?on=2026-11-21&noun=contract")

    (row,) = told["items"]
    assert (row["title"], row["became"]) == ("Meals", "changed")
    (field,) = row["fields"]
    values = [field[name]["amount"] for name in ("then", "now")]
    assert (field["field"], values) == ("annual_value", ["95000.00", "9500.00"])
    assert [event["fact"] for event in row["events"]] == ["contract-corrected"]
    sums = [told["summary"][name][0]["value"]["amount"] for name in ("then", "now")]
    assert sums == ["195000.00", "109500.00"]
    close = told["completeness"]["marks"]["close"]
    assert close["position"] + 1 == told["completeness"]["from"]
    assert council.register.reading.recorded_at(close["position"]).day == 21


def test_totals_have_no_gap_and_name_what_is_just_below_a_limit(
    council: Council, auditor: Person
) -> None:
    told = answer(auditor, "totals?limit=200")

    summary, head = told["summary"], council.head()
    assert (summary["entries"], summary["gaps"], summary["duplicates"]) == (head, 0, 0)
    assert (summary["first"], summary["last"]) == (1, head)
    assert summary["streams_out_of_order"] == 0
    by: dict[str, list[Json]] = {}
    for row in told["items"]:
        by.setdefault(row["kind"], []).append(row)
    assert sum(row["count"] for row in by["entries"]) == head
    (services,) = [row for row in by["control"] if row["noun"] == "contract"]
    assert (services["name"], services["count"]) == ("services", 2)
    assert services["value"]["amount"] == "109500.00"
    change, bought = by["near"]
    assert (change["name"], change["value"]["amount"]) == ("commissioner", "49000.00")
    assert (bought["title"], bought["threshold"]["amount"]) == ("Care", "214904.00")
    assert bought["value"]["amount"] == "213600.00"  # with VAT
    assert bought["name"] == "Procurement Act 2023, sch. 1"


@pytest.mark.parametrize(
    ("population", "method", "strata"),
    [
        ("entries", "random", ""),
        ("entries", "random", "noun"),
        ("contracts", "monetary_unit", ""),
        ("changes", "monetary_unit", "kind"),
    ],
)
def test_a_sample_is_drawn_again_by_hand(
    auditor: Person, tmp_path: Path, population: str, method: str, strata: str
) -> None:
    asked = f"population={population}&to=20" + (f"&strata={strata}" if strata else "")
    told = answer(auditor, f"sample?{asked}&method={method}&size=3&nonce={NONCE}")
    listed = auditor.get(f"/v1/audit/population.ndjson?{asked}")
    file = tmp_path / "population.ndjson"
    file.write_bytes(listed.content)

    summary = told["summary"]
    said = ("20", summary["root"], NONCE, method, "3")
    redone = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-I", "-S", str(REDO), str(file), *said],
        check=True,
        capture_output=True,
        text=True,
    )

    assert redone.stdout.split() == [row["id"] for row in told["items"]]
    again = answer(auditor, f"sample?{asked}&method={method}&size=3&nonce={NONCE}")
    assert again["items"] == told["items"]
    other = answer(auditor, f"sample?{asked}&method={method}&size=3&nonce={NONCE}2")
    assert other["summary"]["seed"] != summary["seed"]
    assert other["summary"]["digest"] == summary["digest"]


def test_an_access_review_names_who_came_moved_left_and_administered(
    council: Council, auditor: Person
) -> None:
    told = answer(auditor, "access?limit=200&dormant_days=90")

    by: dict[str, list[Json]] = {}
    for row in told["items"]:
        by.setdefault(row["kind"], []).append(row)
    accounts = {row["name"]: row for row in by["account"]}
    assert accounts["Lee Leaver"]["status"] == "closed"
    assert accounts["Ann Atkins"]["dormant_days"] == 200
    assert accounts["Una Bounded"]["without_end"] == ["auditor"]
    assert accounts["Aud Itor"]["without_end"] == []
    assert [row["name"] for row in by["leaver"]] == ["Lee Leaver"]
    assert {row["fact"] for row in by["administrator_act"]} == {
        "approval-limits-set",
        "account-closed",
    }
    assert {row["name"] for row in by["joiner"]} == set(accounts)
    assert told["summary"]["auditors_without_end"] == 1
    assert told["summary"]["dormant"] >= 2
    part = council.person("Par Tial", "auditor", scope={"departments": ["Adults"]})
    names = {row["name"] for row in answer(part, "access")["items"]}
    assert names == {"Par Tial"}


def test_an_engagement_ends_for_every_question_and_says_so(
    council: Council, auditor: Person
) -> None:
    """It holds until before its last day, over lists, single things and a stream."""
    clock: Clock = council.app.state.clock
    today = clock.now.date()
    who = council.person("Eve Engaged", "auditor", until=str(today.replace(day=28)))
    risk = council.person("Cam Commissioner", "commissioner").make(
        "/v1/risks", {"title": "It ends", "scope": "council"}
    )
    ways = (f"/v1/risks/{risk['id']}", "/v1/risks", "/v1/audit/entries", "/v1/events")
    for path in (*ways, f"/v1/risks/{risk['id']}/history"):
        assert who.get(path).status_code == 200, path

    with streamed(who, "noun=risk") as lines:
        assert next_event(lines)["event"] == "risk-identified"
        clock.forward(days=28 - today.day)
        last = next_event(lines)

    assert last["event"] == "refused"
    assert "as auditor ended before" in last["data"]
    for path in (*ways, "/v1/risks/R-999999"):
        refused = who.get(path)
        assert refused.status_code == 403, path
        assert "as auditor ended before" in refused.json()["detail"]
    assert auditor.get("/v1/audit/entries").status_code == 200
