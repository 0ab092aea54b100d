"""Fill a database of its own with many claims, and measure what one more costs."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import asdict
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from apps.discrepancies.models import Statement
from apps.pipeline.console import ProgressLine
from apps.pipeline.scale.filling import fill, newest_of
from apps.pipeline.scale.measuring import (
    WORKERS,
    Checks,
    Throughput,
    checks,
    needed,
    throughput,
)
from apps.pipeline.scale.mix import Mix
from apps.pipeline.scale.serving import servers_at_hand
from claimtrack import engine
from claimtrack.celery import app

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apps.pipeline.scale.mix import Telling

LEVELS = (10_000, 100_000, 1_000_000)
DATABASE = "claimtrack_scale"
#: The messages go through a database of Redis in which nobody else listens.
REDIS_DATABASE = "/15"
_SEED_OF_OLD, _SEED_OF_NEW = 1, 2


class Command(BaseCommand):
    """``manage.py bench_scale --claims 1000000``: what a check costs, and how that grows.

    At 10,000, 100,000 and 1,000,000 claims, as far as ``--claims`` goes, a database beside the
    configured one is made, filled, measured and dropped; the desk's own rows are not touched.
    With ``--in-order`` reports are filled in by their days, and those that come after are checked.
    With ``--keep`` it is a copy that is measured and dropped, and the next run need not fill.
    Where no server serves, both are started for the time of the run, and nothing outlives it.
    """

    help = "Measure what one more claim costs among many, in a database of its own."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name how many claims, and how much is measured."""
        parser.add_argument("--claims", type=int, default=LEVELS[-1], metavar="N")
        parser.add_argument("--checks", type=int, default=400, metavar="N", help="reports checked")
        parser.add_argument("--reports", type=int, default=300, metavar="N", help="reports sent")
        parser.add_argument("--json", action="store_true", help="one JSON object a level")
        parser.add_argument(
            "--keep", action="store_true", help="measure on a copy, and keep what was filled"
        )
        parser.add_argument(
            "--in-order",
            action="store_true",
            help="fill in the order of days, and check the reports of the last ones",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Measure level after level."""
        for name in ("claims", "checks", "reports"):
            if options[name] < 2:  # noqa: PLR2004  # a spread needs two
                message = f"--{name}: {options[name]} is less than 2."
                raise CommandError(message)
        levels = [each for each in LEVELS if each < options["claims"]]
        found = []
        with servers_at_hand(lasting=options["keep"]):
            for claims in [*levels, options["claims"]]:
                found.append(self._level(claims, options))
                self._print(found[-1], as_json=options["json"])
        first, last = found[0]["checks"], found[-1]["checks"]
        if len(found) > 1 and not options["json"]:
            ratio = last.claim.median / first.claim.median
            top = last.claim.p95 / first.claim.p95
            self.stdout.write(
                f"Checking a claim among {options['claims']:,} costs {ratio:.2f} times what it "
                f"costs among {levels[0]:,} (95th percentile: {top:.2f} times)."
            )

    def _level(self, claims: int, options: Mapping[str, Any]) -> dict[str, Any]:
        newest = None
        if options["in_order"]:
            newest = needed(checked=options["checks"], sent=options["reports"])
        kept = None
        if options["keep"]:
            kept = f"{DATABASE}_{claims}" + ("" if newest is None else f"_before_{newest}")
        filled = 0.0
        if kept is not None and not _exists(kept):
            with _own_database(kept, drop=False):
                filled = self._fill(claims, newest)
        with _own_database(DATABASE, copy_of=kept) as environment:
            if kept is None:
                filled = self._fill(claims, newest)
            news = _news(newest)
            return {
                "engine": engine.version(),
                "claims": claims,
                "in_order": options["in_order"],
                "statements": Statement.objects.count(),
                "filled_in": round(filled, 1),
                "checks": checks(news=news, number=options["checks"]),
                "through": [
                    throughput(
                        news=news,
                        workers=workers,
                        number=options["reports"],
                        environment=environment,
                    )
                    for workers in WORKERS
                ],
            }

    def _fill(self, claims: int, newest: int | None) -> float:
        """Fill the database at hand; return in how many seconds."""
        begun = time.perf_counter()
        progress = ProgressLine(self.stderr, "Claims filled in")
        fill(claims=claims, mix=Mix(_SEED_OF_OLD), progress=progress, newest=newest)
        return time.perf_counter() - begun

    def _print(self, level: Mapping[str, Any], *, as_json: bool) -> None:
        measured: Checks = level["checks"]
        through: list[Throughput] = level["through"]
        if as_json:
            row = {**level, "checks": asdict(measured)}
            row["through"] = [asdict(each) | {"rate": each.rate} for each in through]
            self.stdout.write(json.dumps(row))
            return
        self.stdout.write(
            f"\n{level['claims']:,} claims in {level['statements']:,} statements"
            f"{', in the order of days' if level['in_order'] else ''} "
            f"(engine {level['engine']}, filled in {level['filled_in']:,} s)"
        )
        for name in ("extract", "group", "compare", "claim"):
            spread = getattr(measured, name)
            self.stdout.write(
                f"  {name:8} {spread.median:8.1f} ms median {spread.p95:8.1f} ms 95th "
                f"{spread.p99:8.1f} ms 99th"
            )
        self.stdout.write(f"  {measured.pairs:.1f} pairs looked at for a new report")
        for each in through:
            self.stdout.write(
                f"  {each.workers} worker(s): {each.rate:.1f} reports a second, "
                f"{each.megabytes:,} MB at most"
            )


def _news(newest: int | None) -> Iterator[Telling]:
    """Yield new reports: of any days, or those that come after the archive at hand."""
    if newest is not None:
        return iter(newest_of(mix=Mix(_SEED_OF_OLD), newest=newest))
    mix = Mix(_SEED_OF_NEW)
    return (mix.draw() for _turn in count())


@contextmanager
def _own_database(
    name: str, *, copy_of: str | None = None, drop: bool = True
) -> Iterator[dict[str, str]]:
    """Work on an empty database, or a copy; yield the environment of a process that works there."""
    before, broker = connection.settings_dict["NAME"], app.conf.broker_url
    address = urlsplit(settings.REDIS_URL)
    redis_url = urlunsplit(address._replace(path=REDIS_DATABASE))
    connection.settings_dict["TEST"]["NAME"] = name
    if copy_of is not None:
        _copy(copy_of, name)
    # What was kept is brought up to the models of today.
    connection.creation.create_test_db(
        verbosity=0, autoclobber=True, serialize=False, keepdb=copy_of is not None
    )
    app.conf.update(broker_url=redis_url)
    try:
        yield {"DATABASE_URL": _database_url(), "REDIS_URL": redis_url}
    finally:
        app.conf.update(broker_url=broker)
        connection.creation.destroy_test_db(before, verbosity=0, keepdb=not drop)


def _exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _copy(source: str, target: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {target}")
        cursor.execute(f"CREATE DATABASE {target} TEMPLATE {source} STRATEGY FILE_COPY")


def _database_url() -> str:
    """Return the address of the database at hand, as the settings read it."""
    own = connection.settings_dict
    user = own["USER"] + (f":{own['PASSWORD']}" if own["PASSWORD"] else "")
    port = f":{own['PORT']}" if own["PORT"] else ""
    return f"postgres://{user}@{own['HOST']}{port}/{own['NAME']}"
