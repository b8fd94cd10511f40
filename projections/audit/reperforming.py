"""Working figures out again from their source entries, by a fold of its own.

What was said last of a day holds on it. That is all this fold knows: it shares nothing
with the read tables whose figures it is held against.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from domain.event import Recorded
from domain.values import Money, NotApplicable, Unknown
from projections.audit.population import things_of
from projections.audit.question import (
    Asked,
    Columns,
    Found,
    Json,
    Question,
    Span,
    as_they_are,
)
from projections.audit.walking import all_of, said, walked
from projections.view import View

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "risk": ("current", "inherent", "target"),
    "contract": ("start", "end", "annual_value", "payment_terms_days"),
}
SPENT: Final = ("provider_id", "annual_value")
COLUMNS: Final[Columns] = {
    "position": "position",
    "recorded_at": "moment",
    "effective_on": "day",
    "effective_until": "day",
    "holds": "flag",
    "noun": "text",
    "fact": "text",
    "said": "object",
    "stream": "id",
}


class Worked(NamedTuple):
    """What entries come to, what the register shows, and the entries."""

    out: Json
    shown: Json
    sources: list[Recorded[Any]]
    names: tuple[str, ...]
    method: str


def reperformance(view: View, asked: Asked) -> Found:
    """A10: a risk's score, a contract's terms, a supplier's share, worked out again."""
    noun, thing = _named(view, asked.thing)
    day = view.pin.effective_on
    if noun == "organisation":
        worked = _share(view, thing, day)
    else:
        worked = _fields(view, noun, thing, day)
    summary = {
        "noun": noun,
        "id": thing,
        "day": day.isoformat(),
        "method": worked.method,
        "worked_out": worked.out,
        "shown": worked.shown,
        "equal": worked.out == worked.shown,
    }
    rows = [_row(noun, one, worked.names, day) for one in worked.sources]
    examined = sum(1 for _ in walked(view, asked.span))
    return Found(rows, as_they_are, examined, summary)


def folded(
    events: Iterable[Recorded[Any]], names: Iterable[str], day: date
) -> dict[str, Any]:
    """What was said last of a day, field by field."""
    found: dict[str, Any] = {}
    for one in events:
        for name in names:
            value = getattr(one.fact, name, None)
            if value is not None and _holds(one, day):
                found[name] = value
    return found


def _holds(one: Recorded[Any], day: date) -> bool:
    until = one.envelope.effective_until
    return one.envelope.effective_on <= day and (until is None or day < until)


def _named(view: View, named: str) -> tuple[str, str]:
    """The noun and the id of a thing by its reference. Raises NotFound."""
    prefix = named.partition("-")[0]
    nouns = (*FIELDS, "organisation")
    noun = next((n for n in nouns if view.schema.models[n].prefix == prefix), "risk")
    return noun, view.known(noun, named)


def _fields(view: View, noun: str, thing: str, day: date) -> Worked:
    names = FIELDS[noun]
    sources = [
        one
        for one in all_of(view, thing)
        if any(getattr(one.fact, name, None) is not None for name in names)
    ]
    said_last = folded(sources, names, day)
    model = view.schema.models[noun]
    rows = view.rows(noun, [thing])
    shown = {n: model.read(rows[0], n) if rows else None for n in names}
    out = {name: _told(said_last.get(name)) for name in names}
    method = "what was said last of the day; a score is likelihood times impact"
    return Worked(out, shown, sources, names, method)


