"""One source under one row, however it is spelled and whoever names it first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.sources.enums import SourceKind
from apps.sources.models import Source, SourceAlias
from apps.sources.names import fold_name, host_of, kind_of_name
from apps.sources.services import (
    LoadOutcome,
    source_find,
    source_find_by_domain,
    source_resolve,
    sources_load,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.django_db


def row(key: str, name: str, **changes: Any) -> dict[str, Any]:
    """Return a reference row; every column but key and name has a plain default."""
    return {
        "key": key,
        "name": name,
        "kind": SourceKind.ORGANISATION.value,
        "aliases": [],
        "parent": "",
        "party_to_conflict": False,
        "reliability": "",
        "domain": "",
    } | changes


def load(*rows: dict[str, Any]) -> LoadOutcome:
    """Load reference rows."""
    return sources_load(rows=rows)


def names(sources: Iterable[Source]) -> list[tuple[str, bool]]:
    """Return keys, and whether anybody has looked at them."""
    return [(each.key, each.provisional) for each in sources]


@pytest.mark.parametrize(
    "spelling",
    ["Harbour Post", "The Harbour Post", "HARBOUR POST", "Harbour-Post", " Hárbour  Post "],
)
def test_spellings_of_one_name_lead_to_one_source(spelling: str) -> None:
    first = source_resolve(name="The Harbour Post")
    assert source_resolve(name=spelling) == first
    assert Source.objects.count() == 1


def test_names_that_differ_by_a_word_are_two_sources() -> None:
    assert source_resolve(name="Harbour Post") != source_resolve(name="Harbour Evening Post")


def test_source_that_nobody_looked_at_is_provisional() -> None:
    source = source_resolve(name="Nobody's Gazette", kind=SourceKind.OUTLET)
    assert (source.key, source.kind, source.provisional) == ("nobody-gazette", "outlet", True)


@pytest.mark.parametrize("name", ["", "  ", "!!!", "—"])
def test_name_without_letters_is_refused_by_name(name: str) -> None:
    assert source_find(name=name) is None
    with pytest.raises(ValidationError) as refused:
        source_resolve(name=name)
    assert list(refused.value.message_dict) == ["name"]
    assert not Source.objects.exists()


def test_alias_leads_to_its_source_and_makes_no_other() -> None:
    load(row("joint-chiefs", "Joint Chiefs of Staff", aliases=["JCS", "the Joint Chiefs"]))
    found = {source_resolve(name=each).key for each in ("JCS", "jcs", "Joint Chiefs")}
    assert found == {"joint-chiefs"}
    assert Source.objects.count() == 1


def test_spelling_belongs_to_one_source() -> None:
    load(row("joint-chiefs", "Joint Chiefs of Staff", aliases=["JCS"]))
    other = source_resolve(name="Jade City Sun")
    with pytest.raises(IntegrityError), transaction.atomic():
        SourceAlias.objects.create(source=other, name="J.C.S", folded=fold_name("JCS"))
    assert source_resolve(name="JCS").key == "joint-chiefs"


def test_reference_row_takes_over_a_provisional_source_of_its_key() -> None:
    met = source_resolve(name="Harbour Post", kind=SourceKind.OUTLET)
    outcome = load(row("harbour-post", "The Harbour Post", kind="outlet", domain="harbour.example"))
    assert outcome == LoadOutcome(created=0, changed=1)
    met.refresh_from_db()
    assert (met.name, met.domain, met.provisional) == (
        "The Harbour Post",
        "harbour.example",
        False,
    )


def test_load_twice_changes_nothing() -> None:
    rows = (row("house", "House of Calder"), row("council", "Calder Council", parent="house"))
    assert load(*rows) == LoadOutcome(created=2, changed=0)
    assert load(*rows) == LoadOutcome(created=0, changed=0)
    assert Source.objects.get(key="council").parent == Source.objects.get(key="house")


def test_load_keeps_what_people_judged_and_wrote() -> None:
    load(row("house", "House of Calder"))
    source = Source.objects.get(key="house")
    source.reliability = "B"
    source.restricted_note = "Asks for questions in writing."
    source.save()
    load(row("house", "The House of Calder", reliability="E"))
    source.refresh_from_db()
    assert (source.name, source.reliability, source.restricted_note) == (
        "The House of Calder",
        "B",
        "Asks for questions in writing.",
    )


def test_load_leaves_others_alone() -> None:
    source_resolve(name="Nobody's Gazette")
    load(row("house", "House of Calder"))
    assert names(Source.objects.order_by("key")) == [("house", False), ("nobody-gazette", True)]


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("harbour.example", "harbour-post"),
        ("live.harbour.example", "harbour-post"),
        ("sport.harbour.example", "harbour-sport"),
        ("otherharbour.example", None),
        ("example", None),
    ],
)
def test_outlet_is_told_by_the_nearest_domain(host: str, key: str | None) -> None:
    load(
        row("harbour-post", "Harbour Post", kind="outlet", domain="harbour.example"),
        row("harbour-sport", "Harbour Sport", kind="outlet", domain="sport.harbour.example"),
    )
    found = source_find_by_domain(host=host)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Harbour.example:8080/a?b", "harbour.example"),
        ("harbour.example/a", "harbour.example"),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_host_is_read_from_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ada Brook", "person"),
        ("Omar van Lind", "person"),
        ("Calder Police", "organisation"),
        ("Ministry of Water", "organisation"),
        ("Calder", "organisation"),
    ],
)
def test_kind_is_guessed_from_the_name_alone(name: str, kind: str) -> None:
    assert kind_of_name(name) == kind
