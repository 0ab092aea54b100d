"""What is sent to the database in lists comes back as it was given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.core.sql import fetch

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("bigint", [1, -(2**63), None, 2**63 - 1]),
        ("bigint", []),
        ("boolean", [True, False, None]),
        ("date", [date(2024, 12, 23), None, date(1066, 10, 14)]),
        ("numeric", [Decimal("12.500"), Decimal("-0.001")]),
        (
            "text",
            [
                "",
                "NULL",
                None,
                "a, b",
                "{c}",
                'a "quote"',
                "one \\ two",
                "\\",
                "it's",
                "two\nlines",
                "Zwölf “Marks”",
                "100%",
                "%s",
            ],
        ),
    ],
)
def test_list_is_read_back_as_it_was_given(kind: str, values: list[Any]) -> None:
    assert fetch(f"SELECT %s::{kind}[]", [values]) == [(values,)]


def test_list_of_what_has_no_such_form_is_refused() -> None:
    with pytest.raises(TypeError, match="dict is not written to a list"):
        fetch("SELECT %s::text[]", [[{}]])
