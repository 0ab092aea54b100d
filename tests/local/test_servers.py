"""PostgreSQL and Redis from wheels: started whole, or not at all with a line that says why."""

from __future__ import annotations

import json
import os
import socket
from typing import TYPE_CHECKING

import psycopg2
import pytest
import redis

from claimtrack.local.errors import LocalError
from claimtrack.local.postgres import find_account
from claimtrack.local.servers import Servers
from claimtrack.local.workspace import Addresses, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def workspace(data: Path) -> Workspace:
    made = Workspace(data.parent, data=data)
    made.prepare()
    return made


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def _ask(addresses: Addresses, query: str) -> object:
    connection = psycopg2.connect(addresses.database_url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            row = cursor.fetchone()
            return row[0] if row else None
    finally:
        connection.close()


def test_servers_answer_at_their_addresses_and_stop_at_the_end(workspace: Workspace) -> None:
    with Servers(workspace, durable=False, environment={}) as servers:
        addresses = servers.addresses
        assert str(_ask(addresses, "SHOW server_version")).startswith("18.")
        with redis.Redis.from_url(addresses.redis_url) as client:
            assert client.info("server")["redis_version"].startswith("6.2.")
        assert workspace.read_addresses() == addresses
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(addresses.database_url)
    assert "not-serving" in workspace.read_addresses().database_url


def test_rows_outlive_a_restart(workspace: Workspace) -> None:
    with Servers(workspace, durable=True, environment={}) as servers:
        connection = psycopg2.connect(servers.addresses.database_url)
        with connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        connection.close()
    with Servers(workspace, durable=True, environment={}) as servers:
        assert _ask(servers.addresses, "SELECT answer FROM kept") == 42


def test_servers_refuse_a_wrong_password(workspace: Workspace) -> None:
    with Servers(workspace, durable=False, environment={}) as servers:
        wrong = Addresses(
            *(
                url.replace(workspace.secret(name), "wrong")
                for name, url in (
                    ("postgres", servers.addresses.database_url),
                    ("redis", servers.addresses.redis_url),
                )
            )
        )
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            psycopg2.connect(wrong.database_url)
        with (
            redis.Redis.from_url(wrong.redis_url) as client,
            pytest.raises(redis.AuthenticationError),
        ):
            client.ping()


def test_servers_of_the_environment_are_used_and_none_started(workspace: Workspace) -> None:
    named = {"DATABASE_URL": "postgres://elsewhere/rows", "REDIS_URL": "redis://elsewhere/0"}
    with Servers(workspace, durable=False, environment=named) as servers:
        assert servers.children == []
        assert servers.addresses.as_environment() == named
    assert not workspace.postgres.exists()


def test_taken_port_is_named_with_the_variable_that_changes_it(
    workspace: Workspace, taken_port: int
) -> None:
    chosen = {"POSTGRES_PORT": str(taken_port)}
    with (
        pytest.raises(LocalError) as caught,
        Servers(workspace, durable=False, environment=chosen),
    ):
        pass
    assert str(caught.value) == (
        f"Port {taken_port} for PostgreSQL is taken by another program: choose another with "
        f"POSTGRES_PORT, for example POSTGRES_PORT={taken_port + 1}."
    )
    assert not workspace.postgres.exists()


def test_taken_port_of_the_second_server_stops_the_first(
    workspace: Workspace, taken_port: int
) -> None:
    servers = Servers(workspace, durable=False, environment={"REDIS_PORT": str(taken_port)})
    with pytest.raises(LocalError, match="for Redis is taken"), servers:
        pass
    assert servers.children == []
    assert not workspace.processes.exists()
    assert not workspace.addresses.exists()


@pytest.mark.parametrize("port", ["http", "70000", "-1", "5432x"])
def test_port_that_is_none_is_named(workspace: Workspace, port: str) -> None:
    with (
        pytest.raises(LocalError, match="is no port: choose one from 1024 to 65535"),
        Servers(workspace, durable=False, environment={"POSTGRES_PORT": port}),
    ):
        pass


def test_full_disk_is_said_before_anything_is_written(workspace: Workspace) -> None:
    servers = Servers(workspace, durable=False, environment={}, least_free_bytes=2**60)
    with pytest.raises(LocalError, match=r"Only \d+ MB are free .* Free some space"), servers:
        pass
    assert not workspace.postgres.exists()


def test_cluster_that_was_cut_off_in_the_making_is_made_anew(workspace: Workspace) -> None:
    half = workspace.postgres.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with Servers(workspace, durable=False, environment={}) as servers:
        assert _ask(servers.addresses, "SELECT 1") == 1
    assert not half.exists()


def test_cluster_that_cannot_be_read_is_reported_with_what_postgres_said(
    workspace: Workspace,
) -> None:
    workspace.postgres.mkdir(mode=0o700)
    (workspace.postgres / "PG_VERSION").write_text("9\n")
    with (
        pytest.raises(LocalError, match=r"PostgreSQL did not start\. It said:"),
        Servers(workspace, durable=False, environment={}),
    ):
        pass
    assert not workspace.processes.exists()


def test_stale_lock_of_a_killed_server_is_passed_over(workspace: Workspace) -> None:
    with Servers(workspace, durable=False, environment={}) as servers:
        lock = (workspace.postgres / "postmaster.pid").read_text()
    # A process that runs, is ours, and is no PostgreSQL: its number was given out again.
    own = str(os.getpid())
    (workspace.postgres / "postmaster.pid").write_text("\n".join([own, *lock.split("\n")[1:]]))
    with Servers(workspace, durable=False, environment={}) as servers:
        assert _ask(servers.addresses, "SELECT 1") == 1


def test_server_that_nobody_remembers_is_stopped(workspace: Workspace) -> None:
    with Servers(workspace, durable=False, environment={}) as forgotten:
        workspace.processes.unlink()
        left = forgotten.children[0]
        with Servers(workspace, durable=False, environment={}) as servers:
            assert left.exit_code() == 0
            assert _ask(servers.addresses, "SELECT 1") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become someone else")
def test_root_runs_postgres_as_someone_else_even_in_a_closed_folder(data: Path) -> None:
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    try:
        find_account(closed)
    except LocalError:
        pytest.skip("this system gives root no user namespaces")
    workspace = Workspace(data, data=closed / "data")
    workspace.prepare()
    with Servers(workspace, durable=False, environment={}) as servers:
        assert _ask(servers.addresses, "SELECT 1") == 1
    assert closed.stat().st_mode & 0o777 == 0o700


def test_secrets_are_made_once_and_closed_to_others(workspace: Workspace) -> None:
    secret = workspace.secret("django")
    path = workspace.data / "secrets" / "django"
    assert len(secret) >= 50
    assert workspace.secret("django") == secret == path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    assert workspace.secret("redis") != secret


def test_addresses_are_closed_to_others(workspace: Workspace) -> None:
    workspace.write_addresses(Addresses("postgres://:secret@h/d", "redis://:secret@h/0"))
    assert workspace.addresses.stat().st_mode & 0o077 == 0
    assert json.loads(workspace.addresses.read_text())["redis_url"] == "redis://:secret@h/0"
