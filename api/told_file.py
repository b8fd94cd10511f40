"""Files that cannot be looked through, with what they tell beside them."""

from collections.abc import Iterable, Mapping

from starlette.responses import Response


class ToldFile(Response):
    """A file that cannot be looked through, with what it tells beside it."""

    def __init__(
        self,
        content: bytes,
        headers: Mapping[str, str],
        media: str,
        told: Iterable[str],
    ) -> None:
        super().__init__(content, 200, dict(headers), media)
        self.told = ",".join(told).encode()
