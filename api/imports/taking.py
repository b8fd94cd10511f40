"""The acts of an import: notices taken on, changed, gone; and the import itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from api.imports.drafts import Draft
from api.imports.memory import remembered
from api.imports.report import Fate
from domain.contract.commands import MarkUnlisted
from domain.contract.contract import Contract
from domain.log.desk import Act, WritingDesk
from domain.notice_source import MatchSupplier, NoticeSource
from domain.organisation.commands import RegisterOrganisation
from domain.organisation.organisation import Organisation
from domain.place import Place
from domain.values import known


class Taken(NamedTuple):
    """What became of one notice, and the contract that it is of.

    `unmatched` says why a person has to match its supplier, if one has to.
    """

    fate: Fate
    contract: UUID
    unmatched: str | None


@dataclass(slots=True)
class Shared:
    """What the acts of one import share: where they look, and what came of them.

    `find` tells which contracts hold notices, `memory` is the stream of what is
    remembered of the kind of source, `import_id` that of this import. `taken` and
    `gone` are written by whichever thread runs an act, and read when it is over.
    """

    kind: str
    memory: UUID
    import_id: UUID
    find: Callable[[Iterable[str]], Mapping[str, UUID]]
    taken: dict[str, Taken] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


def taking(shared: Shared, drafts: Sequence[Draft]) -> Act:
    """Takes notices, each on the contract that holds it or on one of its own."""

    def act(desk: WritingDesk) -> UUID:
        held = shared.find(draft.notice_id for draft in drafts)
        taken: dict[str, Taken] = {}
        for draft in drafts:
            contract = held.get(draft.notice_id)
            taken[draft.notice_id] = (
                _renew(desk, draft, contract)
                if contract
                else _adopt(desk, shared, draft)
            )
        # Only now: an act that is refused on the way has taken nothing.
        shared.taken.update(taken)
        return shared.memory

    return act


def unlisting(shared: Shared, gone: Iterable[str]) -> Act:
    """Marks notices that their source no longer lists."""

    def act(desk: WritingDesk) -> UUID:
        unlist(desk, shared, gone)
        return shared.memory

    return act


def unlist(desk: WritingDesk, shared: Shared, gone: Iterable[str]) -> None:
    """Marks notices, those that came to the register and are not marked yet."""
    held = shared.find(gone)
    marked = {n for n, stream in held.items() if _mark(desk, shared, n, stream)}
    shared.gone.update(marked)


def _mark(desk: WritingDesk, shared: Shared, notice_id: str, stream: UUID) -> bool:
    contract = desk.read(Contract, stream)
    desk.authorise("mark_unlisted_contract", contract)
    command = MarkUnlisted(source=shared.kind, notice_id=notice_id)
    facts = contract.mark_unlisted(command, desk.occasion(command))
    desk.record(Contract, stream, facts)
    return bool(facts)


def _adopt(desk: WritingDesk, shared: Shared, draft: Draft) -> Taken:
    """A contract of which the register knows nothing but this notice."""
    provider = _provider(desk, shared, draft) if draft.supplier else None
    command = draft.adoption
    if provider is not None:
        command = command.model_copy(update={"provider_id": provider})
    to_be = Contract.place_to_be(command, desk.asker.account)
    desk.authorise("adopt_contract", to_be)
    stream = draft.contract_id
    desk.record(Contract, stream, Contract.adopt(command, desk.occasion(command)))
    _record(desk, draft, stream)
    return Taken(Fate.NEW, stream, _unmatched(desk, draft, stream))


def _renew(desk: WritingDesk, draft: Draft, stream: UUID) -> Taken:
    """A notice that is known: news only if it says something else, or is back.

    What people know of the contract stays; the notice holds what the source says.
    """
    news = _record(desk, draft, stream)
    fate = Fate.CHANGED if news else Fate.UNCHANGED
    return Taken(fate, stream, _unmatched(desk, draft, stream))


def _record(desk: WritingDesk, draft: Draft, stream: UUID) -> bool:
    contract = desk.read(Contract, stream)
    desk.authorise("record_notice_contract", contract)
    facts = contract.record_notice(draft.recording, desk.occasion(draft.recording))
    desk.record(Contract, stream, facts)
    return bool(facts)


def _unmatched(desk: WritingDesk, draft: Draft, stream: UUID) -> str | None:
    """Why nobody can say yet who the provider is, None if somebody has said."""
    timeline = desk.read(Contract, stream).timeline
    if known(timeline.value("provider_id", desk.today)) is not None:
        return None
    if draft.supplier is not None:
        return "is named by the notice and not by the contract"
    return draft.unmatched


def _provider(desk: WritingDesk, shared: Shared, draft: Draft) -> UUID | None:
    """The organisation that notices of this kind call so, new if there is none.

    None for one that was entered in error: a person has taken that match back.
    """
    name = draft.supplier or ""
    known_as = remembered(desk, shared.memory).suppliers.get(name)
    if known_as is None:
        return _enter(desk, shared, draft.firm_id, name)
    organisation = desk.read(Organisation, known_as)
    return None if organisation.entered_in_error else known_as


def _enter(desk: WritingDesk, shared: Shared, stream: UUID, name: str) -> UUID:
    desk.authorise("create_organisation", Place())
    command = RegisterOrganisation(name=name)
    facts = Organisation.register(command, desk.occasion(command))
    desk.record(Organisation, stream, facts)
    match = MatchSupplier(supplier=name, organisation_id=stream)
    source = remembered(desk, shared.memory)
    facts = source.match_supplier(match, desk.occasion(match))
    desk.record(NoticeSource, shared.memory, facts)
    return stream
