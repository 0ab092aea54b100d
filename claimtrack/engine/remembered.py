"""Remember what was worked out of a record, for as long as it is compared with others.

A claim is held against dozens; what every one of these asks of it is the same. Records are known
by which they are, not by what they say: to read all of a record again would take longer.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

GivenT = ParamSpec("GivenT")
FoundT = TypeVar("FoundT")


def remembered(
    size: int,
) -> Callable[[Callable[GivenT, FoundT]], Callable[GivenT, FoundT]]:
    """Make a pure function of frozen records and strings remember its last ``size`` answers."""

    def remembering(function: Callable[GivenT, FoundT]) -> Callable[GivenT, FoundT]:
        # What was given is kept beside the answer, so that nothing else comes to its address.
        answers: dict[object, tuple[object, FoundT]] = {}

        @wraps(function)
        def answer(*given: GivenT.args, **named: GivenT.kwargs) -> FoundT:
            if named:
                return function(*given, **named)
            key: object
            if len(given) == 1:
                key = given[0] if type(given[0]) is str else id(given[0])
            elif len(given) == 2:  # noqa: PLR2004  # as the next line, sooner
                one, two = given
                key = (
                    one if type(one) is str else id(one),
                    two if type(two) is str else id(two),
                )
            else:
                key = tuple([each if type(each) is str else id(each) for each in given])
            known = answers.get(key)
            if known is None:
                if len(answers) >= size:
                    answers.clear()
                known = answers[key] = (given, function(*given, **named))
            return known[1]

        return answer

    return remembering
