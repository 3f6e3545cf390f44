"""What a stolen database is worth to who tries PINs on it."""

from portal.accounts import secrets

REAL = secrets._hasher  # before the tests make it cheap


def test_a_pin_costs_who_guesses_it_what_owasp_asks():
    hasher = REAL()
    assert (hasher.memory_cost, hasher.time_cost, hasher.parallelism) == (19_456, 2, 1)
