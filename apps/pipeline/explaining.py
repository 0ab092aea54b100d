"""Rows of ``manage.py explain``: two places in reports in, what they are to each other out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from apps.claims.selectors import reading_at
from apps.discrepancies.pairs import pair_answer
from apps.reports.models import ReportVersion
from claimtrack.engine.exchange import claim_to_object
from claimtrack.engine.serialise import claim_from_json

if TYPE_CHECKING:
    from apps.claims.models import Claim, NumberMention
    from apps.claims.selectors import Reading

SIDES = ("a", "b")
FIELDS = frozenset({"report", "version", "start", "end"})


def explain_line(line: bytes) -> dict[str, Any]:
    """Return the answer to one line; raise ``ValidationError`` naming the field that is wrong."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValidationError({"line": f"This is no JSON: {error}."}) from error
    if not isinstance(row, dict):
        raise ValidationError({"line": "A line must be an object with a and b."})
    versions = {side: _version(side, row.get(side)) for side in SIDES}
    readings = {
        side: reading_at(version=versions[side], start=row[side]["start"], end=row[side]["end"])
        for side in SIDES
    }
    answer: dict[str, Any] = {
        side: _side(versions[side], readings[side], row[side]) for side in SIDES
    }
    a, b = (readings[side].claim for side in SIDES)
    return answer | (_relation(a, b) if a is not None and b is not None else _nothing())


def _version(side: str, place: Any) -> ReportVersion:
    """Return the version that a place points into, with its offsets checked."""
    if not isinstance(place, dict):
        raise ValidationError({side: "An object with report, start and end is needed."})
    for name in place:
        if name not in FIELDS:
            known = ", ".join(sorted(FIELDS))
            raise ValidationError({f"{side}.{name}": f"No such field. Fields here: {known}."})
    report = place.get("report")
    if not isinstance(report, str) or not report:
        raise ValidationError({f"{side}.report": "The report's own id, a string, is needed."})
    for name in ("start", "end", *(("version",) if "version" in place else ())):
        if not isinstance(place.get(name), int) or isinstance(place[name], bool):
            raise ValidationError({f"{side}.{name}": "A whole number is needed."})
    versions = ReportVersion.objects.filter(report__external_id=report).defer("raw")
    wanted = {"number": place["version"]} if "version" in place else {"is_current": True}
    version = versions.select_related("report__outlet").filter(**wanted).first()
    if version is None:
        field = "version" if "version" in place and versions.exists() else "report"
        raise ValidationError({f"{side}.{field}": f"There is no such {field}: {place[field]}."})
    if not 0 <= place["start"] < len(version.text):
        message = f"The text has {len(version.text)} characters; {place['start']} is outside."
        raise ValidationError({f"{side}.start": message})
    if not place["start"] < place["end"] <= len(version.text):
        message = f"From {place['start']} to {place['end']} there are no words of the text."
        raise ValidationError({f"{side}.end": message})
    return version


def _side(version: ReportVersion, reading: Reading, place: dict[str, Any]) -> dict[str, Any]:
    """Return what stands at one place: its claim, else what the account made of its numbers."""
    found = {
        "report": version.report.external_id,
        "version": version.number,
        "words": version.text[place["start"] : place["end"]],
        "claim": None if reading.claim is None else _claim(reading.claim),
    }
    if reading.claim is None:
        found["numbers"] = [_number(each) for each in reading.numbers]
        found["why"] = (
            "The numbers here are no claims." if reading.numbers else "No claim stands here."
        )
    return found


def _claim(claim: Claim) -> dict[str, Any]:
    return claim_to_object(claim_from_json(claim.record)) | {"utterer": claim.utterer_key}


def _number(mention: NumberMention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "exact": mention.exact,
        "outcome": mention.outcome,
        "reason": mention.reason,
    }


def _relation(a: Claim, b: Claim) -> dict[str, Any]:
    answer = pair_answer(a=a, b=b)
    discrepancy = answer.discrepancy
    return {
        "relation": answer.relation,
        "level": answer.level,
        "raised": answer.raised,
        "certainty": f"{answer.certainty:f}",
        "explanation": answer.explanation,
        "reasons": answer.reasons,
        "missing": answer.missing,
        "looked_at": answer.looked_at,
        "discrepancy": None
        if discrepancy is None
        else {
            "id": discrepancy.pk,
            "question": discrepancy.question.key,
            "title": discrepancy.question.title,
            "kind": discrepancy.kind,
            "status": discrepancy.status,
        },
    }


def _nothing() -> dict[str, Any]:
    """Return the fields of an answer where one of the places holds no claim."""
    return {
        "relation": None,
        "level": None,
        "raised": False,
        "certainty": None,
        "explanation": "",
        "reasons": [],
        "missing": [],
        "looked_at": False,
        "discrepancy": None,
    }
