"""A notice of Contracts Finder in clean values, and what it means for the register."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import ClassVar

from api.imports.suppliers import Holds, SupplierCell


class Lifecycle(StrEnum):
    """The state in which a contract of this notice is taken on."""

    PLANNED = "planned"
    IN_PROCUREMENT = "in_procurement"
    AWARDED = "awarded"


class Ending(StrEnum):
    """How a procurement ended that led to no contract."""

    WITHDRAWN = "withdrawn"
    WITHOUT_AWARD = "without_award"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one notice says; None is unknown, not asked.

    Amounts are decimal text in pounds; the source does not say whether VAT is in
    them. `unmapped` holds the columns that have no place here, and beside them the
    cells that could not be read, by the name of their column.
    """

    currency: ClassVar[str] = "GBP"
    vat_basis: ClassVar[str] = "unknown"

    notice_id: str
    title: str
    description: str | None
    organisation: str | None
    notice_type: str | None
    status: str | None
    published_on: date | None
    deadline_on: date | None
    awarded_on: date | None
    value_low: str | None
    value_high: str | None
    awarded_value: str | None
    supplier: SupplierCell | None
    awarded_to_sme: bool | None
    suitable_for_sme: bool | None
    cpv_codes: tuple[str, ...]
    cpv_description: str | None
    region: str | None
    postcode: str | None
    url: str | None
    unmapped: Mapping[str, str]

    @property
    def key(self) -> str:
        """What this notice is called in the register, whatever file brings it."""
        return f"contracts-finder:{self.notice_id}"

    @property
    def suppliers(self) -> tuple[str, ...]:
        """The supplier's name where it is certain that there is one, else nothing."""
        return self.supplier.names if self.supplier else ()

    @property
    def lifecycle(self) -> Lifecycle:
        """Awarded, or not yet a contract: in procurement, or only planned."""
        if self._is_awarded:
            return Lifecycle.AWARDED
        if self._is("notice_type", "pipeline", "preprocurement"):
            return Lifecycle.PLANNED
        return Lifecycle.IN_PROCUREMENT

    @property
    def ending(self) -> Ending | None:
        """Why there will be no contract, if the notice says so."""
        if self._is("status", "withdrawn"):
            return Ending.WITHDRAWN
        return Ending.WITHOUT_AWARD if self._awards_nobody else None

    @property
    def canonical(self) -> dict[str, object]:
        """The clean row, column by column: what the source says, no conclusion."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        return row | {
            "supplier": self.supplier.text if self.supplier else None,
            "unmapped": dict(self.unmapped),
        }

    @property
    def content_hash(self) -> str:
        """SHA-256 of the clean row: equal means that the source changed nothing."""
        text = json.dumps(
            self.canonical,
            default=date.isoformat,
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def _awards_nobody(self) -> bool:
        return self.supplier is not None and self.supplier.holds is Holds.NOBODY

    @property
    def _is_awarded(self) -> bool:
        if self._awards_nobody or self._is("status", "withdrawn"):
            return False
        named = self.supplier is not None and self.awarded_on is not None
        return self._is("status", "awarded") or named

    def _is(self, field: str, *words: str) -> bool:
        text: str = getattr(self, field) or ""
        return text.casefold() in words
