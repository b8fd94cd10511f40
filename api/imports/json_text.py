"""Bytes to JSON, with every number as it was written and no way to fail but a fault."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias, Union

from api.imports.faults import Fault, refused

MAX_BYTES = 25 * 2**20
# Each value but the first has its comma; and prose has few of them.
MAX_COMMAS = 2_000_000
# What is nested deeper than this is no table, and would stop whoever walks it.
MAX_DEPTH = 20

HUGE = refused(
    "the file is larger than 25 MiB", "split it, and import the parts one by one"
)
CROWDED = refused(
    "the file holds more than two million values",
    "split it, and import the parts one by one",
)
EMPTY = refused("the file is empty", "fetch it again; the download may have failed")
NOT_TEXT = refused(
    "the file is not text in UTF-8",
    "save it as JSON in UTF-8; a spreadsheet or an archive is another kind of import",
)
NOT_JSON = refused(
    "the file is not JSON, or was cut off",
    "fetch it again and do not edit it by hand; the place is where reading stopped",
)
TOO_DEEP = refused(
    "the file is nested so deeply that it cannot be a list of notices",
    "fetch it again from its source",
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written: a float would have lost the pence of large sums."""

    text: str

    def __str__(self) -> str:
        return self.text


Json: TypeAlias = Union[bool, str, Number, "list[Json]", "dict[str, Json]", None]


class Doubled(dict[str, Json]):
    """An object in which a name stands twice, so that its value is anybody's guess."""

    names: tuple[str, ...] = ()


def parse(data: bytes) -> Json | Fault:
    """What the bytes say, or the one fault that says why they say nothing."""
    unfit = _unfit(data)
    if unfit:
        return unfit
    try:
        return _loaded(data)
    except UnicodeDecodeError as error:
        return NOT_TEXT.at(None, None, f"byte {error.start}")
    except json.JSONDecodeError as error:
        return NOT_JSON.at(None, None, f"line {error.lineno} column {error.colno}")
    except RecursionError:
        return TOO_DEEP.at(None, None)


def _unfit(data: bytes) -> Fault | None:
    """Why it is not worth the memory to read on."""
    commas = data.count(b",")
    if len(data) > MAX_BYTES:
        return HUGE.at(None, None, f"{len(data):,} bytes")
    if commas > MAX_COMMAS:
        return CROWDED.at(None, None, f"{commas:,} commas")
    return None if data.strip() else EMPTY.at(None, None)


def _loaded(data: bytes) -> Json:
    # Not strict: a line break within a text is a slip that has one meaning only.
    found: Json = json.loads(
        data,
        strict=False,
        parse_float=Number,
        parse_int=Number,
        parse_constant=Number,
        object_pairs_hook=_object,
    )
    return found


def containers(value: Json) -> tuple[list[Json], bool]:
    """The lists and objects within a value, and whether they end within MAX_DEPTH.

    Level by level and not by recursion, because the depth is what is in question.
    """
    held: list[Json] = []
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [item for item in level if isinstance(item, list | dict)]
        if not level:
            return held, True
        held += level
        level = [inner for outer in level for inner in _within(outer)]
    return held, False


def as_text(value: Json) -> str:
    """A value as text: words as they are, lists and objects as JSON."""
    if isinstance(value, str | Number):
        return str(value)
    return json.dumps(
        value, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def _within(outer: Json) -> "list[Json]":
    if isinstance(outer, dict):
        return list(outer.values())
    return outer if isinstance(outer, list) else []


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = Doubled(found)
    times = Counter(name for name, _ in pairs)
    doubled.names = tuple(name for name in found if times[name] > 1)
    return doubled
