"""Words as they are searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.words import searchable, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Home care, lot 2", ["home", "care", "lot", "2"]),
        ("CT-0117/B", ["ct", "0117", "b"]),
        ("Ní Dhomhnaill & Søn", ["ni", "dhomhnaill", "son"]),
        ("Straße", ["strasse"]),
        ("Świętokrzyskie Łódź", ["swietokrzyskie", "lodz"]),
        ("100%_sure", ["100", "sure"]),
        ("--", []),
    ],
)
def test_words_have_no_case_marks_or_punctuation(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_every_word_stands_behind_a_space(text: str) -> None:
    words = words_of(text)

    assert searchable(text).split() == words
    assert all(f" {word}" in searchable(text) for word in words)
    assert words_of(searchable(text)) == words


def test_no_part_of_an_id_is_a_word() -> None:
    said = '{"provider_id": "2940f0b1-91ce-4c8e-9d7e-2945b5a71c00", "lot": "294"}'

    assert searchable(said) == " provider id lot 294"
