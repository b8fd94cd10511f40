"""Forgets: a person by destroying a key, words by striking them out of their event."""

from typing import Any, get_args
from uuid import UUID

from pydantic_core import from_json

from domain.erasure import Erasure, RequestErasure
from domain.errors import RuleBroken, UnknownReference
from domain.facts.erasure import ErasureCarriedOut, ErasureRequested
from domain.ledger.entry import kept_digest
from domain.log.desk import Act, WritingDesk
from domain.log.erased import erasures_of
from domain.log.fields import WHY
from domain.log.holds import refuse_held_person, refuse_held_words
from domain.log.keys import KeyStore
from domain.log.mapper import KINDS
from domain.log.reading import Reading
from domain.occasion import Command
from domain.rights import Place


def request_erasure(
    reading: Reading, keys: KeyStore, stream: UUID, command: RequestErasure
) -> Act:
    """Asks for an erasure, after a look whether there is anything to erase."""

    def act(desk: WritingDesk) -> UUID:
        desk.authorise("create_erasure", Place())
        facts = Erasure.request(command, desk.occasion(command))
        if command.subject is not None:
            _require_subject(keys, command.subject)
        if command.position is not None and command.field is not None:
            _require_words(reading, command.position, command.field)
        _refuse_held(desk, reading, command)
        desk.record(Erasure, stream, facts)
        return stream

    return act


def carry_out_erasure(reading: Reading, named: str | UUID, command: Command) -> Act:
    """Carries out an erasure that somebody else asked for.

    Words are struck out in the same transaction. A key is destroyed by the caller
    once this is on disk (`Register.forget`): a key destroyed for an act
    that then fails could not be brought back.
    """

    def act(desk: WritingDesk) -> UUID:
        stream = desk.find(Erasure, named)
        erasure = desk.read(Erasure, stream)
        desk.authorise("approve_erasure", Place())
        desk.match(stream)
        _refuse_held(desk, reading, erasure.requested)
        desk.record(Erasure, stream, erasure.carry_out(command, desk.occasion(command)))
        asked = erasure.requested
        if asked.position is not None and asked.field is not None:
            desk.strike(asked.position, asked.field)
        if (subject := asked.subject) is not None:
            desk.shelve(lambda shelf: shelf.clear(subject))
        return stream

    return act


def finish_erasures(reading: Reading, keys: KeyStore) -> None:
    """Destroys the keys that a crash between order and act has left."""
    for recorded in reading.of_kind(ErasureCarriedOut):
        subject = recorded.fact.subject
        if subject is None:
            continue
        key = keys.find(subject)
        if key is None or key.destroyed_by is None:
            keys.destroy(subject, recorded.position)


def words_to_go(reading: Reading, wish: UUID) -> list[str]:
    """The words that an erasure takes away, to look for them afterwards."""
    asked, said = reading.history(wish)[0].fact, list[Any]()
    if asked.subject is not None:
        history = reading.history(asked.subject)
        said = [
            getattr(recorded.fact, name)
            for recorded in history
            for name in recorded.fact.personal(recorded.stream)
        ]
    elif reading.row_at(asked.position) is not None:
        (recorded,) = reading.recorded(asked.position - 1, 1)
        said = [getattr(recorded.fact, asked.field, None)]
    return sorted({word for word in said if type(word) is str})


def remember_erasures(reading: Reading, keys: KeyStore, after: int = 0) -> None:
    """Keeps a list of what was erased beside the keys, for a log that is restored."""
    listed = (one for one in erasures_of(reading) if one.ordered > after)
    keys.remember({one.ordered: one.model_dump_json() for one in listed})


def _refuse_held(
    desk: WritingDesk, reading: Reading, asked: RequestErasure | ErasureRequested
) -> None:
    """Refuses to forget what an open request for information touches."""
    if asked.subject is not None:
        refuse_held_person(desk, reading, asked.subject)
    if asked.position is not None:
        refuse_held_words(desk, reading, asked.position)


def _require_subject(keys: KeyStore, subject: UUID) -> None:
    try:
        key = keys.of(subject)
    except KeyError:
        detail = f"the register holds nothing personal of {subject}"
        raise UnknownReference(detail, pointer="/subject") from None
    if key.destroyed_by is not None:
        detail = f"{subject} was forgotten already, by #{key.destroyed_by}"
        raise RuleBroken(detail, rule="already-erased", pointer="/subject")


def _require_words(reading: Reading, position: int, name: str) -> None:
    row = reading.row_at(position)
    state = from_json(bytes(row[16])) if row else {}
    if row is None or name not in state:
        detail = f"#{position} has no field {name}; its event lists the fields it has"
        raise UnknownReference(detail, pointer="/field")
    if kept_digest(state[name]) is not None:
        detail = (
            f"{name} of #{position} is struck out already, or personal: a person is"
            " forgotten by naming the subject"
        )
        raise RuleBroken(detail, rule="already-erased", pointer="/field")
    if not is_words(row[3].rpartition(".")[0], name):
        detail = (
            f"{name} is not words: only free text is struck out. Correct an amount, a"
            " date, a grade or a link instead"
        )
        raise RuleBroken(detail, rule="strike-words-only", pointer="/field")


def is_words(fact_name: str, name: str) -> bool:
    """Whether a field of a fact is free text, which can be struck out."""
    if name.endswith(WHY):
        return True
    field = KINDS[fact_name].model_fields.get(name)
    return field is not None and (
        "words" in field.metadata or _says_words(field.annotation)
    )


def _says_words(annotation: Any) -> bool:
    return "words" in getattr(annotation, "__metadata__", ()) or any(
        _says_words(inner) for inner in get_args(annotation) if inner is not annotation
    )
