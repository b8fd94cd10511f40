"""Cells whose form is laid down elsewhere: ids, CPV codes, postcodes, addresses."""

import re

from api.imports.faults import noted, unknown
from api.imports.json_text import Json, as_text
from api.imports.words import Cell, Wrong

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}")
GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
CPV = re.compile(r"([0-9]{8})(?:-[0-9])?")
CPV_DIVISIONS = range(3, 99)
MOST_CPV = 100
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
LINK = re.compile(
    r"https?://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?"
    r"(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]{0,2000})?"
)

NOT_CPV = unknown(
    "holds what is not a CPV code, or more than 100 of them",
    "write codes of eight digits: 45000000 45210000",
)
NOT_A_POSTCODE = unknown("is not a postcode", "write it as AB1 2CD or leave it out")
PART_OF_POSTCODE = noted(
    "is only the first half of a postcode", "write it in full if it is known"
)
NOT_A_LINK = unknown("is not an address on the web", "write it as https://...")


def identifier(found: Json) -> Cell[str]:
    """The source's own id; a GUID in small letters, since it may come in either."""
    if not isinstance(found, str) or not ID.fullmatch(found.strip()):
        return Cell(None)
    text = found.strip()
    return Cell(text.lower() if GUID.fullmatch(text) else text)


def cpv_codes(found: Json) -> Cell[tuple[str, ...]]:
    """The eight digits of each code, once, in order; check digits are left off."""
    if found is None:
        return Cell(())
    items = found if isinstance(found, list) else _split(as_text(found))
    texts = [as_text(item).strip() for item in items[:MOST_CPV]]
    matches = [CPV.fullmatch(text) for text in texts if text]
    codes = [match[1] for match in matches if match]
    known = [code for code in codes if int(code[:2]) in CPV_DIVISIONS]
    all_known = len(known) == len(matches) and len(items) <= MOST_CPV
    return Cell(tuple(dict.fromkeys(known)), () if all_known else (Wrong(NOT_CPV),))


def postcode(found: Json) -> Cell[str]:
    """A postcode in capitals with its space, or the first half of one."""
    compact = re.sub(r"\s", "", _text(found)).upper()
    if not compact:
        return Cell(None)
    if POSTCODE.fullmatch(compact):
        return Cell(f"{compact[:-3]} {compact[-3:]}")
    if OUTWARD.fullmatch(compact):
        return Cell(compact, (Wrong(PART_OF_POSTCODE),))
    return Cell(None, (Wrong(NOT_A_POSTCODE),))


def link(found: Json) -> Cell[str]:
    """An address that a page may offer to click on: http or https, nothing else."""
    text = _text(found).strip()
    if not text:
        return Cell(None)
    return Cell(text) if LINK.fullmatch(text) else Cell(None, (Wrong(NOT_A_LINK),))


def _split(text: str) -> list[str]:
    return re.split(r"[\s,;|]+", text.strip(), maxsplit=MOST_CPV)


def _text(found: Json) -> str:
    return "" if found is None else as_text(found)
