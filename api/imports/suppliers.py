"""The supplier cell: verbatim, and a name only where it certainly holds one."""

import re
from dataclasses import dataclass
from enum import StrEnum

from api.imports.faults import Problem, noted
from api.imports.json_text import Json
from api.imports.words import LINE, WORDS, Cell, Wrong, storable, words

MATCH = "match it by hand; until then the cell is kept as it stands"
SEVERAL = noted("may name several suppliers, or one with a comma in its name", MATCH)
SEVERAL_FORMS = noted("names more than one company", MATCH)
MORE_THAN_A_NAME = noted("holds more than a name, or several names", MATCH)
GROUP = noted("names a group of suppliers without its members", MATCH)
UNNAMED = noted("does not say who the supplier is", MATCH)
TOO_LONG = noted("is too long for a name", MATCH)
NO_NAME = noted("is a number and not a name", MATCH)
NOBODY = noted(
    "says that nothing was awarded",
    "nothing: this is a procurement that ended without award, not a supplier",
)

NOT_AWARDED = re.compile(
    r"(?:contract )?(?:was )?not (?:been )?awarded(?: to (?:a |any )?suppliers?)?"
    r"|no (?:award|suppliers?)(?: (?:was |were )?(?:made|awarded|appointed))?",
    re.IGNORECASE,
)
VARIOUS = re.compile(
    r"(?:various|multiple|several)(?: (?:suppliers|contractors|providers|firms))?"
    r"|see (?:attach|below|desc|notice|award|list|doc|additional).*"
    r"|unknown|none|tb[ac]|n/?a|confidential|redacted|framework",
    re.IGNORECASE | re.DOTALL,
)
GROUPED = re.compile(r"\b(?:consorti(?:um|a)|joint venture|jv)\b", re.IGNORECASE)
# "Inc Ltd" in a row is one form, oddly written.
COMPANY = re.compile(r"(?:\b(?:ltd|limited|plc|llp|cic|inc|gmbh)\b\W*)+", re.IGNORECASE)
ASIDE = re.compile(r"\([^()]*\)")
# One firm under a second name, or in care of another, is no second supplier.
TRADING_AS = re.compile(r",?\s*\b(?:t/as?|trading as|c/o)\s[^,;|\n]*", re.IGNORECASE)


class Holds(StrEnum):
    """What the supplier cell of a notice holds."""

    ONE = "one"
    NOBODY = "nobody"
    TO_MATCH = "to_match"


@dataclass(frozen=True, slots=True)
class SupplierCell:
    """A supplier cell as it stands in the file, and what is certain about it."""

    verbatim: str
    text: str
    holds: Holds

    @property
    def names(self) -> tuple[str, ...]:
        """The one name, or none: several in a cell are never told apart by guess."""
        return (self.text,) if self.holds is Holds.ONE else ()


def supplier_cell(found: Json) -> Cell[SupplierCell]:
    """What the cell holds, with the reason where a person has to look at it."""
    text, wrong = words(found)
    if text is None or not isinstance(found, str):
        return Cell(None, wrong)
    text = text.strip(" ,;")
    doubt = _doubt(text)
    cell = SupplierCell(storable(found).strip()[:WORDS], text, _holds(doubt))
    return Cell(cell, wrong if doubt is None else (*wrong, Wrong(doubt)))


def _holds(doubt: Problem | None) -> Holds:
    if doubt is None:
        return Holds.ONE
    return Holds.NOBODY if doubt is NOBODY else Holds.TO_MATCH


def _doubt(text: str) -> Problem | None:
    """Why this may not be one supplier's name; None where it certainly is."""
    if NOT_AWARDED.fullmatch(text):
        return NOBODY
    firm = TRADING_AS.sub("", text)
    name = ASIDE.sub("", firm)
    signs: tuple[tuple[object, Problem], ...] = (
        (VARIOUS.fullmatch(text), UNNAMED),
        (re.search(r"[,;|\n]", firm), SEVERAL),
        (len(COMPANY.findall(name)) > 1, SEVERAL_FORMS),
        (re.search(r"\s[-+]\s|/", name), MORE_THAN_A_NAME),
        (GROUPED.search(text), GROUP),
        (re.search(r"[0-9]{5}", name) or not re.search(r"[^\W\d_]", name), NO_NAME),
        (len(text) > LINE, TOO_LONG),
    )
    return next((problem for sign, problem in signs if sign), None)
