"""The engine as a command.

``python -m claimtrack.engine extract FILE|- --published DATE`` prints the claims of a text, one
JSON object a line, then one object that accounts for every number.

``python -m claimtrack.engine compare A B`` prints what two claims are to each other. ``A`` and
``B`` are files with one such claim each, or ``FILE:START-END`` for the claim that touches these
offsets, in a file of claims or, with ``--published``, in a text.

Exit status: 0 where it worked, 2 where the input was bad, with one line on standard error.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.engine.compare import compare
from claimtrack.engine.exchange import account_to_object, claim_from_object, claim_to_object
from claimtrack.engine.facets.places import slug
from claimtrack.engine.language.pipelines import PipelineError, choose
from claimtrack.engine.lexicon import LexiconError, extend
from claimtrack.engine.policy import Policy
from claimtrack.engine.records import Assertion, ReportFacts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.records import Comparison, ExtractedClaim, Span

BAD_INPUT = 2
_PICKED = re.compile(r"^(?P<file>.+):(?P<start>\d+)-(?P<end>\d+)$")


class InputError(Exception):
    """What is wrong with the input, in one line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.lexicons is not None:
            extend(options.lexicons)
        choose(options.pipeline)
        lines = options.run(options)
    except (InputError, LexiconError, PipelineError) as error:
        sys.stderr.write(f"claimtrack.engine: {error}\n")
        return BAD_INPUT
    try:
        for line in lines:
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    except BrokenPipeError:
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m claimtrack.engine", description="Claims of a text, and what two claims are."
    )
    parser.add_argument(
        "--lexicons", type=Path, metavar="FOLDER", help="TOML files with words of your own"
    )
    parser.add_argument(
        "--pipeline",
        default="",
        metavar="NAME",
        help="an installed spaCy pipeline, or its folder, in place of the shipped one",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    extracting = commands.add_parser("extract", help="print the claims of a text as JSON lines")
    extracting.add_argument("file", metavar="FILE", help="a text in UTF-8, or - for standard input")
    extracting.add_argument(
        "--published", required=True, metavar="DATE", help="the day of the report, as 2025-06-18"
    )
    extracting.add_argument(
        "--headline-end", type=int, metavar="N", help="offset at which the headline ends"
    )
    extracting.set_defaults(run=_extract)
    comparing = commands.add_parser("compare", help="print what two claims are to each other")
    comparing.add_argument("a", metavar="A", help="a file with one claim, or FILE:START-END")
    comparing.add_argument("b", metavar="B", help="the other")
    comparing.add_argument(
        "--published", metavar="DATE", help="the day of the reports, where the files do not say it"
    )
    comparing.set_defaults(run=_compare)
    return parser


# extract


def _extract(options: argparse.Namespace) -> list[dict[str, Any]]:
    text = _read(options.file)
    published = _day(options.published, "--published")
    end = options.headline_end
    if end is not None and not 0 <= end <= len(text):
        message = f"--headline-end: {end} is outside of the text, which has {len(text)} characters"
        raise InputError(message)
    return _objects(text, published, end)


def _objects(text: str, published: date, headline_end: int | None) -> list[dict[str, Any]]:
    # The parser takes most of the start-up, and comparing two files of claims needs none.
    from claimtrack.engine.extract import extract  # noqa: PLC0415

    extraction = extract(text, published=published, headline_end=headline_end)
    return [*map(claim_to_object, extraction.claims), account_to_object(extraction)]


def _read(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        message = f"{name}: {error.strerror}"
        raise InputError(message) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{name}: not UTF-8 at byte {error.start}"
        raise InputError(message) from None


def _day(value: str, name: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        message = f"{name}: {value!r} is no day; write it as 2025-06-18"
        raise InputError(message) from None


# compare


def _compare(options: argparse.Namespace) -> list[dict[str, Any]]:
    default = None if options.published is None else _day(options.published, "--published")
    a = _assertion(options.a, default)
    b = _assertion(options.b, default)
    return [_comparison(compare(a, b, Policy()))]


def _assertion(name: str, default: date | None) -> Assertion:
    row = _claim_row(name, default)
    try:
        claim = claim_from_object(row)
    except ValueError as error:
        message = f"{name}: {error}"
        raise InputError(message) from None
    published = _published(row, claim, name, default)
    utterer = claim.attribution.utterer.name if claim.attribution is not None else ""
    outlet = row.get("outlet")
    outlet = slug(outlet) if isinstance(outlet, str) else ""
    file = _PICKED.match(name)
    report = row.get("report") or (file["file"] if file else name)
    return Assertion(
        claim=claim,
        report=ReportFacts(str(report), outlet, published),
        utterer=slug(utterer) or outlet,
        unnamed=not (utterer or outlet),
    )


def _published(row: dict[str, Any], claim: ExtractedClaim, name: str, default: date | None) -> date:
    given = row.get("published") or row.get("published_on")
    if isinstance(given, str):
        return _day(given, f"{name}: published")
    if default is not None:
        return default
    if claim.as_of is not None:
        return claim.as_of.end
    message = f"{name}: no published day; add the key or give --published"
    raise InputError(message)


def _claim_row(name: str, published: date | None) -> dict[str, Any]:
    """Return the one claim that a name on the command line stands for."""
    picked = None if Path(name).exists() else _PICKED.match(name)
    file = picked["file"] if picked else name
    text = _read(file)
    rows = _rows(text)
    if rows is None:
        if published is None or picked is None:
            message = (
                f"{file}: not a file of claims; for a text give FILE:START-END and --published"
            )
            raise InputError(message)
        rows = _objects(text, published, None)
    claims = [row for row in rows if row.get("kind") != "numbers"]
    if picked is not None:
        start, end = int(picked["start"]), int(picked["end"])
        claims = sorted(
            (row for row in claims if _touches(row, start, end)),
            key=lambda row: (row.get("quantity") is None, row["end"] - row["start"]),
        )[:1]
    if len(claims) != 1:
        message = f"{name}: {len(claims) or 'no'} claims; one is needed"
        raise InputError(message)
    return claims[0]


def _touches(row: dict[str, Any], start: int, end: int) -> bool:
    first, last = row.get("start"), row.get("end")
    return isinstance(first, int) and isinstance(last, int) and first < end and start < last


def _rows(text: str) -> list[dict[str, Any]] | None:
    """Return the objects of JSON or JSON lines, ``None`` where the text is something else."""
    try:
        whole = json.loads(text)
        values = whole if isinstance(whole, list) else [whole]
    except ValueError:
        try:
            values = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError:
            return None
    return values if values and all(isinstance(value, dict) for value in values) else None


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "relation": comparison.relation.value,
        "level": comparison.level,
        "certainty": f"{comparison.certainty:f}",
        "raised": comparison.raised,
        "reasons": [
            {"text": reason.text, "a": _spans(reason.a), "b": _spans(reason.b)}
            for reason in comparison.reasons
        ],
        "missing": list(comparison.missing),
    }


def _spans(spans: Sequence[Span]) -> list[dict[str, Any]]:
    return [{"start": each.start, "end": each.end, "exact": each.exact} for each in spans]


if __name__ == "__main__":
    sys.exit(main())
