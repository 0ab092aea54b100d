"""What identifies a statement, and the columns that one claim decides."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from apps.core.sql import Call, columns_of, execute_all, fetch, fetch_rows
from apps.discrepancies.candidates import pairs_wake
from apps.discrepancies.models import Question
from claimtrack.engine.blocking import question_of
from claimtrack.engine.comparison.phrasing import speaker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from apps.discrepancies.models import Statement
    from claimtrack.engine.blocking import CandidateKey
    from claimtrack.engine.blocking import Question as EngineQuestion
    from claimtrack.engine.records import Assertion

#: Longer natural keys are shortened to their beginning and a digest.
KEY_LENGTH = 300
#: Sixty bits of a statement's key order it among those of its day.
TIEBREAK_DIGITS = 15


def digest(text: str) -> str:
    """Return the SHA-256 of a natural key as hexadecimal digits: one length, whatever it says."""
    return sha256(text.encode()).hexdigest()


def short_key(text: str) -> str:
    """Return a key as it is, or its beginning and a digest where it is too long for a row."""
    return text if len(text) <= KEY_LENGTH else f"{text[: KEY_LENGTH - 65]}|{digest(text)}"


#: The lock keeps titles from being settled before what asks these questions is written; it
#: holds up neither others who ask them nor the refresh of their discrepancies.
_ASK = f"""
    SELECT {columns_of(Question, "question")} FROM discrepancies_question question
    WHERE question.key = ANY(%s) ORDER BY question.key FOR KEY SHARE
"""  # noqa: S608  # built of our own column names

#: Another worker may make them at the same time; then they are asked for again.
_MAKE = f"""
    INSERT INTO discrepancies_question AS question (created_at, updated_at, key, title)
    SELECT now(), now(), fresh.key, fresh.title
    FROM unnest(%s::text[], %s::text[]) AS fresh (key, title)
    ON CONFLICT DO NOTHING RETURNING {columns_of(Question, "question")}
"""  # noqa: S608  # built of our own column names

_ADD_KEYS = """
    INSERT INTO discrepancies_statementkey (statement_id, key, tie, said_on, tiebreak)
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[], %s::date[], %s::bigint[])
"""

_KEYS = """
    SELECT id, statement_id, key, tie, said_on, tiebreak FROM discrepancies_statementkey
    WHERE statement_id = ANY(%s)
"""

_DROP_KEYS = "DELETE FROM discrepancies_statementkey WHERE id = ANY(%s)"


class _Place(NamedTuple):
    """Where a statement stands under one of its keys, as the row says it."""

    key: int
    tie: int
    said_on: date
    tiebreak: int


class Questions:
    """The rows of questions, made where there are none, and each looked up once.

    ``reworded`` are the ids of those that were asked in other words than their title; hand them
    to :func:`apps.discrepancies.titles.questions_retitle` once what asks them is written.
    """

    def __init__(self) -> None:
        self._rows: dict[EngineQuestion, Question] = {}
        self.reworded: set[int] = set()

    def row(self, question: EngineQuestion) -> Question:
        """Return the row of a question."""
        if question not in self._rows:
            self.gather([question])
        return self._rows[question]

    def gather(self, questions: Iterable[EngineQuestion]) -> None:
        """Look up many questions at once, in three queries at most."""
        unknown = {each for each in questions if each not in self._rows}
        titles: dict[str, str] = {}
        for each in unknown:
            key = short_key(each.key)
            titles[key] = min(each.title, titles.get(key, each.title))
        rows = _by_key(fetch_rows(Question, _ASK, [list(titles)])) if titles else {}
        missing = sorted(titles.keys() - rows.keys())
        if missing:
            fresh = [missing, [titles[key] for key in missing]]
            rows |= _by_key(fetch_rows(Question, _MAKE, fresh))
        others = sorted(titles.keys() - rows.keys())
        if others:
            rows |= _by_key(fetch_rows(Question, _ASK, [others]))
        asked = {each: rows[short_key(each.key)] for each in unknown}
        self.reworded |= {row.pk for each, row in asked.items() if each.title != row.title}
        self._rows |= asked


def _by_key(questions: Iterable[Question]) -> dict[str, Question]:
    return {row.key: row for row in questions}


def statement_values(assertion: Assertion, asked: Questions) -> dict[str, Any]:
    """Return the columns of a statement that one claim decides."""
    quantity = assertion.claim.quantity
    question = question_of(assertion)
    return {
        "question": asked.row(question),
        "question_title": question.title,
        "utterer_key": assertion.utterer,
        "utterer_name": speaker(assertion),
        "text": assertion.claim.span.exact,
        "lower": quantity.lower if quantity else None,
        "upper": quantity.upper if quantity else None,
    }


def outline_values(lead: Assertion) -> dict[str, Any]:
    """Return the columns that tell what a statement is of before any claim is read."""
    return {"measure_key": lead.claim.measure.key, "place_key": lead.claim.place.key}


def number_of(text: str) -> int:
    """Return a digest of a key as a whole number of 64 bits, with its sign."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def ties_by_number(keys: Iterable[CandidateKey]) -> dict[int, int]:
    """Return the digest of each key, and the code of the tie that holds it: one for each.

    What one telling denies and another affirms is held by the higher code: it is denied.
    """
    ties: dict[int, int] = {}
    for each in keys:
        number = number_of(each.text)
        ties[number] = max(each.tie.code, ties.get(number, 0))
    return ties


