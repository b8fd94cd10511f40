"""What can have happened to everything that people talk about: somebody spoke of it."""

from domain.event import Fact
from domain.values import Words


class Commented(Fact):
    """Somebody said something of the thing. It changes nothing of the thing itself.

    Each noun has a fact of its own of this shape, since a fact says whose it is.
    """

    text: Words
