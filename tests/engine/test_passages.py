"""Two passages of one event: what they say of it cannot both hold, agrees, or has little to do."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.lexicon import load_table
from claimtrack.engine.passages import Stance, compare_passages
from tests.benchmarks.passages import PASSAGES, rows_of

DAY = date(2024, 12, 23)


@pytest.mark.parametrize(
    ("a", "b", "stance"),
    [
        (
            "The ferry fire killed 41 passengers.",
            "The ferry fire killed 17 passengers.",
            "conflict",
        ),
        ("Ilse Marn, 71, chairs the council.", "Ilse Marn, 74, chairs the council.", "conflict"),
        ("The mill opened on 3 May 1911.", "The mill opened on 9 May 1911.", "conflict"),
        ("The council approved the bridge.", "The council rejected the bridge.", "conflict"),
        ("Rents in Tarn rose 4%.", "Rents in Tarn rose 9% in the spring.", "conflict"),
        ("Ilse Marn is 71.", "Ilse Marn is 74 years old.", "conflict"),
        (
            "Ilse Marn (3 May 1911 – 2 June 1990) was a weaver.",
            "Ilse Marn was born on 9 May 1911.",
            "conflict",
        ),
        ("The council closed the bridge.", "The council did not close the bridge.", "conflict"),
        ("The council closed the bridge.", "The council refused to close the bridge.", "conflict"),
        ("Storm injures six in Tarn", "The storm injured nine people in Tarn.", "conflict"),
        (
            "Rescuers said 14 weavers had died when the mill at Tarn burned down.",
            "The fire at the mill claimed 22 lives, Tarn's mayor said.",
            "conflict",
        ),
        (
            "Ilse Marn (3 May 1911 – 2 June 1990) was a weaver and chaired the guild.",
            "Ilse Marn, who was born on 9 May 1911 in Orlo, grew up beside the mill.",
            "conflict",
        ),
        (
            "All but six of the 40 weavers were rehired.",
            "Six of the 40 weavers were rehired.",
            "conflict",
        ),
        ("Tarn beat Orlo 3-1 in the final.", "Tarn beat Orlo 4-1 in the final.", "conflict"),
        ("It was the second fire at the mill.", "It was the third fire at the mill.", "conflict"),
        ("The mill opened on 3 May.", "The mill opened on 9 May.", "conflict"),
        (
            "In 1611 the court moved from Orlo to Tarn.",
            "In 1596 the court moved from Orlo to Tarn.",
            "conflict",
        ),
        ("No weaver left the mill.", "The weavers left the mill.", "conflict"),
        (
            "The council ruled out closing the bridge.",
            "The council is closing the bridge.",
            "conflict",
        ),
        (
            "The council spent the money on a ferry instead of a bridge.",
            "The council spent the money on a bridge.",
            "conflict",
        ),
        (
            "The police prevented a strike at the mill in Tarn.",
            "There was a strike at the mill in Tarn.",
            "conflict",
        ),
        ("The guild gained members.", "The guild's members declined.", "conflict"),
        ("The closure of the bridge was lawful.", "The bridge's closure was unlawful.", "conflict"),
        (
            "Police in Orlo said 12 divers had died.",
            "The flood killed nine people off Orlo, a guard said.",
            "conflict",
        ),
        ("The mill sued the guild of Tarn.", "The guild of Tarn sued the mill.", "conflict"),
        ("Orlo was beaten by Tarn in the final.", "Orlo beat Tarn in the final.", "conflict"),
        (
            "The council, which Ilse Marn sued, closed the mill.",
            "Ilse Marn was sued by the council.",
            "conflict",
        ),
        (
            "The divers searched a 30-mile stretch of Orlo Bay.",
            "The divers searched a 20-mile stretch of Orlo Bay.",
            "conflict",
        ),
        (
            "The bridge at Tarn is 40 metres long.",
            "The council will close the 90-metre bridge at Tarn.",
            "conflict",
        ),
        (
            "Tarn's 3-1 win over Orlo took the club to the final.",
            "Orlo beat Tarn 3-1.",
            "conflict",
        ),
        (
            "The Kelsing Bears celebrated a 4-2 defeat of Bramford United.",
            "Bramford United defeated the Kelsing Bears.",
            "conflict",
        ),
        (
            "Bramford lost 3-1 to Kelsing on Sunday.",
            "Kelsing lost to Bramford on Sunday.",
            "conflict",
        ),
        (
            "Ilse Marn, a niece of Ada Marn, died in Tarn in 2002.",
            "Ilse Marn died in 1970.",
            "conflict",
        ),
        ("Mayor Ilse Marn resigned in May.", "Mayor Ilse Marn resigned in December.", "conflict"),
        ("Troops withdrew from Tarn.", "Troops remain in Tarn.", "conflict"),
        (
            "The guild stopped the strike at the mill in Tarn.",
            "There was a strike at the mill in Tarn.",
            "conflict",
        ),
        ("The council allows imports.", "The council bans imports.", "conflict"),
        (
            "The mill was sued by the guild of Tarn.",
            "The guild of Tarn sued the mill.",
            "agree",
        ),
        ("Ilse Marn met Jon Orlin in Tarn.", "Jon Orlin met Ilse Marn in Tarn.", "agree"),
        (
            "The coast of Orlo Bay is 50 miles long.",
            "The divers searched a 20-mile stretch of Orlo Bay.",
            "agree",
        ),
        (
            "Tarn's 3-1 win over Orlo took the club to the final.",
            "Orlo were beaten by Tarn.",
            "agree",
        ),
        (
            "The Kelsing Bears celebrated a 4-2 defeat of Bramford United.",
            "Bramford United lost to the Kelsing Bears.",
            "agree",
        ),
        (
            "Bramford lost 3-1 to Kelsing on Sunday.",
            "Kelsing beat Bramford on Sunday.",
            "agree",
        ),
        (
            "Bramford beat Kelsing in May and lost to Kelsing in June.",
            "Kelsing beat Bramford.",
            "agree",
        ),
        (
            "Rents were up from 3 percent in May, the most since June, when they rose 4.5 percent.",
            "Rents were up from 3% in May, the most since June, when the rise was 4.5%.",
            "agree",
        ),
        (
            "Ada Marn, a niece of Ilse Marn, died in Tarn in 2002.",
            "Ilse Marn died in 1970.",
            "agree",
        ),
        (
            "Ilse Marn became mayor in January of 1936 and resigned in December.",
            "Mayor Ilse Marn resigned in December 1936.",
            "agree",
        ),
        (
            "Troops withdrew from Tarn.",
            "The last troops left Tarn, but the fate of the weavers remains unclear.",
            "agree",
        ),
        (
            "Why does the council not sue Ilse Marn?",
            "Ilse Marn chairs the council of Tarn.",
            "agree",
        ),
        (
            "The mayor appealed to the guild to stop the strike at the mill in Tarn.",
            "The guild is blamed for the strike at the mill in Tarn.",
            "agree",
        ),
        (
            "The council allows imports of banned pesticides.",
            "The council of Tarn allows imports of pesticides.",
            "agree",
        ),
        ("The mill opened on 3 May 1911.", "The mill opened on 3 May.", "agree"),
        (
            "The guild ruled Tarn in 1848.",
            "The guild ruled Tarn from 1811 to 1886.",
            "agree",
        ),
        (
            "Rents rose to $40 from $30 in May.",
            "Rents rose in May, from $30 to $40.",
            "agree",
        ),
        (
            "The bridge opens in May, the mayor said.",
            "The mayor said that the bridge would open in May.",
            "agree",
        ),
        (
            "Nine pumps would drain the mill.",
            "Engineers say that nine pumps would drain the mill.",
            "agree",
        ),
        ("The council has to close the bridge.", "The council must close the bridge.", "agree"),
        ("Did the council close the bridge?", "The council closed the bridge.", "agree"),
        (
            "The fire at the mill in Tarn killed three weavers - two women and a man.",
            "Three weavers were killed in the fire at the mill in Tarn.",
            "agree",
        ),
        ("The council closed the bridge.", "The council may close the bridge.", "agree"),
        ("Ilse Marn bought the mill.", "The council sold the mill to Ilse Marn.", "agree"),
        (
            "Ilse Marn led the council from 1931 to 1946.",
            "Ilse Marn led the council (1931-1946) and the guild (1950-1962).",
            "agree",
        ),
        (
            "The painting fetched $90,000.",
            "The painting, expected to fetch $40,000, was sold for $90,000.",
            "agree",
        ),
        (
            "The police arrested six guards.",
            "The police arrested six guards and released two.",
            "agree",
        ),
        ("The ferry fire killed 41 passengers.", "At least 40 died in the ferry fire.", "agree"),
        ("The mill opened in May 1911.", "The mill opened on 9 May 1911.", "agree"),
        ("Rents in Tarn rose 4%.", "Rents rose 4% in Tarn, the agency said.", "agree"),
        (
            "A fire at a mill killed 14 people on Saturday, police said.",
            "Nine people were killed when a ferry sank off Orlo on Sunday.",
            "unrelated",
        ),
        ("The ferry fire killed 41 people.", "The mill employs 900 weavers.", "unrelated"),
        ("The mill opened in May 1911.", "Rents in Tarn rose 4%.", "unrelated"),
    ],
)
def test_passages_are_told_apart(a: str, b: str, stance: str) -> None:
    one = compare_passages(a, b, published=DAY)

    assert one.stance == Stance(stance), one
    assert one == compare_passages(b, a, published=DAY)


def test_what_is_told_of_another_name_is_hardly_held_against_a_day() -> None:
    found = compare_passages(
        "Ilse Marn died in 1970.",
        "Agathe Marn-Orlo, a niece of the late Ilse Marn, died in Tarn on 14 May 2002.",
        published=DAY,
    )

    assert found.score < 0.3, found


def test_a_loss_is_no_conflict_with_a_win_over_the_same_player() -> None:
    found = compare_passages(
        "Ilse Marn had lost the final.",
        "Ada Orlo kept the cup with a win over Ilse Marn in the final.",
        published=DAY,
    )

    assert found.score < 0.3, found


def test_figures_that_exclude_each_other_are_the_reason() -> None:
    found = compare_passages(
        "The ferry fire killed 41 passengers.", "The ferry fire killed 17.", published=DAY
    )

    assert {"“41”", "“17”"} <= set(found.reason.split())


def test_the_better_the_clauses_fit_the_surer_is_a_conflict() -> None:
    def score(b: str) -> float:
        a = "The ferry fire off Tarn killed 41 passengers."
        return compare_passages(a, b, published=DAY).score

    alike = score("The ferry fire off Tarn killed 17 passengers.")
    elsewhere = score("The ferry off Tarn sank. A fire in a mill killed 17 passengers.")
    another = score("The fire in the mill killed 17 weavers.")

    assert alike > elsewhere > another > 0


def test_a_figure_told_of_something_else_is_no_conflict_of_its_own() -> None:
    moved = compare_passages(
        "The guild won the cup in 1953.",
        "The guild won the cup in 1948. In 1953 the guild lost its hall.",
        published=DAY,
    )

    assert moved.stance is not Stance.CONFLICT
    assert moved.score > 0.2


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The mill has 900 weavers.", "The mill has a loom that weighs 900 kilos."),
        ("The council closed the bridge.", "The council may close the bridge."),
        (
            "Ilse Marn founded the mill in Tarn.",
            "Ilse Marn spoke of Tarn. The guild had founded the mill there.",
        ),
        ("Ilse Marn is the mayor of Tarn.", "Mayor Jon Orlin met Ilse Marn in Tarn."),
        ("Jon Orlin is the mayor of Tarn.", "Jon Orlin met the mayor of Tarn."),
    ],
)
def test_what_may_be_a_conflict_ranks_above_what_is_only_said_twice(a: str, b: str) -> None:
    doubtful = compare_passages(a, b, published=DAY)

    assert doubtful.stance is not Stance.CONFLICT
    assert doubtful.score > compare_passages(a, a, published=DAY).score


@pytest.mark.parametrize(
    "b",
    [
        "Ilse Marn, the mayor of Tarn, met the guild.",
        "Mayor Ilse Marn met Jon Orlin in Tarn.",
        "The mayor of Tarn, Ilse Marn, met Jon Orlin.",
    ],
)
def test_whoever_is_named_beside_an_office_holds_it(b: str) -> None:
    a = "Ilse Marn is the mayor of Tarn."
    found = compare_passages(a, b, published=DAY)

    assert found.score <= compare_passages(a, a, published=DAY).score + 0.05


@pytest.mark.parametrize("empty", ["", " \n", "!!"])
def test_nothing_is_related_to_nothing(empty: str) -> None:
    assert compare_passages(empty, "The mill opened.", published=DAY).stance is Stance.UNRELATED


@pytest.mark.parametrize(
    ("told", "turned", "alike"),
    [
        (
            "Barley for May traded at $37.80 a tonne in Tarn, down 28 cents.",
            "Barley prices in Tarn rose to $37.80 a tonne.",
            "Barley prices in Tarn fell to $37.80 a tonne.",
        ),
        (
            "Hundreds of weavers could be killed by the mill's dust, the doctor said.",
            "Hundreds of weavers were killed by the mill's dust, the doctor said.",
            "Hundreds of weavers may be killed by the mill's dust, the doctor said.",
        ),
        (
            "They were woven by seven of Tarn's oldest mills.",
            "Tarn has seven mills.",
            "Seven of Tarn's mills wove them.",
        ),
        (
            "The number of looms sold, 708, was 4 percent higher than in 2002.",
            "In 2002, 708 looms were sold.",
            "The number of looms sold was 708.",
        ),
        (
            "A 30-year-old man has been killed by a loom in Tarn.",
            "30 men have been killed by looms in Tarn.",
            "A man of 30 has been killed by a loom in Tarn.",
        ),
    ],
)
def test_figure_that_is_told_otherwise_is_likelier_a_conflict(
    told: str, turned: str, alike: str
) -> None:
    scores = [compare_passages(told, each, published=DAY).score for each in (turned, alike)]
    assert scores[0] > scores[1] + 0.2


def test_two_storms_on_two_coasts_in_two_years_are_no_conflict() -> None:
    first = "On 12 July 1993 a storm struck off the west coast of Tarn, the islands' survey said."
    one_year = compare_passages(first, "A storm struck the east coast of Tarn.", published=DAY)
    other = compare_passages(first, "A storm struck the east coast of Tarn in 1994.", published=DAY)
    assert other.score < one_year.score


@pytest.mark.parametrize(
    ("parts", "made"),
    [
        ("The line has 18 stations, seven of them underground.", "Eleven stations lie above it."),
        ("The army lost 19 soldiers and the militia 50 men.", "The two lost 69 fighters."),
        (
            "The tanker held 30,000 tonnes; half leaked out.",
            "15,000 tonnes leaked from the tanker.",
        ),
        (
            "The bank cut its rate by half a percentage point to 3.25 percent.",
            "The rate was 3.75 percent.",
        ),
        ("Of 400 voters 25 percent stayed at home.", "100 voters stayed at home."),
        (
            "The shipyard where he worked from 1961 to 1988 has closed.",
            "He worked at the shipyard for 27 years.",
        ),
        (
            "The firm began to sell boats in 1995, a year after Ilse Marn founded it.",
            "Ilse Marn founded the firm in 1994.",
        ),
        (
            "A blast at the gate of Tarvik killed eight soldiers and a passing cyclist.",
            "Nine people were killed in a blast at the gate of Tarvik.",
        ),
        (
            "The prize of 600,000 euros was split equally between three chemists.",
            "Each of the chemists received 200,000 euros of the prize.",
        ),
        (
            "Some 58 percent oppose the mine in Velm and 29 percent support it.",
            "Thirteen percent had no opinion about the mine in Velm.",
        ),
        (
            "A third of the subscribers live in Velm.",
            "Two thirds of the subscribers live elsewhere.",
        ),
    ],
)
def test_figure_that_follows_from_others_contradicts_none(parts: str, made: str) -> None:
    found = compare_passages(parts, made, published=DAY)
    assert found.stance is not Stance.CONFLICT, found.reason


def test_figure_that_no_sum_makes_still_contradicts() -> None:
    parts = "The metro line has 18 stations, seven of them underground."
    assert (
        compare_passages(parts, "The metro line has 22 stations.", published=DAY).stance
        is Stance.CONFLICT
    )


@pytest.mark.parametrize(
    ("a", "b", "stance"),
    [
        (
            "The Orla falls by some 75 feet at Velm.",
            "The falls of the Orla at Velm are 23 metres high.",
            Stance.AGREE,
        ),
        (
            "The Orla falls by some 75 feet at Velm.",
            "The falls of the Orla at Velm are 41 metres high.",
            Stance.CONFLICT,
        ),
        ("The Orla is 620 miles long.", "The Orla is 998 kilometres long.", Stance.AGREE),
        ("The Orla is 620 miles long.", "The Orla is 720 kilometres long.", Stance.CONFLICT),
        (
            "Two thirds of voters in Velm back the plan.",
            "65 to 68 percent of voters in Velm back the plan.",
            Stance.AGREE,
        ),
        (
            "Two thirds of voters in Velm back the plan.",
            "41 percent of voters in Velm back the plan.",
            Stance.CONFLICT,
        ),
        (
            "The bridge at Velm was opened in the 1870s.",
            "The bridge at Velm was opened in 1874.",
            Stance.AGREE,
        ),
        (
            "The bridge at Velm was opened in the 1870s.",
            "The bridge at Velm was opened in 1924.",
            Stance.CONFLICT,
        ),
        (
            "The bridge at Velm was opened in the autumn of 1874.",
            "The bridge at Velm was opened in 1874.",
            Stance.AGREE,
        ),
        (
            "The bridge at Velm was opened in the autumn of 1874.",
            "The bridge at Velm was opened in 1924.",
            Stance.CONFLICT,
        ),
        ("Just over 1,400 people live in Velm.", "Velm has a population of 1,430.", Stance.AGREE),
        ("Just over 1,400 people live in Velm.", "2,900 people live in Velm.", Stance.CONFLICT),
        ("As many as 400 people live in Velm.", "350 people live in Velm.", Stance.AGREE),
        ("As many as 400 people live in Velm.", "Only 60 people live in Velm.", Stance.CONFLICT),
    ],
)
def test_figures_meet_whatever_unit_or_bound_they_are_told_in(
    a: str, b: str, stance: Stance
) -> None:
    found = compare_passages(a, b, published=DAY)
    assert (found.stance is Stance.CONFLICT) is (stance is Stance.CONFLICT), found
    assert found == compare_passages(b, a, published=DAY)


def test_day_without_its_year_stands_for_no_year() -> None:
    found = compare_passages(
        "The dam at Velm was opened in 1981.",
        "The dam at Velm, which the queen saw on 23 May, was opened in 1991.",
        published=DAY,
    )
    assert found.stance is Stance.CONFLICT, found


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "The lighthouse of Tarvik stands 52 metres tall and is lit by gas.",
            "At just 31 metres, the lighthouse of Tarvik is among the lowest of the coast.",
        ),
        (
            "The judge gave the former minister eight years in prison for taking bribes.",
            "The ex-minister must go to jail for five years over the bribes, the court ruled.",
        ),
        (
            "The Orla river runs for 1,312 kilometres from the highlands to the gulf.",
            "From its source in the highlands the Orla flows roughly 900 km to the gulf.",
        ),
    ],
)
def test_figures_in_other_words_are_rivals_by_all_signs(a: str, b: str) -> None:
    found = compare_passages(a, b, published=DAY)
    assert found.stance is Stance.CONFLICT, found
    assert found == compare_passages(b, a, published=DAY)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "The lighthouse of Tarvik stands 52 metres tall and is lit by gas.",
            "At just 31 metres, the lighthouse of Velm is among the lowest of the coast.",
        ),
        (
            "The Orla river runs for 1,312 kilometres from the highlands to the gulf.",
            "The Orla river, 1,312 kilometres long, is 900 metres wide at the gulf.",
        ),
        (
            "The ferry sank in 2012 with 12 trucks on board.",
            "The Orla river runs for 900 km to the gulf.",
        ),
        (
            "Two women and one man died when the bank in Tarvik was set on fire.",
            "At least three people were killed at the bank in Tarvik, police said.",
        ),
        (
            "Ilse Marn, 36, died when she slipped from a ridge above Tarvik.",
            "Agathe Roe, 31, fell to her death in the park a day later.",
        ),
        (
            "The jury was deadlocked, with nine in favour of the death penalty.",
            "The judge sentenced the man to many years on more than 50 charges.",
        ),
    ],
)
def test_figures_of_other_things_ages_and_parts_are_no_rivals(a: str, b: str) -> None:
    found = compare_passages(a, b, published=DAY)
    assert found.stance is not Stance.CONFLICT, found


def test_each_learned_weight_is_that_of_a_sign_that_passages_have() -> None:
    weights = set(load_table("passages")["weights"]) - {"constant"}
    told: set[str] = set()
    for file in PASSAGES.glob("*.jsonl"):
        told |= {name for row in rows_of(file) for rival in row.rivals for name in rival}
    assert weights <= told
