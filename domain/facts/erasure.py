"""What can have happened to a wish to forget."""

from typing import ClassVar, Literal

from pydantic import Field

from domain.event import Fact
from domain.values import Code, Id, Words

Basis = Literal["uk_gdpr_17", "unlawful_disclosure", "retention_ended", "court_order"]


class ErasureRequested(Fact):
    """Somebody asked that a person, or one field of one event, be forgotten."""

    fact_name: ClassVar[str] = "erasure-requested"

    subject: Id | None = None
    position: int | None = None
    field: Code | None = None
    basis: Basis
    reason: Words = Field()


class ErasureCarriedOut(Fact):
    """A second person agreed; the key was destroyed or the value struck out."""

    fact_name: ClassVar[str] = "erasure-carried-out"

    subject: Id | None = None
    position: int | None = None
    field: Code | None = None


class ErasureRefused(Fact):
    """A second person said no."""

    fact_name: ClassVar[str] = "erasure-refused"


FACTS: tuple[type[Fact], ...] = (ErasureRequested, ErasureCarriedOut, ErasureRefused)
