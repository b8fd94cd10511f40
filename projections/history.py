"""What happened: every event with what it changed, from the log and the versions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from domain.event import Recorded
from domain.facts.contract_known_risks import ContractKnownRisksFrozen
from domain.values import known
from projections.model import Model
from projections.rendering import Json, fields
from projections.versions import Versions, differing, read_versions
from projections.view import View
from projections.withholding import report_of

# How many events one call looks through for those that are asked for.
SCANNED = 5000
PAGE = 500


@dataclass(frozen=True, slots=True)
class EventQuestion:
    """Which events are asked for: all that have one of each kind of thing named."""

    nouns: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    by: frozenset[UUID] = frozenset()
    stream: UUID | None = None

    def asks_for(self, recorded: Recorded[Any], noun: str | None) -> bool:
        """Whether an event is one of them."""
        envelope, fact = recorded
        return (
            (not self.nouns or noun in self.nouns)
            and (not self.facts or fact.fact_name in self.facts)
            and (not self.by or envelope.by in self.by)
            and (self.stream is None or envelope.stream == self.stream)
        )


class Events(NamedTuple):
    """Some events in order, and after which position to go on (None: at the end)."""

    items: list[Json]
    next: int | None


def history(view: View, noun: str, named: str) -> list[Json]:
    """Everything recorded of one thing, oldest first. Raises NotFound."""
    thing = view.known(noun, named)
    recorded = view.log.history(UUID(thing), view.position)
    if noun == "seat":
        recorded = sorted([*_in_chain(view, thing), *recorded], key=_position)
    return told(view, recorded)


def _in_chain(view: View, seat: str) -> Iterator[Recorded[Any]]:
    """What the stream of its chain has of a seat; returns are in its own."""
    model = view.schema.models["seat"]
    for row in view.rows("seat", [seat]):
        chain = UUID(model.read(row, "chain_id"))
        for recorded in view.log.history(chain, view.position):
            if _seat(recorded) == seat:
                yield recorded


def _position(recorded: Recorded[Any]) -> int:
    return recorded.position


def _seat(recorded: Recorded[Any]) -> str | None:
    """The seat that a fact of a chain is about, None for every other fact."""
    return _text(getattr(recorded.fact, "seat_id", None))


def events(view: View, asked: EventQuestion, after: int, limit: int) -> Events:
    """Events after a position that the caller may read."""
    if asked.stream is not None:
        whole = view.log.history(asked.stream, view.position)
        pages: Iterable[list[Recorded[Any]]] = [
            [r for r in whole if r.position > after]
        ]
    else:
        pages = _pages(view, after)
    found: list[Recorded[Any]] = []
    last: int | None = None
    for page in pages:
        nouns = readable_nouns(view, page)
        for recorded in page:
            if len(found) == limit:
                return Events(told(view, found), found[-1].position)
            noun = nouns.get(recorded.stream)
            if asked.asks_for(recorded, noun) and _is_open(nouns, recorded):
                found.append(recorded)
        last = page[-1].position if page else None
    more = last is not None and asked.stream is None and last < view.position
    return Events(told(view, found), last if more else None)


def _pages(view: View, after: int) -> Iterator[list[Recorded[Any]]]:
    scanned = 0
    while scanned < SCANNED:
        found = view.log.recorded(after, min(PAGE, view.position - after))
        if not found:
            return
        yield found
        scanned, after = scanned + len(found), found[-1].position


def readable_nouns(view: View, page: Sequence[Recorded[Any]]) -> dict[UUID, str]:
    """The nouns of the streams that the caller may read."""
    return readable_streams(view, {str(r.stream) for r in page})


def readable_streams(view: View, streams: Iterable[str]) -> dict[UUID, str]:
    """Those of some streams that the caller may read, each with its noun."""
    by_noun = defaultdict[str, set[str]](set)
    for thing, noun in view.nouns(streams).items():
        by_noun[noun].add(thing)
    return {
        UUID(thing): noun
        for noun, things in by_noun.items()
        for thing in view.readable(noun, things)
    }


def _is_open(nouns: Mapping[UUID, str], recorded: Recorded[Any]) -> bool:
    """Whether it is about something readable; what belongs to no noun is the log's."""
    return recorded.stream in nouns or recorded.fact.fact_name == "register-opened"


