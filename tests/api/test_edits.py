"""Edit in Excel: a list goes out as a workbook, is changed, and comes back."""

import io
from datetime import date, datetime, time
from typing import Any

import pytest
import xlsxwriter
from httpx2 import Response
from jsonschema import Draft202012Validator

from api.imports.faults import Fault
from api.imports.sheets.grid import Cell
from api.imports.sheets.workbook import read_workbook
from tests.api.council import Council, Json, Person
from tests.api.imports.sheets import XLSX

Sheets = dict[str, list[list[Cell]]]
YEAR = {"amount": "1250000.00", "currency": "GBP", "vat_basis": "net"}


def opened(reply: Response) -> Sheets:
    """The sheets of a workbook, as rows of cells."""
    assert reply.status_code == 200, reply.text
    book = read_workbook(reply.content)
    assert not isinstance(book, Fault)
    return {grid.name: [list(row) for row in grid.rows] for grid in book.grids}


def saved(sheets: Sheets) -> bytes:
    """The same sheets as a spreadsheet program would save them."""
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"strings_to_formulas": False}) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for at, cell in enumerate(row):
                    if isinstance(cell, date):
                        moment = datetime.combine(cell, time())
                        sheet.write_datetime(number, at, moment, days)
                    elif cell is not None:
                        sheet.write(number, at, cell)
    return into.getvalue()


def put(sheets: Sheets, noun: str, row: int, column: str, value: Cell) -> None:
    """Changes one cell; rows count from 1 below the header."""
    rows = sheets[noun]
    at = rows[0].index(column)
    rows[row].extend([None] * (at + 1 - len(rows[row])))
    rows[row][at] = value


def send_back(who: Person, sheets: Sheets, **asked: Any) -> Response:
    said = {"reason": "Tidied for the board", "file_name": "edited.xlsx", **asked}
    return who.send(
        "POST",
        "/v1/edits",
        content=saved(sheets),
        params=said,
        headers={"Content-Type": XLSX},
    )


@pytest.fixture
def contract(ann: Person) -> Json:
    said = {
        "title": "Home care",
        "contract_number": "=1+1",
        "start": "2024-04-01",
        "annual_value": YEAR,
    }
    return ann.make("/v1/contracts", said)


@pytest.fixture
def risks(ann: Person, contract: Json) -> list[Json]:
    return [
        ann.make("/v1/risks", {"title": f"Risk {n}", "contract_id": contract["id"]})
        for n in range(3)
    ]


@pytest.mark.usefixtures("contract")
def test_a_workbook_has_dates_as_dates_and_money_as_numbers(ann: Person) -> None:
    rows = opened(ann.get("/v1/contracts.xlsx"))["contract"]
    cells = dict(zip(map(str, rows[0]), rows[1], strict=False))

    assert cells["start"] == date(2024, 4, 1)
    assert cells["annual_value.amount"] == 1250000.0
    assert cells["version"] == 1.0
    assert cells["end"] == "not known: not asked"


@pytest.mark.usefixtures("contract")
def test_nothing_in_a_workbook_runs(ann: Person) -> None:
    rows = opened(ann.get("/v1/contracts.xlsx"))["contract"]

    # A formula would have come back as its result.
    assert rows[1][rows[0].index("contract_number")] == "=1+1"


@pytest.mark.usefixtures("contract")
def test_a_workbook_says_what_it_is_and_from_when(
    council: Council, ann: Person
) -> None:
    about = opened(ann.get("/v1/contracts.xlsx"))["About"]

    said = {str(row[0]): row[1] for row in about}
    assert said["list"] == "contract"
    assert said["register-position"] == str(council.head())


def test_the_risk_register_and_the_change_log_are_workbooks(
    ann: Person, risks: list[Json]
) -> None:
    register = opened(ann.get("/v1/risk-register.xlsx"))["risk-register"]
    log = opened(ann.get("/v1/change-log.xlsx"))["change-log"]

    assert len(register) == len(risks) + 1
    assert len(log) == 1


