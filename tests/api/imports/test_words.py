"""Text as web pages leave it comes out fit to read, to compare and to keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from api.imports import words
from api.imports.faults import Problem
from api.imports.json_text import Json, Number
from domain.values import Title, Words

ANYTHING = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("&;#amp\r\n\t "),
    max_size=400,
)


def problems(cell: words.Cell[str]) -> list[Problem]:
    return [wrong.problem for wrong in cell.wrong]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ("Moss &amp; Fell", "Moss & Fell"),
        ("Moss &amp;amp; Fell", "Moss & Fell"),
        ("Moss &AMP;amp;amp; Fell", "Moss & Fell"),
        ("O&#039;Hara &#x26; Co", "O'Hara & Co"),
        ("O&amp;#039;Hara", "O'Hara"),
        ("&pound;5,000 &bull; &quot;lot&nbsp;2&quot;", '£5,000 • "lot 2"'),
    ],
)
def test_the_notation_of_web_pages_is_read_however_often_it_was_applied(
    found: str, text: str
) -> None:
    assert words.line(found).value == text
    assert problems(words.line(found)) == [words.ENTITIES]


@pytest.mark.parametrize(
    "found",
    ["R&D; M&S", "Q&A", "&unheard; of", "&#0; &#xD800; &#99999999;", "a &copy b"],
)
def test_an_ampersand_that_stands_for_itself_is_left_alone(found: str) -> None:
    assert words.line(found) == (found, ())


def test_the_evidence_is_the_notation_and_not_the_text() -> None:
    (wrong,) = words.words("Ask &amp; tell &amp; &#039;ask&#039;").wrong

    assert wrong.evidence == "&amp; &#039;"


def test_a_line_is_one_line() -> None:
    assert words.line("  Bus\r\n shelters,\tlot\xa02 ").value == "Bus shelters, lot 2"


def test_words_keep_their_lines_whatever_ended_them() -> None:
    found = " One \r\nTwo\rThree\x0bFour\u2028Five  \t six\n\n"

    assert words.words(found) == ("One\nTwo\nThree\nFour\nFive six", ())


def test_hidden_characters_are_taken_out_and_told() -> None:
    cell = words.line("Halden\u200b Grounds\u202e Ltd\ufeff")

    assert cell.value == "Halden Grounds Ltd"
    assert problems(cell) == [words.HIDDEN_OUT]


@pytest.mark.parametrize("broken", ["\x00", "\ud800", "\x1b", "\x92", "\uffff"])
def test_characters_that_no_text_can_hold_are_marked_and_told(broken: str) -> None:
    cell = words.line(f"Halden{broken}Ltd")

    assert cell.value == "Halden\ufffdLtd"
    assert problems(cell) == [words.BROKEN_OUT]


@pytest.mark.parametrize("found", ["", " \r\n\t", None])
def test_nothing_is_unknown_without_a_word(found: Json) -> None:
    assert words.words(found) == (None, ())


def test_text_of_broken_characters_alone_is_unknown_and_told() -> None:
    assert words.line("\x00 \x00").value is None
    assert problems(words.line("\x00 \x00")) == [words.BROKEN_OUT]


@pytest.mark.parametrize("found", [Number("7"), True, ["a"], {"a": "b"}])
def test_what_is_no_text_is_told(found: Json) -> None:
    assert words.words(found) == (None, (words.Wrong(words.NOT_WORDS),))


def test_one_word_has_one_form() -> None:
    assert words.line("Cafe\u0301").value == words.line("Caf\u00e9").value


def test_text_longer_than_the_register_keeps_is_cut_and_told() -> None:
    assert words.words("x" * 10_000) == ("x" * 10_000, ())
    cell = words.words("x" * 10_001)
    assert cell.value == "x" * 10_000
    assert cell.wrong == (words.Wrong(words.LONG_TEXT, "10,001 characters"),)


@pytest.mark.parametrize(
    "found",
    [
        "Write to parks@northmoor.example",
        "Ring 01632 960123 before noon",
        "Ring 020 7946 0123",
        "Ring +44 (0)1632 960 123",
        "Ring (01632) 960123",
    ],
)
def test_a_likely_contact_is_told_and_not_repeated(found: str) -> None:
    assert words.words(found) == (found, (words.Wrong(words.PERSONAL, "not shown"),))


@pytest.mark.parametrize(
    "found", ["Lots 1 @ 5 and 2", "01/02/2024 10:00", "GBP 1,000,000,000", "2024-2027"]
)
def test_dates_and_sums_are_no_contacts(found: str) -> None:
    assert words.words(found) == (found, ())


@given(ANYTHING)
def test_whatever_is_read_the_register_accepts_as_it_is(found: str) -> None:
    line, text = words.line(found).value, words.words(found).value

    assert line is None or TypeAdapter(Title).validate_python(line) == line
    assert text is None or TypeAdapter(Words).validate_python(text) == text


@given(ANYTHING)
def test_what_is_clean_stays_as_it_is(found: str) -> None:
    once = words.storable(found)

    assert words.storable(once) == once
