"""Marks: they name what was changed, and keep their form for good."""

from domain.ledger.entry import HEADER
from domain.ledger.marks import differing, marks_of

HEADERS = dict.fromkeys(HEADER) | {"position": 7, "role": "reader\u00e9"}
DIGESTS = {"title": "ab" * 32, "current": "cd" * 32}
# CRC-32 of nothing, of 7, and of text after an apostrophe, as any other program has it.
NOTHING, SEVEN, READER = "00000000", "6abf4a82", "8c2827d7"


def marks() -> bytes:
    return marks_of(HEADERS, sorted(DIGESTS.values()))


def test_marks_have_four_bytes_a_header_and_a_field() -> None:
    made = marks()

    assert len(made) == 4 * (len(HEADER) + 2)
    assert made[:8].hex() == NOTHING + SEVEN
    at = 4 * HEADER.index("role")
    assert made[at : at + 4].hex() == READER
    assert made[-8:].hex() == "ab" * 4 + "cd" * 4


def test_nothing_differs_from_itself() -> None:
    assert list(differing(marks(), HEADERS, DIGESTS)) == []


def test_what_differs_is_named() -> None:
    worse = {**HEADERS, "role": "auditor", "effective_until": "2027-01-01"}

    assert list(differing(marks(), worse, DIGESTS)) == ["effective_until", "role"]
    other = {**DIGESTS, "title": "ef" * 32}
    assert list(differing(marks(), HEADERS, other)) == ["state/title"]
    fewer = {"title": DIGESTS["title"]}
    assert list(differing(marks(), HEADERS, fewer)) == ["state"]


def test_nothing_text_and_numbers_are_never_alike() -> None:
    for one, other in ((None, ""), (7, "7"), (None, "None")):
        made = marks_of({**HEADERS, "role": one}, [])
        assert list(differing(made, {**HEADERS, "role": other}, {})) == ["role"]
