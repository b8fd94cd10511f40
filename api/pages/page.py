"""A route that is a page: it knows whose right it takes, and what menus call it."""

from collections.abc import Callable
from typing import Any, TypeVar

from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.call import call_of
from api.witness import purpose_of, witness

E = TypeVar("E", bound=Callable[..., Any])


class Page(Route):
    """One page. Its endpoint takes `call`, and the values of its path by name.

    `right` is the operation of the API that shows the same: who may not do that does
    not see the page. `menu` is what menus call it, None for a page that is in none.
    """

    def __init__(
        self, path: str, endpoint: Callable[..., Any], right: str, menu: str | None
    ) -> None:
        super().__init__(path, endpoint, methods=["GET"], name=endpoint.__name__)
        self.right = right
        self.menu = menu
        self.app = self._serve

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = call_of(scope)
        purpose = purpose_of(call.headers)
        response = await self.endpoint(call=call, **scope["path_params"])
        await witness(call, response, purpose)
        await response(scope, receive, send)


class Pages:
    """The pages of a module, in the order of menus."""

    def __init__(self) -> None:
        self.routes: list[Page] = []

    def page(
        self, path: str, *, right: str, menu: str | None = None
    ) -> Callable[[E], E]:
        """Makes a function the page at a path."""

        def added(endpoint: E) -> E:
            self.routes.append(Page(path, endpoint, right, menu))
            return endpoint

        return added
