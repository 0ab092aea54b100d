"""What figures of ten beats measure, in sentences of our own; unlike things never share a key."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.extract import extract
from claimtrack.engine.records import ExtractedClaim, Population
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.population_tree import fit_of_groups, group_of

PUBLISHED = date(2024, 6, 14)


def claims(text: str) -> dict[str, ExtractedClaim]:
    found = extract(text, published=PUBLISHED, headline_end=0).claims
    return {claim.span.exact: claim for claim in found if claim.quantity is not None}


def measures(text: str) -> dict[str, str]:
    return {exact: claim.measure.key for exact, claim in claims(text).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bakery will cut 300 jobs by spring.", {"300 jobs": "laid-off"}),
        ("The bakery added 300 jobs last year.", {"300 jobs": "jobs-created"}),
        ("The guard added 13 points in the win.", {"13 points": "points"}),
        ("The guard posted 13 points on Sunday.", {"13 points": "points"}),
        ("The party lost 12 seats on Sunday.", {"12 seats": "seats-lost"}),
        ("The party holds 12 seats.", {"12 seats": "seats"}),
        ("The team has lost nine games.", {"nine games": "games-lost"}),
        ("The army lost nine tanks.", {"nine tanks": "losses"}),
        ("He was sentenced to 12 years for arson.", {"12 years": "sentence"}),
        ("He was convicted of three counts of arson.", {"three counts": "charges"}),
        ("Three men were charged with arson.", {"Three men": "charged"}),
        ("The gallery has a necklace worth $3m.", {"$3m": "value"}),
        ("Exports were worth $3bn.", {"$3bn": "exports"}),
        ("The firm paid $3m in fines.", {"$3m": "fine"}),
        ("A 6.1-magnitude earthquake shook the coast.", {"6.1": "magnitude"}),
        ("The mayor is nine points ahead.", {"nine points": "lead"}),
        ("Wheat costs $60 a barrel of meal.", {"$60 a barrel": "price"}),
    ],
)
def test_measure_is_that_of_the_verb_and_the_thing(text: str, expected: dict[str, str]) -> None:
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lind was re-elected with 61%.", {"61%": "vote-share"}),
        ("Some 120,000 residents signed the petition.", {"Some 120,000 residents": "signatures"}),
        ("Officials threw out 14,000 ballots.", {"14,000 ballots": "spoiled-ballots"}),
        ("The fire has torn through 12,000 acres.", {"12,000 acres": "area-burned"}),
        ("Some 12,000 acres are under water.", {"Some 12,000 acres": "area-flooded"}),
        ("The storm dumped 212 mm on the coast.", {"212 mm": "rainfall"}),
        ("The river rose to 8.4 metres.", {"8.4 metres": "water-level"}),
        ("The wind gusted to 160 km/h.", {"160 km/h": "wind-speed"}),
        ("The car hit the wall at 160 km/h.", {"160 km/h": "speed"}),
        ("Seismologists put the main shock at 6.7.", {"6.7": "magnitude"}),
        ("The wreck lies 2,400 metres down.", {"2,400 metres": "depth"}),
        ("Some 300 homes have been lost.", {"Some 300 homes": "destroyed"}),
        ("Floodwater poured into 300 homes.", {"300 homes": "damaged"}),
        ("Road access to 14 villages was cut.", {"14 villages": "cut-off"}),
        ("Classes were suspended at 48 schools.", {"48 schools": "closed"}),
        ("Some 340 flights took off late.", {"Some 340 flights": "delayed"}),
        ("The siege dragged on for 40 days.", {"40 days": "duration-lasted"}),
        ("Prosecutors sought 12 years.", {"12 years": "sentence"}),
        ("Hackers copied two million files.", {"two million files": "data-taken"}),
        ("Some 400 birds were put down.", {"Some 400 birds": "killed"}),
        ("The spill amounted to 900 tonnes.", {"900 tonnes": "spilled"}),
        ("Some 40 ships are at anchor.", {"Some 40 ships": "ships-waiting"}),
        ("Air defences destroyed 40 drones.", {"40 drones": "shot-down"}),
        ("The army handed back 200 bodies.", {"200 bodies": "bodies-returned"}),
        ("Some 40,000 cases are pending.", {"Some 40,000 cases": "waiting-list"}),
    ],
)
def test_measure_is_one_however_it_is_told(text: str, expected: dict[str, str]) -> None:
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "exact", "key"),
    [
        ("The storm dumped 30 cm of snow on Dorn.", "30 cm", "rainfall"),
        ("The fire brigade took 40 people to hospital.", "40 people", "destroyed"),
        ("The hurricane is moving north-west at 20 km/h.", "20 km/h", "wind-speed"),
        ("Inflation peaked at 9.8 percent.", "9.8 percent", "water-level"),
        ("The toll of the quake was put at 12.", "12", "magnitude"),
        ("The judge imposed a 12-year ban.", "12-year", "sentence"),
        ("The clinic has 40 suspected cases.", "40 suspected cases", "waiting-list"),
    ],
)
def test_measure_is_not_that_of_a_word_beside_it(text: str, exact: str, key: str) -> None:
    found = measures(text)

    assert exact in found
    assert found[exact] != key


def test_measure_of_those_who_act_is_not_what_is_done_to_them() -> None:
    acting = measures("Four men killed the guard.")["Four men"]
    killed = measures("The blast killed four men.")["four men"]

    assert (acting, killed) == ("killing", "killed")


def test_measure_of_children_left_behind_is_not_that_of_children_killed() -> None:
    assert measures("He leaves four children.") == {"four children": "children"}
    assert measures("The blast killed four children.") == {"four children": "killed"}


def test_lengths_of_two_things_are_two_measures() -> None:
    tower = measures("The tower is 90 metres tall.")["90 metres"]
    bridge = measures("The bridge is 40 metres tall.")["40 metres"]

    assert (tower, bridge) == ("height-tower", "height-bridge")


def test_share_in_other_terms_has_the_measure_of_its_count() -> None:
    found = measures("The airline will cut 2,500 jobs, or about 6% of its workforce.")

    assert found == {"2,500 jobs": "laid-off", "about 6%": "laid-off"}


def test_group_of_two_nouns_includes_each_of_them() -> None:
    pair = claims("Some 400 men and women were hired.")["Some 400 men and women"].population
    nurses = claims("Some 400 nurses and engineers were hired.")["Some 400 nurses and engineers"]

    assert pair.head == "person"
    assert (
        fit_of_groups(group_of(nurses.population), group_of(Population("engineer"))) is Fit.AROUND
    )


def test_window_since_a_record_is_no_window() -> None:
    claim = claims("Turnout was 64%, the lowest since 1990.")["64%"]

    assert claim.window.span is None


def test_soldiers_who_would_take_part_are_to_be_sent() -> None:
    claim = claims("Some 900 soldiers would take part in the mission.")["Some 900 soldiers"]

    assert (claim.measure.key, claim.modality) == ("to-be-sent", "planned")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The theatre is short of $18m.", {"$18m": "deficit"}),
        ("The city is $18m short.", {"$18m": "deficit"}),
        ("The hackers are demanding $2m in bitcoin.", {"$2m": "ransom"}),
        ("The family paid $2m to free the boy.", {"$2m": "ransom"}),
        ("The minister took $1m in bribes.", {"$1m": "bribe"}),
        ("The storm caused losses of $40m.", {"$40m": "damage-cost"}),
        ("The bank was ordered to pay $9m in penalties.", {"$9m": "fine"}),
        ("A jury awarded the family $5m.", {"$5m": "compensation"}),
        ("The council must save $15m.", {"$15m": "savings"}),
        ("The tax is expected to raise $70m.", {"$70m": "tax-revenue"}),
        ("The charity has collected $6m.", {"$6m": "raised"}),
        ("The film has taken $70m at the box office.", {"$70m": "revenue"}),
        ("Nurses will earn $40,000 a year.", {"$40,000 a year": "wage"}),
        ("The shares sank 7%.", {"7%": "shares"}),
        ("The fund owns 12% of the brewer.", {"12%": "stake"}),
        ("Some 400 jobs are at stake at the plant.", {"Some 400 jobs": "laid-off"}),
        ("The factory let 400 workers go.", {"400 workers": "laid-off"}),
        ("The factory will provide 400 jobs.", {"400 jobs": "jobs-created"}),
        ("The bank lost 30,000 customers.", {"30,000 customers": "customers-lost"}),
        ("The metro carries 5m passengers a day.", {"5m passengers": "passengers"}),
        ("The country shipped 60,000 tonnes of rice abroad.", {"60,000 tonnes": "exports"}),
        ("The album shifted 90,000 copies.", {"90,000 copies": "sold"}),
    ],
)
def test_measure_of_business_is_told_in_many_words(text: str, expected: dict[str, str]) -> None:
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve sailors went down with the ship.", {"Twelve sailors": "killed"}),
        ("Nothing has been heard of 36 fishermen.", {"36 fishermen": "missing"}),
        ("Eight divers have still not been found.", {"Eight divers": "missing"}),
        ("Helicopters lifted 84 people from rooftops.", {"84 people": "rescued"}),
        ("The wreck yielded 11 survivors.", {"11 survivors": "survived"}),
        ("The blaze drove 5,200 people to leave.", {"5,200 people": "evacuated"}),
        ("Fighting has driven 90,000 from their villages.", {"90,000": "displaced"}),
        ("The avalanche buried 21 skiers.", {"21 skiers": "trapped"}),
        ("Detectives hauled in 19 suspects.", {"19 suspects": "arrested"}),
        ("Fifty-two inmates broke out.", {"Fifty-two inmates": "escaped"}),
        ("Ambulances took 41 people to hospital.", {"41 people": "hospitalised"}),
        ("Paramedics tended to 43 runners.", {"43 runners": "treated"}),
        ("About 84% of adults have had both doses.", {"About 84%": "vaccinated"}),
        ("Some 12,000 people wound through the capital.", {"Some 12,000 people": "attended"}),
        ("The march drew 30,000 participants.", {"30,000 participants": "attended"}),
        ("The trial had 300 participants.", {"300 participants": "sample"}),
        ("Some 41% of staff stayed away from work.", {"Some 41%": "strike"}),
        ("Some 47 prisoners are on hunger strike.", {"Some 47 prisoners": "hunger-strike"}),
        ("Taps ran dry for 60,000 people.", {"60,000 people": "without-water"}),
        (
            "About 75,000 customers had no mobile signal.",
            {"About 75,000 customers": "without-phone"},
        ),
        ("Police drafted in 2,400 officers.", {"2,400 officers": "deployed"}),
        ("Some 92 migrants came ashore.", {"Some 92 migrants": "arrived"}),
        ("Fatalities now number 96.", {"96": "killed"}),
        ("Fatalities in Velm now number 96.", {"96": "killed"}),
        ("The members in room number 96 slept.", {}),
        ("A 6.7 quake struck at dawn.", {"6.7": "magnitude"}),
        ("Police seized 230 demonstrators.", {"230 demonstrators": "arrested"}),
        ("Police seized 230 rifles.", {"230 rifles": "seized"}),
        ("The robbers carried off $2m.", {"$2m": "stolen"}),
        ("The series number 85 was never sold.", {}),
    ],
)
def test_measure_is_one_in_the_words_of_many_desks(text: str, expected: dict[str, str]) -> None:
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "exact", "wrong"),
    [
        ("The ministry wants $5m to defend against hackers.", "$5m", "ransom"),
        ("The bank lent the firm $18m in short-term loans.", "$18m", "deficit"),
        ("The winner pocketed $4m in prize money.", "$4m", "stolen"),
        ("The bank earned $30m, its chief executive said.", "$30m", "wage"),
        ("The government announced tax cuts of $15bn.", "$15bn", "savings"),
        ("The start-up raised $70m from investors.", "$70m", "tax-revenue"),
        ("The storm left 30,000 customers without power.", "30,000 customers", "customers-lost"),
    ],
)
def test_measure_of_business_is_not_that_of_a_like_phrase(
    text: str, exact: str, wrong: str
) -> None:
    assert measures(text)[exact] != wrong


@pytest.mark.parametrize(
    ("text", "exact", "wrong"),
    [
        ("The road wound through 12 villages.", "12 villages", "attended"),
        ("Inflation stuck at 4% in June.", "4%", "trapped"),
        ("The club signed two strikers.", "two strikers", "strike"),
        ("Two jets took part in the strike.", "Two jets", "strike"),
        ("The nursery looks after 40 children.", "40 children", "treated"),
        ("Some 27,000 homes suffered power cuts.", "Some 27,000 homes", "wounded"),
    ],
)
def test_like_words_of_other_things_are_not_that_measure(text: str, exact: str, wrong: str) -> None:
    assert measures(text)[exact] != wrong


@pytest.mark.parametrize("noun", ["participant", "attendee", "marcher", "striker", "evacuee"])
def test_those_who_come_or_leave_are_people(noun: str) -> None:
    one = group_of(Population(noun))

    assert fit_of_groups(one, group_of(Population("person"))) is Fit.INSIDE