def told(view: View, page: Sequence[Recorded[Any]]) -> list[Json]:
    """Events as the API shows them."""
    nouns = view.nouns({str(r.stream) for r in page})
    streams = defaultdict[str, set[str]](set)
    for thing, noun in nouns.items():
        streams[noun].add(thing)
    if seats := {seat for r in page if (seat := _seat(r))}:
        streams["seat"] |= seats
    versions = {
        noun: read_versions(view.connection, view.schema, noun, view.pin, sorted(ids))
        for noun, ids in streams.items()
    }
    names = view.labels("account", sorted({str(r.envelope.by) for r in page}))
    frozen = view.readable("risk", {risk for r in page for risk in _frozen(r)})
    shown = []
    for recorded in page:
        home = nouns.get(str(recorded.stream))
        event = _event(recorded, home)
        event["by_name"] = names.get(event["by"], {}).get("name")
        if home is not None:
            about = "seat" if _seat(recorded) else home
            event |= _changed(view.schema.models[about], versions[about], recorded)
        if home == "import":
            event["after"] = _without_report(view, recorded, event["after"])
        if _frozen(recorded):
            said = event["after"]["risks"]
            event["after"]["risks"] = [r for r in said if r["risk_id"] in frozen]
        shown.append(event)
    return shown


def _frozen(recorded: Recorded[Any]) -> list[str]:
    """The known risks that an event froze: some may have been restricted since."""
    if not isinstance(recorded.fact, ContractKnownRisksFrozen):
        return []
    return [str(risk.risk_id) for risk in recorded.fact.risks]


def _without_report(view: View, recorded: Recorded[Any], after: Json) -> Json:
    """What an import says, but for a report that is not for the caller."""
    by, kind = str(recorded.envelope.by), recorded.fact.kind
    left_out = report_of(kind, by, view.reach)
    return {name: value for name, value in after.items() if name not in left_out}


def _event(recorded: Recorded[Any], noun: str | None) -> Json:
    envelope, fact = recorded
    return {
        "position": envelope.position,
        "stream": str(envelope.stream),
        "noun": noun,
        "fact": fact.fact_name,
        "version": envelope.version,
        "recorded_at": envelope.recorded_at.isoformat().replace("+00:00", "Z"),
        "effective_on": envelope.effective_on.isoformat(),
        "effective_until": _text(envelope.effective_until),
        "by": str(envelope.by),
        "on_behalf_of": _text(envelope.on_behalf_of),
        "role": envelope.role,
        "reason": fact.reason,
        "reason_code": envelope.reason_code,
        "source_document": _text(envelope.source_document),
        "supersedes": getattr(fact, "supersedes", None),
        "before": {},
        "after": _said(recorded),
    }


def _changed(model: Model, versions: Versions, recorded: Recorded[Any]) -> Json:
    """The fields that the event changed on its first day, before and after."""
    envelope = recorded.envelope
    place = (
        _seat(recorded) or str(envelope.stream),
        envelope.position,
        envelope.effective_on.isoformat(),
    )
    new, old = versions.after(*place), versions.before(*place)
    if new is None:
        return {}
    after = _fields(model, new)
    before = _fields(model, old) if old is not None else {}
    changed = differing(before, after)
    if not changed:
        return {}
    said = _said(recorded)
    named = {name: said.get(name) for name in _personal(recorded)}
    # What no field of the thing holds is told by its events alone.
    named |= {name: said[name] for name in said if name not in model.fields}
    return {
        "before": {name: before[name] for name in changed if name in before},
        # What had a value and has none any more is told as null.
        "after": {name: after.get(name) for name in changed} | named,
    }


def _personal(recorded: Recorded[Any]) -> Iterable[str]:
    """The fields of a fact that are kept apart from everything with versions."""
    fields: Iterable[str] = recorded.fact.personal(recorded.stream)
    return fields


def _fields(model: Model, row: Any) -> Json:
    told = fields(model, row) | {"in_error": model.read(row, "in_error")}
    return {name: value for name, value in told.items() if value is not None}


def _said(recorded: Recorded[Any]) -> Json:
    """What the fact itself says."""
    fact = recorded.fact
    told: Json = fact.model_dump(
        mode="json", exclude={"reason", "supersedes"}, exclude_none=True
    )
    return told


def _text(value: object) -> str | None:
    return None if value is None else str(known(value))