def test_a_list_that_comes_back_unchanged_asks_for_nothing(
    council: Council, ann: Person, risks: list[Json]
) -> None:
    sheets, head = opened(ann.get("/v1/risks.xlsx")), council.head()

    report = send_back(ann, sheets).json()

    assert (report["rows"], report["changed"]) == (len(risks), 0)
    assert (report["commands"], report["cells"]) == ([], [])
    assert council.head() == head


def test_changed_cells_are_shown_and_then_done(
    council: Council, ann: Person, risks: list[Json]
) -> None:
    sheets, head = opened(ann.get("/v1/risks.xlsx?sort=title")), council.head()
    put(sheets, "risk", 1, "category", "supply")
    put(sheets, "risk", 1, "next_review", date(2027, 1, 31))
    put(sheets, "risk", 3, "title", "Risk two, said better")

    preview = send_back(ann, sheets, dry_run="true").json()
    assert council.head() == head
    done = send_back(ann, sheets).json()

    assert preview["commands"] == done["commands"]
    assert [(c["row"], c["fields"]) for c in preview["commands"]] == [
        (2, ["category", "next_review"]),
        (4, ["title"]),
    ]
    assert preview["commands"][0]["if_match"] == '"1"'
    assert len(done["batch"]["items"]) == 2
    first = ann.get(f"/v1/risks/{risks[0]['id']}").json()
    assert (first["category"], first["next_review"]) == ("supply", "2027-01-31")
    history = ann.get(f"/v1/risks/{risks[2]['id']}/history").json()["items"]
    assert history[-1]["reason"] == "Tidied for the board"
    assert history[-1]["fact"] == "risk-described"


@pytest.mark.usefixtures("risks")
def test_a_preview_is_a_batch_that_can_be_sent(ann: Person) -> None:
    sheets = opened(ann.get("/v1/risks.xlsx"))
    put(sheets, "risk", 1, "category", "supply")
    put(sheets, "risk", 2, "category", "demand")
    preview = send_back(ann, sheets, dry_run="true").json()
    names = ("method", "path", "body", "if_match")
    commands = [{n: command[n] for n in names} for command in preview["commands"]]

    reply = ann.post("/v1/batches", {"reason": "As shown", "commands": commands})

    assert reply.status_code == 200
    categories = [r["category"] for r in ann.get("/v1/risks").json()["items"]]
    assert "supply" in categories
    assert "demand" in categories


def test_a_score_that_was_changed_is_an_assessment(
    ann: Person, risks: list[Json]
) -> None:
    sheets = opened(ann.get("/v1/risks.xlsx?sort=title"))
    put(sheets, "risk", 1, "current.likelihood", 4)
    put(sheets, "risk", 1, "current.impact", 5)

    send_back(ann, sheets)

    risk = ann.get(f"/v1/risks/{risks[0]['id']}").json()
    assert risk["current"]["score"] == 20
    history = ann.get(f"/v1/risks/{risks[0]['id']}/history").json()["items"]
    assert history[-1]["fact"] == "risk-assessed"


def test_what_was_not_known_of_a_contract_is_established(
    ann: Person, contract: Json
) -> None:
    sheets = opened(ann.get("/v1/contracts.xlsx"))
    put(sheets, "contract", 1, "end", "31/03/2027")
    put(sheets, "contract", 1, "tier", "gold")

    send_back(ann, sheets)

    thing = ann.get(f"/v1/contracts/{contract['id']}").json()
    assert (thing["end"], thing["tier"]) == ("2027-03-31", "gold")
    facts = [
        item["fact"]
        for item in ann.get(f"/v1/contracts/{contract['id']}/history").json()["items"]
    ]
    assert "contract-established" in facts


def test_a_term_of_a_live_contract_is_not_changed_in_a_list(
    council: Council, ann: Person, contract: Json
) -> None:
    sheets, head = opened(ann.get("/v1/contracts.xlsx")), council.head()
    put(sheets, "contract", 1, "annual_value.amount", 1300000)
    put(sheets, "contract", 1, "service", "Home care")

    preview = send_back(ann, sheets, dry_run="true").json()
    refused = send_back(ann, sheets)

    (cell,) = preview["cells"]
    assert (cell["row"], cell["field"]) == (2, "annual_value")
    assert "raise a change" in cell["advice"]
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == f"/2/{cell['column']}"
    # All of it or nothing.
    assert council.head() == head
    assert ann.get(f"/v1/contracts/{contract['id']}").json()["service"] != "Home care"


