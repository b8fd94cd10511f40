"""Judges decisions that take a second person: who worked, who held what, and when."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import select

from domain.event import Recorded
from domain.facts.change import ChangeImplemented, ChangeSigned
from domain.values import Money
from projections.audit.holding import Holdings
from projections.audit.walking import all_of
from projections.london import london_day
from projections.view import View

# Roles that nobody is granted: the program's own, and an opened emergency.
UNGRANTED: Final = frozenset({"system", "emergency", "cli", "link"})
NOBODY: Final = frozenset[str]()
Works = Callable[[Recorded[Any], Recorded[Any]], bool]


def _of(*names: str) -> Works:
    """Work of these kinds on the same thing."""
    return lambda work, _: work.fact.fact_name in names


def _plans(work: Recorded[Any], _: Recorded[Any]) -> bool:
    """Whoever put anything into a plan worked on it; who talked of it did not."""
    done = frozenset({"plan-approved", "plan-commented", "plan-error-reported"})
    return work.fact.fact_name not in done


def _no_effect(work: Recorded[Any], decision: Recorded[Any]) -> bool:
    """Somebody said that an artefact is not touched; another agrees."""
    artefact = getattr(work.fact, "artefact", None)
    reflected = work.fact.fact_name == "change-reflected"
    return reflected and bool(artefact == decision.fact.artefact)


def _ratified(work: Recorded[Any], decision: Recorded[Any]) -> bool:
    return bool(work.position == decision.fact.ratified)


_CHANGE: Final = _of("change-raised", "change-impact-assessed")
# What is decided, and whose work it was that a second person decides on.
DECISIONS: Final[Mapping[str, Works]] = {
    "change-approved": _CHANGE,
    "change-body-decided": _CHANGE,
    "change-ratified": _CHANGE,
    "change-rejected": _CHANGE,
    "change-not-applicable-confirmed": _no_effect,
    "contract-ratified": _ratified,
    "risk-accepted": _of("risk-identified", "risk-adopted"),
    "plan-approved": _plans,
    "document-disposed": _of("document-disposal-requested"),
    "erasure-carried-out": _of("erasure-requested"),
    "loss-confirmed": _of("loss-declared"),
}


class Verdict(NamedTuple):
    """What a test said: failed, or not tested for want of something; else passed."""

    failed: frozenset[str]
    not_tested: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision with what it is tested by."""

    noun: str | None
    recorded: Recorded[Any]
    workers: frozenset[UUID]
    grants: tuple[int, ...]
    value: Money | None
    limit: Money | None
    in_effect_on: Any
    verdict: Verdict


