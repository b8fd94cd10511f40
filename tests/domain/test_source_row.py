"""Rows of sources: taken once, changed by what they say, gone and back."""

from typing import Any
from uuid import UUID

from domain.facts.source_row import (
    SourceRowChanged,
    SourceRowNoLongerListed,
    SourceRowRelisted,
    SourceRowTaken,
)
from domain.source_row import ChangeRow, ListRow, SourceRow, TakeRow
from tests.given import STREAM, given

IMPORT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6b01")
LATER = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6b02")
CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6b03")
CONTENT: dict[str, Any] = {
    "import_id": IMPORT,
    "row": 7,
    "content_hash": "a" * 64,
    "says": '{"title":"Care"}',
}
KEY: dict[str, Any] = {"kind": "risks", "source": "board", "key": "k1"}


def content(**more: Any) -> dict[str, Any]:
    """What the row says, but for what is said otherwise."""
    return {**CONTENT, **more}


TAKEN = SourceRowTaken(**KEY, **CONTENT)


def test_a_row_is_taken_under_its_key() -> None:
    given(SourceRow).when(SourceRow.take, TakeRow(**KEY, **CONTENT)).then(TAKEN)

    (claim,) = TAKEN.claims(STREAM)
    assert claim == ("source-row", "risks:board:k1")


def test_what_a_row_repeats_is_no_news_wherever_it_stands() -> None:
    moved = content(row=9, import_id=LATER)

    given(SourceRow, TAKEN).when(SourceRow.change, ChangeRow(**moved)).then()


def test_another_content_is_news() -> None:
    other = content(content_hash="b" * 64, says='{"title":"Grit"}')

    given(SourceRow, TAKEN).when(SourceRow.change, ChangeRow(**other)).then(
        SourceRowChanged(**other)
    )


def test_that_it_is_known_what_a_row_is_about_is_news() -> None:
    about = content(contract_id=CONTRACT)

    state = (
        given(SourceRow, TAKEN)
        .when(SourceRow.change, ChangeRow(**about))
        .then(SourceRowChanged(**about))
        .state
    )

    assert state.contract_id == CONTRACT


def test_a_row_goes_and_comes_back_once_each() -> None:
    gone = given(SourceRow, TAKEN).when(SourceRow.unlist, ListRow())
    gone.then(SourceRowNoLongerListed())
    gone.after.when(SourceRow.unlist, ListRow()).then()
    back = gone.after.when(SourceRow.relist, ListRow())
    back.then(SourceRowRelisted())
    back.after.when(SourceRow.relist, ListRow()).then()


def test_a_changed_row_is_listed_again() -> None:
    other = SourceRowChanged(**content(content_hash="b" * 64))

    assert given(SourceRow, TAKEN, SourceRowNoLongerListed(), other).state.listed


def test_a_restricted_row_is_read_by_whoever_brought_it() -> None:
    restricted = SourceRowTaken(**KEY, **CONTENT, handling="restricted")

    assert given(SourceRow, TAKEN).state.readers is None
    state = given(SourceRow, restricted).state
    assert state.readers == state.entered_by
