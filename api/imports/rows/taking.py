"""The acts of an import of rows: taken, changed, gone; and the things they become."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson

from api.imports.memory import remembered
from api.imports.report import Fate
from api.imports.rows.amending import amend, bear
from api.imports.rows.differences import Difference
from api.imports.rows.draft import Draft
from api.imports.rows.following import THINGS, follow, row_command
from api.imports.rows.names import Firm, Person
from api.imports.rows.seating import take_seat
from api.imports.rows.sharing import Shared, Taken
from api.imports.rows.work import carry_on
from domain.account import Account, NameSomebody
from domain.contract.contract import Contract
from domain.facts.source_row import row_claim
from domain.log.desk import Act, WritingDesk
from domain.notice_source import MatchContract, MatchSupplier
from domain.organisation.commands import RegisterOrganisation
from domain.organisation.organisation import Organisation
from domain.place import Place
from domain.source_row import ChangeRow, ListRow, SourceRow, TakeRow
from domain.supply_chain.seat_commands import DeclareSeat
from domain.values import Erased


def taking(shared: Shared, drafts: Sequence[Draft]) -> Act:
    """Takes rows, each under the key by which it is known again."""

    def act(desk: WritingDesk) -> UUID:
        taken = {draft.key: _take(desk, shared, draft) for draft in drafts}
        # Only now: an act that is refused on the way has taken nothing.
        shared.taken.update(taken)
        return shared.memory

    return act


def unlisting(shared: Shared, gone: Iterable[str]) -> Act:
    """Marks rows that the newest file of their source lacks."""

    def act(desk: WritingDesk) -> UUID:
        unlist(desk, shared, gone)
        return shared.memory

    return act


def unlist(desk: WritingDesk, shared: Shared, gone: Iterable[str]) -> None:
    """Marks rows, those that came to the register and are not marked yet."""
    marked = {key for key in gone if _mark(desk, shared, key)}
    shared.gone.update(marked)


def matching(
    shared: Shared, contracts: Mapping[str, UUID], suppliers: Mapping[str, UUID]
) -> Act:
    """Remembers what the caller says that names mean."""

    def act(desk: WritingDesk) -> UUID:
        for name, contract in contracts.items():
            said = MatchContract(contract_name=name, contract_id=contract)
            memory = remembered(desk, shared.names)
            facts = memory.match_contract(said, desk.occasion(said))
            desk.record(type(memory), shared.names, facts)
        for name, organisation in suppliers.items():
            match = MatchSupplier(supplier=name, organisation_id=organisation)
            memory = remembered(desk, shared.names)
            facts = memory.match_supplier(match, desk.occasion(match))
            desk.record(type(memory), shared.names, facts)
        return shared.names

    return act


def _take(desk: WritingDesk, shared: Shared, draft: Draft) -> Taken:
    _enter(desk, draft.firm, draft.people)
    stream = desk.holder(row_claim(shared.kind, shared.source, draft.key))
    if stream is None:
        return _take_new(desk, shared, draft)
    return _take_again(desk, shared, draft, desk.read(SourceRow, stream))


def _take_new(desk: WritingDesk, shared: Shared, draft: Draft) -> Taken:
    became = _adopt(desk, draft)
    differences: tuple[Difference, ...] = ()
    if draft.existing is not None:
        differences = follow(desk, shared, draft, draft.existing, {})
    if became != draft.thing:  # else whoever may take it on may keep its row
        _authorise(desk, draft, became)
    if shared.keeps:
        command = row_command(TakeRow, shared, draft, became, handling=draft.handling)
        facts = SourceRow.take(command, desk.occasion(command))
        desk.record(SourceRow, draft.stream, facts)
    return Taken(Fate.NEW, became, differences)


def _take_again(
    desk: WritingDesk, shared: Shared, draft: Draft, row: SourceRow
) -> Taken:
    """A row that is known: news if it says something else, is back, or is matched."""
    became = row.content.became_id
    differences: tuple[Difference, ...] = ()
    head = len(desk.recorded)
    if became is None:
        became = _adopt(desk, draft)
    elif draft.noun in THINGS:
        # What was struck out says nothing any more.
        erased = isinstance(row.content.says, Erased)
        before = {} if erased else orjson.loads(row.content.says)
        differences = follow(desk, shared, draft, became, before)
    command = row_command(ChangeRow, shared, draft, became, was=row.content)
    desk.authorise("keep_row", _place(desk, row))
    facts = row.change(command, desk.occasion(command))
    desk.record(SourceRow, row.stream, facts)
    again = ListRow()
    back = desk.read(SourceRow, row.stream).relist(again, desk.occasion(again))
    desk.record(SourceRow, row.stream, back)
    news = len(desk.recorded) > head
    return Taken(Fate.CHANGED if news else Fate.UNCHANGED, became, differences)


def _enter(desk: WritingDesk, firm: Firm | None, people: Iterable[Person]) -> None:
    """Enters whom the row names and the register does not know, the first time."""
    for person in people:
        if not desk.version(person.stream):
            desk.authorise("create_import", Place())
            named = NameSomebody(name=person.name)
            facts = Account.name_somebody(named, desk.occasion(named))
            desk.record(Account, person.stream, facts)
    if firm is not None and not desk.version(firm.stream):
        desk.authorise("create_organisation", Place())
        command = RegisterOrganisation(
            name=firm.name, identifiers=firm.identifiers, vcse=firm.vcse
        )
        entered = Organisation.register(command, desk.occasion(command))
        desk.record(Organisation, firm.stream, entered)


def _adopt(desk: WritingDesk, draft: Draft) -> UUID | None:
    """The thing that the row is: one that the register has, or a new one."""
    if draft.existing is not None:
        return draft.existing
    if draft.amendment is not None and draft.contract is not None:
        return amend(desk, draft.thing, draft.contract, draft.amendment)
    command: Any = draft.adoption
    if command is None or draft.noun is None:
        return None
    if isinstance(command, DeclareSeat):
        return take_seat(desk, draft, command)
    kind = THINGS[draft.noun]
    if kind is Contract:
        place = Contract.place_to_be(command, desk.asker.account)
    else:
        place = desk.place(command)
    desk.authorise(f"adopt_{draft.noun}", place)
    desk.record(kind, draft.thing, kind.adopt(command, desk.occasion(command)))
    if draft.bearers:
        bear(desk, draft.thing, draft.bearers)
    if draft.work is not None:
        carry_on(desk, draft.thing, draft.work)
    return draft.thing


def _authorise(desk: WritingDesk, draft: Draft, became: UUID | None) -> None:
    """A row lies where its contract does; one about none is whose brings it."""
    contract = became if draft.noun == "contract" else draft.contract
    if contract is not None:
        desk.authorise("keep_row", desk.read(Contract, contract))
    else:
        desk.authorise("keep_row", Place(manager=desk.asker.account))


def _place(desk: WritingDesk, row: SourceRow) -> Place:
    """Where a row lies; one about nothing is the business of whoever brought it."""
    if row.contract_id or row.organisation_id:
        return desk.place(row)
    mine = desk.asker.account in row.entered_by
    return Place(manager=desk.asker.account if mine else None)


def _mark(desk: WritingDesk, shared: Shared, key: str) -> bool:
    stream = desk.holder(row_claim(shared.kind, shared.source, key))
    if stream is None:
        return False
    row = desk.read(SourceRow, stream)
    desk.authorise("keep_row", _place(desk, row))
    command = ListRow()
    facts = row.unlist(command, desk.occasion(command))
    desk.record(SourceRow, stream, facts)
    return bool(facts)
