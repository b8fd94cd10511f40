"""The text of a PDF as its tags order it, without what stands on every page.

It reads what our own press prints, and no other PDF: fonts with a map to Unicode, text
as literal strings, headers and footers marked as artefacts (ISO 32000-1, 9.10, 14.8).
"""

import re
import zlib
from collections.abc import Iterator, Mapping

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_FONTS = re.compile(rb"/Font<<(.*?)>>", re.DOTALL)
_FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
_MAP = re.compile(rb"/ToUnicode (\d+) 0 R")
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
# Brackets that balance need no escape.
_TEXT = rb"(?:[^\\()]|\\.)*"
for _ in range(4):
    _TEXT = rb"(?:[^\\()]|\\.|\(" + _TEXT + rb"\))*"
_TOKEN = re.compile(
    rb"/(?P<font>f\d+) [\d.]+ Tf|/Artifact\b.*?\bEMC\b|/\w+\(" + _TEXT + rb"\)"
    rb"|\((?P<text>" + _TEXT + rb")\)|(?P<end>\bET\b)",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
Glyphs = Mapping[int, str]


def text_of(pdf: bytes) -> str:
    """What a reader of the PDF is told: a line for each stretch of text."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    streams = {number: _inflated(body) for number, body in objects.items()}
    fonts = dict(_fonts(objects, streams))
    pages = (s for s in streams.values() if b" Tf" in s)
    return "\n".join(line for page in pages for line in _lines(page, fonts))


def _inflated(body: bytes) -> bytes:
    found = _STREAM.search(body)
    if found is None or b"/FlateDecode" not in body[: found.start()]:
        return b""
    return zlib.decompressobj().decompress(found[1])


def _fonts(
    objects: Mapping[int, bytes], streams: Mapping[int, bytes]
) -> Iterator[tuple[bytes, Glyphs]]:
    for listed in {m for body in objects.values() for m in _FONTS.findall(body)}:
        for name, number in _FONT.findall(listed):
            mapped = _MAP.search(objects[int(number)])
            if mapped is not None:
                pairs = _CHARACTER.findall(streams[int(mapped[1])])
                yield (
                    name,
                    {
                        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
                        for code, text in pairs
                    },
                )


def _lines(page: bytes, fonts: Mapping[bytes, Glyphs]) -> Iterator[str]:
    glyphs: Glyphs = {}
    line = ""
    for token in _TOKEN.finditer(page):
        if token["font"]:
            glyphs = fonts[token["font"]]
        elif token["text"] is not None:
            codes = _ESCAPE.sub(_unescaped, token["text"])
            pairs = zip(codes[::2], codes[1::2], strict=True)
            line += "".join(glyphs.get(high << 8 | low, "") for high, low in pairs)
        elif token["end"] and line:
            yield line
            line = ""


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    if said.isdigit():
        return bytes([int(said, 8)])
    return _NAMED.get(said, said)
