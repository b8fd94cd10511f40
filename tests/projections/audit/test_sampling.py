"""A sample drawn by root and nonce: worked by hand, and never to be steered."""

from collections import Counter
from fractions import Fraction
from hashlib import sha256
from hmac import digest

from hypothesis import given
from hypothesis import strategies as st

from projections.audit.digits import deviation, expected, first_digits
from projections.audit.sampling import (
    Member,
    allotted,
    draw,
    draw_monetary,
    draw_random,
    population_digest,
    seed_of,
)

ROOT, NONCE = bytes(range(32)), "auditors-own-1"
SEED = seed_of(1000, ROOT, NONCE)
WORKED_SEED = "704bb8ceed73d48e31054c6ec082fdafec75626c17456de6507d69faa01c154c"
# Pounds: 100, 900, 0, not known, 4,000.
FIVE = [
    Member("a", 100_00),
    Member("b", 900_00),
    Member("c", 0),
    Member("d", None),
    Member("e", 4_000_00),
]
PENCE = st.one_of(st.none(), st.integers(-(10**9), 10**12))
MEMBERS = st.lists(PENCE, max_size=40).map(
    lambda values: [Member(f"m{n}", value) for n, value in enumerate(values)]
)


def test_the_seed_is_the_hash_of_four_lines() -> None:
    said = f"counterfoil-sample/1\n1000\n{ROOT.hex()}\nauditors-own-1\n"

    assert sha256(said.encode()).digest() == SEED
    assert SEED.hex() == WORKED_SEED
    assert seed_of(1001, ROOT, NONCE) != SEED != seed_of(1000, ROOT, "another-one")


def test_a_random_sample_is_those_with_the_lowest_numbers() -> None:
    numbers = {m.id: digest(SEED, m.id.encode(), "sha256").hex() for m in FIVE}

    drawn = draw_random(FIVE, 2, SEED)

    assert [one.member.id for one in drawn] == sorted(numbers, key=numbers.__getitem__)[
        :2
    ]
    assert "".join(one.member.id for one in drawn) == "bc"


def test_each_pound_is_as_likely_as_each_other() -> None:
    """Total 500,000 pence, four points 125,000 apart; b, worth 90,000, may be hit."""
    start = int.from_bytes(digest(SEED, b"start", "sha256")) % 500_000
    points = [(start + k * 500_000) // 4 for k in range(4)]

    drawn = draw_monetary(FIVE, 4, SEED)

    assert points == [85506, 210506, 335506, 460506]
    assert [(one.member.id, one.number, one.hits) for one in drawn] == [
        ("b", "85506", 1),
        ("e", "210506", 3),
    ]


def test_strata_share_by_largest_remainder() -> None:
    # Quotas 4.5, 3.5, 2.0 of ten: one is left, and of equal rests the earlier name's.
    assert allotted({"b": 7, "a": 9, "c": 4}, 10) == {"a": 5, "b": 3, "c": 2}
    assert allotted({"a": 0}, 3) == {"a": 0}


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 10**6)), st.integers(0, 99))
def test_shares_come_to_the_whole_and_stay_near_their_quotas(
    weights: dict[str, int], size: int
) -> None:
    shares = allotted(weights, size)

    total = sum(weights.values())
    assert sum(shares.values()) == (size if total else 0)
    for name, weight in weights.items():
        if total:
            assert abs(shares[name] - Fraction(size * weight, total)) < 1


@given(MEMBERS, st.integers(1, 30), st.binary(min_size=32, max_size=32))
def test_every_point_hits_one_member_that_is_worth_something(
    members: list[Member], size: int, seed: bytes
) -> None:
    drawn = draw_monetary(members, size, seed)

    worth = any((member.pence or 0) > 0 for member in members)
    assert sum(one.hits for one in drawn) == (size if worth else 0)
    assert all((one.member.pence or 0) > 0 for one in drawn)
    # Who is worth an interval or more is always drawn.
    total = sum(max(m.pence or 0, 0) for m in members)
    sure = {m.id for m in members if (m.pence or 0) * size >= total > 0}
    assert sure <= {one.member.id for one in drawn}


@given(MEMBERS, st.integers(1, 30), st.binary(min_size=32, max_size=32))
def test_a_random_sample_does_not_hang_on_the_order_of_its_population(
    members: list[Member], size: int, seed: bytes
) -> None:
    drawn = draw(members, "random", size, seed)

    assert len(drawn) == min(size, len(members))
    assert draw(members[::-1], "random", size, seed) == drawn


def test_each_member_is_drawn_as_often_as_each_other() -> None:
    """2,000 samples of 2 out of 10: each 400 times, and 60 are three deviations."""
    ten = [Member(str(n)) for n in range(10)]

    found = Counter(
        one.member.id
        for n in range(2000)
        for one in draw_random(ten, 2, seed_of(n, ROOT, NONCE))
    )

    assert all(abs(count - 400) < 60 for count in found.values())


def test_the_digest_of_a_population_hangs_on_all_of_it() -> None:
    told = "a 10000 \nb 90000 \nc 0 \nd - \ne 400000 \n"

    assert population_digest(FIVE) == sha256(told.encode()).hexdigest()


def test_first_digits_are_held_against_benford() -> None:
    counts = first_digits([100, 19, 2, 0, -35])

    assert counts == {**dict.fromkeys(range(1, 10), 0), 1: 2, 2: 1, 3: 1}
    assert deviation(counts) is None  # too few to say anything
    assert round(expected(1), 4) == 0.3010  # Benford (1938), table I
    assert round(sum(map(expected, range(1, 10))), 12) == 1
    powers = first_digits(2**n for n in range(1000))
    assert (deviation(powers) or 1) < 0.002
    assert (deviation(first_digits(range(1000, 10_000))) or 0) > 0.015
