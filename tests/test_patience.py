"""Patience: who computes asks whether whoever waits has had enough."""

import pytest

from sosgraph.invocation import Deadline, cut_short
from sosgraph.patience import interrupted, waiting_until
from sosgraph.table import Table


def test_by_itself_nobody_is_in_a_hurry() -> None:
    """Within the body of the `with` somebody may be, and afterwards nobody again, whatever happened."""
    assert not interrupted()
    with pytest.raises(KeyError), waiting_until(lambda: True):
        assert interrupted()
        raise KeyError
    assert not interrupted()


def test_a_deadline_counts_from_the_first_question() -> None:
    """Reading a large file uses up none of it; what was told that it is over is said under the answer."""
    now = [0.0]
    deadline = Deadline(lambda: now[0])
    now[0] = 1_000.0
    assert not deadline()
    now[0] = 1_059.0
    assert not deadline()
    table = Table("x", "title", (), (), ("a note",))
    assert cut_short([table], deadline) == (table,)
    now[0] = 1_061.0
    assert deadline() and deadline.cut
    (noted,) = cut_short([table], deadline)
    assert noted.notes[0].startswith("cut short after 60 s: ") and noted.notes[1:] == ("a note",)
