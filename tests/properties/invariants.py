"""What has to hold of any log, whoever asked for whatever, rule by rule."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, get_args
from uuid import UUID

from domain.contract.contract import Contract
from domain.event import Recorded
from domain.facts import change as changes
from domain.facts import change_control as control
from domain.facts import risk as risks
from domain.facts.issue import IssueRaised
from domain.facts.risk_response import RiskAccepted
from domain.key import LONDON
from domain.organisation.organisation import Organisation
from domain.supply_chain.supply_chain import SupplyChain

Log = Sequence[Recorded[Any]]
States = Mapping[UUID, Any]
DECIDED = (
    changes.ChangeApproved,
    changes.ChangeRejected,
    changes.ChangeSentBack,
    changes.ChangeRatified,
    RiskAccepted,
)
SETTLING = (
    changes.ChangeApproved,
    changes.ChangeSigned,
    changes.ChangeImplemented,
)
# Shares may exceed the whole by what is lost in writing them down.
MOST = Decimal("1.001")
WORKED = (changes.ChangeRaised, changes.ChangeImpactAssessed, risks.RiskIdentified)


def broken(log: Log, states: States) -> Iterator[str]:
    """Every rule that does not hold, in a sentence each."""
    for nth, each in enumerate(log, start=1):
        yield from _out_of_order(each, nth, log[max(nth - 2, 0)])
    yield from _versions(log)
    yield from _own_work(log)
    yield from _scores(log)
    yield from _issues(log)
    yield from _closings(log)
    for stream, state in states.items():
        yield from (f"{stream}: {wrong}" for wrong in _wrong(state, states, log))


def _out_of_order(
    each: Recorded[Any], nth: int, before: Recorded[Any]
) -> Iterator[str]:
    envelope = each.envelope
    if envelope.position != nth:
        yield f"#{nth} is called #{envelope.position}"
    if envelope.recorded_at < before.envelope.recorded_at:
        yield f"#{nth} was recorded before what it follows"
    if envelope.effective_on > _day(each):
        yield f"#{nth} is true from {envelope.effective_on}, which is to come"
    decided = (*DECIDED, risks.RiskAssessed)
    if isinstance(each.fact, decided) and envelope.effective_on != _day(each):
        yield f"#{nth} {each.fact.fact_name} is backdated"


def _versions(log: Log) -> Iterator[str]:
    versions: dict[UUID, int] = {}
    for each in log:
        versions[each.stream] = versions.get(each.stream, 0) + 1
        if each.envelope.version != versions[each.stream]:
            yield f"#{each.position} is version {each.envelope.version} of its stream"


def _own_work(log: Log) -> Iterator[str]:
    """INV-G2, INV-R2: nobody decides on own work, whatever hats they wear."""
    worked: dict[UUID, frozenset[UUID]] = {}
    scored: dict[UUID, frozenset[UUID]] = {}
    for each in log:
        stream, people = each.stream, each.envelope.people
        mine = worked.get(stream, frozenset()) | scored.get(stream, frozenset())
        if isinstance(each.fact, DECIDED) and mine & people:
            yield f"#{each.position} {each.fact.fact_name} is of own work"
        if isinstance(each.fact, WORKED):
            worked[stream] = worked.get(stream, frozenset()) | people
        if isinstance(each.fact, risks.RiskAssessed):
            scored[stream] = people


def _scores(log: Log) -> Iterator[str]:
    """INV-R1: a target is what a risk is to be brought down to."""
    for each in log:
        match each.fact:
            case risks.RiskAssessed(current=current, target=target):
                if target is not None and target.product > current.product:
                    yield f"#{each.position} aims above its score"
            case _:
                continue


def _issues(log: Log) -> Iterator[str]:
    """What has happened once is one issue."""
    facts = (each.fact for each in log if isinstance(each.fact, IssueRaised))
    risen = [fact.from_risk for fact in facts if fact.from_risk is not None]
    yield from (
        f"{risk} happened twice" for risk in set(risen) if risen.count(risk) > 1
    )


def _closings(log: Log) -> Iterator[str]:
    """INV-G8: no change closes without something to show for every artefact.

    A second person agreed, who had no hand in it; or a small change counts alone; or
    somebody showed what follows, after it was agreed or had happened.
    """
    hands: dict[UUID, frozenset[UUID]] = {}
    settled: set[UUID] = set()
    shown: dict[UUID, set[str]] = {}
    for each in log:
        stream, people = each.stream, each.envelope.people
        fact: Any = each.fact
        if isinstance(fact, (changes.ChangeRaised, changes.ChangeImpactAssessed)):
            hands[stream] = hands.get(stream, frozenset()) | people
        settled |= {stream} if isinstance(fact, SETTLING) else set()
        if isinstance(fact, control.ChangeReflected) and stream not in settled:
            yield f"#{each.position} shows what follows from nothing"
        if _shows(fact):
            shown.setdefault(stream, set()).add(str(vars(fact)["artefact"]))
        confirms = isinstance(fact, control.ChangeNotApplicableConfirmed)
        if confirms and hands[stream] & people:
            yield f"#{each.position} confirms own work"
        left = {*get_args(control.Artefact)} - shown.get(stream, set())
        if isinstance(fact, control.ChangeClosed) and left:
            yield f"#{each.position} closes without {sorted(left)}"


def _shows(fact: Any) -> bool:
    """Whether it settles one artefact, if it is about one."""
    if isinstance(fact, control.ChangeReflected):
        return fact.no_effect is None or bool(fact.counts_alone)
    return isinstance(fact, control.ChangeNotApplicableConfirmed)


def _wrong(state: Any, states: States, log: Log) -> Iterator[str]:
    match state:
        case Contract():
            start, end = state.held("start"), state.held("end")
            if isinstance(start, date) and isinstance(end, date) and end < start:
                yield "INV-C3: it ends before it starts"
        case SupplyChain():
            for day in {each.envelope.effective_on for each in log}:
                yield from _of_chain(state, day)
        case Organisation():
            for day in {each.envelope.effective_on for each in log}:
                if state.stream in _above(state.stream, states, day):
                    yield f"it owns itself on {day}"
        case _:
            return


def _of_chain(chain: SupplyChain, day: date) -> Iterator[str]:
    """INV-S1, INV-S2: no seat stands under itself, no shares exceed the whole."""
    under: dict[UUID | None, Decimal] = {}
    for seat in chain.seats.values():
        at, seen = seat.id, set[UUID]()
        while at in chain.seats and at not in seen:
            seen.add(at)
            at = chain.seats[at].parent(day) or chain.stream
        if at in seen:
            yield f"seat {seat.id} stands under itself on {day}"
        if seat.stands_on(day):
            share = seat.on("value_share", day)
            known = share if isinstance(share, Decimal) else Decimal()
            parent = seat.parent(day)
            under[parent] = under.get(parent, Decimal()) + known
    if any(total > MOST for total in under.values()):
        yield f"shares come to more than the whole on {day}"


def _above(stream: UUID, states: States, day: date) -> set[UUID]:
    """Who owns an organisation, who owns that, and so on."""
    found: set[UUID] = set()
    waiting = [states[stream].on("parent_id", day)]
    while waiting:
        parent = waiting.pop()
        if isinstance(parent, UUID) and parent not in found:
            found.add(parent)
            waiting.append(states[parent].on("parent_id", day))
    return found


def _day(recorded: Recorded[Any]) -> date:
    return recorded.envelope.recorded_at.astimezone(LONDON).date()
