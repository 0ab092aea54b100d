"""What reading a bad text costs, and what reading one twice as long costs.

Use: ``python -m tests.benchmarks.growth [CHARACTERS]``. Prints seconds of processor time for both
sizes and their ratio: 2 where time is in proportion, 4 where it grows with the square.
"""

from __future__ import annotations

import sys
import time
from datetime import date

from claimtrack.engine.extract import extract

PUBLISHED = date(2020, 1, 1)
CHARACTERS = 30_000

_REPORT = "At least 43 people were killed in Velm on Tuesday, the mayor said. "

#: What each text repeats.
UNITS = {
    "one line of reports": _REPORT + "the harbour lay still ",
    "no sentence": "A",
    "open quotes": "“",
    "nested quotes": "“he said ",
    "one long number": "7",
    "one grouped number": "000,",
    "only numbers": "17 7,919 4.5 830 ",
    "numbers led to": "to 5 ",
    "joined number words": "twenty-",
    "right to left": "\u202e43 قتيلا\u200f, ٤٣ و 43 people died\u202c",
    "zero width": "4\u200b3 peo\u200dple d\u00adied ",
    "mixed scripts": "43 людей погибли; 12 人死亡; 9 dead. ",
    "broken markup": "<p><b>43</i> people <a href='x'>died</p",
    "commas": "killed, ",
    "relays": "citing Lee, ",
}


def main() -> None:
    """Read each text in two sizes and print what it cost."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else CHARACTERS
    extract(_REPORT, published=PUBLISHED)
    for name, unit in UNITS.items():
        once, twice = (_seconds(unit * (length // len(unit))) for length in (size, 2 * size))
        ratio = twice / max(once, 1e-3)
        sys.stdout.write(f"{name:20} {once:7.2f} s {twice:7.2f} s  {ratio:4.1f}\n")


def _seconds(text: str) -> float:
    began = time.process_time()
    extract(text, published=PUBLISHED)
    return time.process_time() - began


if __name__ == "__main__":
    main()
