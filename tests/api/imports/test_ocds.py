"""OCDS releases and records: what they say becomes what it is, the rest is kept."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.imports.job import File
from api.imports.ocds.history import merged, plain
from api.imports.ocds.importing import import_ocds
from api.imports.report import Report
from api.opening import EVERYTHING
from domain.facts.change import ChangeImplemented
from domain.facts.contract import ContractAdopted
from domain.facts.organisation import OrganisationRegistered
from projections.naming import Named, named
from projections.pages import Question
from tests.api.imports.conftest import Here
from tests.api.imports.importing import asker, facts

DATA = Path(__file__).parents[4] / "shared/data"
OCID = "ocds-zz9999-home-care"
AGREED: dict[str, Any] = {
    "id": "1",
    "awardID": "a",
    "title": "Home care, lot 2",
    "status": "active",
    "period": {
        "startDate": "2024-04-01T00:00:00Z",
        "endDate": "2027-03-31T00:00:00Z",
        "maxExtentDate": "2028-03-31T00:00:00Z",
    },
    "riskAllocation": [
        {
            "id": "1",
            "category": "financial",
            "description": "Wages rise faster than prices",
            "allocation": "privateParty",
        }
    ],
    "agreedMetrics": [{"id": "m", "title": "Visits on time"}],
}
AWARD: dict[str, Any] = {
    "id": "a",
    "date": "2024-02-12T10:00:00Z",
    "value": {"amount": 3750000, "currency": "GBP"},
    "suppliers": [{"id": "GB-COH-01234567", "name": "Halden, Homecare & Sons"}],
}
PARTIES: list[dict[str, Any]] = [
    {
        "id": "GB-COH-01234567",
        "name": "Halden, Homecare & Sons",
        "identifier": {"scheme": "GB-COH", "id": "01234567"},
        "contactPoint": {"name": "Pat Person", "email": "pat@halden.example"},
        "roles": ["supplier"],
    }
]


def release(number: int, tag: str, **said: Any) -> dict[str, Any]:
    day = f"2024-0{number}-10T00:00:00Z"
    head = {"ocid": OCID, "id": str(number), "date": day, "tag": [tag]}
    return {**head, "buyer": {"name": "Northmoor Borough Council"}, **said}


def package(*releases: dict[str, Any]) -> bytes:
    return json.dumps({"releases": list(releases)}).encode()


TENDER = release(
    1, "tender", tender={"id": "t", "title": "Home care", "status": "active"}
)
AWARDED = release(2, "award", awards=[AWARD], parties=PARTIES)
SIGNED = release(3, "contract", contracts=[AGREED])
EXTENDED = release(
    5,
    "contractAmendment",
    contracts=[
        {
            "id": "1",
            "period": {"endDate": "2028-03-31T00:00:00Z"},
            "amendments": [
                {
                    "id": "1",
                    "date": "2024-05-01T00:00:00Z",
                    "description": "Extended by a year",
                }
            ],
        }
    ],
)
ALL = package(TENDER, AWARDED, SIGNED, EXTENDED)


def bring(here: Here, data: bytes, **more: Any) -> Report:
    def names() -> Named:
        with here.reads.at(EVERYTHING) as view:
            return named(view)

    file = File(more.pop("name", "releases.json"), data)
    return import_ocds(here.register, names, file, asker(), **more)


def found(
    here: Here, noun: str, day: date | None = None, **asked: Any
) -> list[dict[str, Any]]:
    with here.reads.at(EVERYTHING, None, day) as view:
        return view.page(noun, Question(limit=200, **asked)).items


def kept(here: Here, what: str) -> list[dict[str, Any]]:
    return [row for row in found(here, "row") if row["says"].get("what") == what]


def test_a_history_becomes_a_contract_with_its_change_and_its_risk(here: Here) -> None:
    report = bring(here, ALL)

    (contract,) = found(here, "contract")
    assert not report.anything_refused
    assert contract["title"] == "Home care, lot 2"
    assert contract["ocid"] == OCID
    assert contract["authority"] == "Northmoor Borough Council"
    assert contract["provider_name"] == "Halden, Homecare & Sons"
    assert contract["awarded_on"] == "2024-02-12"
    assert contract["estimated_value_at_award"]["amount"] == "3750000.00"
    assert contract["max_end_at_award"] == "2028-03-31"
    (risk,) = found(here, "risk")
    assert (risk["title"], risk["borne_by"]) == (
        "Wages rise faster than prices",
        "provider",
    )
    (change,) = found(here, "change")
    assert (change["title"], change["kind"]) == ("Extended by a year", "extension")
    assert change["implemented_on"] == "2024-05-01"
    assert [f.as_found for f in facts(here.register, ChangeImplemented)] == [True]


def test_the_terms_before_and_after_an_amendment_differ_as_published(
    here: Here,
) -> None:
    bring(here, ALL)

    assert found(here, "contract", date(2024, 4, 30))[0]["end"] == "2027-03-31"
    assert found(here, "contract", date(2024, 5, 1))[0]["end"] == "2028-03-31"


def test_what_has_no_noun_is_kept_and_told(here: Here) -> None:
    report = bring(here, ALL)

    (metric,) = kept(here, "agreedMetrics")
    assert metric["says"]["said"] == {"id": "m", "title": "Visits on time"}
    assert metric["contract_title"] == "Home care, lot 2"
    assert metric["became"] is None
    assert ("agreedMetrics", "has no place of its own in the register yet") in {
        (fault.field, fault.wrong) for fault in report.faults
    }
    assert kept(here, "tender")
    assert kept(here, "awards")
    assert report.counts.kept == len([r for r in found(here, "row") if not r["became"]])


def test_whom_to_write_to_is_not_taken(here: Here) -> None:
    bring(here, ALL)

    assert "Pat Person" not in str(found(here, "row"))
    assert "halden.example" not in str(found(here, "row"))


def test_an_organisation_is_known_by_its_number(here: Here) -> None:
    bring(here, ALL)
    other = release(2, "award", awards=[{**AWARD, "id": "b"}], parties=PARTIES)

    bring(here, package({**other, "ocid": "ocds-zz9999-day-care"}))

    (firm,) = facts(here.register, OrganisationRegistered)
    assert firm.identifiers[0].id == "01234567"
    assert len(found(here, "contract")) == 2


def test_several_suppliers_of_an_award_wait_for_somebody_to_say(here: Here) -> None:
    two = [{"name": "Halden Ltd"}, {"name": "Wick Ltd"}]

    report = bring(
        here, package(release(2, "award", awards=[{**AWARD, "suppliers": two}]))
    )

    assert [match.supplier for match in report.matches] == ["Halden Ltd; Wick Ltd"]
    assert not facts(here.register, OrganisationRegistered)


def test_the_same_file_again_gives_nothing_new(here: Here) -> None:
    bring(here, ALL)
    head = here.register.reading.head()

    report = bring(here, ALL)

    assert (report.counts.new, report.counts.changed) == (0, 0)
    assert here.register.reading.head() == head


def test_releases_that_come_one_by_one_make_one_contract(here: Here) -> None:
    for each in (TENDER, AWARDED, SIGNED):
        bring(here, package(each))

    (contract,) = found(here, "contract")
    assert (contract["start"], contract["end"]) == ("2024-04-01", "2027-03-31")
    assert len(facts(here.register, ContractAdopted)) == 1


def test_an_amendment_that_comes_later_changes_the_contract(here: Here) -> None:
    bring(here, package(TENDER, AWARDED, SIGNED))

    report = bring(here, ALL)

    assert len(found(here, "change")) == 1
    assert found(here, "contract")[0]["end"] == "2028-03-31"
    assert not report.differences


def test_a_rehearsal_says_the_same_and_writes_nothing(here: Here) -> None:
    head = here.register.reading.head()

    rehearsed = bring(here, ALL, dry_run=True)

    assert here.register.reading.head() == head
    assert rehearsed.counts == bring(here, ALL).counts


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"releases": []}', b'{"releases": [{"id": "1"}]}']
)
def test_what_holds_no_releases_is_refused(here: Here, data: bytes) -> None:
    head = here.register.reading.head()

    report = bring(here, data)

    assert report.anything_refused
    assert here.register.reading.head() == head


def test_releases_add_up_field_by_field_and_thing_by_thing() -> None:
    first = {"a": 1, "things": [{"id": "x", "n": 1}, {"id": "y"}]}
    then = {"b": 2, "things": [{"id": "x", "m": 2}, {"id": "z"}]}

    assert merged(first, then) == {
        "a": 1,
        "b": 2,
        "things": [{"id": "x", "n": 1, "m": 2}, {"id": "y"}, {"id": "z"}],
    }


def test_nobody_can_be_reached_by_what_is_read() -> None:
    said: Any = {
        "party": {"name": "A", "contactPoint": {"name": "Pat"}, "email": "a@b"}
    }

    assert plain(said) == {"party": {"name": "A"}}


def _files(*patterns: str) -> Sequence[Path]:
    return sorted(path for each in patterns for path in DATA.glob(each))


here_only = pytest.mark.skipif(not DATA.exists(), reason="shared data is not here")


@here_only
def test_the_example_of_a_partnership_comes_in_whole(here: Here) -> None:
    data = (DATA / "ocds-ppp-example/full_record_package.json").read_bytes()

    report = bring(here, data)

    assert not report.anything_refused
    assert report.counts.refused == 0
    assert not report.matches
    assert len(found(here, "risk")) == 12
    assert {risk["borne_by"] for risk in found(here, "risk")} == {"provider"}
    (change,) = found(here, "change")
    assert change["implemented_on"] == "2020-01-24"
    assert len(kept(here, "transactions")) == 11
    assert {row["amount"]["currency"] for row in kept(here, "transactions")} == {"USD"}
    assert len(kept(here, "performanceFailures")) == 1
    before = found(here, "contract", date(2020, 1, 23))[0]
    after = found(here, "contract", date(2020, 1, 24))[0]
    assert (before["end"], after["end"]) == ("2036-01-23", "2046-01-23")


@here_only
@pytest.mark.parametrize(
    ("patterns", "contracts", "changes"),
    [
        (("ocds-uk-contracts-finder-2015/sample/*1[0-9]*.json",), None, 0),
        (("ocds-uk-contracts-finder-2017/**/*.json",), 11, 0),
        (("ocds-uk-contracts-finder-2025/Release1*.json",), None, 0),
        (("ocds-australia/**/*.json",), 10, 0),
        (("ocds-canada-buyandsell/**/*.json",), 11, None),
        (("ocds-fictional-barnet/1.1/*.json",), 1, None),
    ],
)
def test_real_publications_lose_nothing(
    here: Here, patterns: tuple[str, ...], contracts: int | None, changes: int | None
) -> None:
    """Old and invalid as some are, and published twice: one contract a procurement."""
    files = _files(*patterns)
    ocids: set[str] = set()
    for path in files:
        report = bring(here, path.read_bytes(), name=path.name)
        assert report.counts.refused == 0, path.name
        assert report.counts.rows, path.name
    ocids = {row["key"].partition("/contract/")[0] for row in _contracts(here)}
    assert files
    assert len(found(here, "contract")) >= len(ocids)
    if contracts is not None:
        assert len(ocids) == contracts
    if changes is not None:
        assert len(found(here, "change")) == changes


def _contracts(here: Here) -> list[dict[str, Any]]:
    return found(here, "row", filters={"became": ("contract",)})
