"""Values in words, as people read them on paper."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from domain.values import DATE

Json = dict[str, Any]

_SIGNS = {"GBP": "£", "EUR": "€"}
_VAT = {"net": " without VAT", "gross": " with VAT", "unknown": ""}
_HYPHENED = {"re_let": "re-let", "non_substantial": "non-substantial"}
_DAYS = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_CODES = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
# A dash: there is nothing, and nobody is expected to say why.
NONE = "\u2013"


def said(value: Any) -> str:
    """A value as the API shows it, in words; a gap says why there is nothing."""
    if value is None or value == "":
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return day(date.fromisoformat(value)) if DATE.fullmatch(value) else value
    if isinstance(value, list | tuple):
        return "; ".join(map(said, value)) or NONE
    return _object(value) if isinstance(value, dict) else str(value)


def day(value: date) -> str:
    """A day: 31 March 2027."""
    return f"{value.day} {value:%B} {value.year}"


def money(value: Json) -> str:
    """A sum: £1,250,000.00 without VAT."""
    amount, currency = Decimal(value["amount"]), value["currency"]
    sign = _SIGNS.get(currency, f"{currency} ")
    minus = "-" if amount < 0 else ""
    return f"{minus}{sign}{abs(amount):,.2f}{_VAT[value.get('vat_basis', 'unknown')]}"


def share(value: str | None) -> str:
    """A share in per cent: 0.345 is 34.5%."""
    return NONE if value is None else f"{(Decimal(value) * 100).normalize():f}%"


def plain(code: str) -> str:
    """A word of an enumeration: pay_when_paid is "pay when paid"."""
    return _HYPHENED.get(code, code.replace("_", " "))


def worded(text: str) -> str:
    """A sentence of the register's own with its days and codes as people read them."""
    days = _DAYS.sub(lambda found: day(date.fromisoformat(found[0])), text)
    return _CODES.sub(lambda found: plain(found[0]), days)


def gap(value: Json) -> str | None:
    """Why there is no value, None if there is one."""
    if "unknown" in value:
        since = value.get("since")
        when = f" since {said(since)}" if since else ""
        return f"not known: {plain(value['unknown'])}{when}"
    if "not_applicable" in value:
        return f"not applicable: {value['not_applicable']}"
    return None


def _object(value: Json) -> str:
    if (why := gap(value)) is not None:
        return why
    if value.keys() >= {"amount", "currency"}:
        return money(value)
    if value.keys() == {"count", "as_of", "basis"}:
        return _counted(value)
    if value.keys() >= {"likelihood", "impact"}:
        likelihood, impact = value["likelihood"], value["impact"]
        return f"{likelihood * impact} ({likelihood} x {impact})"
    return ", ".join(f"{plain(name)}: {said(part)}" for name, part in value.items())


def _counted(value: Json) -> str:
    """People as they were counted: 264 on 31 October 2023 (case list)."""
    on = f" on {said(value['as_of'])}" if value["as_of"] else ""
    basis = f" ({value['basis']})" if value["basis"] else ""
    return f"{value['count']:,}{on}{basis}"
