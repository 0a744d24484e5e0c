"""One county in containers: what the files of the deployment set is what the service knows, and they agree with each other."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import yaml  # type: ignore[import-untyped]  # It comes with schemathesis; its types would be a library for one test.

from app.core.serving import serving
from app.core.settings import Settings

ROOT = Path(__file__).parents[2]
IMAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OF_THE_IMAGE = dict(each.split("=") for line in re.findall(r"^ENV (.+)$", IMAGE, re.MULTILINE) for each in line.split())


def _filled_in(value: str, told: dict[str, str]) -> str:
    """What compose makes of `${NAME:-default}` and `${NAME:?why}`."""
    known = re.compile(r"\$\{([A-Z_]+):(?:-([^{}]*)|\?[^{}]+)\}")
    return known.sub(lambda found: told.get(found[1]) or found[2], value)


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """The settings of the service in its container, with nothing but a password in `.env`."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in (OF_THE_IMAGE | SERVICES["app"]["environment"]).items():
        monkeypatch.setenv(name, _filled_in(value, {"POSTGRES_PASSWORD": "p@ss#word"}))
    return Settings()


def test_everything_that_is_set_is_a_setting_of_the_service() -> None:
    names = {*OF_THE_IMAGE, *SERVICES["app"]["environment"]}
    assert len(names) > 10
    assert names - {name.upper() for name in Settings.model_fields} == {"PGPASSWORD"}, "only libpq knows that one"


def test_the_service_starts_behind_the_front_with_a_password_alone(chosen: Settings) -> None:
    assert (chosen.host, chosen.workers, chosen.cookie_secure, chosen.docs) == ("0.0.0.0", 2, True, False)
    assert chosen.public_url == "https://localhost"
    assert chosen.secret_key == ""
    assert chosen.database.startswith("postgresql://")
    assert "p@ss" not in chosen.database, "an address breaks at @ and #"
    # Only networks that no stranger of the internet has are believed about where a request comes from.
    assert all(ip_network(each).is_private for each in chosen.trusted_proxies.split(","))
    assert serving(chosen)["proxy_headers"] is True


def test_nothing_starts_without_a_password_of_the_database() -> None:
    asked = [SERVICES["app"]["environment"]["PGPASSWORD"], SERVICES["db"]["environment"]["POSTGRES_PASSWORD"]]
    assert [each.split(":?")[0] for each in asked] == ["${POSTGRES_PASSWORD"] * 2
    for kept_out in (".gitignore", ".dockerignore"):
        names = (ROOT / kept_out).read_text(encoding="utf-8").split()
        assert {".env", "/.env"} & set(names), kept_out


def test_whoever_waits_for_a_service_waits_until_it_answers_others() -> None:
    waited_for = [(name, each) for service in SERVICES.values() for name, each in service.get("depends_on", {}).items()]
    assert [name for name, _ in waited_for] == ["db", "app"]
    assert all(each == {"condition": "service_healthy"} for _, each in waited_for)
    # While PostgreSQL fills a new folder it answers at its socket only, and then stops once more.
    assert SERVICES["db"]["healthcheck"]["test"][:3] == ["CMD", "pg_isready", "-h"]
    assert f"http://127.0.0.1:{OF_THE_IMAGE['PORT']}/api/v1/health/ready" in IMAGE


def test_the_front_passes_on_to_the_port_of_the_service_and_data_is_kept(chosen: Settings) -> None:
    front = COMPOSE["configs"]["front"]["content"].replace("$$", "$")
    assert "{$SITE} {" in front
    assert f"reverse_proxy app:{chosen.port}" in front
    mounted = {name: [each.split(":") for each in service["volumes"]] for name, service in SERVICES.items()}
    assert [str(chosen.data_dir)] == [folder for _, folder in mounted["app"]]
    assert {volume for each in mounted.values() for volume, _ in each} == set(COMPOSE["volumes"])
    assert "ports" not in SERVICES["app"]
    assert "ports" not in SERVICES["db"]


def test_it_may_take_as_long_to_stop_as_requests_may_take_to_end(chosen: Settings) -> None:
    grace = int(SERVICES["app"]["stop_grace_period"].removesuffix("s"))
    assert grace > serving(chosen)["timeout_graceful_shutdown"]


def test_a_worker_has_time_to_start_on_a_slow_machine(chosen: Settings) -> None:
    assert chosen.workers > 1
    # Importing the app took half a minute on two cores with a dozen others at work.
    assert uvicorn.Config("app.main:create_app", factory=True, **serving(chosen)).timeout_worker_healthcheck >= 60
