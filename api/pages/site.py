"""What all pages of a service have in common, made once when it starts."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from starlette.types import Scope

from api.pages.assets import Assets
from api.pages.page import Page
from api.pages.templating import environment
from api.service import Service
from domain.facts.register import RegisterOpened


class Persona(NamedTuple):
    """Somebody in a demonstration, through whose eyes the register can be seen."""

    name: str
    post: str
    role: str
    key: str


class Site:
    """The pages of one service: templates, files, menu, and whose register it is.

    `personas` are those of a demonstration, and no other register has any.
    """

    def __init__(
        self,
        service: Service,
        pages: Sequence[Page],
        brand_colour: str,
        personas: Sequence[Persona] = (),
    ) -> None:
        self.assets = Assets(brand_colour)
        self.templates = environment(self.assets)
        self.brand_colour = brand_colour
        self.personas = personas
        self.service = service
        self.menu = [page for page in pages if page.menu]

    @cached_property
    def authority(self) -> str:
        """Whose register it is."""
        reading = self.service.register.reading
        opened = next(iter(reading.history(self.service.register.log_id))).fact
        if not isinstance(opened, RegisterOpened):
            raise TypeError(opened)  # position 1 is nothing else
        return opened.authority


def site_of(scope: Scope) -> Site:
    """The site that a request is for."""
    site: Site = scope["app"].state.site
    return site