class Judging:
    """Judges decisions by who worked, who held what, and when it took effect."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._holdings = Holdings(view)
        # Whose accounts these are is known to those alone who look after them all.
        self._knows_roles = view.reach.audits or view.reach.administers
        self._alike = _alike(view) if self._knows_roles else {}

    def judged(self, one: Recorded[Any], noun: str | None) -> Decision:
        """A decision with its verdict."""
        before = all_of(self._view, str(one.stream))
        works = DECISIONS[one.fact.fact_name]
        workers = frozenset(
            who
            for work in before
            if work.position < one.position and works(work, one)
            for who in work.envelope.people
        )
        grants = self._grants(one)
        value = _value(before, one)
        limits = [grant.limit for grant in grants.values()]
        limit = None if None in limits else max(limits, key=_amount, default=None)
        in_effect_on = _in_effect(before) if _agrees(one) else None
        failed = frozenset(
            self._failed(one, workers, bool(grants), value, limit, in_effect_on)
        )
        return Decision(
            noun,
            one,
            workers,
            tuple(grants),
            value,
            limit,
            in_effect_on,
            Verdict(failed, frozenset(self._not_tested(one, workers))),
        )

    def _grants(self, one: Recorded[Any]) -> dict[int, Any]:
        envelope = one.envelope
        if not self._knows_roles:
            return {}
        holder = envelope.on_behalf_of or envelope.by
        found = self._holdings.before(holder, one.position)
        return found.grants_on(london_day(envelope.recorded_at), envelope.role)

    def _failed(  # noqa: PLR0913, PLR0917 - one a test
        self,
        one: Recorded[Any],
        workers: frozenset[UUID],
        granted: bool,  # noqa: FBT001
        value: Money | None,
        limit: Money | None,
        in_effect_on: Any,
    ) -> Iterator[str]:
        envelope = one.envelope
        if workers & envelope.people and not _is_within_appetite(one):
            yield "same_person"
        elif any(
            self._alike.get(who, NOBODY) & self._alike.get(worker, NOBODY)
            for who in envelope.people
            for worker in workers
        ):
            yield "same_name"
        if self._knows_roles and envelope.role not in UNGRANTED:
            if not granted:
                yield "no_grant"
            if not self._lent(one):
                yield "no_delegation"
        if value is not None and limit is not None and _amount(value) > _amount(limit):
            yield "above_limit"
        decided_on = getattr(one.fact, "meeting_date", envelope.effective_on)
        if in_effect_on is not None and in_effect_on < decided_on:
            yield "after_effect"

    def _lent(self, one: Recorded[Any]) -> bool:
        envelope = one.envelope
        if envelope.on_behalf_of is None:
            return True
        whose = self._holdings.before(envelope.on_behalf_of, one.position)
        return whose.lends_on(london_day(envelope.recorded_at), envelope.by)

    def _not_tested(
        self, one: Recorded[Any], workers: frozenset[UUID]
    ) -> Iterator[str]:
        if not workers:
            yield from ("same_person", "same_name")
        if not self._knows_roles or one.envelope.role in UNGRANTED:
            yield from ("no_grant", "no_delegation", "above_limit")
        if not self._knows_roles and workers:
            yield "same_name"


def _is_within_appetite(one: Recorded[Any]) -> bool:
    """Within appetite nothing is given: who entered a risk may accept it alone."""
    limit = getattr(one.fact, "limit", None)
    score = getattr(one.fact, "score", None)
    return score is not None and limit is not None and score.product <= limit


def _agrees(one: Recorded[Any]) -> bool:
    """Whether it says that a change is to be; to ratify is meant for afterwards."""
    agreed = getattr(one.fact, "body_outcome", "approved") == "approved"
    return agreed and one.fact.fact_name in ("change-approved", "change-body-decided")


def _value(history: Sequence[Recorded[Any]], one: Recorded[Any]) -> Money | None:
    """What the change was said to be worth when it was decided."""
    worth = [
        value
        for work in history
        if work.position < one.position
        and isinstance(value := getattr(work.fact, "value_delta", None), Money)
    ]
    return worth[-1] if worth and one.fact.fact_name.startswith("change-") else None


def _in_effect(history: Sequence[Recorded[Any]]) -> Any:
    """The first day on which a change was signed or in force, None if it never was."""
    days = [
        one.envelope.effective_on
        for one in history
        if isinstance(one.fact, ChangeSigned | ChangeImplemented)
    ]
    return min(days, default=None)


def _amount(money: Money) -> Decimal:
    return abs(money.amount)


def _alike(view: View) -> dict[UUID, frozenset[str]]:
    """What accounts are known by: name and e-mail, without regard to case.

    Two accounts of one name are asked about; that it is one person is not proved.
    """
    accounts = {row.id for row in view.connection.execute(_accounts(view))}
    people = view.schema.people
    wanted = select(people.c.subject, people.c.name_key, people.c.email)
    return {
        UUID(subject): frozenset(key.casefold() for key in (name, email) if key)
        for subject, name, email in view.connection.execute(wanted)
        if subject in accounts
    }


def _accounts(view: View) -> Any:
    live = view.schema.nouns["account"].live
    return select(live.c.id)
