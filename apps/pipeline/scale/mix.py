"""What many reports say: skewed topics, relays of one figure, counts that rise from day to day.

A few topics take most of the reports, as in a newsroom; on each the same handful of people give
figures, some outlets relay them, some are a day behind, and some differ.
"""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, product

#: What stands in a mould where a figure or a name of the same length is put in.
FIGURES = ("1,357", "2,468", "3,579")
NAMES = ("Qwerty", "Zxcvbn")

SURNAMES = (
    *("Abbott", "Barlow", "Cooper", "Dalton", "Easton", "Fowler", "Gibbon", "Harlow", "Ingram"),
    *("Jarvis", "Keaton", "Lawson", "Marlow", "Norton", "Oakley", "Palmer", "Quincy", "Ramsey"),
    *("Sutton", "Talbot", "Upward", "Vernon", "Walton", "Yardly", "Zimmer", "Becker", "Conway"),
)
PLACES = (
    *("Kyiv", "Kharkiv", "Odesa", "Seoul", "Tokyo", "Osaka", "Beijing", "Jakarta", "Manila"),
    *("Istanbul", "Ankara", "Tehran", "Mosul", "Basra", "Delhi", "Mumbai", "Karachi", "Lahore"),
    *("Kabul", "Kandahar", "Yangon", "Kathmandu", "London", "Glasgow", "Paris", "Lyon", "Berlin"),
    *("Munich", "Madrid", "Valencia", "Rome", "Genoa", "Athens", "Warsaw", "Texas", "Florida"),
    *("California", "Houston", "Aleppo", "Homs", "Beirut", "Damascus", "Hamburg", "Milan", "Busan"),
)
STORIES = (
    (
        "Floods in {place}",
        "At least {0} people were killed by the floods in {place}, Governor {name} said.",
        "About {1} homes were destroyed in {place}, Mayor {other} told reporters.",
        "More than {2} residents were displaced from their homes, Governor {name} said.",
    ),
    (
        "Earthquake shakes {place}",
        "The earthquake in {place} killed {0} people, Minister {name} said.",
        "Rescuers in {place} said {1} people were injured, according to Mayor {other}.",
        "Up to {2} people are missing in {place}, Minister {name} told parliament.",
    ),
    (
        "Fighting goes on near {place}",
        "Some {0} Valdorian soldiers were killed near {place}, General {name} said.",
        "General {other} said that {1} Valdorian soldiers were wounded near {place}.",
        "At least {2} civilians fled {place}, according to Governor {name}.",
    ),
    (
        "Protests fill the streets of {place}",
        "Police in {place} arrested {0} protesters, Commissioner {name} said.",
        "About {1} people marched in {place}, Mayor {other} said.",
        "As many as {2} police officers were deployed, Commissioner {name} told reporters.",
    ),
    (
        "Outbreak spreads in {place}",
        "Doctors in {place} have confirmed {0} cases, Minister {name} said.",
        "In {place} {1} people have died of the fever, Doctor {other} said.",
        "More than {2} patients were vaccinated in {place}, Minister {name} said.",
    ),
    (
        "Carmaker to cut jobs in {place}",
        "The carmaker will lay off {0} workers in {place}, Director {name} said.",
        "The plant in {place} will cost ${1} million, Director {other} said.",
        "The plant in {place} built {2} cars, Director {name} told investors.",
    ),
    (
        "Polls close in {place}",
        "In {place} {0} ballots were declared invalid, Commissioner {name} said.",
        "The party of Senator {other} leads by {1} votes in {place}, Commissioner {name} said.",
        "About {2} observers watched the vote in {place}, Senator {other} said.",
    ),
    (
        "Wildfire nears {place}",
        "The wildfire near {place} has burned {0} hectares, Commissioner {name} said.",
        "Near {place} {1} firefighters fight the blaze, Commissioner {name} said.",
        "Some {2} people were evacuated from {place}, Mayor {other} said.",
    ),
)
#: Which of a story's sentences a report carries.
VARIANTS = ((0,), (0, 1), (1, 0, 2))

FIRST_DAY = date(2023, 1, 2)
#: Moulds are dated before the mix begins, so that nothing is ever compared with one.
MOULD_DAY = FIRST_DAY - timedelta(days=9000)
_DAYS = 730
_SKEW = 1.05
_MOST_EPISODES = 24
_EPISODE_DAYS = 12
_OUTLETS = 400
_SPEAKERS = 5
#: Most outlets give the figure of the day; some are behind it, some beyond it.
_DIFFERENCES = (0, 0, 0, 0, 0, 0, 0, -40, 90)


@dataclass(frozen=True, slots=True)
class Mould:
    """One wording of a report: a story told of a place with some of its sentences."""

    story: int
    place: str
    variant: int

    @property
    def text(self) -> str:
        """The report, with figures and names that others of the same length take the place of."""
        headline, *sentences = STORIES[self.story]
        body = " ".join(sentences[each] for each in VARIANTS[self.variant])
        return f"{headline}\n\n{body}".format(
            *FIGURES, place=self.place, name=NAMES[0], other=NAMES[1]
        )


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of the mix."""

    mould: Mould
    outlet: str
    published_on: date
    figures: tuple[str, ...]
    names: tuple[str, ...]

    def say(self, text: str) -> str:
        """Put this report's figures, names and day into words of its mould."""
        text = text.replace(MOULD_DAY.isoformat(), self.published_on.isoformat())
        for old, new in zip(FIGURES, self.figures, strict=True):
            text = text.replace(old, new).replace(old.replace(",", ""), new.replace(",", ""))
        for old, new in zip(NAMES, self.names, strict=True):
            text = text.replace(old, new).replace(old.casefold(), new.casefold())
        return text


class Mix:
    """Draws reports; the same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # no secret
        topics = list(product(range(len(STORIES)), PLACES))
        random.Random(0).shuffle(topics)  # noqa: S311  # no secret
        self._topics = topics
        self._weights = list(accumulate(1 / rank**_SKEW for rank in range(1, len(topics) + 1)))

    def copy(self) -> Mix:
        """Return a mix that will draw what this one will."""
        return copy.deepcopy(self)

    def in_order(self, number: int) -> list[Telling]:
        """Draw so many reports; return them in the order of their days."""
        drawn = [self.draw() for _turn in range(number)]
        return sorted(drawn, key=lambda each: each.published_on)

    def draw(self) -> Telling:
        """Draw the next report."""
        dice = self._random
        (rank,) = dice.choices(range(len(self._topics)), cum_weights=self._weights)
        story, place = self._topics[rank]
        episode = dice.randrange(max(1, _MOST_EPISODES // (1 + rank // 4)))
        own = random.Random(f"{rank}/{episode}")  # noqa: S311  # no secret
        begun = own.randrange(_DAYS)
        day = min(int(dice.expovariate(0.5)), _EPISODE_DAYS)
        base, step = own.randrange(1100, 8000), own.randrange(5, 90)
        speakers = own.sample(SURNAMES, _SPEAKERS)
        return Telling(
            mould=Mould(story, place, dice.randrange(len(VARIANTS))),
            outlet=f"Outlet {dice.randrange(_OUTLETS):03}",
            published_on=FIRST_DAY + timedelta(days=begun + day),
            figures=tuple(
                f"{base + 300 * slot + step * day + dice.choice(_DIFFERENCES):,}"
                for slot in range(len(FIGURES))
            ),
            names=(dice.choice(speakers), dice.choice(speakers)),
        )
