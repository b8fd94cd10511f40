"""The parts that the schemas of replies are put together from."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer"}
COUNT: Json = {"type": "integer", "minimum": 0}
DATE: Json = {"type": "string", "format": "date"}
MOMENT: Json = {"type": "string", "format": "date-time"}
UUID: Json = {"type": "string", "format": "uuid"}
POSITION: Json = {"type": "integer", "minimum": 1}
NULL: Json = {"type": "null"}
ANYTHING: Json = {"type": "object"}


def ref(name: str) -> Json:
    """A reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def nullable(schema: Json) -> Json:
    """A schema whose value may be missing."""
    return {"anyOf": [schema, NULL]}


def several(schema: Json) -> Json:
    """A list."""
    return {"type": "array", "items": schema}


def header(description: str, kind: str = "string") -> Json:
    """A header of a reply."""
    return {"description": description, "schema": {"type": kind}}


def objects(
    title: str, properties: Json, required: Sequence[str] | None = None
) -> Json:
    """An object with these fields and no others, all of them there by default."""
    return {
        "type": "object",
        "title": title,
        "properties": properties,
        "required": list(properties if required is None else required),
        "additionalProperties": False,
    }


def page(name: str, **more: Json) -> Json:
    """A page of a list of things."""
    outside = objects("OutsideScope", {"count": COUNT, "value": nullable(ref("Money"))})
    properties = {
        "items": several(ref(name)),
        "total": COUNT,
        "next": nullable(TEXT),
        "position": COUNT,
        "outside_scope": outside,
    }
    return objects(f"{name}Page", properties | more)
