"""What this process wrote last is told from memory, exactly as it lies on disk."""

from uuid import uuid4

import pytest

from domain.errors import NotFound
from domain.log.reading import Reading
from domain.log.register import Register
from tests.domain.log.acts import assessed, enter, told


def from_disk(register: Register) -> Reading:
    """A reader of the same log that wrote nothing."""
    return Reading(register.store, register.reading._mapper, register.log_id)  # noqa: SLF001


def everything(reading: Reading, head: int) -> list[object]:
    """All that a follower asks of each position."""
    return [
        [tuple(row) for after in range(head) for row in reading.told(after, 1)],
        [reading.stamp(position) for position in range(1, head + 1)],
        [reading.recorded_at(position) for position in range(1, head + 1)],
    ]


def test_memory_and_disk_tell_the_same(register: Register) -> None:
    risk = enter(register)
    register.submit(told(assessed(risk.stream, 4, 5)))
    head = register.reading.head()

    assert everything(register.reading, head) == everything(from_disk(register), head)


def test_after_a_refusal_memory_holds_nothing_that_is_not_on_disk(
    register: Register,
) -> None:
    enter(register)
    with pytest.raises(NotFound):
        register.submit(told(assessed(uuid4(), 4, 5)))
    head = register.reading.head()

    assert register.reading.told(head, 10) == []
    assert everything(register.reading, head) == everything(from_disk(register), head)


def test_what_another_process_wrote_since_is_told_with_it(register: Register) -> None:
    other = Register(register.home, register.sources)
    before = register.reading.head()
    risk = enter(register)
    last = other.submit(told(assessed(risk.stream, 4, 5))).position
    other.close()

    assert [row[0] for row in register.reading.told(before, 10)] == [before + 1, last]
    assert everything(register.reading, last) == everything(from_disk(register), last)
