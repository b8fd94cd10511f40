"""The container files: no engine runs them here, so what they say is looked at."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()


@pytest.fixture
def services() -> dict[str, Any]:
    """The services that run together."""
    found: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
    return found


def test_workers_wait_for_the_database_and_for_one_migration(
    services: dict[str, Any],
) -> None:
    waits = {
        name: {on: how["condition"] for on, how in one.get("depends_on", {}).items()}
        for name, one in services.items()
    }

    assert waits == {
        "database": {},
        "migrate": {"database": "service_healthy"},
        "api": {
            "database": "service_healthy",
            "migrate": "service_completed_successfully",
        },
    }
    assert "--keep" in services["migrate"]["command"]
    assert "--workers" in services["api"]["command"]


def test_whatever_runs_on_is_looked_after(services: dict[str, Any]) -> None:
    for name in ("database", "api"):
        assert services[name]["healthcheck"]["test"], name
        assert services[name]["restart"] == "unless-stopped", name


def test_no_secret_has_a_default() -> None:
    said = re.findall(r"\$\{(\w*(?:PASSWORD|SECRET|TOKEN|KEY)\w*)(:[-?])?", COMPOSE)

    assert said
    assert {how for _, how in said} == {":?"}


def test_log_and_keys_outlive_the_containers(services: dict[str, Any]) -> None:
    volumes = yaml.safe_load(COMPOSE)["volumes"]
    mounted = [each for one in services.values() for each in one["volumes"]]

    assert set(volumes) == {each.partition(":")[0] for each in mounted}
    assert {"database", "keys"} <= set(volumes)
    environment = services["api"]["environment"]
    for told, volume in (("COUNTERFOIL_DATA", "data"), ("COUNTERFOIL_KEYS", "keys")):
        assert f"{volume}:{environment[told]}" in services["api"]["volumes"]


def test_the_service_has_no_rights_that_it_does_not_need(
    services: dict[str, Any],
) -> None:
    for name in ("migrate", "api"):
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["read_only"] is True
    assert re.findall(r"^USER (\w+)$", DOCKERFILE, re.MULTILINE) == ["counterfoil"]


def test_the_image_is_pinned_by_hash_and_names_no_host() -> None:
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    assert "--no-deps --no-build-isolation" in DOCKERFILE
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    images = re.findall(r"^    image: (\S+)", COMPOSE, re.MULTILINE)
    for image in (*bases, *images):
        assert "/" not in image, image
        assert ":" in image, image


def test_the_image_is_built_from_what_there_is() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    copied = re.findall(r"^COPY (?!--)(.*) \S+$", DOCKERFILE, re.MULTILINE)

    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name
        assert f"!{name}" in ignored, name
