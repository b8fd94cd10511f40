"""Sends each reply in one piece: the head and the body of HTTP are written apart.

A write is a call of the system, which costs as much as a tenth of a command; the loop
itself sends at once whatever is written.
"""

from asyncio import AbstractEventLoop, BaseTransport
from typing import Any, cast

from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# Bytes that may wait: what is longer goes out at once, so that the transport can say
# when its receiver is slower than we are.
MOST = 2**16


class Gathering:
    """A transport that sends what one turn of the loop writes when that turn ends."""

    def __init__(self, transport: Any, loop: AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._waiting: list[bytes] = []
        self._bytes = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Sends the data before the loop turns to anything that comes later."""
        if not self._waiting:
            self._loop.call_soon(self._send)
        self._waiting.append(data)
        self._bytes += len(data)
        if self._bytes > MOST:
            self._send()

    def close(self) -> None:
        """Closes once everything written has been sent."""
        self._send()
        self._transport.close()

    def _send(self) -> None:
        if self._waiting:
            waiting, self._waiting, self._bytes = self._waiting, [], 0
            self._transport.writelines(waiting)


class InOnePiece(HttpToolsProtocol):
    """HTTP/1.1 as the server speaks it, each reply in as few pieces as may be."""

    @override
    def connection_made(self, transport: BaseTransport) -> None:
        gathering = cast("Any", Gathering(transport, self.loop))
        super().connection_made(gathering)
