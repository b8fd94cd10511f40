"""What pages are made of comes without the marks of GOV.UK, or not at all."""

import json
import re
from pathlib import Path

import pytest

from api.pages.assets import STYLES, Assets
from scripts.front_end import LICENCE, VENDOR, cleaned, copied
from scripts.front_end import STYLES as SOURCE

ROOT = Path(__file__).parents[2]
FACE = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
CREST = ".logo:before{background-image:url(/assets/images/govuk-crest.svg)}"
TEXT = ".govuk-body{font-family:GDS Transport,arial,sans-serif}"


def test_the_typeface_and_the_crest_are_taken_out() -> None:
    assert cleaned(FACE + FACE + CREST + TEXT) == (
        ".logo:before{background-image:none}"
        ".govuk-body{font-family:Inter Variable,arial,sans-serif}"
    )


@pytest.mark.parametrize(
    "trace",
    [
        ".new{font-family:'GDS Transport'}",
        "/* Designed by Margaret Calvert & others, 2026 * */",
        ".new{background:url(/assets/images/other.svg)}",
        ".new{mask:image-set('crest.svg' 1x)}",
    ],
)
def test_a_trace_that_is_left_is_refused(trace: str) -> None:
    with pytest.raises(ValueError, match="still holds"):
        cleaned(TEXT + trace)


def test_what_was_copied_bears_no_mark_of_gov_uk() -> None:
    if not VENDOR.exists():
        pytest.skip("the front-end files were out of reach of scripts/setup")

    for path in VENDOR.iterdir():
        content = path.read_bytes().lower()
        assert b"gds transport" not in content, path.name
        assert b"crest" not in content, path.name
    assert not [path for path in VENDOR.rglob("*") if path.suffix in {".svg", ".png"}]


def test_a_copy_is_whole_and_anew(tmp_path: Path) -> None:
    modules, vendor = tmp_path / "modules", tmp_path / "vendor"
    for name, content in {
        SOURCE: FACE + TEXT,
        LICENCE: "SIL",
        "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "a",
        "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "b",
    }.items():
        (modules / name).parent.mkdir(parents=True, exist_ok=True)
        (modules / name).write_text(content)
    vendor.mkdir()
    (vendor / "left-over.css").write_text(FACE)

    made = set(copied(modules, vendor))

    assert made == set(vendor.iterdir())
    assert {path.name for path in made} == {
        "govuk-frontend.min.css",
        "inter-licence.txt",
        "inter-latin-wght-normal.woff2",
        "inter-latin-ext-wght-normal.woff2",
    }


def test_the_style_sheet_is_the_one_that_the_templates_are_made_for() -> None:
    """govuk-frontend-jinja 4.1 is tested with 6.3.0: they move as one."""
    package = json.loads((ROOT / "package.json").read_text())
    project = (ROOT / "pyproject.toml").read_text()

    assert package["dependencies"]["govuk-frontend"] == "6.3.0"
    assert '"govuk-frontend-jinja>=4.1,<4.2"' in project
    assert f"vendor/{Path(SOURCE).name}" == STYLES


def test_no_lock_names_a_host() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())

    assert not re.search(r'"resolved"', json.dumps(lock))
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text()


def test_without_the_files_pages_have_a_style_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "base.css").write_text("body {}")

    assets = Assets("#12394a", tmp_path)

    assert "base.css" in assets
    assert STYLES not in assets
