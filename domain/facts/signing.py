"""What can have happened to the keys that the register's checkpoints are signed by."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.event import Fact
from domain.values import Words

# A public key as text, name+id+key; and a signed note. Neither is anybody's words.
Vkey = Annotated[str, StringConstraints(min_length=1, max_length=300)]
SignedText = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class SigningKeyAdopted(Fact):
    """From here on checkpoints are signed by this key.

    `signed_over` is a note in which the key before it names this one. It is absent for
    the first key, and for one that follows a key that was lost.
    """

    fact_name: ClassVar[str] = "signing-key-adopted"

    vkey: Vkey
    signed_over: SignedText | None = None


class LossDeclared(Fact):
    """Somebody says that entries are lost for good: the log begins anew before them.

    `last_signed` is the last checkpoint that was signed of what is lost, `proved_to`
    the size of the last signed one that this log still begins with. Entries from
    `lost_from` to the size of `last_signed` are lost.
    """

    fact_name: ClassVar[str] = "loss-declared"

    last_signed: SignedText
    proved_to: int
    lost_from: int
    reason: Words = Field()


class LossConfirmed(Fact):
    """A second person agrees: a new epoch begins, signed under a name of its own."""

    fact_name: ClassVar[str] = "loss-confirmed"

    vkey: Vkey
    signed_over: SignedText | None = None


FACTS: tuple[type[Fact], ...] = (SigningKeyAdopted, LossDeclared, LossConfirmed)
