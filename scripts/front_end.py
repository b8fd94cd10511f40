"""Copies what pages are made of from node_modules, without the marks of GOV.UK.

The GOV.UK Design System is free to use; its typeface and its crest are not, off
GOV.UK. Both are taken out on the way, and the copy fails if a trace of them is left.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "api" / "pages" / "static" / "vendor"
STYLES = "govuk-frontend/dist/govuk/govuk-frontend.min.css"
INTER = "@fontsource-variable/inter/files/inter-{}-wght-normal.woff2"
LICENCE = "@fontsource-variable/inter/LICENSE"
# Latin and what European names need beside it.
ALPHABETS = ("latin", "latin-ext")

_FACE = re.compile(r"@font-face\{[^}]*GDS Transport[^}]*\}")
_NOTICE = re.compile(r"/\*[^*]*Margaret Calvert[^*]*\*/")
_CREST = re.compile(r"url\([^)]*govuk-crest\.svg\)")
_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/")
# What may be nowhere in the copy, in small letters; /assets/ is where it would ask.
TRACES = ("gds transport", "margaret calvert", "crest.svg", "/assets/")


def cleaned(styles: str) -> str:
    """The stylesheet without typeface and crest. Raises ValueError for a trace left."""
    styles = _NOTICE.sub("", _MAP.sub("", styles))
    styles = _CREST.sub("none", _FACE.sub("", styles))
    styles = styles.replace("GDS Transport,", "Inter Variable,")
    if left := [trace for trace in TRACES if trace in styles.lower()]:
        message = f"the stylesheet still holds {', '.join(left)}: look at what changed"
        raise ValueError(message)
    return styles


def copied(modules: Path = MODULES, vendor: Path = VENDOR) -> Iterator[Path]:
    """Copies every file anew, and says which."""
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    styles = vendor / Path(STYLES).name
    styles.write_text(cleaned((modules / STYLES).read_text("utf-8")), "utf-8")
    yield styles
    licence = vendor / "inter-licence.txt"
    shutil.copyfile(modules / LICENCE, licence)
    yield licence
    for alphabet in ALPHABETS:
        font = modules / INTER.format(alphabet)
        shutil.copyfile(font, vendor / font.name)
        yield vendor / font.name


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else MODULES
    for path in copied(folder):
        print(path.relative_to(ROOT))
