"""What may be spent: all questions together have a limit, and none is left without anything."""

from sosgraph.structure.allowance import Allowance, allowance_of
from tests.yaml_architecture import architecture


def test_one_question_after_another_gets_half_of_what_is_left() -> None:
    """However many there are, together they use no more than there is, but for the little that each may have."""
    allowance = Allowance(1 << 30)
    used = []
    for _ in range(100):
        used.append(allowance.share)
        allowance.spend(used[-1])
    assert used[0] == 1 << 29 and used[1] == 1 << 28
    assert sum(used) <= (1 << 30) + 100 * used[-1]
    assert used[-1] > 1_000


def test_what_is_easy_leaves_nearly_all() -> None:
    """Only what was used is taken away."""
    allowance = Allowance(1 << 30)
    allowance.spend(1_000)
    assert allowance.share == (1 << 29) - 500


def test_an_architecture_has_one() -> None:
    """All that is asked of it shares that; another has its own."""
    one, other = (architecture("components: {a: {availability: 99%}}") for _ in range(2))
    assert allowance_of(one) is allowance_of(one)
    assert allowance_of(one) is not allowance_of(other)
