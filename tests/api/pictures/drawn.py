"""A picture as a program reads it: its marks by name, its lines, where they stand."""

from typing import NamedTuple
from xml.etree import ElementTree as ET

from tests.api.council import Person

SVG = "{http://www.w3.org/2000/svg}"


class Box(NamedTuple):
    """One mark: its id, all that its title says, and where its box stands."""

    id: str
    title: str
    x: float
    y: float
    height: float
    classes: frozenset[str]


class Drawn:
    """The SVG of a picture, read with an XML parser."""

    def __init__(self, text: str) -> None:
        # The parser is given what the service itself wrote.
        self.root = ET.fromstring(text)  # noqa: S314
        self.boxes = [self._box(mark) for mark in self._marks()]
        self.lines = [
            (tuple(path.attrib["data-l"].split()), dict(path.attrib))
            for path in self.root.iter(f"{SVG}path")
            if "data-l" in path.attrib
        ]

    def box(self, begins: str) -> Box:
        """The one mark whose title begins so."""
        (found,) = [box for box in self.boxes if box.title.startswith(begins)]
        return found

    def says(self, begins: str) -> bool:
        return any(box.title.startswith(begins) for box in self.boxes)

    def words(self, begins: str) -> list[str]:
        """What is written into a mark."""
        own = self.box(begins).id
        (mark,) = [each for each in self._marks() if each.attrib["id"] == own]
        return [text.text or "" for text in mark.iter(f"{SVG}text")]

    def line(self, source: str, target: str) -> dict[str, str]:
        """What is drawn between two marks, by how their titles begin."""
        ends = (self.box(source).id, self.box(target).id)
        (found,) = [line for pair, line in self.lines if pair == ends]
        return found

    def _marks(self) -> list[ET.Element]:
        every = self.root.iter()
        return [each for each in every if "m" in each.attrib.get("class", "").split()]

    @staticmethod
    def _box(mark: ET.Element) -> Box:
        title, rect = mark.find(f"{SVG}title"), mark.find(f"{SVG}rect")
        assert title is not None
        assert rect is not None
        x, y, high = (float(rect.attrib[name]) for name in ("x", "y", "height"))
        classes = frozenset(mark.attrib["class"].split())
        return Box(mark.attrib["id"], title.text or "", x, y, high, classes)


def drawn(who: Person, query: str = "") -> Drawn:
    reply = who.get(f"/v1/supply-chain/graph?format=svg{query}")
    assert reply.status_code == 200, reply.text
    assert reply.headers["Content-Type"] == "image/svg+xml"
    assert reply.headers["Cache-Control"] == "no-store"
    return Drawn(reply.text)
