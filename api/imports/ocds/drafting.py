"""What the pieces of a procurement ask of the register."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError

from api.imports.faults import Fault, noted
from api.imports.ocds.history import History
from api.imports.ocds.pieces import (
    RISKS,
    Agreement,
    Piece,
    after,
    agreements,
    before,
    changes,
    pieces,
)
from api.imports.ocds.terms import (
    day_of,
    identifiers_of,
    money_of,
    name_of,
    suppliers_of,
    terms_of,
    title_of,
    told_of,
)
from api.imports.rows.draft import UNKEEPABLE, Amendment, Draft, Mac, hashed, spelt
from api.imports.rows.names import Firm, Names, Unmatched
from api.imports.rows.read_row import ReadRow
from domain.contract.commands import AdoptContract
from domain.risk.commands import AdoptRisk

KEY: Final = re.compile(r"\S{1,200}")
TITLE: Final = 300
LONGEST: Final = 90_000
# Who bears a risk, in the words of the standard.
BEARERS: Final[Mapping[str, tuple[str, ...]]] = {
    "publicAuthority": ("council",),
    "privateParty": ("provider",),
    "shared": ("council", "provider"),
}
KINDS: Final[Mapping[str, str]] = {"end": "extension"}

NO_NOUN = noted(
    "has no place of its own in the register yet",
    "nothing: it is kept as it was published, and can be found",
)
LONG = noted(
    "is longer than a record keeps",
    "nothing: it was cut; read it where it is published",
)
SEVERAL_SUPPLIERS: Final = "are several suppliers"
# What is a contract by now: the row with what was published of it.
AGREED: Final = "contract"


@dataclass(slots=True)
class Drafting:
    """What it takes to draft what procurements say.

    `known` tells which contract a row became that the register has already.
    """

    names: Names
    mac: Mac
    new_id: Callable[[], UUID]
    known: Callable[[str], UUID | None]
    faults: list[Fault] = field(default_factory=list)

    def drafts(self, history: History) -> Iterator[Draft]:
        """All drafts of one procurement: its contracts first."""
        agreed = agreements(history)
        contracts: dict[int, UUID] = {}
        for agreement in agreed:
            draft = self._contract(history, agreement)
            contracts[agreement.number] = self.known(draft.key) or draft.thing
            yield draft
        for agreement in agreed:
            yield from self._changes(history, agreement, contracts)
        for piece in pieces(history, agreed):
            yield self._piece(history, piece, contracts.get(piece.contract))

    def _contract(self, history: History, agreement: Agreement) -> Draft:
        said = told_of(agreement, history.last)
        rest = {
            n: v for n, v in agreement.last.items() if not isinstance(v, dict | list)
        }
        place = f"{AGREED}/{agreement.number}"
        draft = self._draft(history.ocid, place, agreement.release.row, said, rest)
        draft.noun = "contract"
        self._supplier(history, agreement, draft)
        if draft.organisation is not None:
            draft.says["provider_id"] = str(draft.organisation)
        # It is taken on as it was at first; what the source says of it is what it is
        # by now, with every amendment.
        at_first = {**draft.says, **terms_of(agreement, agreement.first)}
        fields = {n: v for n, v in at_first.items() if n in AdoptContract.model_fields}
        draft.adoption = self._command(draft, AdoptContract, fields)
        return draft

    def _supplier(self, history: History, agreement: Agreement, draft: Draft) -> None:
        found = suppliers_of(agreement)
        names = [name for each in found if (name := name_of(each))]
        if not names:
            return
        draft.says["supplier"] = "; ".join(names)
        if len(names) > 1:
            unmatched = Unmatched("supplier", draft.says["supplier"], SEVERAL_SUPPLIERS)
            draft.unmatched.append(unmatched)
            return
        ids = identifiers_of(found[0], history.last)
        who = self.names.supplier(names[0], ids, is_one=True)
        if isinstance(who, Unmatched):
            draft.unmatched.append(who)
        elif isinstance(who, Firm):
            draft.firm, draft.organisation = who, who.stream
        else:
            draft.organisation = who

    def _changes(
        self, history: History, agreement: Agreement, contracts: Mapping[int, UUID]
    ) -> Iterator[Draft]:
        """Amendments, each with the terms that came with its release.

        Of several in one release nobody can tell which moved what: the last does.
        """
        found = changes(history, agreement)
        for at, piece in enumerate(found):
            last = at == len(found) - 1 or found[at + 1].release is not piece.release
            moved = self._moved(history, agreement, piece) if last else {}
            draft = self._draft_of(history, piece)
            draft.noun, draft.contract = "change", contracts[agreement.number]
            draft.amendment = _amendment(
                piece, moved, title_of(agreement, history.last)
            )
            yield draft

    def _moved(
        self, history: History, agreement: Agreement, piece: Piece
    ) -> dict[str, str]:
        was = terms_of(agreement, before(history, piece.release, agreement))
        now = terms_of(agreement, after(piece.release, agreement))
        return {name: day for name, day in now.items() if was and was.get(name) != day}

    def _piece(self, history: History, piece: Piece, contract: UUID | None) -> Draft:
        draft = self._draft_of(history, piece)
        draft.contract = contract
        if piece.what == RISKS and contract is not None:
            self._risk(draft, piece, contract)
        if draft.adoption is None:
            self.faults.append(NO_NOUN.at(piece.release.row, piece.what, piece.path))
        if piece.what == "transactions":
            self._paid(draft, piece)
        return draft

    def _risk(self, draft: Draft, piece: Piece, contract: UUID) -> None:
        said = piece.said
        text = " ".join(
            str(said.get("description") or said.get("category", "")).split()
        )
        fields = {
            "title": text[:TITLE].strip() or "A risk without a name",
            "category": str(said.get("category", ""))[:100].strip() or None,
            "contract_id": str(contract),
        }
        told = {name: value for name, value in fields.items() if value is not None}
        draft.noun = "risk"
        draft.says |= {n: v for n, v in told.items() if n != "contract_id"}
        draft.bearers = BEARERS.get(str(said.get("allocation")), ())
        draft.adoption = self._command(draft, AdoptRisk, told)

    def _paid(self, draft: Draft, piece: Piece) -> None:
        """A payment: how much, when, and to whom if the register knows them."""
        said = piece.said
        value = money_of(said.get("value") or said.get("amount"))
        paid_on = day_of(said.get("date"))
        draft.says |= {"amount": value} if value else {}
        draft.says |= {"paid_on": paid_on} if paid_on else {}
        payee = said.get("payee") or said.get("receiverOrganization")
        if (name := name_of(payee)) is not None:
            found = self.names.organisation(name, [])
            if isinstance(found, UUID):
                draft.organisation = found

    def _draft_of(self, history: History, piece: Piece) -> Draft:
        said: dict[str, Any] = {"what": piece.what, "said": piece.said}
        return self._draft(history.ocid, piece.path, piece.release.row, said, {})

    def _draft(
        self,
        ocid: str,
        path: str,
        row: int,
        said: Mapping[str, Any],
        rest: Mapping[str, Any],
    ) -> Draft:
        says = {"ocid": ocid, "path": path, **said}
        if len(spelt(says)) > LONGEST:
            self.faults.append(LONG.at(row, path))
            says = {**says, "said": spelt(says.get("said"))[:LONGEST]}
        unmapped = {
            str(name)[:100]: str(value)[:10_000] for name, value in rest.items()
        }
        key = f"{ocid}/{path}"
        if not KEY.fullmatch(key):
            key = self.mac(b"source-row", b"ocds", key.encode()).hex()[:32]
        content_hash = hashed(says, unmapped, self.mac)
        read = ReadRow(row, says, unmapped, {})
        ids = self.new_id(), self.new_id()
        return Draft(read, key, content_hash, *ids, dict(says), unmapped=unmapped)

    def _command(self, draft: Draft, kind: type[Any], said: Mapping[str, Any]) -> Any:
        try:
            return kind.model_validate(said)
        except ValidationError as error:
            first = error.errors()[0]
            place = "/".join(map(str, first["loc"]))
            draft.broken = True
            self.faults.append(UNKEEPABLE.at(draft.row.number, place, first["msg"]))
            return None


def _amendment(piece: Piece, moved: Mapping[str, str], contract: str) -> Amendment:
    said = piece.said
    parts = (said.get(name) for name in ("description", "rationale"))
    text = "\n".join(part for part in parts if isinstance(part, str))
    first = " ".join(text.split("\n")[0].split())
    return Amendment(
        title=first[:TITLE].strip() or f"Amendment of {contract}"[:TITLE].strip(),
        description=text[:10_000].strip() or None,
        day=day_of(said.get("date")) or day_of(piece.release.date),
        kind=next((KINDS[name] for name in moved if name in KINDS), None),
        terms=dict(moved),
    )
