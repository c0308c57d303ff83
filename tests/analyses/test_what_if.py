"""What if: before and after, ranked, and mistakes named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.analyses.what_if import answer, parse_setting
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from tests.analyses.webshop import rows, webshop
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def test_another_number() -> None:
    """A better DNS: who gains, by how much, and whose promise it saves."""
    (table,) = answer(webshop(), set=(parse_setting("dns.availability=99.99%"),))
    assert table.title == "What if dns.availability is 99.99%"
    assert table.lead == (
        "web would be down 58.6 min in 30d, now 97.4 min; promises that change: checkout out of reach -> kept; "
        "5 of 12 components change"
    )
    found = rows(table)
    assert [row["component"] for row in found] == ["dns", "checkout", "cards", "wallets", "web"]
    assert found[0]["change_min"] == pytest.approx(-0.0009 * 43200) and found[1]["promise"] == "out of reach -> kept"


def test_gone() -> None:
    """One of two vendors gone: the other is needed then, and what is gone itself is not in the sentence."""
    (table,) = answer(webshop(), remove=("wallets",))
    assert [row["component"] for row in rows(table)] == ["wallets", "checkout", "web"]
    assert rows(table)[0]["after"].upper == 0 and table.lead.startswith("web would be down")


def test_one_copy_more() -> None:
    """Of what is not copied yet it makes two; that they are taken as independent is said."""
    (table,) = answer(webshop(), add_replica=("dns", "dns"))
    assert rows(table)[0]["after"].unavailability_low == pytest.approx(1e-9)
    assert table.notes[0].startswith("copies of dns are taken as independent")


def test_a_copy_of_the_unknown_changes_nothing() -> None:
    """And the note says why."""
    (table,) = answer(architecture("components: {a: {depends_on: [b]}, b: {slo: 99%}}"), add_replica=("a",))
    assert table.rows == () and table.lead == "nothing changes: no number rests on it"
    assert table.notes[0] == "a has no number, so that a copy of it changes nothing"


def test_another_promise() -> None:
    """No composite changes, but the verdict on the promise does."""
    (table,) = answer(webshop(), set=(parse_setting("checkout.slo=99.8%"),))
    assert [(row["component"], row["promise"]) for row in rows(table)] == [("checkout", "out of reach -> kept")]
    assert table.lead.startswith("checkout is down 50 min in 30d as before")


def test_changes_are_done_in_order() -> None:
    """A time between failures needs the time to repair that was set before it."""
    settings = tuple(parse_setting(text) for text in ("dns.mttr=1h", "dns.mtbf=9999h"))
    (table,) = answer(webshop(), set=settings)
    assert rows(table)[0]["after"].unavailability_low == pytest.approx(1e-4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("dns", "write it like auth.availability=99.99%"),
        ("availability=99%", "write it like auth.availability=99.99%"),
        ("dns.availablity=99%", "did you mean 'availability'"),
        ("dns.slo=99.9", "99.9%"),
        ("dns.mttr=20", "no unit"),
    ],
)
def test_mistakes_in_a_setting(text: str, says: str) -> None:
    """Each says what to write."""
    with pytest.raises(ValueError, match=says):
        parse_setting(text)


def test_unknown_names() -> None:
    """With the nearest that there are; and a call that changes nothing is a bad one."""
    with pytest.raises(BadCall, match="did you mean 'dns'"):
        answer(webshop(), set=(parse_setting("dsn.slo=99%"),))
    with pytest.raises(BadCall, match="did you mean 'cards'"):
        answer(webshop(), remove=("card",))
    with pytest.raises(BadCall, match="give --set, --remove or --add-replica"):
        answer(webshop())


def test_names_with_systems_and_points() -> None:
    """The key is what follows the last point."""
    assert parse_setting("shop/api.v2.availability = 99%")[:2] == ("shop/api.v2", "availability")


@settings(max_examples=30)
@given(drawn=architectures(), data=st.data())
def test_only_what_changes_is_listed(drawn: Architecture, data: st.DataObject) -> None:
    """Setting a number to what it is changes nothing; removing lists at least what is removed, or was down before."""
    name = data.draw(st.sampled_from(list(drawn.components)))
    (table,) = answer(drawn, remove=(name,))
    changes = [abs(row["change_min"]) for row in rows(table)]
    assert changes == sorted(changes, reverse=True) and len(table.rows) <= len(drawn.components)
