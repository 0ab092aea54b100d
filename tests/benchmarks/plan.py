"""What is scored: the sets, the figures told of each, the goals, and who else is measured."""

from __future__ import annotations

from typing import NamedTuple

#: Where the scorers put F1 in their triples.
PRECISION, RECALL, F1 = 0, 1, 2


class Metric(NamedTuple):
    """A figure of a scorer's answer: its label, its key there, and which of its numbers."""

    label: str
    key: str
    which: int | None = F1
    goal: float | None = None
    #: Figures of others as published, by name; they are not run here.
    published: tuple[tuple[str, float], ...] = ()


class Run(NamedTuple):
    """One job on one set."""

    job: str
    dataset: str
    scorer: str
    metrics: tuple[Metric, ...]
    peers: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    #: More sets than one run of every day needs: only with ``--all``.
    long: bool = False


_QUANTULUM, _RECOGNIZERS = "quantulum3", "recognizers-text"
_TIMES_PEERS = ("recognizers-text times", "dateparser")
_GPT3 = "GPT-3"


def _attributions(dataset: str, *flags: str, long: bool = False) -> Run:
    speech = bool(flags)
    rules, crf = (60.6, 59.0) if speech else (39.3, 38.6)
    published = () if long else (("rules", rules), ("CRF", crf))
    goal = 85 if speech else 60
    label = "triple, reporting cues" if speech else "triple, all"
    metric = Metric(label, "triple", goal=goal, published=published)
    return Run("attributions", dataset, "score_attributions.py", (metric,), (), flags, long=long)


RUNS = (
    Run(
        "quantities",
        "newsquant.dev",
        "score_quantities.py",
        (
            Metric("value", "value", goal=95, published=(("CQE", 92.0),)),
            Metric("value+unit", "value+unit", goal=88, published=(("CQE", 85.6), (_GPT3, 55.1))),
            Metric(
                "value+comparator",
                "value+cmp_strict",
                goal=90,
                published=(("CQE", 88.1), (_GPT3, 50.2)),
            ),
            Metric("comparators but =", "cmp_noneq", goal=88, published=((_GPT3, 41.4),)),
        ),
        (_QUANTULUM, _RECOGNIZERS),
    ),
    Run(
        "quantities",
        "msrec.dev",
        "score_quantities.py",
        (
            Metric("value recall", "value", RECALL, goal=85),
            Metric("span overlap recall", "span~", RECALL),
        ),
        (_QUANTULUM, _RECOGNIZERS),
    ),
    Run(
        "quantities",
        "measeval.dev",
        "score_quantities.py",
        (Metric("span overlap", "span~"),),
        (_QUANTULUM, _RECOGNIZERS),
    ),
    Run(
        "times",
        "timex.dev",
        "score_times.py",
        (Metric("value", "value", goal=80), Metric("span overlap", "relaxed")),
        _TIMES_PEERS,
    ),
    _attributions("polnear.dev", "--speech"),
    _attributions("polnear.dev"),
    _attributions("polnear.train", "--speech", long=True),
    _attributions("polnear.train", long=True),
    Run(
        "pairs",
        "conflict_num.dev",
        "score_pairs.py",
        (
            Metric(
                "average precision",
                "AP",
                None,
                goal=70,
                published=(("cosine + number mismatch", 34.5),),
            ),
            Metric("numeric conflicts found", "recall_numeric_real", None, goal=90),
            Metric("agreeing pairs flagged", "false_alarm_on_agree", None),
        ),
    ),
    Run(
        "pairs",
        "conflict_all.dev",
        "score_pairs.py",
        (Metric("average precision", "AP", None),),
    ),
    Run(
        "pairs",
        "ecb_conflict_sample48",
        "score_pairs.py",
        (Metric("precision of a flag", "P", None, goal=85), Metric("recall", "R", None)),
    ),
)
