"""What is asked of a file in the query, beside the file itself."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from api.imports.columns.fields import KINDS
from api.imports.job import KIND
from api.imports.ocds.importing import OCDS
from api.imports.rows.options import Options
from api.refusals import Fault, Invalid
from domain.values import Grade, Score

LONGEST: Final = 300
FLAGS: Final = {"true": True, "false": False}
DIGITS: Final = 5
SHEETS: Final = tuple(KINDS)
# Kinds that are sent as JSON, and not as a sheet.
AS_JSON: Final = (KIND, OCDS)
TEXTS: Final = ("source", "sheet", "scheme", "contract")
WORDS: Final = TypeAdapter(dict[str, str])
GRADES: Final = TypeAdapter(dict[str, Grade])
SCORES: Final = TypeAdapter(dict[str, Score])
# Tables come as JSON objects, each with what stands in it.
TABLES: Final[Mapping[str, TypeAdapter[Any]]] = {
    "columns": WORDS,
    "contracts": WORDS,
    "suppliers": WORDS,
    "owners": WORDS,
    "scores": SCORES,
    "likelihood": GRADES,
    "impact": GRADES,
}
NAMED: Final = frozenset(
    {"kind", "file_name", "dry_run", "header_row", *TEXTS, *TABLES}
)
ONLY_SHEETS: Final = NAMED - {"kind", "file_name", "dry_run", "source"}


class AskedOfFile(NamedTuple):
    """What is asked: the kind of the file, and how it is to be read."""

    kind: str
    file_name: str
    dry_run: bool
    options: Options


def read_options(single: Mapping[str, str]) -> AskedOfFile:
    """What the query says. Raises Invalid with every fault."""
    faults = list(_faults(single))
    tables = {
        name: _table(name, single[name], faults) for name in TABLES & single.keys()
    }
    if faults:
        raise Invalid(faults)
    texts: dict[str, Any] = {n: single[n] for n in TEXTS if single.get(n)}
    header = single.get("header_row")
    kind = single.get("kind", KIND)
    return AskedOfFile(
        kind,
        single.get("file_name") or ("notices.json" if kind in AS_JSON else "sheet"),
        FLAGS[single.get("dry_run", "false")],
        Options(**texts, **tables, header_row=None if header is None else int(header)),
    )


def _faults(single: Mapping[str, str]) -> Iterator[Fault]:
    for name in ("file_name", *TEXTS):
        if len(single.get(name, "")) > LONGEST:
            yield Fault(f"/{name}", f"has at most {LONGEST} characters")
    kind = single.get("kind", KIND)
    if kind not in (*AS_JSON, *SHEETS):
        yield Fault("/kind", f"is one of {', '.join((*AS_JSON, *SHEETS))}")
    if kind in AS_JSON:
        for name in sorted(ONLY_SHEETS & single.keys()):
            yield Fault(f"/{name}", "is for sheets; leave it out")
    if single.get("dry_run", "false") not in FLAGS:
        yield Fault("/dry_run", "is true or false")
    row = single.get("header_row", "0")
    if not (row.isascii() and row.isdecimal() and len(row) <= DIGITS):
        yield Fault("/header_row", "is the number of a row, or 0 where there is none")


def _table(name: str, said: str, faults: list[Fault]) -> Any:
    try:
        found = TABLES[name].validate_json(said)
    except ValidationError as error:
        first = error.errors()[0]
        place = "".join(f"/{part}" for part in first["loc"])
        faults.append(Fault(f"/{name}{place}", f"{first['msg']}; send a JSON object"))
        return {}
    return {word: to_jsonable_python(value) for word, value in found.items()}
