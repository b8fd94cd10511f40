"""What is forgotten in the log is forgotten in the read tables, file and all."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from domain.event import Recorded
from domain.facts import account, erasure, organisation
from domain.rights import Reach
from domain.values import Erased
from projections.generations import read_schema
from projections.history import history
from projections.reads import Reads
from projections.sqlite import SQLiteStore
from tests.projections.council import AGENCY, EVERYTHING, PRIYA, TODAY, scored
from tests.projections.logbook import ANN, Logbook

ADMINISTRATOR = Reach(ANN, administers=True)


def _forget(log: Logbook, subject: UUID) -> int:
    """What the writer does: the key goes, and every name opens as erased."""
    position = _carry_out(log, subject=subject)
    for index, event in enumerate(log.events):
        fields = event.fact.personal(event.stream)
        words = {n: Erased.by(position) for n, who in fields.items() if who == subject}
        _replace(log, index, words)
    return position


def _strike(log: Logbook, position: int, field: str) -> int:
    by = _carry_out(log, position=position, field=field)
    _replace(log, position - 1, {field: Erased.by(by)})
    return by


def _carry_out(log: Logbook, **target: Any) -> int:
    """A wish to forget and its fulfilment; the position of the latter."""
    wish = UUID(int=5_000 + log.head())
    asked = erasure.ErasureRequested(basis="uk_gdpr_17", reason="Asked", **target)
    log.record(wish, asked, TODAY)
    return log.record(wish, erasure.ErasureCarriedOut(**target), TODAY)


def _replace(log: Logbook, index: int, words: dict[str, Erased]) -> None:
    envelope, fact = log.events[index]
    log.events[index] = Recorded(envelope, fact.model_copy(update=words))


def test_a_forgotten_person_has_no_name_anywhere(reads: Reads, log: Logbook) -> None:
    with reads.at(ADMINISTRATOR) as view:
        assert view.one("account", "A-1")["name"] == "Priya Shah"
    by = _forget(log, PRIYA)

    for known_at in (None, 8):
        with reads.at(EVERYTHING, known_at) as view:
            home = view.one("contract", "C-3")
            assert home["contract_manager_name"] == f"erased by #{by}"


def test_an_individual_is_named_until_forgotten(reads: Reads, log: Logbook) -> None:
    nurse = UUID(int=60)
    registered = organisation.OrganisationRegistered(name="Ola Nurse", individual=True)
    position = log.record(nurse, registered, TODAY)

    with reads.at(EVERYTHING) as view:
        assert view.one("organisation", f"O-{position}")["name"] == "Ola Nurse"
    by = _forget(log, nurse)

    with reads.at(EVERYTHING, position) as view:
        shown = view.one("organisation", f"O-{position}")
    assert shown["name"] == f"erased by #{by}"


def test_struck_out_words_are_gone_from_every_version(
    reads: Reads, log: Logbook
) -> None:
    with reads.at(EVERYTHING) as view:
        assert view.one("risk", "R-5")["title"] == "Sole nursing agency withdraws"
    by = _strike(log, 5, "title")
    log.record(AGENCY, scored(1, 1), TODAY)

    for known_at in (None, 7, 5):
        with reads.at(EVERYTHING, known_at) as view:
            assert view.one("risk", "R-5")["title"] == f"erased by #{by}"
    with reads.at(EVERYTHING) as view:
        told = history(view, "risk", "R-5")
    assert [e["version"] for e in told] == [1, 2, 3, 4]
    assert "Sole nursing" not in str(told)


@pytest.mark.parametrize("what", ["person", "words"])
def test_nothing_of_it_is_left_in_the_file(
    log: Logbook, tmp_path: Path, what: str
) -> None:
    path = tmp_path / "read.db"
    store = SQLiteStore(path, read_schema())
    store.create()
    reads = Reads(log, store)
    log.record(UUID(int=8), account.AccountOpened(name="Somebody Else"), TODAY)
    reads.catch_up(log.head())
    store.scrub()
    word = b"Priya Shah" if what == "person" else b"Sole nursing"
    assert word in path.read_bytes()

    if what == "person":
        _forget(log, PRIYA)
    else:
        _strike(log, 5, "title")
    reads.catch_up(log.head())

    left = path.read_bytes() + Path(f"{path}-wal").read_bytes()
    assert word not in left
    assert word.lower() not in left
    store.close()
