"""Lists of edges become chains: every edge a seat, and what cannot be one is said."""

import pytest

from domain.errors import RuleBroken
from tests.api.council import Council, Person
from tests.api.imports.edges import take

LIST = b"""supplier,customer,payment_terms_days
Night Agency,Halden Homecare Ltd,60
Bank Nurses,Night Agency,30
Bank Nurses,Day Agency,
night agency,HALDEN HOMECARE LTD,60
Halden Homecare Ltd,Bank Nurses,
,Day Agency,
Odd Agency,Odd Agency,
"""


def test_every_edge_is_a_seat_and_what_cannot_be_one_is_said(
    council: Council, ann: Person
) -> None:
    lead = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})["id"]
    told = {"title": "Home care", "provider_id": lead}
    made = ann.make("/v1/contracts", told)
    before = council.head()

    rehearsed = take(council, LIST, made["reference"], dry_run=True)
    assert council.head() == before
    report = take(council, LIST, made["reference"])
    assert report.counts == rehearsed.counts
    assert (report.counts.new, report.counts.repeated, report.counts.refused) == (
        3,
        1,
        3,
    )
    assert {(fault.row, fault.wrong) for fault in report.faults} == {
        (5, "is there already, further up"),
        (6, "closes a circle of suppliers"),
        (7, "names no supplier"),
        (8, "supplies itself"),
    }
    seats = ann.get(f"/v1/contracts/{made['id']}/supply-chain").json()["seats"]
    places = sorted((one["tier"], one["organisation"]["name"]) for one in seats)
    assert places == [
        (2, "Day Agency"),
        (2, "Night Agency"),
        (3, "Bank Nurses"),
        (3, "Bank Nurses"),
    ]
    days = {str(one["payment_terms_days"]) for one in seats if one["tier"] == 3}
    assert "30" in days

    after = council.head()
    again = take(council, LIST, made["reference"])
    assert (again.counts.new, again.counts.unchanged) == (0, 3)
    assert council.head() == after


def test_what_is_no_list_of_edges_is_refused_in_words(
    council: Council, ann: Person
) -> None:
    made = ann.make("/v1/contracts", {"title": "Home care"})
    for data in (b"", b"name,value\na,1\n"):
        report = take(council, data, made["reference"])
        assert report.anything_refused
    with pytest.raises(RuleBroken, match="--contract"):
        take(council, LIST, "C-999999")
    bad = take(council, b"from,to,value_share\nA,B,much\n", made["reference"])
    (fault,) = bad.faults
    assert (fault.row, "value_share" in fault.advice) == (2, True)
