"""What somebody may read, as a condition on rows. Rights are those of now."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from pydantic_core import to_json
from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)

from domain.facts.account import Scope
from domain.rights import Part, Reach
from projections.model import Model
from projections.tables import Schema

Condition = ColumnElement[bool]
# Nouns that providers see where the contract is theirs; of others only their own.
SHARED = frozenset({"contract", "issue", "kpi"})
# Nouns that are nobody's business: who comes in, and what is to be forgotten.
APART = frozenset({"account", "key", "erasure", "release"})
# What rows of sources became whose handling may be settled anew.
HANDLED = ("risk", "issue")
# What is said of other things, and goes where they go.
MARKS = frozenset({"acknowledgement"})
# What findings are about.
FOUND_ON = (
    "contract",
    "risk",
    "issue",
    "plan",
    "change",
    "organisation",
    "budget",
    "seat",
)


def reached(schema: Schema, model: Model, rows: FromClause, reach: Reach) -> Condition:
    """Which rows somebody may read, or know of at all."""
    if model.noun in APART:
        return _apart(model, rows, reach)
    if model.noun == "acknowledgement":
        return or_(*_of_subjects(schema, rows, reach))
    named = _named(schema, model, rows, reach.account)
    ways = [named] if reach.everything else []
    for part in reach.parts:
        inside = _inside(schema, model, rows, part, reach.account)
        ways.append(inside if part.restricted else and_(inside, named))
    return and_(or_(false(), *ways), *_told_of(schema, model, rows, reach))


def is_guarded(model: Model) -> bool:
    """Whether some things of the noun are hidden from those who read everything."""
    return model.noun in APART | MARKS or "handling" in model.columns


def reads_sources(reach: Reach) -> bool:
    """Whether somebody reads what sheets said: others are not to find things by it."""
    return reach.everything or all(part.restricted for part in reach.parts)


def _of_subjects(schema: Schema, rows: FromClause, reach: Reach) -> Iterator[Condition]:
    """What is said of a finding is read by who may know of what it is about."""
    for noun in FOUND_ON:
        now = schema.nouns[noun].live.alias(f"marked_{noun}")
        may = reached(schema, schema.models[noun], now, reach)
        theirs = select(now.c.id).where(may).correlate(None)
        yield and_(rows.c.subject_noun == noun, rows.c.subject_id.in_(theirs))


def _apart(model: Model, rows: FromClause, reach: Reach) -> Condition:
    """Which rows somebody may read of what is about the register's own running."""
    if reach.administers or reach.audits:
        return true()
    if model.noun in ("erasure", "release"):
        return true() if reach.forgets else false()
    holder = rows.c.id if model.noun == "account" else rows.c.account_id
    return holder == str(reach.account)


def _named(schema: Schema, model: Model, rows: FromClause, account: UUID) -> Condition:
    """Whether a row is not restricted, or restricted to this account.

    The row of a source is read by whoever may read the risk or issue that it became.
    """
    if "handling" not in model.columns:
        return true()
    if model.noun == "row":
        became = and_(rows.c.became.in_(HANDLED), rows.c.became_id.is_not(None))
        hidden = [_kept_from(schema, noun, account) for noun in HANDLED]
        kept = or_(*(rows.c.became_id.in_(ids) for ids in hidden))
        return case((became, not_(kept)), else_=_is_named(model, rows, account))
    return _is_named(model, rows, account)


def _kept_from(schema: Schema, noun: str, account: UUID) -> Any:
    """The ids of the risks or issues that are restricted to others now."""
    model, now = schema.models[noun], schema.nouns[noun].live
    others = not_(_is_named(model, now, account))
    return select(now.c.id).where(now.c.handling == "restricted", others)


def _is_named(model: Model, rows: FromClause, account: UUID) -> Condition:
    me = str(account)
    ways = [
        rows.c.handling.is_distinct_from("restricted"),
        # Never null: that the row is not somebody's is asked for, too.
        rows.c.owner.is_not_distinct_from(me),
        rows.c.entered_by.is_not_distinct_from(me),
    ]
    if "readers" in model.columns:
        named = func.coalesce(rows.c.readers, "[]")
        ways.append(named.contains(_quoted(me)))
    return or_(*ways)


