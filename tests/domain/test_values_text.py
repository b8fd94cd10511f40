"""What words and ids take and refuse, from JSON and from what was stored."""

import json
import unicodedata

import pytest
from hypothesis import example
from hypothesis import given as forall
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.values import Code, Erased, Id, Ids, Known, Title, Value, Words

SOME = "6f1c53a2-8a5e-4c55-9d0b-0a1b2c3d4e5f"


class Sample(Value):
    """Words of every length, and ids."""

    title: Title | None = None
    words: Known[Words] | None = None
    code: Code | None = None
    id: Id | None = None
    ids: Ids | None = None


def read(**said: object) -> Sample:
    """The fields as a request brings them, read in both ways that there are."""
    sample = Sample.model_validate(said)
    assert Sample.model_validate_json(json.dumps(said)) == sample
    return sample


def refused(**said: object) -> str:
    """Why they are refused, whichever way they are read."""
    with pytest.raises(ValidationError):
        Sample.model_validate_json(json.dumps(said))
    with pytest.raises(ValidationError) as refusal:
        Sample.model_validate(said)
    return str(refusal.value)


@pytest.mark.parametrize("wrong", ["", "  ", "\n", "a\x00b", "a\x1bb", "a\x7fb"])
def test_words_are_not_empty_and_hide_nothing(wrong: str) -> None:
    for field in ("title", "words", "code"):
        refused(**{field: wrong})


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValidationError, match="unicode string"):
        Sample(title="a\ud800")


def test_words_have_one_form_however_they_were_typed() -> None:
    assert read(title="Cafe\u0301").title == read(title="Caf\u00e9").title


@pytest.mark.parametrize(
    ("field", "length"), [("title", 300), ("words", 10_000), ("code", 100)]
)
def test_words_are_as_long_as_they_may_be(field: str, length: int) -> None:
    read(**{field: "a" * length})
    refused(**{field: "a" * (length + 1)})


@forall(st.text(min_size=1, max_size=110))
@example("\u0958" * 100)
@example("\ufb2c" * 40)
def test_what_was_taken_once_is_read_for_ever(text: str) -> None:
    title: TypeAdapter[str] = TypeAdapter(Code)
    try:
        stored = title.validate_python(text)
    except ValidationError:
        return

    assert title.validate_python(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert len(stored) <= 100


# Ids


def test_an_id_is_read_in_either_case_and_kept_in_one() -> None:
    assert read(id=SOME.upper()).model_dump_json() == read(id=SOME).model_dump_json()


@pytest.mark.parametrize(
    "wrong",
    [
        SOME.replace("-", ""),
        "{" + SOME[1:-1] + "}",
        "urn:uuid:" + SOME,
        SOME.replace("-", "") + "----",
        SOME + "\n",
        "R-1187",
        7,
    ],
)
def test_an_id_has_one_form(wrong: object) -> None:
    assert "as it was given" in refused(id=wrong)


def test_a_list_of_ids_is_as_strict_as_one() -> None:
    assert read(ids=[]).ids == ()
    assert "as it was given" in refused(ids=["R-1187"])
    refused(ids=SOME)
    refused(ids=[SOME] * 501)


def test_erased_words_say_by_which_event_and_still_are_words() -> None:
    erased = Erased.by(1187)

    assert erased == "erased by #1187"
    assert Sample(title=erased).title == "erased by #1187"
