"""What OCDS says of a contract, in the fields of the register."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from api.imports.cells import day as read_day
from api.imports.codes import CPV
from api.imports.ocds.history import Object
from api.imports.ocds.pieces import Agreement
from domain.errors import RuleBroken
from domain.identifiers import refuse_malformed
from domain.values import AMOUNT, Identifier

TITLE: Final = 300
CODE: Final = 100
STATUS: Final[Mapping[str, Mapping[str, str]]] = {
    "contracts": {
        "pending": "awarded",
        "active": "live",
        "cancelled": "ended",
        "terminated": "ended",
    },
    "awards": {},
    "tender": {"planning": "planned", "planned": "planned"},
}
ELSE: Final = {"contracts": "live", "awards": "awarded", "tender": "in_procurement"}
CATEGORIES: Final = frozenset({"goods", "services", "works"})


def told_of(agreement: Agreement, whole: Object) -> dict[str, Any]:
    """The contract in the register's fields, with the terms that it has by now."""
    last, award = agreement.last, agreement.award
    said = {
        "title": title_of(agreement, whole),
        "status": _status(agreement),
        "ocid": _code(whole.get("ocid")),
        "authority": _line(_named(whole.get("buyer"))),
        "category": _category(whole),
        "cpv": _cpv(last, award, whole) or None,
        "awarded_on": _day((award or last).get("date"))
        if _is_awarded(agreement)
        else None,
        "estimated_value_at_award": _value(agreement),
        "max_end_at_award": _period(agreement.first, award, "maxExtentDate"),
        **terms_of(agreement, last),
    }
    return {name: value for name, value in said.items() if value is not None}


def terms_of(agreement: Agreement, said: Object) -> dict[str, str]:
    """What was agreed of days, as some release says it."""
    days = {
        "start": _period(said, agreement.award, "startDate"),
        "end": _period(said, agreement.award, "endDate"),
    }
    start, end = days["start"], days["end"]
    if start and end and end < start:  # an end before the start is no date
        del days["end"]
    return {name: day for name, day in days.items() if day is not None}


def title_of(agreement: Agreement, whole: Object) -> str:
    """What the contract is called, or what it is for."""
    tender = whole.get("tender")
    for said in (agreement.last, agreement.award, tender, whole):
        for name in ("title", "title_en", "title_fr", "description"):
            if isinstance(said, dict) and (line := _line(said.get(name))):
                return line
    return str(whole.get("ocid", ""))[:TITLE]


def suppliers_of(agreement: Agreement) -> list[Object]:
    """Who was awarded the contract, as the release names them."""
    for said in (agreement.last, agreement.award):
        found = said.get("suppliers")
        if isinstance(found, dict):
            return [found]
        if isinstance(found, list) and found:
            return [each for each in found if isinstance(each, dict)]
    return []


def identifiers_of(supplier: Object, whole: Object) -> list[Identifier]:
    """The ids of an organisation, from where it stands and from among the parties."""
    parties = whole.get("parties")
    same = (
        party
        for party in (parties if isinstance(parties, list) else [])
        if isinstance(party, dict) and party.get("id") == supplier.get("id")
    )
    told = (
        each
        for said in (supplier, *same)
        for each in (said.get("identifier"), *_listed(said, "additionalIdentifiers"))
        if isinstance(each, dict)
    )
    found = [one for each in told if (one := _identifier(each)) is not None]
    return list({(one.scheme, one.id): one for one in found}.values())


def name_of(organisation: Any) -> str | None:
    """What an organisation is called."""
    return _line(_named(organisation))


def money_of(said: Any) -> dict[str, str] | None:
    """An amount with its currency; nothing and less is not known."""
    if not isinstance(said, dict):
        return None
    try:
        amount = Decimal(str(said.get("amount"))).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    currency = str(said.get("currency", "GBP"))
    fits = AMOUNT.fullmatch(f"{amount:f}") and len(currency) == 3  # noqa: PLR2004
    if not fits or not currency.isupper():
        return None
    return {"amount": f"{amount:f}", "currency": currency, "vat_basis": "unknown"}


def day_of(said: Any) -> str | None:
    """A day of a moment or date, in London."""
    return _day(said)


def _status(agreement: Agreement) -> str:
    said = str(agreement.last.get("status", "")).casefold()
    return STATUS[agreement.what].get(said, ELSE[agreement.what])


def _is_awarded(agreement: Agreement) -> bool:
    return agreement.what != "tender"


def _value(agreement: Agreement) -> dict[str, str] | None:
    """What it was worth when it was awarded; before that there is no such value."""
    if not _is_awarded(agreement):
        return None
    for said in (agreement.award, agreement.first):
        value = money_of(said.get("value"))
        if value is not None and Decimal(value["amount"]) > 0:
            return value
    return None


def _period(said: Object, award: Object, end: str) -> str | None:
    for holder, name in (
        (said, "period"),
        (said, "contractPeriod"),
        (award, "contractPeriod"),
    ):
        period = holder.get(name)
        if isinstance(period, dict) and (day := _day(period.get(end))):
            return day
    return None


def _category(whole: Object) -> str | None:
    tender = whole.get("tender")
    said = tender.get("mainProcurementCategory") if isinstance(tender, dict) else None
    return said if said in CATEGORIES else None


def _cpv(*sources: Object) -> list[str]:
    found: dict[str, None] = {}
    for source in sources:
        tender = source.get("tender")
        for said in (source, tender if isinstance(tender, dict) else {}):
            items = said.get("items")
            things = [said, *(items if isinstance(items, list) else [])]
            for thing in things:
                named = thing.get("classification") if isinstance(thing, dict) else None
                code = str(named.get("id", "")) if isinstance(named, dict) else ""
                scheme = str(named.get("scheme", "")) if isinstance(named, dict) else ""
                match = CPV.fullmatch(code.strip())
                if match and scheme.upper() == "CPV":
                    found[match[1]] = None
    return list(found)[:100]


def _identifier(said: Object) -> Identifier | None:
    try:
        one = Identifier(
            scheme=str(said.get("scheme", "")), id=str(said.get("id", "")).strip()
        )
        refuse_malformed([one])
    except (ValueError, RuleBroken):
        return None
    return one


def _listed(said: Object, name: str) -> list[Any]:
    found = said.get(name)
    return found if isinstance(found, list) else []


def _named(organisation: Any) -> Any:
    if not isinstance(organisation, dict):
        return None
    return next(
        (organisation[n] for n in ("name", "name_en", "name_fr") if n in organisation),
        None,
    )


def _day(said: Any) -> str | None:
    found = read_day(said).value if isinstance(said, str) else None
    return None if found is None else found.isoformat()


def _line(said: Any) -> str | None:
    return (
        " ".join(said.split())[:TITLE].strip() or None
        if isinstance(said, str)
        else None
    )


def _code(said: Any) -> str | None:
    line = _line(said)
    return line if line and len(line) <= CODE else None
