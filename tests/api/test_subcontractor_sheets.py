"""Sheets of subcontractors declare seats, under whom the sheet says."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.api.test_supply_chain import Chain

HEADER = "Contract,Subcontractor,Prime,Tier,Role,Share,Payment terms,Critical"
NIGHTS = "Home care,Nightly,Halden Homecare Ltd,,Nights,20%,60 days,Yes"
BANK = "Home care,Bank,Nightly,,Nurses,50%,30 days,No"


@pytest.fixture
def chain(council: Council, ann: Person) -> Chain:
    """The chain of one contract, and the firms that a sheet names."""
    chain = Chain(council, ann)
    for name in ("Nightly", "Bank"):
        chain.firm(name)
    return chain


def bring(who: Person, *lines: str, **asked: Any) -> Json:
    """What comes of a sheet."""
    content = "\n".join((HEADER, *lines)).encode()
    params = {"kind": "subcontractors", "source": "Yearly return", **asked}
    media = {"Content-Type": "text/csv"}
    reply = who.send(
        "POST", "/v1/imports", content=content, params=params, headers=media
    )
    assert reply.status_code in (200, 201), reply.text
    report: Json = reply.json()
    return report


def test_seats_stand_under_whom_the_sheet_names_in_whatever_order(
    ann: Person, chain: Chain
) -> None:
    report = bring(ann, BANK, NIGHTS)

    assert (report["counts"]["new"], report["counts"]["refused"]) == (2, 0)
    nights, bank = sorted(chain.read()["seats"], key=lambda seat: seat["tier"])
    assert (nights["organisation"]["name"], nights["tier"]) == ("Nightly", 2)
    assert (bank["organisation"]["name"], bank["tier"]) == ("Bank", 3)
    assert (nights["value_share"], bank["value_share"]) == ("0.2", "0.5")
    assert bank["value"]["amount"] == "100000.00"
    assert (nights["payment_terms_days"], nights["essential"]) == (60, True)
    kept = ann.get("/v1/rows").json()["items"]
    assert {row["became_id"] for row in kept} == {nights["id"], bank["id"]}


def test_the_same_sheet_again_gives_nothing_new(ann: Person, chain: Chain) -> None:
    bring(ann, NIGHTS, BANK)
    version = chain.read()["version"]
    again = bring(ann, NIGHTS, BANK)

    assert again["counts"] | {"new": 0, "changed": 0, "unchanged": 2} == again["counts"]
    assert chain.read()["version"] == version


def test_a_seat_that_is_there_is_found_and_not_declared_twice(
    ann: Person, chain: Chain
) -> None:
    nightly = ann.get("/v1/organisations?q=Nightly").json()["items"][0]["id"]
    seat = chain.declare(nightly, value_share="0.25")
    bring(ann, NIGHTS, source="Another sheet")

    (held,) = chain.read()["seats"]
    # A sheet never overwrites what the register says.
    assert (held["id"], held["value_share"]) == (seat, "0.25")


def test_names_that_nobody_knows_wait_on_the_match_list(
    ann: Person, chain: Chain
) -> None:
    report = bring(
        ann,
        "Home care,Somebody Else,,2,Days,10%,30 days,",
        "Night watch,Nightly,,2,Nights,10%,30 days,",
        "Home care,Bank,Nobody Ltd,,Nurses,10%,30 days,",
        "Home care,Bank,Nightly,,Nurses,10%,30 days,",
        "Home care,Nightly,,3,Nights,10%,30 days,",
    )

    assert chain.read()["seats"] == []
    assert {match["supplier"] for match in report["to_match"]} >= {
        "Somebody Else",
        "Night watch",
        "Nobody Ltd",
        "Nightly",
    }
    assert report["counts"]["refused"] == 0


def test_of_two_of_one_name_the_one_in_the_chain_is_meant(
    ann: Person, chain: Chain
) -> None:
    chain.firm("Halden Homecare Ltd")
    chain.firm("Nightly Two")
    bring(ann, NIGHTS)
    assert [s["tier"] for s in chain.read()["seats"]] == [2]


def test_the_lead_of_a_sheet_is_no_subcontractor(ann: Person, chain: Chain) -> None:
    bring(ann, "Home care,Halden Homecare Ltd,,1,Lead,100%,30 days,Yes", NIGHTS)
    assert [s["organisation"]["name"] for s in chain.read()["seats"]] == ["Nightly"]


def test_shares_beyond_the_whole_are_refused_row_by_row(
    ann: Person, chain: Chain
) -> None:
    report = bring(
        ann,
        "Home care,Nightly,,2,Nights,70%,30 days,",
        "Home care,Bank,,2,Nurses,40%,30 days,",
    )
    assert report["counts"]["refused"] == 1
    assert [s["value_share"] for s in chain.read()["seats"]] == ["0.7"]


def test_a_rehearsal_declares_nothing(ann: Person, chain: Chain) -> None:
    report = bring(ann, BANK, NIGHTS, dry_run="true")
    assert report["counts"]["new"] == 2
    assert chain.read()["seats"] == []
