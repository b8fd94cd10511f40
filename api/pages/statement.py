"""The accessibility statement: what the pages hold to, and where they fall short."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.pages.rendering import show_alone


async def get_statement(request: Request) -> Response:
    """The statement; nobody has to sign in to read it."""
    return show_alone(request.scope, "accessibility.html")


ROUTES = (Route("/accessibility", get_statement, methods=["GET"]),)
