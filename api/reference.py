"""The reference at /docs: the OpenAPI document as one plain page."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from api.html import link, listed, table, text

Json = dict[str, Any]
JSON = "application/json"


def reference(document: Json) -> Iterator[str]:
    """The body of the page, operation by operation."""
    yield text(document["info"]["description"])
    yield f"<p>{link('/openapi.json', 'OpenAPI document')}</p>"
    groups = _groups(document)
    contents = (link(f"#{tag}", tag.replace("-", " ")) for tag in groups)
    yield f'<nav aria-label="Resources">{listed(contents)}</nav>'
    for tag, operations in groups.items():
        title = escape(tag.replace("-", " ").capitalize())
        yield f'<section><h2 id="{escape(tag)}">{title}</h2>'
        for method, path, operation in operations:
            yield from _operation(document, method, path, operation)
        yield "</section>"


def _groups(document: Json) -> dict[str, list[tuple[str, str, Json]]]:
    groups: dict[str, list[tuple[str, str, Json]]] = defaultdict(list)
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = operation.get("tags", ["service"])[0]
            groups[tag].append((method.upper(), path, operation))
    return groups


def _operation(
    document: Json, method: str, path: str, operation: Json
) -> Iterator[str]:
    name = operation["operationId"]
    yield f'<h3 id="{name}"><code>{method} {escape(path)}</code></h3>'
    yield text(str(operation.get("description") or operation.get("summary", "")))
    if parameters := operation.get("parameters"):
        yield table(("Parameter", "In", "Meaning"), map(_parameter, parameters))
    if body := operation.get("requestBody"):
        for media, described in body["content"].items():
            if media == JSON:
                yield from _body(document, described)
            else:
                yield text("The body is the file itself.")
    statuses = (
        (f"<code>{status}</code>", escape(reply["description"]))
        for status, reply in operation["responses"].items()
    )
    replies = table(("Status", "When"), statuses)
    yield f"<details><summary>Replies</summary>{replies}</details>"


def _parameter(parameter: Json) -> Iterable[str]:
    name = f"<code>{escape(parameter['name'])}</code>"
    return name, parameter["in"], escape(parameter.get("description", ""))


def _body(document: Json, media: Json) -> Iterator[str]:
    schema = media["schema"]
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = document["components"]["schemas"][name]
    required = schema.get("required", [])
    rows = (
        (
            f"<code>{escape(field)}</code>",
            "required" if field in required else "",
            escape(_kind(described)),
        )
        for field, described in schema.get("properties", {}).items()
    )
    yield table(("Field", "", "Value"), rows)
    for example in media.get("examples", {}).values():
        yield f"<pre>{escape(json.dumps(example['value'], indent=2))}</pre>"


def _kind(schema: Json) -> str:
    """A schema in a few words: text, date, one of a, b; or not known."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return "one of " + ", ".join(map(str, schema["enum"]))
    if "const" in schema:
        return json.dumps(schema["const"])
    if "anyOf" in schema:
        kinds = (_kind(option) for option in schema["anyOf"])
        return " or ".join(kind for kind in kinds if kind != "null")
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format", schema.get("type", "any")))
