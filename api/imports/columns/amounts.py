"""Money as it stands in sheets: numbers, pounds and commas, 1.25m, (40.00) for less."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from api.imports.columns.blanks import blank
from api.imports.faults import missing, noted, unknown
from api.imports.sheets.grid import Cell as Found
from api.imports.sheets.grid import text
from api.imports.words import Cell, Wrong

PENNY: Final = Decimal("0.01")
DIGITS: Final = 13
SIGNS: Final = {"£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "$": "USD"}
FACTORS: Final = {"k": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "": 1}
WRITTEN: Final = re.compile(
    r"(?P<about>(?:approx(?:imately|\.)?|circa|est(?:imated|\.)?|c\.?|~) ?)?"
    r"(?P<open>\()?(?P<minus>-)? ?(?P<sign>£|gbp|€|eur|\$)? ?(?P<minus2>-)?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r" ?(?P<factor>k|m|million|bn)?\)?(?P<after>-)?(?P<credit> ?cr)?"
    r"(?: ?(?:p\.?a\.?|per (?:annum|year)|a year|annually|(?:ex|inc)\.? ?vat))?\.?"
)
WITHOUT_VAT: Final = re.compile(
    r"\b(?:net|ex(?:cl?|cluding)?\.? ?(?:of )?vat)\b", re.IGNORECASE
)
WITH_VAT: Final = re.compile(
    r"\b(?:gross|inc(?:l|luding)?\.? ?(?:of )?vat)\b", re.IGNORECASE
)

NOT_AN_AMOUNT = unknown(
    "is not an amount", "write amounts as numbers: 1250000 or 1250000.50"
)
NEGATIVE = unknown("is below zero", "write what was agreed")
TOO_LARGE = unknown("is beyond any contract", "write the amount in pounds")
ZERO = missing(
    "is 0, which sheets say where nothing is known",
    "nothing: the value is unknown until somebody enters it",
)
ROUNDED = noted("has parts of a penny", "nothing: it was rounded to the penny")
ABOUT = noted(
    "is written as an estimate", "correct it when the amount is known", stays=True
)
SHORT = noted("was written in thousands or millions", "check that it was read rightly")


def vat_basis(header: str) -> str:
    """Whether VAT is in the amounts of a column, by what its header says."""
    if WITHOUT_VAT.search(header):
        return "net"
    return "gross" if WITH_VAT.search(header) else "unknown"


def money(basis: str) -> Callable[[Found], Cell[Any]]:
    """Reads what a contract is worth: 0 is nothing known, and less is a mistake."""

    def read(found: Found) -> Cell[Any]:
        cell = _money(found, basis)
        amount = cell.value.get("amount") if isinstance(cell.value, dict) else None
        if amount is None:
            return cell
        if Decimal(amount) == 0:
            return Cell(None, (Wrong(ZERO),))
        return Cell(None, (Wrong(NEGATIVE),)) if Decimal(amount) < 0 else cell

    return read


def paid(basis: str) -> Callable[[Found], Cell[Any]]:
    """Reads what was paid, or came back."""
    return lambda found: _money(found, basis)


def _money(found: Found, basis: str) -> Cell[Any]:
    said = text(found)
    if isinstance(found, bool):
        return Cell(None, (Wrong(NOT_AN_AMOUNT),))
    if isinstance(found, int | float):
        number = Decimal(repr(found)) if abs(found) < 10**DIGITS else Decimal("inf")
        return _told(number, "GBP", basis, short=False)
    if (gap := blank(said)) is not None:
        return gap
    written = WRITTEN.fullmatch(" ".join(said.casefold().split()))
    if written is None:
        return Cell(None, (Wrong(NOT_AN_AMOUNT),))
    number = Decimal(written["digits"].replace(",", ""))
    number *= FACTORS[written["factor"] or ""]
    signs = ("open", "minus", "minus2", "after", "credit")
    if any(written[sign] for sign in signs):
        number = -number
    currency = SIGNS[written["sign"] or "£"]
    told = _told(number, currency, basis, short=bool(written["factor"]))
    return told._replace(wrong=_with_about(told.wrong, written["about"]))


def _with_about(wrong: tuple[Wrong, ...], about: str | None) -> tuple[Wrong, ...]:
    return (*wrong, Wrong(ABOUT)) if about else wrong


def _told(number: Decimal, currency: str, basis: str, *, short: bool) -> Cell[Any]:
    if not number.is_finite() or number.adjusted() >= DIGITS:
        return Cell(None, (Wrong(TOO_LARGE),))
    pence = number.quantize(PENNY, ROUND_HALF_UP)
    # A float that a spreadsheet has reckoned with has dust behind the pence.
    dust = abs(pence - number) < Decimal("0.000001")
    wrong = () if dust else (Wrong(ROUNDED),)
    value = {"amount": f"{pence + 0:f}", "currency": currency, "vat_basis": basis}
    return Cell(value, (*wrong, *((Wrong(SHORT),) if short else ())))
