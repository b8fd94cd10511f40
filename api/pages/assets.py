"""The files that pages ask for, each under an address that changes with its content."""

import gzip
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.refusals import NoSuchPath

FOLDER = Path(__file__).parent / "static"
STYLES = "vendor/govuk-frontend.min.css"
_MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
# What is packed already does not get smaller.
_PACKED = frozenset({".woff2"})
FOR_GOOD = "public, max-age=31536000, immutable"


class Asset(NamedTuple):
    """A file as it is sent, plain and packed, and the mark of its content."""

    content: bytes
    packed: bytes | None
    media: str
    mark: str

    @classmethod
    def of(cls, name: str, content: bytes) -> "Asset":
        """A file by its name and content."""
        ending = Path(name).suffix
        packed = None if ending in _PACKED else gzip.compress(content, 9, mtime=0)
        mark = sha256(content).hexdigest()[:12]
        return cls(content, packed, _MEDIA[ending], mark)


class Assets:
    """Every file there is; what lies elsewhere nobody can ask for."""

    def __init__(self, brand_colour: str, folder: Path = FOLDER) -> None:
        self._assets = dict(_read(folder))
        brand = f":root {{ --govuk-brand-colour: {brand_colour}; }}\n"
        self._assets["brand.css"] = Asset.of("brand.css", brand.encode())

    def __contains__(self, name: str) -> bool:
        return name in self._assets

    def address(self, name: str) -> str:
        """The address of a file. KeyError for one that is not there."""
        return f"/static/{name}?v={self._assets[name].mark}"

    @property
    def route(self) -> Route:
        """Where they are served."""
        return Route("/static/{name:path}", self._serve, name="get_asset")

    async def _serve(self, request: Request) -> Response:
        asset = self._assets.get(request.path_params["name"])
        if asset is None:
            raise NoSuchPath("no such file belongs to the pages")
        asked_for = request.query_params.get("v") == asset.mark
        headers = {
            "Cache-Control": FOR_GOOD if asked_for else "no-cache",
            "Vary": "Accept-Encoding",
        }
        packed = asset.packed
        if packed is not None and takes_packed(request.headers):
            headers["Content-Encoding"] = "gzip"
            return Response(packed, 200, headers, asset.media)
        return Response(asset.content, 200, headers, asset.media)


def takes_packed(headers: Mapping[str, str]) -> bool:
    """Whether whoever asks reads gzip."""
    return "gzip" in headers.get("accept-encoding", "")


def _read(folder: Path) -> Iterator[tuple[str, Asset]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in _MEDIA:
            name = path.relative_to(folder).as_posix()
            yield name, Asset.of(name, path.read_bytes())
