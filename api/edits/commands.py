"""The commands that a changed list asks for: each field by the verb that changes it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from api.batch import BatchedCommand
from api.edits.cells import Edit
from api.imports.faults import Fault, refused
from api.switchboard import Switchboard
from domain.contract.checks import LIVE, OVER
from domain.occasion import Command

Json = dict[str, Any]

# The verbs that a list may use, in the order in which a field is looked for. What is
# agreed and what was found out of a contract have rules of their own.
VERBS: Final[Mapping[str, tuple[str, ...]]] = {
    "contract": ("describe", "set-tier", "assign-owners"),
    "risk": ("describe", "assess"),
    "organisation": ("describe", "rename"),
}

BY_CHANGE = refused(
    "is a term of a live contract",
    "raise a change and implement it; or correct it, if it was entered wrongly",
)
SETTLED = refused(
    "is known, and what is known stays", "correct it, if it was entered wrongly"
)
NO_VERB = refused(
    "is not changed in a list", "put it back, and use the command that changes it"
)
MOVED_ON = refused(
    "has moved on since the list was exported",
    "export it again, and change that: somebody else has changed it meanwhile",
)


class Wanted(NamedTuple):
    """A command that a row asks for, with the fields that it changes."""

    row: int
    command: BatchedCommand
    fields: tuple[str, ...]


class Commands:
    """Turns edits into commands of a batch."""

    def __init__(
        self, noun: str, nouns: str, routes: Switchboard, source: str, reason: str
    ) -> None:
        self.faults: list[Fault] = []
        self._noun = noun
        self._nouns = nouns
        self._routes = routes
        self._source = source
        self._reason = reason

    def of(self, edit: Edit, version: int | None) -> Iterator[Wanted]:
        """What a row asks for; `version` is that of the thing now."""
        if version != edit.before["version"]:
            moved = f"exported at {edit.before['version']}, now {version}"
            self.faults.append(MOVED_ON.at(edit.row, "version", moved))
            return
        bodies: dict[str, Json] = {}
        for name, value in edit.values.items():
            verb = self._verb(edit, name)
            if verb is not None:
                bodies.setdefault(verb, {})[name] = value
        tag: str | None = f'"{version}"'
        for verb, body in bodies.items():
            path = f"/v1/{self._nouns}/{edit.before['id']}/{verb}"
            said = self._completed(edit, verb, body)
            # The first moves the version on: the others come with it or not at all.
            command = BatchedCommand(method="POST", path=path, body=said, if_match=tag)
            tag = None
            yield Wanted(edit.row, command, tuple(body))

    def _verb(self, edit: Edit, name: str) -> str | None:
        for verb in VERBS.get(self._noun, ("describe",)):
            if name in self._fields(verb):
                return verb
        if self._noun == "contract":
            return self._term(edit, name)
        self._refuse(edit, name, NO_VERB)
        return None

    def _term(self, edit: Edit, name: str) -> str | None:
        """What was not known is established; terms move freely until they bind."""
        if name in self._fields("establish") and _is_unknown(edit.before.get(name)):
            return "establish"
        if name in self._fields("amend-terms"):
            status = edit.before["status"]
            if status not in LIVE | OVER:
                return "amend-terms"
            self._refuse(edit, name, BY_CHANGE)
            return None
        known = name in self._fields("establish")
        self._refuse(edit, name, SETTLED if known else NO_VERB)
        return None

    def _completed(self, edit: Edit, verb: str, body: Json) -> Json:
        """What a verb needs beside what was changed."""
        if verb == "establish":
            return {**body, "source": f"{self._source}, row {edit.row}"}
        if verb == "assess":
            current = edit.before.get("current") or {}
            score = {k: v for k, v in current.items() if k != "score"}
            return {"current": score, **body}
        return body

    def _fields(self, verb: str) -> frozenset[str]:
        """The fields of the command of a verb; none where there is no such verb."""
        path = f"/v1/{self._nouns}/x/{verb}"
        route, _ = self._routes.route("POST", path)
        command: type[Command] | None = getattr(route, "command", None)
        fields = frozenset(command.model_fields) if command else frozenset()
        return fields - Command.common

    def _refuse(self, edit: Edit, name: str, problem: Any) -> None:
        column = edit.columns.get(name)
        self.faults.append(problem.at(edit.row, name, None, column))


def _is_unknown(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and "unknown" in value)
