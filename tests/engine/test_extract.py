"""From a text to its claims: the seed article, articles of our own, and the laws that hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.engine.compare import compare
from claimtrack.engine.extract import extract
from claimtrack.engine.numeric.numbers import find_numbers
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import (
    Assertion,
    ClaimKind,
    ExtractedClaim,
    Extraction,
    NumberOutcome,
    Relation,
    ReportFacts,
    Section,
    WindowKind,
)
from tests.engine.figures import PUBLISHED, figures

SEED = Path(__file__).parents[2] / "seeds" / "reports" / "2025-06-18-seed-article.txt"


@pytest.fixture(scope="module")
def seed() -> Extraction:
    return extract(SEED.read_text(encoding="utf-8"), published=PUBLISHED)


def row(claim: ExtractedClaim) -> tuple[Any, ...]:
    quantity = claim.quantity
    assert quantity is not None
    return (
        claim.span.exact,
        quantity.comparator.value,
        None if quantity.lower is None else int(quantity.lower),
        None if quantity.upper is None else int(quantity.upper),
        quantity.unit,
        claim.measure.key,
        claim.population.key,
        claim.place.key,
        claim.modality.value,
        [speaker.span.exact for speaker in claim.attribution.chain] if claim.attribution else [],
    )


SHOIGU = ["Russian state media", "Shoigu"]


def test_seed_article_yields_every_figure(seed: Extraction) -> None:
    found = [row(claim) for claim in seed.claims if claim.quantity is not None]

    assert [each for each in found if each[0] != "two authoritarian states"] == [
        ("thousands of workers", "vague", 2000, 9999, "worker", "to-be-sent",
         "north-korean worker", "kursk-region", "planned", []),
        ("two military brigades", "equal", 2, 2, "brigade", "to-be-sent",
         "military north-korean brigade", "kursk-region", "planned", SHOIGU),
        ("around 5,000 people", "about", 5000, 5000, "person", "to-be-sent",
         "military north-korean person", "kursk-region", "planned", SHOIGU),
        ("1,000 deminers", "equal", 1000, 1000, "deminer", "to-be-sent",
         "north-korean deminer", "kursk-region", "planned", SHOIGU),
        ("around 15,000 North Koreans", "about", 15000, 15000, "person", "working",
         "north-korean person", "russia", "asserted", ["South Korean intelligence"]),
        ("over 1,000 North Korean troops", "more than", 1000, None, "troop", "killed",
         "north-korean troop", "", "possible", ["Western intelligence reports"]),
        ("4,700", "equal", 4700, 4700, "person", "killed-or-wounded",
         "north-korean person", "", "estimated", ["a Seoul lawmaker"]),
        ("600 deaths", "equal", 600, 600, "person", "killed",
         "north-korean person", "", "estimated", ["a Seoul lawmaker"]),
    ]  # fmt: skip


def test_seed_article_bounds_the_deaths_by_three_months(seed: Extraction) -> None:
    (three,) = (number for number in seed.numbers if number.span.exact == "three")
    (claim,) = (c for c in seed.claims if c.span.exact == "over 1,000 North Korean troops")

    assert (three.outcome, three.claim) == (NumberOutcome.PART, claim.span)
    assert (claim.window.kind, claim.window.days) == (WindowKind.DURATION, 90)


def test_seed_article_knows_the_part_of_a_whole(seed: Extraction) -> None:
    claims = {claim.span.exact: claim for claim in seed.claims if claim.quantity}

    assert claims["600 deaths"].part_of == claims["4,700"].span
    assert claims["around 5,000 people"].siblings == (claims["1,000 deminers"].span,)


@pytest.mark.parametrize(
    ("content", "chain"),
    [
        ("fraternal support", SHOIGU),
        ("grave concern", ["Seoul"]),
        ("worsen the Ukrainian situation and affect regional security.",
         ["Japan’s Chief Cabinet Secretary Yoshimasa Hayashi"]),
        ("total North Korean casualties at 4,700, including 600 deaths", ["a Seoul lawmaker"]),
        ("the presence of North Korean troops in Russia in April", ["Both countries"]),
        ("unconditional support", ["Kim"]),
    ],
)  # fmt: skip
def test_seed_article_yields_what_was_said(
    seed: Extraction, content: str, chain: list[str]
) -> None:
    said = {
        claim.span.exact: [speaker.span.exact for speaker in claim.attribution.chain]
        for claim in seed.claims
        if claim.kind is ClaimKind.ATTRIBUTED and claim.attribution is not None
    }

    assert said[content] == chain


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("over 1,000 North Korean troops", "600 deaths", Relation.CONTRADICTION),
        ("600 deaths", "4,700", Relation.PART_OF),
        ("around 15,000 North Koreans", "4,700", Relation.DIFFERENT_MEASURE),
        ("over 1,000 North Korean troops", "4,700", Relation.DIFFERENT_MEASURE),
    ],
)
def test_seed_article_figures_compare_as_expected(
    seed: Extraction, a: str, b: str, relation: Relation
) -> None:
    claims = {claim.span.exact: claim for claim in seed.claims if claim.quantity}

    def asserted(exact: str) -> Assertion:
        claim = claims[exact]
        utterer = claim.attribution.utterer.name if claim.attribution else ""
        return Assertion(claim, ReportFacts("seed", "outlet", PUBLISHED), utterer)

    assert compare(asserted(a), asserted(b), DEFAULT_POLICY).relation is relation


# articles of our own, in the manner of many outlets

ARTICLES = [
    pytest.param(
        "Shelling kills 11 in Velm, governor says\n"
        "Eleven civilians were killed and another 34 wounded when shells hit a market in Velm on "
        "Tuesday, regional governor Oksana Drin said. Two of them were children.\n"
        "Since January the town has buried 212 people, according to the hospital.",
        {"11": "killed", "Eleven civilians": "killed", "another 34 wounded": "wounded",
         "212 people": "buried"},
        id="war",
    ),
    pytest.param(
        "A magnitude 6.1 earthquake shook the north of the island early on Sunday. The death toll "
        "has climbed to 87, the civil protection agency said, and some 1,200 people are in "
        "hospital. More than 3,000 homes were destroyed.",
        {"magnitude 6.1": "magnitude", "87": "killed", "some 1,200 people": "hospitalised",
         "More than 3,000 homes": "destroyed"},
        id="quake",
    ),
    pytest.param(
        "At least 14 people have drowned and nine are missing after a river burst its banks. "
        "About 40,000 residents were evacuated. The damage is put at €300m.",
        {"At least 14 people": "killed", "nine": "missing",
         "About 40,000 residents": "evacuated", "€300m": "damage-cost"},
        id="flood",
    ),
    pytest.param(
        "The ministry has confirmed 412 infections and 9 deaths since the outbreak began. "
        "Another 60 people have been hospitalised.",
        {"412 infections": "infected", "9 deaths": "killed",
         "Another 60 people": "hospitalised"},
        id="outbreak",
    ),
    pytest.param(
        "With 98% of ballots counted, the governing party had won 118 seats. Turnout was 61.4%, "
        "up from 57% four years ago.",
        {"118 seats": "seats", "61.4%": "turnout", "57%": "turnout"},
        id="election",
    ),
    pytest.param(
        "Brightwell’s net profit rose 12% to $1.3 billion in the second quarter, while revenue "
        "fell to $9.8 billion. The retailer will cut 2,400 jobs.",
        {"12%": "profit", "$1.3 billion": "profit", "$9.8 billion": "revenue",
         "2,400 jobs": "laid-off"},
        id="results",
    ),
    pytest.param(
        "Police arrested 53 people and charged 12 of them over the riot. Six officers were hurt.",
        {"53 people": "arrested", "Six officers": "wounded"},
        id="crime",
    ),
    pytest.param(
        "Unemployment fell to 4.1% in May. Inflation stood at 2.9%, and exports grew 3%.",
        {"4.1%": "unemployment", "2.9%": "inflation", "3%": "exports"},
        id="economy",
    ),
    pytest.param(
        "The fire has burned 24,000 hectares and forced 3,000 people from their homes. "
        "About 600 firefighters are battling the blaze.",
        {"24,000 hectares": "area-burned", "3,000 people": "displaced",
         "About 600 firefighters": "deployed"},
        id="fire",
    ),
    pytest.param(
        "The fighting has displaced 1.4 million people, the UN said. Some 200,000 have fled "
        "across the border.",
        {"1.4 million people": "displaced", "Some 200,000": "fled"},
        id="displacement",
    ),
    pytest.param(
        "Tens of thousands of people marched through the capital on Saturday. Police put the "
        "crowd at 12,000.",
        {"Tens of thousands of people": "attended", "12,000": "attended"},
        id="protest",
    ),
    pytest.param(
        "The bridge, which cost $40m, collapsed on Friday. A ferry carrying 60 passengers was "
        "hit; 22 passengers were rescued.",
        {"$40m": "cost", "60 passengers": "on-board", "22 passengers": "rescued"},
        id="accident",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ARTICLES)
def test_article_figures_have_their_measures(text: str, expected: dict[str, str]) -> None:
    found = {exact: claim.measure.key for exact, claim in figures(text).items()}

    assert {exact: found.get(exact) for exact in expected} == expected


def test_headline_figures_are_claims_of_their_own() -> None:
    claims = figures("Blast kills 11 in Velm\nEleven people were killed in Velm on Tuesday.")

    assert claims["11"].section is Section.HEADLINE
    assert claims["Eleven people"].section is Section.BODY


def test_headline_end_may_be_given() -> None:
    text = "Blast kills 11. Police say 12 people died."

    assert figures(text, headline_end=15)["11"].section is Section.HEADLINE
    assert figures(text, headline_end=0)["11"].section is Section.BODY


def test_figures_in_a_quotation_carry_its_speaker() -> None:
    claims = figures("“We have lost 40 men,” said commander Ilya Moroz on Tuesday.")

    (claim,) = claims.values()
    assert claim.attribution is not None
    assert claim.attribution.utterer.name == "Ilya Moroz"


def test_what_is_taken_of_an_earlier_whole_has_no_parts_behind_it() -> None:
    text = "While four of them slipped away, coastguards stopped the remaining nine boats."
    claims = extract(text, published=PUBLISHED).claims
    assert [claim.span.exact for claim in claims if claim.part_of is not None] == []


def test_part_of_a_figure_in_the_sentence_before() -> None:
    claims = figures("About 1,100 soldiers were wounded. About 100 of them lost a limb.")

    (part,) = (claim for claim in claims.values() if claim.part_of is not None)
    assert part.part_of == claims["About 1,100 soldiers"].span


# laws

SENTENCES = st.lists(
    st.sampled_from(
        [
            "At least 43 people were killed on Tuesday.",
            "“We lost 12 men,” he said.",
            "Between 8,000 and 10,000 troops crossed, the 3rd such move since 2019.",
            "Flight 302 landed at 11:45 with 64 passengers, 12 of them children.",
            "Prices rose 4% to $1,200 within three months.",
            "Room 101.\nOne in five said no.",
            "It is 30 km away; twenty-three, half a dozen, 1½ or 2/3.",
            "…\u200b 9\u00a0999 \u202e12",
        ]
    ),
    max_size=6,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.one_of(SENTENCES, st.text(alphabet="0123456789 ,.-%$abc“”\n", max_size=80)))
def test_every_number_is_accounted_for_once(text: str) -> None:
    extraction = extract(text, published=PUBLISHED)
    claims = {claim.span for claim in extraction.claims if claim.quantity is not None}

    assert [number.span for number in extraction.numbers] == [n.span for n in find_numbers(text)]
    for number in extraction.numbers:
        assert number.reason != ""
        assert (number.claim in claims) == (number.outcome is not NumberOutcome.DISMISSED)


@settings(max_examples=60, deadline=None)
@given(st.one_of(SENTENCES, st.text(max_size=80)))
def test_every_span_slices_to_its_words(text: str) -> None:
    for claim in extract(text, published=PUBLISHED).claims:
        spans = [claim.span, claim.sentence, claim.measure.span, claim.place.span]
        spans += [claim.population.span, claim.window.span]
        if claim.quantity is not None:
            spans += [claim.quantity.span, claim.quantity.number]
            assert claim.span.contains(claim.quantity.number)
        for span in filter(None, spans):
            assert text[span.start : span.end] == span.exact


@pytest.mark.parametrize("text", ["", "   \n\n ", "12 34 56", "\x00\x01 7", "7" * 10_000])
def test_texts_without_a_sentence_are_read_without_fault(text: str) -> None:
    extraction = extract(text, published=date(2025, 1, 1))

    assert len(extraction.numbers) == len(find_numbers(text))


def test_long_text_takes_time_in_proportion() -> None:
    sentence = "At least 43 people were killed and more than 120 wounded in Velm. "
    extraction = extract(sentence * 400, published=PUBLISHED)

    assert sum(claim.quantity is not None for claim in extraction.claims) == 800


def test_figures_are_decimals() -> None:
    (claim,) = figures("The drug costs $4.75.").values()

    assert claim.quantity is not None
    assert claim.quantity.lower == Decimal("4.75")


def test_things_counted_behind_a_comma_are_no_part_of_people_before() -> None:
    text = "The ward lost 19 people in May. Beds, 60 of them, stand in the corridor."
    claims = figures(text)

    assert claims["60"].part_of is None
    assert claims["60"].population.key != claims["19 people"].population.key


def test_them_behind_some_of_a_whole_are_those_of_the_whole() -> None:
    text = (
        "Nurses found 57 of the cases in May. The city of Orlo has had 168 of them since January."
    )
    claims = figures(text)

    assert claims["168"].part_of is None


def test_range_may_say_how_far_its_upper_end_goes() -> None:
    (claim,) = figures("It costs between $1.1bn and, at the very most, $1.9bn.").values()

    assert claim.quantity is not None
    assert claim.quantity.lower == Decimal(1_100_000_000)
    assert claim.quantity.upper == Decimal(1_900_000_000)


def test_number_of_people_who_are_let_in_is_said_by_who_tells_of_it() -> None:
    text = "The ward admitted 23 injured passengers, its spokeswoman, Freya Colm, told reporters."
    claim = figures(text)["23 injured passengers"]

    assert claim.attribution is not None
    assert claim.attribution.utterer.name == "Freya Colm"