def _share(view: View, organisation: str, day: date) -> Worked:
    """A supplier's share of what is paid to leads, and the index over all of them."""
    events = defaultdict[str, list[Recorded[Any]]](list)
    positions = [
        met.position
        for met in walked(view, Span(1, view.position))
        if met.noun == "contract"
    ]
    for one in said(view, positions):
        events[str(one.stream)].append(one)
    spent = defaultdict[str, int](int)
    sources: list[Recorded[Any]] = []
    for history in events.values():
        known = folded(history, SPENT, day)
        provider, value = known.get("provider_id"), known.get("annual_value")
        pence = _pence(value)
        if provider is None or pence is None or _is_mistake(history):
            continue
        if isinstance(provider, Unknown | NotApplicable):
            continue
        spent[str(provider)] += pence
        if str(provider) == organisation:
            sources += [one for one in history if _says(one, SPENT)]
    sources.sort(key=lambda one: one.position)
    method = (
        "annual values in GBP of contracts whose provider is known, summed by provider;"
        " the index is 10,000 times the sum of squared shares"
    )
    shown = _spent_as_shown(view)
    return Worked(
        _figures(spent, organisation),
        _figures(shown, organisation),
        sources,
        SPENT,
        method,
    )


def _figures(spent: Mapping[str, int], organisation: str) -> Json:
    total = sum(spent.values())
    own = spent.get(organisation, 0)
    index = sum(Fraction(one, total) ** 2 for one in spent.values()) if total else 0
    return {
        "paid_pence": own,
        "all_pence": total,
        "providers": len(spent),
        "share": _rounded(Fraction(own, total)) if total else None,
        "hhi": _rounded(10_000 * index, 2),
    }


def _spent_as_shown(view: View) -> dict[str, int]:
    """The same from the tables that people read."""
    model = view.schema.models["contract"]
    spent = defaultdict[str, int](int)
    for found in things_of(view, "contract"):
        row = tuple(found)
        provider = model.read(row, "provider_id")
        value = model.read(row, "annual_value")
        if provider is not None and value is not None and value["currency"] == "GBP":
            spent[provider] += int(Decimal(value["amount"]) * 100)
    return spent


def _is_mistake(history: list[Recorded[Any]]) -> bool:
    """Whether the last that was said of it is that there was no such contract."""
    names = ("contract-entered-in-error", "contract-restored")
    said_of = [one.fact.fact_name for one in history if one.fact.fact_name in names]
    return bool(said_of) and said_of[-1] == names[0]


def _says(one: Recorded[Any], names: Iterable[str]) -> bool:
    return any(getattr(one.fact, name, None) is not None for name in names)


def _pence(value: Any) -> int | None:
    if not isinstance(value, Money) or value.currency != "GBP":
        return None
    return int(value.amount * 100)


def _rounded(value: Fraction | int, places: int = 4) -> str:
    exact = Fraction(value)
    return str(round(Decimal(exact.numerator) / exact.denominator, places))


def _told(value: Any) -> Any:
    """A value as JSON; what is not known has none."""
    if value is None or isinstance(value, Unknown | NotApplicable):
        return None
    told = value.model_dump(mode="json") if hasattr(value, "model_dump") else value
    if isinstance(told, dict) and "likelihood" in told:
        return told | {"score": told["likelihood"] * told["impact"]}
    return told.isoformat() if isinstance(told, date) else told


def _row(noun: str, one: Recorded[Any], names: Iterable[str], day: date) -> Json:
    envelope = one.envelope
    until = envelope.effective_until
    return {
        "position": envelope.position,
        "recorded_at": envelope.recorded_at.isoformat().replace("+00:00", "Z"),
        "effective_on": envelope.effective_on.isoformat(),
        "effective_until": until and until.isoformat(),
        "holds": _holds(one, day),
        "noun": noun if noun in FIELDS else "contract",
        "fact": one.fact.fact_name,
        "said": {
            name: _told(value)
            for name in names
            if (value := getattr(one.fact, name, None)) is not None
        },
        "stream": str(envelope.stream),
    }


QUESTIONS: Final = (
    Question(
        "reperformance",
        "list_audit_reperformance",
        "A10",
        "A risk's score, a contract's terms or a supplier's share, from its entries.",
        ("thing",),
        COLUMNS,
        reperformance,
        {
            "noun": "text",
            "id": "id",
            "day": "day",
            "method": "text",
            "worked_out": "object",
            "shown": "object",
            "equal": "flag",
        },
    ),
)
