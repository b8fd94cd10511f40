"""Papers as PDF: tagged, the same bytes each time, and open to any text."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from api.papers.blocks import Block, Column, Heading, Listing, Table, Text
from api.papers.fields import PaperFields
from api.papers.paper import Paper, Stand
from api.papers.press import breakable, press, unprintable
from tests.pdf_text import text_of

STAND = Stand(
    authority="Northmoor Borough Council",
    positions=(1, 1187),
    code="MZXW6-YTBOI-AAAAA-AAAAA",
    known_at="entry 1,187",
    true_on="22 November 2026",
    recorded_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
)
PAPER = Paper(
    "Risk register",
    "The whole register",
    STAND,
    PaperFields(meeting="Cabinet"),
    (
        Heading("Risks"),
        Text("Two risks."),
        Listing(["One", "Two"]),
        Table("Risks", (Column("No."), Column("Risk")), [[1, "A"]], "None."),
        Table("Gaps", (Column("Field"),), [], "None."),
    ),
)


def saying(text: Any) -> Paper:
    """A paper that says something everywhere."""
    told: list[Block] = [
        Text(str(text)),
        Table("T", (Column("Head"),), [[text]], "None."),
    ]
    return replace(PAPER, subject=str(text), blocks=told)


def test_a_paper_is_tagged_for_all_readers() -> None:
    made = press().print(PAPER)

    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/StructTreeRoot" in made


def test_the_same_stand_gives_the_same_bytes() -> None:
    once = press().print(PAPER)
    press().print(saying("something else between"))

    assert press().print(PAPER) == once


def test_another_stand_gives_other_bytes() -> None:
    other = replace(PAPER, stand=STAND._replace(code="AAAAA-AAAAA-AAAAA-AAAAA"))

    assert press().print(other) != press().print(PAPER)


@pytest.mark.parametrize(
    "text",
    [
        "#panic() $x$ *bold* _it_ @ref <label> `raw` [content] \\ // /* = - +",
        '"quoted" \\" {"json": 1}',
        "Łódź, Ŵŷ, Ελληνικά, Кириллица, ½ ≤ → •",
        "中文 and 😀 and ਪੰਜਾਬੀ and বাংলা",
        "العربية עברית हिन्दी",
        "tab\tand\nline and \u200b\u202e\ue000\U000e0001 and e\u0301\u0323",
        "x" * 9_000,
        "word " * 2_000,
    ],
)
def test_any_text_can_be_printed(text: str) -> None:
    assert press().print(saying(text)).startswith(b"%PDF")


def test_what_is_printed_is_read_in_the_order_of_its_blocks() -> None:
    told = text_of(press().print(PAPER))

    ordered = ["Risk register", "Cabinet", "Risks", "Two risks.", "One", "No.", "None."]
    places = [told.index(words) for words in ordered]
    assert places == sorted(places)


def test_characters_that_no_typeface_has_are_seen_to_be_missing() -> None:
    assert "Ana \ufffd and \ufffd." in text_of(press().print(saying("Ana 😀 and 中.")))


def test_what_no_typeface_has_is_found_in_the_complaint() -> None:
    complaint = (
        'PDF/UA-1 error: the text `"😀"` could not be displayed with font `"L"`\n'
        'PDF/UA-1 error: the text `"\\u{a70}"` could not be displayed with font `"L"`'
    )

    assert unprintable(complaint) == {"😀", "\u0a70"}


def test_a_long_word_may_go_on_in_the_next_line() -> None:
    assert breakable("a" * 16) == "a" * 16
    assert breakable("a" * 40) == f"{'a' * 16}\u200b{'a' * 16}\u200b{'a' * 8}"
