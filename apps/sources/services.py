"""Finding and making sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.core.sql import columns_of, fetch, fetch_rows, model_row
from apps.sources.enums import SourceKind
from apps.sources.models import Source, SourceAlias
from apps.sources.names import fold_name, key_of_folded, key_of_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


#: An alias goes before a key: a person may have given the name to another source.
_FIND = f"""
    SELECT {columns_of(Source, "source")}
    FROM (
        SELECT source_id AS id, 1 AS place FROM sources_sourcealias WHERE folded = %(folded)s
        UNION ALL
        SELECT id, 2 FROM sources_source WHERE key = %(key)s
    ) AS found JOIN sources_source source ON source.id = found.id
    ORDER BY found.place LIMIT 1
"""  # noqa: S608  # built of our own column names


_FIND_ALL = f"""
    SELECT asked.folded, {columns_of(Source, "source")}
    FROM unnest(%s::text[], %s::text[]) AS asked (folded, key)
    CROSS JOIN LATERAL (
        SELECT source_id AS id, 1 AS place FROM sources_sourcealias
        WHERE folded = asked.folded
        UNION ALL
        SELECT id, 2 FROM sources_source WHERE key = asked.key
        ORDER BY place LIMIT 1
    ) AS found
    JOIN sources_source source ON source.id = found.id
"""  # noqa: S608  # built of our own column names


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """How many sources a load made and changed."""

    created: int
    changed: int


def source_find(*, name: str) -> Source | None:
    """Return the source that a name leads to: by key, by alias, or ``None``."""
    folded = fold_name(name)
    if not folded:
        return None
    found = fetch_rows(Source, _FIND, {"folded": folded, "key": key_of_name(name)})
    return next(iter(found), None)


def sources_find(*, names: Iterable[str]) -> dict[str, Source]:
    """Return the sources that folded names lead to, as :func:`source_find` does, by these names."""
    folded = sorted(names)
    keys = [key_of_folded(each) for each in folded]
    found: dict[str, Source] = {}
    for name, *columns in fetch(_FIND_ALL, [folded, keys]):
        found[name] = model_row(Source, columns)
    return found


def source_resolve(*, name: str, kind: str = SourceKind.ORGANISATION, domain: str = "") -> Source:
    """Return the source that a name leads to, or make a provisional one.

    A provisional source is a function of its name, so whichever report names it first, the row
    is the same. Raise ``ValidationError`` naming ``name`` where nothing is left of it.
    """
    found = source_find(name=name)
    if found is not None:
        return found
    key = key_of_name(name)
    if not key:
        raise ValidationError({"name": f"“{name}” has no letters or digits."})
    try:
        with transaction.atomic():
            source = Source.objects.create(
                key=key, name=_as_written(name), kind=kind, domain=domain, provisional=True
            )
            SourceAlias.objects.create(source=source, name=source.name, folded=fold_name(name))
    except IntegrityError:
        # Another worker made it between our look and our write.
        again = source_find(name=name)
        if again is None:
            raise
        return again
    return source


def source_find_by_domain(*, host: str) -> Source | None:
    """Return the outlet of a host, of that host's parent domain, or ``None``."""
    parts = host.split(".")
    hosts = [".".join(parts[index:]) for index in range(max(1, len(parts) - 1))]
    by_domain = {each.domain: each for each in Source.objects.filter(domain__in=hosts)}
    return next((by_domain[each] for each in hosts if each in by_domain), None)


@transaction.atomic
def sources_load(*, rows: Iterable[Mapping[str, Any]]) -> LoadOutcome:
    """Bring reference sources up to the given rows; what people judged or wrote stays.

    A row has ``key``, ``name``, ``kind``, ``aliases``, ``parent`` (a key), ``party_to_conflict``,
    ``reliability`` and ``domain``. Sources that are not named are left alone.
    """
    created = changed = 0
    parents: dict[str, str] = {}
    sources: dict[str, Source] = {}
    for row in rows:
        source = Source.objects.filter(key=row["key"]).first()
        values = {name: row[name] for name in ("name", "kind", "domain", "party_to_conflict")}
        if source is None:
            source = Source(key=row["key"], reliability=row["reliability"], **values)
            source.full_clean(exclude=["parent"])
            source.save()
            created += 1
        elif source.provisional or any(
            getattr(source, name) != value for name, value in values.items()
        ):
            for name, value in values.items():
                setattr(source, name, value)
            source.provisional = False
            source.save()
            changed += 1
        sources[source.key] = source
        parents[source.key] = row["parent"]
        for alias in (row["name"], *row["aliases"]):
            SourceAlias.objects.get_or_create(
                folded=fold_name(alias), defaults={"source": source, "name": alias}
            )
    for key, parent in parents.items():
        wanted = sources[parent].pk if parent else None
        if sources[key].parent_id != wanted:
            Source.objects.filter(pk=sources[key].pk).update(parent_id=wanted)
    return LoadOutcome(created, changed)


def _as_written(name: str) -> str:
    return " ".join(name.split())[:200]
