"""What can have happened between organisations: owned by one, one and the same.

A merger is told in both streams, so that each of them can be read alone.
"""

from typing import ClassVar

from domain.event import Fact
from domain.values import Id, Known


class OrganisationParentLinked(Fact):
    """Who owns the organisation became known, or that nobody does."""

    fact_name: ClassVar[str] = "organisation-parent-linked"

    parent_id: Known[Id]


class OrganisationMerged(Fact):
    """The record is one more of the organisation that is named, which stays."""

    fact_name: ClassVar[str] = "organisation-merged"

    merged_into: Id


class OrganisationUnmerged(Fact):
    """The record is that of an organisation of its own after all."""

    fact_name: ClassVar[str] = "organisation-unmerged"

    was_merged_into: Id


class OrganisationAbsorbed(Fact):
    """The record that is named is of this organisation, too."""

    fact_name: ClassVar[str] = "organisation-absorbed"

    record: Id


class OrganisationReleased(Fact):
    """The record that is named is not of this organisation after all."""

    fact_name: ClassVar[str] = "organisation-released"

    record: Id


TIE_FACTS: tuple[type[Fact], ...] = (
    OrganisationParentLinked,
    OrganisationMerged,
    OrganisationUnmerged,
    OrganisationAbsorbed,
    OrganisationReleased,
)
