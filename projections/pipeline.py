"""The pipeline: what ends, is reviewed and is bought, by financial year and service."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Final, NamedTuple

from domain.facts.service import service_name
from projections.clocks.looking import Look, gaps_of
from projections.clocks.tally import is_not_applicable
from projections.pages import Within
from projections.part import Part
from projections.rendering import Json
from projections.view import View
from projections.worth import Value, worth_of

# A council's year of account begins on 1 April.
YEAR_BEGINS: Final = (4, 1)
NAMES: Final[Sequence[str]] = (
    "born_at",
    "title",
    "status",
    "end",
    "notice_ends_on",
    "review_on",
    "start",
    "service",
    "department",
    "annual_value_pence",
    "annual_value_currency",
    "annual_value_vat",
)
BOUGHT: Final = frozenset({"planned", "in_procurement"})
EVENTS: Final = ("ends", "reviewed", "bought")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the pipeline is asked for; nothing said asks for all.

    `years` are financial years ("2026-27"), `services` their names in any spelling.
    """

    events: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    within: Within | None = None


class Stop(NamedTuple):
    """A contract on a day of the pipeline; no day: nobody knows it."""

    event: str
    on: str | None
    id: str
    born_at: int
    title: str
    service: str | None
    department: str | None
    value: Value
    inside: bool

    @property
    def reference(self) -> str:
        """What the register calls the contract."""
        return f"C-{self.born_at}"

    @property
    def year(self) -> str | None:
        """The financial year in which its day lies."""
        return None if self.on is None else financial_year(date.fromisoformat(self.on))

    @property
    def of_service(self) -> str:
        """By what its service is told from others, however it is spelt."""
        return "" if self.service is None else service_name(self.service).value


def financial_year(day: date) -> str:
    """The financial year of a day, from 1 April to 31 March: "2026-27"."""
    first = day.year - ((day.month, day.day) < YEAR_BEGINS)
    return f"{first}-{(first + 1) % 100:02d}"


def pipeline(view: View, asked: Asked) -> Json:
    """What ends, is reviewed and is bought; what has no day known comes last."""
    found = sorted(stops(view, asked), key=_order)
    inside = [stop for stop in found if stop.inside]
    outside = [stop for stop in found if not stop.inside]
    items = list(_items([stop for stop in inside if stop.on is not None]))
    return {
        "items": items,
        "total": len(items),
        "not_known": list(_not_known([s for s in inside if s.on is None])),
        "year_begins": f"{YEAR_BEGINS[0]:02d}-{YEAR_BEGINS[1]:02d}",
        "position": view.position,
        "outside_scope": {
            "count": len({stop.id for stop in outside}),
            "value": worth_of({s.id: s.value for s in outside}.values())[
                "annual_value"
            ],
        },
    }


def stops(view: View, asked: Asked) -> Iterator[Stop]:
    """Every day of every contract that the pipeline has, as far as it is asked for."""
    services = {service_name(name).value for name in asked.services}
    part = Part.of(view, asked.within)
    for thing, gaps, *cells in Look(view).rows("contract", NAMES, ("ended", "closed")):
        said: Json = dict(zip(NAMES, cells, strict=True))
        inside = part.has("contract", thing)
        for stop in _stops(thing, said, gaps_of(gaps), inside=inside):
            if (
                (not asked.events or stop.event in asked.events)
                and (not asked.years or stop.year in asked.years)
                and (not services or stop.of_service in services)
                and (not asked.departments or stop.department in asked.departments)
            ):
                yield stop


def _stops(thing: str, said: Json, gaps: Json, *, inside: bool) -> Iterator[Stop]:
    value = tuple(said[f"annual_value_{n}"] for n in ("pence", "currency", "vat"))
    about = (thing, said["born_at"], said["title"], said["service"])
    rest = (said["department"], value, inside)
    for event, field, day in _days(said):
        if day is not None or not is_not_applicable(gaps.get(field)):
            yield Stop(event, day, *about, *rest)


def _days(said: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """What happens to a contract, the field that says when, and the day."""
    if said["status"] in BOUGHT:
        yield "bought", "start", said["start"]
        return
    is_over = said["status"] == "notice_given" and said["notice_ends_on"]
    yield "ends", "end", said["notice_ends_on"] if is_over else said["end"]
    yield "reviewed", "review_on", said["review_on"]


def _order(stop: Stop) -> tuple[Any, ...]:
    year, event = stop.year or "9999", EVENTS.index(stop.event)
    return year, event, stop.of_service, stop.on or "", stop.born_at


def _items(found: Sequence[Stop]) -> Iterator[Json]:
    groups = defaultdict[tuple[str, str, str], list[Stop]](list)
    for stop in found:
        groups[stop.year or "", stop.event, stop.of_service].append(stop)
    for (year, event, _), members in groups.items():
        first = int(year[:4])
        yield {
            "financial_year": year,
            "from": date(first, *YEAR_BEGINS).isoformat(),
            "until": date(first + 1, 3, 31).isoformat(),
            "event": event,
            # As it is spelt where it was named first.
            "service": min(members, key=attrgetter("born_at")).service,
            **_together(members),
        }


def _not_known(found: Sequence[Stop]) -> Iterator[Json]:
    """The contracts of which nobody knows the day, by what happens to them."""
    for event in EVENTS:
        if members := [stop for stop in found if stop.event == event]:
            yield {"event": event, **_together(members)}


def _together(members: Sequence[Stop]) -> Json:
    named = ("id", "reference", "title", "on")
    contracts = [{n: getattr(stop, n) for n in named} for stop in members]
    worth = worth_of(stop.value for stop in members)
    return {"count": len(members), **worth, "contracts": contracts}
