"""Replies leave in one piece, whole and in order."""

import asyncio
from collections.abc import Awaitable, Callable

from api.gathering import MOST, Gathering

Writes = Callable[[Gathering], Awaitable[None]]


class Pipe:
    """The two ends of a connection: what is written here arrives in pieces there."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.closed = False

    def writelines(self, data: list[bytes]) -> None:
        """One call of the system."""
        assert not self.closed
        self.pieces.append(b"".join(data))

    def close(self) -> None:
        """Nothing is written any more."""
        self.closed = True

    def is_closing(self) -> bool:
        """Whether it was closed."""
        return self.closed


def sent(writes: Writes) -> Pipe:
    """What arrives of what is written."""
    pipe = Pipe()

    async def run() -> None:
        await writes(Gathering(pipe, asyncio.get_running_loop()))
        await asyncio.sleep(0)

    asyncio.run(run())
    return pipe


def test_head_and_body_leave_together() -> None:
    async def reply(transport: Gathering) -> None:
        transport.write(b"head ")
        transport.write(b"body")
        await asyncio.sleep(0)
        transport.write(b"another")

    assert sent(reply).pieces == [b"head body", b"another"]


def test_what_was_written_leaves_before_the_connection_closes() -> None:
    async def reply(transport: Gathering) -> None:
        transport.write(b"all")
        transport.close()
        assert transport.is_closing()

    assert sent(reply).pieces == [b"all"]


def test_what_is_long_does_not_wait_and_keeps_its_place() -> None:
    long = b"x" * (MOST + 1)

    async def reply(transport: Gathering) -> None:
        transport.write(b"head")
        transport.write(long)
        transport.write(b"tail")

    assert sent(reply).pieces == [b"head" + long, b"tail"]
