"""Both spreadsheets on Monday as they are, and in the evening a list of gaps."""

from datetime import date
from typing import Any

from tests.api.council import Council, Person
from tests.api.imports.sheets import book
from tests.api.test_sheet_imports import send

CONTRACTS, RISKS = 300, 80
DEPARTMENTS = ("Adult social care", "Highways", "Education")
RAG = {
    "Red": {"likelihood": 5, "impact": 4},
    "Amber": {"likelihood": 3, "impact": 3},
    "Green": {"likelihood": 2, "impact": 2},
}
HEADER = (
    "Directorate",
    "Contract title",
    "Supplier",
    "Annual value",
    "Start date",
    "End date",
    "Contract owner",
    "Notes",
)
RISK_HEADER = ("Contract", "Risk", "Effect", "Owner", "RAG", "Mitigation")


def title(nth: int) -> str:
    return f"Service {nth:03} for Northmoor"


def contract_row(nth: int) -> list[Any]:
    """A contract as they are written down: some end dates lack, some are words."""
    end: Any = (date(2027, 3, 31), "31.3.2027", "tbc", None, "31/02/2027")[nth % 5]
    return [
        None,
        title(nth),
        f"Firm {nth % 60:02} Ltd",
        f"£{25_000 + nth:,}",
        "1/4/24",
        end,
        ("Priya Example", "Sam Sample")[nth % 2],
        f"Extended once, see file {nth}" if nth % 7 == 0 else None,
    ]


def contracts_sheet() -> bytes:
    """Two rows of titles, an empty one, departments in merged cells, no ids."""
    rows = [
        ["NORTHMOOR BOROUGH COUNCIL"],
        ["Contracts register, last updated by nobody knows whom"],
        [],
        HEADER,
        *(contract_row(nth) for nth in range(CONTRACTS)),
    ]
    merged = [
        (f"A{5 + 100 * nth}:A{104 + 100 * nth}", department)
        for nth, department in enumerate(DEPARTMENTS)
    ]
    return book(rows, merged, name="Register")


def risks_sheet() -> bytes:
    """Titles over a header, ten risks under the merged name of each contract."""
    rows: list[Any] = [["Risk log (PROTECT)"], ["RAG as agreed at DMT"], RISK_HEADER]
    for nth in range(RISKS):
        rag = ("Red", "Amber", "GREEN", "amber")[nth % 4]
        said = [None, f"Firm {nth} withdraws", "Visits are missed", "Sam Sample", rag]
        rows.append([*said, "Ring the others"])
    merged = [
        (f"A{4 + 10 * nth}:A{13 + 10 * nth}", title(nth)) for nth in range(RISKS // 10)
    ]
    return book(rows, merged, name="Log")


def test_both_come_in_whole_and_say_what_is_missing(
    council: Council, helena: Person
) -> None:
    # Helena looks first: every fault has its cell, and nothing is written.
    head = council.head()
    seen = send(helena, contracts_sheet(), dry_run="true").json()
    assert council.head() == head
    assert seen["counts"]["new"] == CONTRACTS
    assert {cell["field"] for cell in seen["cells"]} >= {"End date"}
    assert not [cell for cell in seen["cells"] if cell["severity"] == "refused"]

    taken = send(helena, contracts_sheet(), file_name="contracts.xlsx").json()
    scored = {"kind": "risks", "scores": RAG, "scheme": "RAG of DMT"}
    risks = send(helena, risks_sheet(), file_name="risks.xlsx", **scored).json()

    assert (taken["counts"]["new"], risks["counts"]["new"]) == (CONTRACTS, RISKS)
    assert (taken["to_match"], risks["to_match"]) == ([], [])
    assert total(helena, "/v1/contracts") == CONTRACTS
    for department in DEPARTMENTS:
        assert total(helena, "/v1/contracts", department=department) == 100
    register = helena.get("/v1/risk-register?limit=200").json()
    assert register["total"] == RISKS
    first = register["items"][0]
    assert first["contract_title"].startswith("Service 00")
    assert first["legacy_score"]["scheme"] == "RAG of DMT"
    assert first["current"]["score"] == 20

    # Everything that was written is somewhere, and what was not is asked for.
    assert total(helena, "/v1/rows", q="Extended once, see file 294") == 1
    assert total(helena, "/v1/contracts", end_from="2027-03-31") == 120
    assert missing(helena, "gap:contract.end") == 180
    assert missing(helena, "gap:contract.notice_period_months") == CONTRACTS
    assert missing(helena, "gap:risk.next_review") == RISKS

    # The same files again say nothing new.
    for data, more in ((contracts_sheet(), {}), (risks_sheet(), scored)):
        again = send(helena, data, file_name="again.xlsx", **more).json()
        assert again["counts"]["new"] == again["counts"]["changed"] == 0


def total(who: Person, path: str, **asked: str) -> int:
    found: int = who.get(path, params=asked).json()["total"]
    return found


def missing(who: Person, rule: str) -> int:
    """Of how many things something is not known; each owner has one line."""
    lines = who.get("/v1/findings", params={"rule": rule}).json()["items"]
    assert len({line["owner_name"] for line in lines}) == len(lines)
    return sum(line["missing"] for line in lines)
