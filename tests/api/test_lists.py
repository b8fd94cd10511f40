"""Lists: what is asked for, as JSON and as a file that a spreadsheet may open."""

import csv
import io
from typing import Any

import pytest

from api.spreadsheet import safe
from tests.api.council import Council, Person

GAPS = {"unknown": "asked_no_answer"}


@pytest.fixture
def risks(ann: Person) -> dict[str, str]:
    """Three risks by title: one scored, one closed, one of which little is known."""
    titles = ("Agency withdraws", "Budget is cut", "Carers leave")
    made = {
        title: ann.make("/v1/risks", {"title": title, "scope": "council"})["id"]
        for title in titles
    }
    score = {"current": {"likelihood": 4, "impact": 5}, "reason": "It got worse"}
    ann.make(f"/v1/risks/{made['Agency withdraws']}/assess", score)
    ann.make(f"/v1/risks/{made['Budget is cut']}/close", {"reason": "It is over"})
    ann.make(f"/v1/risks/{made['Carers leave']}/describe", {"cause": GAPS})
    return made


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Carers leave", "Budget is cut", "Agency withdraws"]),
        ("sort=title", ["Agency withdraws", "Budget is cut", "Carers leave"]),
        ("sort=-title&limit=1", ["Carers leave"]),
        ("status=closed", ["Budget is cut"]),
        (
            "status=closed&status=open&sort=title&limit=2",
            ["Agency withdraws", "Budget is cut"],
        ),
        ("q=AGENCY", ["Agency withdraws"]),
        ("current_from=20", ["Agency withdraws"]),
        ("unknown=current&sort=title", ["Budget is cut", "Carers leave"]),
        ("scope=contract", []),
        ("in_error=true", []),
    ],
)
def test_a_list_holds_what_is_asked_for(
    ann: Person, risks: dict[str, str], query: str, titles: list[str]
) -> None:
    page = ann.get(f"/v1/risks?{query}").json()

    assert [item["title"] for item in page["items"]] == titles
    assert all(item["id"] == risks[item["title"]] for item in page["items"])


def read_csv(reply: Any) -> list[dict[str, str]]:
    """The rows of a file, by the names in its first line."""
    assert reply.headers["Content-Type"].startswith("text/csv")
    text = reply.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_file_holds_the_same_as_the_list(ann: Person, risks: dict[str, str]) -> None:
    rows = read_csv(ann.get("/v1/risks.csv?status=open&sort=title"))

    assert [row["title"] for row in rows] == ["Agency withdraws", "Carers leave"]
    assert [row["current.score"] for row in rows] == ["20", ""]
    assert [row["cause"] for row in rows] == [
        "not known: not asked",
        "not known: asked no answer",
    ]
    assert rows[0]["id"] == risks["Agency withdraws"]


def test_a_file_holds_more_than_a_page(ann: Person) -> None:
    for nth in range(205):
        ann.make("/v1/organisations", {"name": f"Organisation {nth}"})

    assert len(read_csv(ann.get("/v1/organisations.csv"))) == 205


def test_a_file_has_its_columns_though_it_is_empty(ann: Person) -> None:
    reply = ann.get("/v1/contracts.csv")

    assert read_csv(reply) == []
    assert b"annual_value.amount,annual_value.currency" in reply.content


@pytest.mark.parametrize(
    "title", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\u200e=1"]
)
def test_no_cell_is_run_by_a_spreadsheet(ann: Person, title: str) -> None:
    ann.make("/v1/risks", {"title": title, "scope": "council"})

    (row,) = read_csv(ann.get("/v1/risks.csv"))

    assert row["title"][0] not in "=+-@"
    assert row["title"].endswith(title)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("-48000.00", "-48000.00"),
        ("-5", "-5"),
        ("-5+1", "'-5+1"),
        ("=1", "'=1"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("Care", "Care"),
        ("", ""),
    ],
)
def test_a_number_stays_a_number(cell: str, kept: str) -> None:
    assert safe(cell) == kept


def test_a_file_has_no_pages(ann: Person) -> None:
    reply = ann.get("/v1/risks.csv?limit=1")

    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == ["/limit"]


def test_who_may_not_list_gets_no_file(council: Council) -> None:
    admin = council.person("Ada Able", "administrator")

    assert admin.get("/v1/risks.csv").status_code == 403


def test_words_find_nothing_where_things_have_no_words(
    council: Council, ann: Person
) -> None:
    council.person("Kay Keeper")

    found = ann.get("/v1/keys?q=kay")

    assert (found.status_code, found.json()["total"]) == (200, 0)