def test_what_has_moved_on_since_is_told_and_not_overwritten(
    ann: Person, risks: list[Json]
) -> None:
    sheets = opened(ann.get("/v1/risks.xlsx?sort=title"))
    ann.post(f"/v1/risks/{risks[0]['id']}/describe", {"category": "workforce"})
    put(sheets, "risk", 1, "category", "supply")

    preview = send_back(ann, sheets, dry_run="true").json()

    assert preview["cells"][0]["value"] == "exported at 1, now 2"
    assert send_back(ann, sheets).status_code == 422


def test_rows_that_others_changed_meanwhile_are_no_edits(
    ann: Person, risks: list[Json]
) -> None:
    sheets = opened(ann.get("/v1/risks.xlsx?sort=title"))
    ann.post(f"/v1/risks/{risks[0]['id']}/describe", {"category": "workforce"})
    put(sheets, "risk", 2, "category", "supply")

    report = send_back(ann, sheets).json()

    assert [command["row"] for command in report["commands"]] == [3]
    assert ann.get(f"/v1/risks/{risks[0]['id']}").json()["category"] == "workforce"


@pytest.mark.usefixtures("risks")
@pytest.mark.parametrize(
    ("column", "value", "saying"),
    [
        ("next_review", "31/02/2027", "is not a date"),
        ("status", "closed", "is not changed in a list"),
        ("id", "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c01", "is nothing that the register"),
        ("id", None, "is a row without an id"),
        ("title", None, "was emptied"),
    ],
)
def test_what_cannot_be_changed_so_is_told_in_its_cell(
    ann: Person, column: str, value: Cell, saying: str
) -> None:
    sheets = opened(ann.get("/v1/risks.xlsx"))
    put(sheets, "risk", 1, column, value)

    (cell,) = send_back(ann, sheets, dry_run="true").json()["cells"]

    assert cell["row"] == 2
    assert saying in cell["wrong"]


@pytest.mark.usefixtures("risks")
def test_a_cell_that_is_emptied_is_not_known_any_more(ann: Person) -> None:
    sheets = opened(ann.get("/v1/risks.xlsx"))
    put(sheets, "risk", 1, "category", "supply")
    send_back(ann, sheets)
    again = opened(ann.get("/v1/risks.xlsx"))
    put(again, "risk", 1, "category", None)

    send_back(ann, again)

    categories = [r["category"] for r in ann.get("/v1/risks").json()["items"]]
    assert categories == [{"unknown": "not_asked"}] * 3


@pytest.mark.usefixtures("risks")
def test_everybody_edits_with_their_own_rights(council: Council) -> None:
    mia = council.person("Mia Manager", "contract_manager", scope={})
    reader = council.person("Rob Reader", "reader")
    sheets = opened(mia.get("/v1/risks.xlsx"))
    put(sheets, "risk", 1, "category", "supply")

    assert send_back(mia, sheets).json()["rule"] == "rights/describe_risk"
    assert send_back(reader, sheets, dry_run="true").status_code == 403


def test_a_workbook_from_elsewhere_is_refused(council: Council, ann: Person) -> None:
    head = council.head()

    assert send_back(ann, {"risk": [["id"], ["1"]]}).status_code == 422
    assert send_back(ann, {"About": [["list", "star"]]}).status_code == 422
    assert send_back(ann, {"risk": [["id"]]}, reason="").status_code == 422
    assert council.head() == head


@pytest.mark.usefixtures("risks")
def test_replies_are_as_the_document_says(council: Council, ann: Person) -> None:
    document = council.document()
    operation = document["paths"]["/v1/edits"]["post"]
    sheets = opened(ann.get("/v1/risks.xlsx"))
    put(sheets, "risk", 1, "category", "supply")

    for dry_run in ("true", "false"):
        reply = send_back(ann, sheets, dry_run=dry_run)
        content = operation["responses"]["200"]["content"]["application/json"]
        schema = {**content["schema"], "components": document["components"]}
        Draft202012Validator(schema).validate(reply.json())
