"""What ends, is reviewed and is bought, by financial year and service."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.pipeline import financial_year
from tests.api.council import Council, Json, Person
from tests.api.test_lists import read_csv

LIVE: dict[str, Any] = {"status": "live", "service": "Home care"}


def worth(amount: str, **more: str) -> Json:
    """A yearly sum."""
    return {"amount": amount, "currency": "GBP", "vat_basis": "net", **more}


@pytest.fixture
def contracts(ann: Person) -> None:
    """Contracts that end around a year's end, one that is bought, one unknown."""
    lived: dict[str, dict[str, Any]] = {
        "North": {"end": "2027-03-31", "annual_value": worth("100.00")},
        "South": {"end": "2027-03-31", "service": " home  CARE "},
        "East": {"end": "2027-04-01", "annual_value": worth("7.00", currency="EUR")},
        "West": {"review_on": "2026-12-01"},
    }
    for title, said in lived.items():
        ann.make("/v1/contracts/adopt", {**LIVE, "title": title, **said})
    bought = {"title": "Meals", "status": "in_procurement", "start": "2027-04-01"}
    ann.make("/v1/contracts", {**bought, "service": "Meals"})


def told(who: Person, query: str = "") -> Json:
    """A pipeline that has to be given."""
    reply = who.get(f"/v1/pipeline?{query}")
    assert reply.status_code == 200, reply.text
    whole: Json = reply.json()
    return whole


@pytest.mark.usefixtures("contracts")
def test_contracts_are_counted_by_year_and_service_however_it_is_spelt(
    ann: Person,
) -> None:
    items = told(ann)["items"]

    assert [
        (one["financial_year"], one["event"], one["service"], one["count"])
        for one in items
    ] == [
        ("2026-27", "ends", "Home care", 2),
        ("2026-27", "reviewed", "Home care", 1),
        ("2027-28", "ends", "Home care", 1),
        ("2027-28", "bought", "Meals", 1),
    ]
    assert [(one["from"], one["until"]) for one in items[:1]] == [
        ("2026-04-01", "2027-03-31")
    ]
    first, _, euros, _ = items
    assert (first["annual_value"]["amount"], first["value_not_known"]) == ("100.00", 1)
    assert (euros["annual_value"]["amount"], euros["other_currencies"]) == ("0.00", 1)
    assert {one["title"] for one in first["contracts"]} == {"North", "South"}


@pytest.mark.usefixtures("contracts")
def test_what_nobody_knows_the_end_of_is_named(ann: Person) -> None:
    not_known = {one["event"]: one for one in told(ann)["not_known"]}

    assert [one["title"] for one in not_known["ends"]["contracts"]] == ["West"]
    assert not_known["reviewed"]["count"] == 3
    assert not_known["ends"]["value_not_known"] == 1


@pytest.mark.usefixtures("contracts")
@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ("event=bought", [1]),
        ("financial_year=2026-27", [2, 1]),
        ("service=HOME CARE&event=ends", [2, 1]),
        ("department=Nobody", []),
    ],
)
def test_a_part_of_it_is_asked_for(ann: Person, query: str, counts: list[int]) -> None:
    assert [one["count"] for one in told(ann, query)["items"]] == counts


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("event=sold", "/event"),
        ("financial_year=2026", "/financial_year"),
        ("within=his", "/within"),
        ("colour=red", "/colour"),
    ],
)
def test_what_cannot_be_asked_is_refused(ann: Person, query: str, pointer: str) -> None:
    reply = ann.get(f"/v1/pipeline?{query}")

    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]


def test_notice_moves_the_end(ann: Person) -> None:
    said = {**LIVE, "title": "North", "end": "2029-03-31"}
    made = ann.make("/v1/contracts/adopt", said)
    notice = {
        "served_by": "council",
        "served_on": "2026-11-20",
        "ends_on": "2027-05-20",
    }
    ann.make(f"/v1/contracts/{made['id']}/serve-notice", notice)

    (item,) = told(ann, "event=ends")["items"]
    assert item["financial_year"] == "2027-28"


@pytest.mark.usefixtures("contracts")
def test_the_file_has_a_line_for_each_day(ann: Person) -> None:
    ann.make("/v1/contracts/adopt", {**LIVE, "title": "=Far", "end": "2030-01-01"})

    rows = read_csv(ann.get("/v1/pipeline.csv?event=ends"))

    assert [(row["financial_year"], row["title"]) for row in rows][2:] == [
        ("2027-28", "East"),
        ("2029-30", "'=Far"),
        ("not known", "West"),
    ]
    assert ann.get("/v1/pipeline.xlsx").status_code == 200


@pytest.mark.usefixtures("contracts")
def test_a_member_sees_the_pipeline_of_the_ward(council: Council, ann: Person) -> None:
    seen = {**LIVE, "title": "Abbey", "end": "2027-03-31", "wards": ["Abbey"]}
    ann.make("/v1/contracts/adopt", seen)
    ann.make("/v1/contracts/adopt", {**seen, "title": "Castle", "wards": ["Castle"]})
    member = council.person("Max", "elected_member", scope={"wards": ["Abbey"]})

    titles = {c["title"] for one in told(member)["items"] for c in one["contracts"]}
    assert "Abbey" in titles
    assert "Castle" not in titles


@given(day=st.dates(date(1999, 1, 1), date(2101, 1, 1)))
def test_a_financial_year_begins_in_april(day: date) -> None:
    year = financial_year(day)

    first = int(year[:4])
    assert date(first, 4, 1) <= day <= date(first + 1, 3, 31)
    assert int(year[5:]) == (first + 1) % 100
