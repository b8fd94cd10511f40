"""Rules about what was recorded as found, or late."""

from projections.findings.curing import CURED, Cured
from projections.findings.records import (
    change_unratified,
    contract_unratified,
    recorded_late,
)
from projections.findings.surroundings import Late
from projections.findings.verdict import CLEAN, Hit
from tests.projections.findings.cases import CARE, OMAR, around, change, contract

ENTRY = {"position": 41, "fact": "contract-signed", "on": "2026-05-01"}
STANDS = {"ratified_by": OMAR, "ratified_on": "2026-06-01"}
NOT_YET = {"ratified_by": None, "ratified_on": None}


def test_a55_what_a_contract_was_found_in_is_to_be_ratified() -> None:
    found = contract(as_found_entries=[{**ENTRY, **NOT_YET}])
    ratified = contract(as_found_entries=[{**ENTRY, **STANDS}])

    because = {"entries": ["contract-signed"]}
    assert contract_unratified(found, around()) == Hit("2026-05-01", because, (41,))
    assert contract_unratified(ratified, around()) == CLEAN
    assert contract_unratified(contract(), around()) == CLEAN


def test_a55_a_retrospective_variation_is_found_until_somebody_ratifies_it() -> None:
    put_in_force = {"implemented_on": "2026-10-01", "implemented_as_found": 1}
    found = change(status="implemented", **put_in_force)
    ratified = change(status="implemented", **put_in_force, ratified_by=OMAR)

    because = {"implemented": "2026-10-01"}
    assert change_unratified(found, around()) == Hit("2026-10-01", because)
    assert change_unratified(ratified, around()) == CLEAN


def test_a55_does_not_arise_for_what_was_withdrawn() -> None:
    assert change_unratified(change(status="withdrawn"), around()) is None


def test_a35_what_was_recorded_long_after_it_was_so_is_found() -> None:
    late = Late(41, "risk-closed", "2026-08-01", "2026-10-01")

    found = recorded_late(contract(), around(late={CARE: (late,)}))

    assert found == Hit("2026-10-01", {"entries": [41]}, (41,))
    assert recorded_late(contract(), around()) == CLEAN


def test_a35_what_ended_an_alert_as_if_it_had_been_in_time_is_found() -> None:
    ended = {CURED: {CARE: (Cured(52, "2026-09-30"),)}}

    found = recorded_late(contract(), around(besides=ended))

    because = {"entries": [], "cured": [{"position": 52, "due": "2026-09-30"}]}
    assert found == Hit("2026-10-01", because, (52,), severity="medium")
