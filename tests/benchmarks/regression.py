"""A logistic regression over named signs, and the data file that its weights are kept in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

#: How strongly weights are drawn to nothing.
_RIDGE = 20.0
_ROUNDS = 15
_LEAST_WEIGHT = 0.005


def learned(
    rows: Sequence[Mapping[str, float]], wanted: Sequence[bool], counted: Sequence[float]
) -> dict[str, float]:
    """Return a weight for every sign, by Newton's steps with a ridge; "constant" is one of them.

    ``wanted`` tells which rows are to score high, ``counted`` how much each row counts.
    """
    names = sorted({name for row in rows for name, value in row.items() if value})
    told = np.array([[float(row.get(name, 0)) for name in names] for row in rows])
    mean, spread = told.mean(0), told.std(0) + 1e-6
    table = np.c_[np.ones(len(told)), (told - mean) / spread]
    right, times = np.array(wanted, dtype=float), np.array(counted)
    ridge = np.eye(table.shape[1]) * _RIDGE
    ridge[0, 0] = 0.0
    weights = np.zeros(table.shape[1])
    for _round in range(_ROUNDS):
        odds = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ ((right - odds) * times) - ridge @ weights
        curve = (table.T * (odds * (1 - odds) * times)) @ table + ridge
        weights += np.linalg.solve(curve + 1e-9 * np.eye(len(weights)), slope)
    plain = weights[1:] / spread
    found = {name: float(weight) for name, weight in zip(names, plain, strict=True)}
    return {"constant": float(weights[0] - (plain * mean).sum()), **found}


def score(weights: Mapping[str, float], signs: Mapping[str, float]) -> float:
    """Return the logarithm of the odds that signs speak for."""
    told = (weights.get(name, 0.0) * float(value) for name, value in signs.items())
    return weights["constant"] + sum(told)


def write_weights(file: Path, weights: Mapping[str, float]) -> None:
    """Write weights into a data file, the largest first, behind all else that it holds."""
    head = re.split(r"^\[weights\]$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[0]
    rows = sorted(
        (each for each in weights.items() if each[0] != "constant"), key=lambda each: -abs(each[1])
    )
    lines = [f'"{name}" = {weight:.2f}' for name, weight in rows if abs(weight) >= _LEAST_WEIGHT]
    kept = [f"{head}[weights]", f"constant = {weights['constant']:.2f}", *lines, ""]
    file.write_text("\n".join(kept), encoding="utf-8")
