"""Filters that turn values into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from apps.newsdesk.cards import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

register = template.Library()


@register.filter
def percent(value: Decimal) -> str:
    """Write a share from 0 to 1 as a whole percentage."""
    return f"{round(value * 100)}%"


@register.filter
def as_sentence(text: str) -> str:
    """Write a reason as a sentence."""
    return sentence(text)


@register.filter
def slug_kind(value: str) -> str:
    """Turn a kind into a style class's name."""
    return value.replace("_", "-")


@register.filter
def part(tally: Mapping[str, int]) -> int:
    """Return how many numbers are part of a claim; the key has spaces."""
    return tally["part of a claim"]