def _places(statement: Statement, keys: Iterable[CandidateKey]) -> set[_Place]:
    """Return where a statement stands under its candidate keys."""
    tiebreak = int(statement.key[:TIEBREAK_DIGITS], 16)
    return {
        _Place(number, tie, statement.first_said_on, tiebreak)
        for number, tie in ties_by_number(keys).items()
    }


def keys_write(
    *,
    keys: Mapping[Statement, Collection[CandidateKey]],
    version_id: int,
    fresh: Collection[Statement] = (),
) -> None:
    """Bring the candidate keys of statements up to date, for the comparison of ``version_id``.

    ``fresh`` are those of the statements that have no keys yet.
    """
    execute_all(keys_changing(keys=keys, version_id=version_id, fresh=fresh))


def keys_changing(
    *,
    keys: Mapping[Statement, Collection[CandidateKey]],
    version_id: int,
    fresh: Collection[Statement] = (),
) -> list[Call]:
    """Return what does the work of :func:`keys_write`, to be sent along with other calls."""
    standing = _keys_standing([each.pk for each in keys.keys() - set(fresh)])
    missing: list[tuple[int, _Place]] = []
    lost: dict[int, tuple[int, int]] = {}
    for statement, wanted in keys.items():
        before = standing[statement.pk]
        places = _places(statement, wanted)
        missing += [(statement.pk, each) for each in sorted(places - before.keys())]
        lost |= {
            pk: (statement.pk, place.key) for place, pk in before.items() if place not in places
        }
    calls = []
    if lost:
        left = set(lost.values())
        moving = {statement for statement, _key in left}
        pairs_wake(statement_ids=moving, version_id=version_id, places=left)
        calls.append(Call(_DROP_KEYS, [sorted(lost)]))
    if missing:
        rows = [(statement, *place) for statement, place in missing]
        calls.append(Call(_ADD_KEYS, [*map(list, zip(*rows, strict=True))]))
    return calls


def _keys_standing(statement_ids: Collection[int]) -> dict[int, dict[_Place, int]]:
    """Return the rows of these statements' keys, by statement and by what they say."""
    standing: dict[int, dict[_Place, int]] = defaultdict(dict)
    if statement_ids:
        for pk, statement_id, *place in fetch(_KEYS, [sorted(statement_ids)]):
            standing[statement_id][_Place(*place)] = pk
    return standing