def _told_of(
    schema: Schema, model: Model, rows: FromClause, reach: Reach
) -> Iterable[Condition]:
    """That a row is confidential from nobody for whom somebody acts.

    Whichever of its records an organisation is named by: two may have been merged.
    """
    if "confidential_from" not in model.columns or not reach.acts_for:
        return
    acts_for, kept_from = _texts(reach.acts_for), rows.c.confidential_from
    now = schema.nouns["organisation"].live.alias("kept_from")
    stays = schema.nouns["organisation"].live.alias("stays")
    into = select(stays.c.merged_into).where(
        stays.c.effective_until.is_(None),
        stays.c.id.in_(acts_for),
        stays.c.merged_into.is_not(None),
    )
    theirs = or_(
        now.c.id.in_(acts_for),
        now.c.merged_into.in_(acts_for),
        now.c.id.in_(into),
        now.c.merged_into.in_(into),
    )
    named = kept_from.like(literal('%"') + now.c.id + literal('"%'))
    alike = select(now.c.id).where(now.c.effective_until.is_(None), theirs, named)
    yield or_(kept_from.is_(None), not_(alike.correlate(rows).exists()))


def _inside(
    schema: Schema, model: Model, rows: FromClause, part: Part, account: UUID
) -> Condition:
    inside = _in_scope(schema, model, rows, part)
    if not part.only_shared or model.noun in SHARED:
        return inside
    if "entered_by" not in model.columns:
        return false()
    return or_(
        and_(inside, rows.c.entered_by == str(account)), *_given(model, rows, part)
    )


def _given(model: Model, rows: FromClause, part: Part) -> Iterator[Condition]:
    """What is shared with an organisation of the scope, wherever it lies."""
    if "shared_with" in model.columns and part.scope != "all":
        for organisation in part.scope.organisations:
            yield rows.c.shared_with.contains(_quoted(str(organisation)))


def _in_scope(schema: Schema, model: Model, rows: FromClause, part: Part) -> Condition:
    if part.scope == "all":
        return true()
    whose = part.scope.organisations
    ways: list[Condition] = []
    if model.noun == "organisation":
        ways.append(is_of(schema, rows.c.id, whose))
    elif "organisation_id" in model.columns:
        ways.append(is_of(schema, rows.c.organisation_id, whose))
    if model.noun == "service":
        ways.append(rows.c.title.in_(part.scope.services))
    if model.noun in ("service", "budget"):
        ways.append(rows.c.department.in_(part.scope.departments))
    contracts = covered_contracts(schema, part.scope, unmarked=part.unmarked)
    if model.noun == "contract":
        ways.append(rows.c.id.in_(contracts))
    elif "contract_id" in model.columns:
        ways.append(rows.c.contract_id.in_(contracts))
    return or_(false(), *ways)


def covered_contracts(
    schema: Schema, scope: Scope, *, unmarked: bool = False, manager: UUID | None = None
) -> Any:
    """The ids of the contracts that lie in a scope, by what is known now."""
    now = schema.nouns["contract"].live
    ways: list[Condition] = [
        now.c.id.in_(_texts(scope.contracts)),
        now.c.department.in_(scope.departments),
        is_of(schema, now.c.provider_id, scope.organisations),
        now.c.service.in_(scope.services),
        *(now.c.wards.contains(_quoted(w), autoescape=True) for w in scope.wards),
    ]
    if unmarked and scope.wards:
        ways.append(or_(now.c.wards.is_(None), now.c.wards == "[]"))
    if manager is not None:
        ways.append(now.c.contract_manager == str(manager))
    return select(now.c.id).where(now.c.effective_until.is_(None), or_(*ways))


def is_of(
    schema: Schema, column: ColumnElement[Any], organisations: Iterable[UUID]
) -> Condition:
    """Whether an id is of an organisation, or of a record merged into it by now."""
    ids = _texts(organisations)
    if not ids:
        return false()
    now = schema.nouns["organisation"].live
    records = select(now.c.id).where(
        now.c.effective_until.is_(None), now.c.merged_into.in_(ids)
    )
    return or_(column.in_(ids), column.in_(records.correlate(None)))


def _quoted(word: str) -> str:
    """A word as it stands in a JSON list."""
    return to_json(word).decode()


def _texts(ids: Iterable[UUID]) -> list[str]:
    return [str(one) for one in ids]
