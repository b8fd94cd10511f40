"""What a notice asks of the register: a contract to take on, a notice to keep."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from pydantic import ValidationError

from api.imports.faults import Fault, refused
from api.imports.notice import Lifecycle, Notice
from api.imports.reading import TakenRow
from api.imports.suppliers import Holds
from domain.contract.commands import AdoptContract, RecordNotice
from domain.values import Money

CODE = 100
NAME = 300

UNKEEPABLE = refused(
    "the register cannot keep the notice", "mend the named column in the file"
)
NAME_TOO_LONG = "is too long for a name"


class Draft(NamedTuple):
    """A notice ready to be taken: checked here, so that the log is not kept waiting.

    `contract_id` and `firm_id` are what the contract and its provider will be if they
    are new: known beforehand, so that nothing has to be looked up under the lock.
    `supplier` is the one supplier it certainly names, `unmatched` says why there is
    none although the cell says something.
    """

    row: int
    notice_id: str
    contract_id: UUID
    firm_id: UUID
    adoption: AdoptContract
    recording: RecordNotice
    supplier: str | None
    unmatched: str | None


def draft(row: TakenRow, new_id: Callable[[], UUID]) -> Draft | Fault:
    """What the notice of a row asks of the register, or why it cannot."""
    notice = row.notice
    try:
        adoption, recording = _adoption(notice), _recording(notice)
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(map(str, first["loc"]))
        return UNKEEPABLE.at(row.row, place, first["msg"])
    supplier = _supplier(notice)
    return Draft(
        row=row.row,
        notice_id=notice.notice_id,
        contract_id=new_id(),
        firm_id=new_id(),
        adoption=adoption,
        recording=recording,
        supplier=supplier,
        unmatched=None if supplier else _unmatched(row),
    )


def _adoption(notice: Notice) -> AdoptContract:
    """The contract as far as the notice tells; what it does not say is unknown.

    A notice that is no award says nothing of an award, whatever its cells hold.
    """
    said: dict[str, object] = {
        "title": notice.title,
        "status": notice.lifecycle.value,
        "authority": notice.organisation,
        "cpv": notice.cpv_codes or None,
    }
    if notice.lifecycle is Lifecycle.AWARDED:
        said["awarded_on"] = notice.awarded_on
        said["estimated_value_at_award"] = _money(notice.awarded_value)
    return AdoptContract.model_validate(_present(said))


def _recording(notice: Notice) -> RecordNotice:
    """The notice in full: what the source says, beside whatever people know."""
    cell = notice.supplier
    said: dict[str, object] = {
        "source": notice.key.partition(":")[0],
        "notice_id": notice.notice_id,
        "content_hash": notice.content_hash,
        "notice_type": _code(notice.notice_type),
        "notice_status": _code(notice.status),
        "url": notice.url,
        "published_on": notice.published_on,
        "deadline_on": notice.deadline_on,
        "awarded_on": notice.awarded_on,
        "title": notice.title,
        "description": notice.description,
        "buyer": notice.organisation,
        "supplier_as_published": cell.verbatim if cell else None,
        "awarded_to_sme": notice.awarded_to_sme,
        "suitable_for_sme": notice.suitable_for_sme,
        "value_low": _money(notice.value_low),
        "value_high": _money(notice.value_high),
        "awarded_value": _money(notice.awarded_value),
        "cpv": notice.cpv_codes or None,
        "cpv_description": notice.cpv_description,
        "region": notice.region,
        "postcode": notice.postcode,
        "unmapped": _unmapped(notice) or None,
    }
    return RecordNotice.model_validate(_present(said))


def _present(said: dict[str, object]) -> dict[str, object]:
    return {field: value for field, value in said.items() if value is not None}


def _money(amount: str | None) -> Money | None:
    """The source does not say whether VAT is in its amounts."""
    if amount is None:
        return None
    currency, basis = Notice.currency, Notice.vat_basis
    return Money.model_validate(
        {"amount": Decimal(amount), "currency": currency, "vat_basis": basis}
    )


def _code(text: str | None) -> str | None:
    return text and text[:CODE].strip()


def _unmapped(notice: Notice) -> dict[str, str]:
    """Columns without a place, under names in ASCII: the log takes no others."""
    return {
        re.sub(r"[^ -~]", _escape, name): text for name, text in notice.unmapped.items()
    }


def _escape(letter: re.Match[str]) -> str:
    return letter[0].encode("unicode_escape").decode()


def _supplier(notice: Notice) -> str | None:
    awarded = notice.lifecycle is Lifecycle.AWARDED
    one = notice.suppliers[0] if notice.suppliers else ""
    return one if awarded and 0 < len(one) <= NAME else None


def _unmatched(row: TakenRow) -> str | None:
    """Why a person has to say who an awarded notice names."""
    cell = row.notice.supplier
    if cell is None or row.notice.lifecycle is not Lifecycle.AWARDED:
        return None
    if cell.holds is Holds.ONE:
        return NAME_TOO_LONG
    # The reader's doubt whether it is one name comes after what else it found there.
    doubts = [f.wrong for f in row.faults if f.field == "awarded_supplier"]
    return doubts[-1] if doubts else "cannot be told apart"
