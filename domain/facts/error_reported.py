"""What can have happened to every entry: somebody said that it was made in error."""

from domain.event import Fact


class ErrorReported(Fact):
    """Somebody says that there was no such thing; a second person has to agree.

    `declined`: there was one after all. Each noun has a fact of its own of this shape,
    since a fact says whose it is.
    """

    declined: bool = False
