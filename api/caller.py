"""Who sends a request, and what the register is for them when it comes."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.types import Scope

from api.auth import Opened
from api.naming import read_headers
from api.rights import own_part
from api.service import Service
from api.session import cookie_of, refuse_cross_site
from domain.errors import Unauthenticated
from domain.rights import Principal
from projections.pages import Within

T = TypeVar("T")


class Caller:
    """A request with who sends it, by the key or the session that it came with."""

    __slots__ = (
        "_head",
        "_opened",
        "asker",
        "body",
        "headers",
        "on_behalf_of",
        "operation",
        "scope",
        "service",
    )

    def __init__(self, service: Service, scope: Scope) -> None:
        self.service = service
        self.scope = scope
        self.operation: str = scope["route"].name
        self.headers = read_headers(scope)
        self.body = b""
        self.on_behalf_of: UUID | None = None
        self._head: int | None = None
        self._opened = self._open()
        service.limiter.take(self._opened.key.hex)
        self.asker = self._opened.asker(scope["request_id"])

    @property
    def query(self) -> bytes:
        """The query string."""
        query: bytes = self.scope["query_string"]
        return query

    @property
    def if_none_match(self) -> str | None:
        """The tag of what the caller has already."""
        return self.headers.get("if-none-match")

    @property
    def right(self) -> str:
        """The operation that rights know: that of a list allows its file, too."""
        right: str = self.scope["route"].right
        return right

    @property
    def head(self) -> int:
        """The head of the log when the request came."""
        if self._head is None:
            self._head = self.service.register.reading.head()
        return self._head

    def principal(self) -> Principal:
        """Who asks, with the rights that the log gives now. Raises Unauthenticated."""
        return self.service.access.principal(self._opened, self.head)

    def mine(self) -> Within | None:
        """The part of the register that is the caller's own, None if all of it is."""
        return own_part(self.principal(), self.service.today())

    def take_on(self, outer: "Caller") -> None:
        """Asks as somebody else's request does: with the same key, at the same head."""
        self._opened, self._head = outer._opened, outer._head  # noqa: SLF001

    def look_again(self) -> None:
        """Looks at the log anew: a request that goes on for long asks for that."""
        self._head = None

    async def here(self, answer: Callable[[], T]) -> T:
        """A quick answer: on this thread, unless it had to wait for something."""
        if self.service.answers_at_once(self.head):
            return answer()
        return await run_in_threadpool(answer)

    async def elsewhere(self, answer: Callable[[], T]) -> T:
        """An answer that may take a while: other requests do not wait for it."""
        return await run_in_threadpool(answer)

    async def look(self, answer: Callable[[], T]) -> T:
        """What a command has to be told of the register before it is decided."""
        return await run_in_threadpool(answer)

    def _cookie(self) -> str | None:
        """The cookie of a session, if the request came from a page of our own."""
        cookie = cookie_of(self.scope, self.headers)
        if cookie is not None:
            refuse_cross_site(self.scope, self.headers)
        return cookie

    def _open(self) -> Opened:
        access, headers = self.service.access, self.headers
        try:
            if "authorization" not in headers and (cookie := self._cookie()):
                return access.open_session(cookie)
            return access.open(headers.get("authorization", ""))
        except Unauthenticated:
            client = self.scope.get("client") or ("",)
            self.service.limiter.take(f"from {client[0]}")
            raise
