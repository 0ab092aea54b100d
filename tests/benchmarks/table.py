"""The figures as a table: for a terminal, and for a page of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.plan import Metric
    from tests.benchmarks.results import Result

#: The gap between two columns of the terminal's table.
_GAP = "   "
_NOTE = "published by its authors, not run here"


class Line(NamedTuple):
    """One line of a table: the names on the left, the figures on the right."""

    names: tuple[str, ...]
    figures: tuple[str, ...]


HEAD = Line(("set", "job", "metric"), ("ours", "goal", "best peer", "ahead"))
SPEED_HEAD = Line(("set", "job", "peer"), ("ours, texts/s", "peer, texts/s", "ratio"))


def accuracy_lines(results: Sequence[Result]) -> list[Line]:
    """Return a line for each metric of each run: ours, the goal, the best peer, the distance."""
    return [
        _accuracy_line(result, metric)
        for result in results
        for metric in result.run.metrics
        if result.ours.figure(metric) is not None
    ]


def _accuracy_line(result: Result, metric: Metric) -> Line:
    ours = result.ours.figure(metric) or 0
    others = {
        name: figure
        for name, peer in result.peers.items()
        if (figure := peer.figure(metric)) is not None
    }
    others |= {f"{name}*": figure for name, figure in metric.published}
    best = max(others, key=lambda name: others[name], default="")
    return Line(
        (result.run.dataset, result.run.job, metric.label),
        (
            f"{ours:.1f}" + ("" if metric.goal is None or ours >= metric.goal else " <"),
            "" if metric.goal is None else f"{metric.goal:g}",
            f"{best} {others[best]:.1f}" if best else "",
            f"{ours - others[best]:+.1f}" if best else "",
        ),
    )


def peer_lines(results: Sequence[Result]) -> list[Line]:
    """Return every figure of every peer, run here or published."""
    lines = []
    for result in results:
        for metric in result.run.metrics:
            for name, peer in result.peers.items():
                figure = peer.figure(metric)
                if figure is not None:
                    names = (result.run.dataset, metric.label, name)
                    lines.append(Line(names, (f"{figure:.1f}", "run here")))
            for name, figure in metric.published:
                names = (result.run.dataset, metric.label, name)
                lines.append(Line(names, (f"{figure:.1f}", "published")))
    return lines


def speed_lines(results: Sequence[Result]) -> list[Line]:
    """Return ours and each peer's texts in a second of one core, on the same texts."""
    return [
        Line(
            (result.run.dataset, result.run.job, name),
            (
                f"{result.ours.speed:.0f}",
                f"{peer.speed:.0f}",
                f"{result.ours.speed / peer.speed:.1f}",
            ),
        )
        for result in results
        for name, peer in result.peers.items()
    ]


def as_text(head: Line, lines: Sequence[Line]) -> str:
    """Return a table with aligned columns, names to the left and figures to the right."""
    rows = [(*line.names, *line.figures) for line in (head, *lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    left = len(head.names)

    def laid_out(row: Sequence[str]) -> str:
        cells = [
            cell.ljust(width) if column < left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        return _GAP.join(cells).rstrip()

    rule = "─" * len(_GAP.join("x" * width for width in widths))
    return "\n".join([laid_out(rows[0]), rule, *map(laid_out, rows[1:])])


def as_markdown(head: Line, lines: Sequence[Line]) -> str:
    """Return a table of Markdown with the figures to the right."""
    rule = ["---"] * len(head.names) + ["---:"] * len(head.figures)
    rows = [(*head.names, *head.figures), rule, *((*line.names, *line.figures) for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


LEGEND = f"F1 in percent unless it says otherwise; < below the goal; * {_NOTE}."
