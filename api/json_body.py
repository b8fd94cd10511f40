"""Reads a body as I-JSON (RFC 7493): one text, one meaning, for every reader."""

import json
import math
from collections import Counter
from typing import Any, NoReturn

from api.refusals import NotJson

MAX_DEPTH = 32
# Beyond it, two readers may take one number for two.
SAFE_INTEGER = 2**53 - 1


def read_json(body: bytes) -> Any:
    """What the body says. Raises NotJson, with the place and the way out."""
    try:
        text = body.decode()
        found = _READER.decode(text)
    except UnicodeDecodeError as error:
        raise NotJson(f"byte {error.start} is not UTF-8; send UTF-8") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise NotJson(f"{error.msg} at {where}; send one JSON text") from None
    except RecursionError:
        raise _too_deep() from None
    # Both are rare, and cost a walk through everything that was read.
    if "\\u" in text or text.count("[") + text.count("{") > MAX_DEPTH:
        _inspect(found)
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = ", ".join(sorted(name for name in times if times[name] > 1))
        raise NotJson(f"{_printable(twice)} is named twice in one object; say it once")
    return found


def _integer(digits: str) -> int:
    # Counted first: to read a million digits takes a second.
    if len(digits) > 17 or abs(int(digits)) > SAFE_INTEGER:  # noqa: PLR2004
        raise NotJson("a whole number is beyond 2^53-1; amounts are text, see /docs")
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotJson("a number is too large to be kept; amounts are text, see /docs")
    return number


def _constant(name: str) -> NoReturn:
    raise NotJson(f"{name} is not JSON; leave the field out if it is not known")


def _inspect(found: Any) -> None:
    """Refuses half characters and what is nested too deeply, level by level."""
    level = [found]
    for _ in range(MAX_DEPTH):
        for value in level:
            _refuse_surrogates(value)
        level = [inner for outer in level for inner in _within(outer)]
        if not level:
            return
    if any(isinstance(value, dict | list) for value in level):
        raise _too_deep()


def _refuse_surrogates(value: Any) -> None:
    names = value if isinstance(value, dict) else (value,)
    for text in names:
        if isinstance(text, str) and _printable(text) != text:
            raise NotJson(
                f"{_printable(text)[:60]!r} holds half of a character"
                " (a lone surrogate); leave it out"
            )


def _within(outer: Any) -> list[Any]:
    if isinstance(outer, dict):
        return list(outer.values())
    return outer if isinstance(outer, list) else []


_READER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_number,
    parse_constant=_constant,
)


def _printable(text: str) -> str:
    return text.encode(errors="replace").decode()


def _too_deep() -> NotJson:
    return NotJson(f"the body is nested deeper than {MAX_DEPTH} levels")
