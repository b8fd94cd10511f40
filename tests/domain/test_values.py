"""What a value takes and refuses, from JSON and from what was stored."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example
from hypothesis import given as forall
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.values import (
    Answer,
    Code,
    Day,
    Id,
    Identifier,
    Ids,
    Known,
    Money,
    NotApplicable,
    Number,
    Score,
    Share,
    Title,
    Unknown,
    Value,
    Words,
    known,
)

SOME = "6f1c53a2-8a5e-4c55-9d0b-0a1b2c3d4e5f"


class Sample(Value):
    """One field of every kind."""

    title: Title | None = None
    words: Known[Words] | None = None
    code: Code | None = None
    day: Known[Day] | None = None
    id: Id | None = None
    ids: Ids | None = None
    share: Share | None = None
    money: Known[Money] | None = None
    answer: Answer | None = None


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


def test_every_kind_of_value_reads_as_what_it_means() -> None:
    assert read(
        title=" Café ",
        words="Line one\nLine two",
        code="gold",
        day="2027-03-31",
        id=SOME,
        ids=[SOME],
        share="0.34",
        money={"amount": "1250000.00", "vat_basis": "net"},
        answer=True,
    ) == Sample.model_construct(
        title="Café",
        words="Line one\nLine two",
        code="gold",
        day=date(2027, 3, 31),
        id=UUID(SOME),
        ids=(UUID(SOME),),
        share=Decimal("0.34"),
        money=Money(amount=Decimal("1250000.00"), vat_basis="net"),
        answer=True,
    )


@pytest.mark.parametrize(
    "field", ["title", "code", "day", "id", "ids", "share", "money", "answer"]
)
def test_what_it_is_not_is_refused(field: str) -> None:
    for wrong in (3, 2.5, ["gold", 1], {"of": "gold"}):
        refused(**{field: wrong})


def test_a_field_that_nobody_knows_is_refused() -> None:
    assert "Extra inputs" in refused(colour="red")


# Dates


@pytest.mark.parametrize(
    "wrong",
    [
        "31/03/2027",
        "2027-3-31",
        "2027-02-29",
        "20270331",
        "2027-03-31T00:00:00",
        "2027-03-31\n",
        "2027-W13-3",
        1743379200,
        True,
    ],
)
def test_a_date_is_a_day_of_the_calendar_in_one_form(wrong: object) -> None:
    assert "day of the calendar" in (why := refused(day=wrong)) or "write the" in why


def test_a_moment_is_no_day() -> None:
    with pytest.raises(ValidationError):
        Sample(day=datetime(2027, 3, 31, 12, 0))  # noqa: DTZ001 - to be refused


@forall(st.dates())
def test_every_day_reads_back(day: date) -> None:
    assert read(day=day.isoformat()).day == day


# Money and shares


@pytest.mark.parametrize(
    "wrong",
    ["1", "1.0", "1.000", "01.00", "1,000.00", "1e3", "+1.00", "NaN", "", " 1.00"],
)
def test_an_amount_is_text_with_two_places(wrong: str) -> None:
    assert "two places" in refused(money={"amount": wrong})


@pytest.mark.parametrize("wrong", [1, 1.0, 1.25, True, None])
def test_an_amount_is_no_number(wrong: object) -> None:
    refused(money={"amount": wrong})


def test_money_is_pounds_of_unknown_vat_unless_it_says_otherwise() -> None:
    assert read(money={"amount": "1.00"}).money == Money(
        amount=Decimal("1.00"), currency="GBP", vat_basis="unknown"
    )


@pytest.mark.parametrize(
    "wrong", [{"currency": "gbp"}, {"currency": "GBP\n"}, {"vat_basis": "maybe"}]
)
def test_money_names_its_currency_and_vat_in_the_agreed_words(
    wrong: dict[str, str],
) -> None:
    refused(money={"amount": "1.00", **wrong})


@forall(st.integers(-(10**15) + 1, 10**15 - 1))
@example(0)
def test_every_amount_is_stored_as_it_was_written(pence: int) -> None:
    written = str(Decimal(pence).scaleb(-2))

    money = Money.model_validate({"amount": written})

    assert json.loads(money.model_dump_json())["amount"] == written
    assert Money.model_validate_json(money.model_dump_json()) == money


def test_nothing_has_no_sign() -> None:
    assert Money.model_validate({"amount": "-0.00"}).model_dump_json() == (
        Money.model_validate({"amount": "0.00"}).model_dump_json()
    )


@pytest.mark.parametrize("share", ["0", "1", "0.34", "1.000000", "0.000001"])
def test_a_share_lies_between_nothing_and_all(share: str) -> None:
    assert read(share=share).share == Decimal(share)


@pytest.mark.parametrize("wrong", ["1.000001", "2", "-0.1", "34%", ".5", "0,5", ""])
def test_more_than_all_is_no_share(wrong: str) -> None:
    assert 'between "0" and "1"' in refused(share=wrong)


@pytest.mark.parametrize("field", ["words", "day", "money", "answer"])
def test_not_known_and_not_applicable_are_values(field: str) -> None:
    unknown = read(**{field: {"unknown": "refused", "since": "2026-01-31"}})
    never = read(**{field: {"not_applicable": "A grant has no price"}})

    assert getattr(unknown, field) == Unknown(
        unknown="refused", since=date(2026, 1, 31)
    )
    assert getattr(never, field) == NotApplicable(not_applicable="A grant has no price")


@pytest.mark.parametrize(
    "wrong",
    [
        {"unknown": "perhaps"},
        {"unknown": None},
        {"not_applicable": ""},
        {"unknown": "refused", "not_applicable": "Both"},
        {},
    ],
)
def test_why_something_is_not_known_is_one_of_three(wrong: dict[str, Any]) -> None:
    for field in ("words", "day", "money", "answer"):
        refused(**{field: wrong})


def test_only_a_value_is_known() -> None:
    assert known("gold") == "gold"
    assert known(value=False) is False
    assert known(Unknown(unknown="refused")) is None
    assert known(NotApplicable(not_applicable="No")) is None


def test_a_score_is_likelihood_times_impact() -> None:
    assert Score(likelihood=2, impact=5).product == 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"scheme": "gb-coh", "id": "01234567"},
        {"scheme": "GBCOH", "id": "01234567"},
        {"scheme": "GB-COH", "id": ""},
        {"scheme": "GB-COH", "id": "0123\n"},
        {"scheme": "GB-COH"},
    ],
)
def test_an_identifier_has_a_scheme_and_an_id(wrong: dict[str, str]) -> None:
    Identifier.model_validate({"scheme": "GB-COH", "id": "01234567"})
    with pytest.raises(ValidationError):
        Identifier.model_validate(wrong)


def test_a_value_is_never_changed() -> None:
    sample = Sample(title="Home care")

    with pytest.raises(ValidationError, match="frozen"):
        sample.title = "Night care"  # type: ignore[misc] # to be refused


@pytest.mark.parametrize(
    "known", [TypeAdapter[Any](Known[Number]), TypeAdapter[Any](Known[Share])]
)
def test_why_there_is_no_number_is_kept_as_it_was_said(
    known: TypeAdapter[Any],
) -> None:
    why = {"unknown": "refused"}

    told = known.dump_python(known.validate_python(why), mode="json", exclude_none=True)

    assert told == why
    assert known.dump_python(known.validate_python("0.5"), mode="json") == "0.5"
