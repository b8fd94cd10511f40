"""Forgetting: afterwards no file has it, and every leaf still verifies."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from domain.erasure import CarryOutErasure, RequestErasure
from domain.errors import FourEyes, NotAllowed, RuleBroken, UnknownReference
from domain.log.erasing import carry_out_erasure, request_erasure
from domain.log.mapper import leaf_of
from domain.log.register import Register
from domain.log.submission import Asker, Outcome, Submission
from domain.occasion import Command
from tests.domain.log.acts import asker, assessed, enter, identified, invited, told

NAME = "Euphemia Invented"
WORDS = "She lives at 12 Nowhere Row"


@pytest.fixture
def two(register: Register) -> tuple[Asker, Asker]:
    """Two people who may forget together."""
    return invited(register, "commissioner"), invited(register, "adviser")


def ask(register: Register, by: Asker, **target: object) -> Outcome:
    """Asks for an erasure."""
    command = RequestErasure.model_validate(
        {**target, "basis": "uk_gdpr_17", "reason": "She asked"}
    )
    act = request_erasure(register.reading, register.keys, uuid4(), command)
    return register.submit(Submission(act, by))


def forget(register: Register, by: Asker, wish: UUID) -> Outcome:
    """Lets an erasure happen."""
    act = carry_out_erasure(register.reading, wish, CarryOutErasure(reason="Agreed"))
    return register.forget(Submission(act, by))


def leaves(register: Register) -> list[bytes]:
    """The leaf of every event, made anew from what is stored."""
    return [leaf_of(register.log_id, row) for row in register.reading.rows(0, 99)]


def sweep(register: Register, words: str) -> list[str]:
    """Every place at rest that holds the words: files, and the server's tables."""
    files = [
        str(file)
        for file in Path(register.home.data).rglob("*")
        if file.is_file() and words.encode() in file.read_bytes()
    ]
    rows = [str(row[0]) for row in register.reading.rows(0, 99) if words in str(row)]
    return files + rows


def test_a_forgotten_person_is_in_no_file_and_every_leaf_stands(
    register: Register, two: tuple[Asker, Asker]
) -> None:
    person = invited(register, "reader", name=NAME).account
    before = leaves(register)
    assert sweep(register, NAME) == []

    asked = ask(register, two[0], subject=str(person))
    forget(register, two[1], asked.stream)

    names = [
        found.fact.name
        for found in register.reading.history(person)
        if found.envelope.version == 1
    ]
    assert names == [f"erased by #{asked.position + 1}"]
    assert leaves(register)[: len(before)] == before


def test_struck_out_words_are_in_no_file_and_every_leaf_stands(
    register: Register, two: tuple[Asker, Asker]
) -> None:
    risk = register.submit(told(identified(uuid4(), WORDS)))
    before = leaves(register)
    assert sweep(register, WORDS)

    asked = ask(register, two[0], position=risk.position, field="title")
    forget(register, two[1], asked.stream)

    assert sweep(register, WORDS) == []
    history = register.reading.history(risk.stream)
    assert [found.fact.title for found in history] == [
        f"erased by #{asked.position + 1}"
    ]
    assert leaves(register)[: len(before)] == before


def test_a_risk_with_a_struck_title_can_still_be_worked_on(
    register: Register, two: tuple[Asker, Asker]
) -> None:
    risk = register.submit(told(identified(uuid4(), WORDS)))
    asked = ask(register, two[0], position=risk.position, field="title")
    forget(register, two[1], asked.stream)
    register.close()

    opened = Register(register.home, register.sources)
    assert opened.submit(told(assessed(risk.stream, 4, 5))).version == 2
    opened.close()


def test_nobody_forgets_alone(register: Register, two: tuple[Asker, Asker]) -> None:
    risk = enter(register)
    asked = ask(register, two[0], position=risk.position, field="title")

    with pytest.raises(FourEyes, match="somebody else"):
        forget(register, two[0], asked.stream)

    assert register.reading.history(risk.stream)[0].fact.title != "erased"


def test_the_program_itself_may_not_forget(register: Register) -> None:
    risk = enter(register)

    with pytest.raises(NotAllowed):
        ask(register, asker(), position=risk.position, field="title")


@pytest.mark.parametrize(
    ("target", "refusal", "saying"),
    [
        ({"position": 99, "field": "title"}, UnknownReference, "no field"),
        ({"position": 2, "field": "nothing"}, UnknownReference, "no field"),
        ({"position": 2, "field": "scope"}, RuleBroken, "only free text"),
        ({"subject": str(UUID(int=99))}, UnknownReference, "nothing personal"),
        ({"position": 2}, RuleBroken, "one of the two"),
    ],
)
def test_what_cannot_be_forgotten_is_refused_with_a_way_out(
    register: Register,
    two: tuple[Asker, Asker],
    target: dict[str, object],
    refusal: type[Exception],
    saying: str,
) -> None:
    risk = enter(register)
    if target.get("position") == 2:
        target = {**target, "position": risk.position}

    with pytest.raises(refusal, match=saying):
        ask(register, two[0], **target)


def test_a_key_that_outlived_its_erasure_is_destroyed_at_the_next_start(
    register: Register, two: tuple[Asker, Asker]
) -> None:
    """A crash between the event and the destruction must not keep the name."""
    person = invited(register, "reader", name=NAME).account
    asked = ask(register, two[0], subject=str(person))
    act = carry_out_erasure(register.reading, asked.stream, Command())
    register.submit(Submission(act, two[1]))
    assert register.keys.of(person).secret is not None
    register.close()

    opened = Register(register.home, register.sources)
    destroyed = opened.keys.of(person).destroyed_by
    opened.close()

    assert destroyed == asked.position + 1
