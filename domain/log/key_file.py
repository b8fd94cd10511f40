"""A key store as a file, to be kept apart from the events that its keys open."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _hex(secret: Any) -> Any:
    """Bytes of a database in hex; what is text already is checked to be that."""
    if isinstance(secret, str):
        return bytes.fromhex(secret).hex()
    return bytes(secret).hex()


class SubjectRow(BaseModel):
    """A person's key as it is written to a file; the secret in hex."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: UUID
    id: str
    secret: Annotated[str, BeforeValidator(_hex)] | None
    destroyed_by: int | None

    def stored(self) -> dict[str, Any]:
        """The values of its row."""
        secret = None if self.secret is None else bytes.fromhex(self.secret)
        subject = {"subject": str(self.subject), "secret": secret}
        return subject | {"id": self.id, "destroyed_by": self.destroyed_by}


class KeyFile(BaseModel):
    """All that a key store holds: what opens names, and the register's secret."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    keys: tuple[SubjectRow, ...]
    secrets: dict[str, str]
