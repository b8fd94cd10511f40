"""What can have happened to a kind of source: what it lists, and whom it names."""

from typing import ClassVar

from domain.event import Fact
from domain.facts.contract_notice import Source
from domain.facts.imports import NoticeIds
from domain.values import Id, Title


class SupplierMatched(Fact):
    """Whoever notices of this kind name so is that organisation."""

    fact_name: ClassVar[str] = "source-supplier-matched"

    supplier: Title
    organisation_id: Id


class ContractMatched(Fact):
    """Whatever rows of this kind name so is about that contract."""

    fact_name: ClassVar[str] = "source-contract-matched"

    contract_name: Title
    contract_id: Id


class SourceListed(Fact):
    """The newest file of a source lists what the one before did, but for these."""

    fact_name: ClassVar[str] = "source-listed"

    source: Source
    import_id: Id
    appeared: NoticeIds = ()
    vanished: NoticeIds = ()


FACTS: tuple[type[Fact], ...] = (SupplierMatched, ContractMatched, SourceListed)
