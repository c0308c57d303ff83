"""What if: before and after, ranked, and mistakes named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.analyses.what_if import answer, parse_copies, parse_setting
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
    (table,) = answer(webshop(), add_replica=(parse_copies("dns"), parse_copies("dns")))
    assert rows(table)[0]["after"].unavailability_low == pytest.approx(1e-9)
    assert table.notes[0].startswith("copies of dns are taken as independent")


def test_several_copies() -> None:
    """Added by a number or set to one: four are four, whichever way."""
    (added,) = answer(webshop(), add_replica=(parse_copies("dns=3"),))
    (set_,) = answer(webshop(), set=(parse_setting("dns.replicas=4"),))
    assert rows(added) == rows(set_) and rows(added)[0]["after"].unavailability_low == pytest.approx(1e-12)
    assert added.title == "What if dns has 3 copies more" and set_.title == "What if dns.replicas is 4"
    assert added.notes[0] == set_.notes[0]
    with pytest.raises(BadCall, match="needs 2 copies, which 1 are not"):
        answer(webshop(), set=(parse_setting("ledger.replicas=1"),))
    with pytest.raises(BadCall, match="cannot have 2000000 copies; 1000 are the most"):
        answer(webshop(), set=(parse_setting("dns.replicas=2000000"),))
    with pytest.raises(ValueError, match="not a whole number above zero"):
        parse_copies("dns=0")


def test_down_for_good_is_not_taken_out() -> None:
    """What needs it still does, and it is said how to do without."""
    (table,) = answer(webshop(), remove=("dns",))
    assert table.title == "What if dns is down for good"
    assert "down for good: what needs dns still does; to do without, take it out of their depends_on" in table.notes


def test_a_time_between_failures_replaces_the_one_that_was_meant() -> None:
    """An availability with a time to repair says how often it fails: that is the base, and it is named."""
    described = architecture("components: {x: {availability: 99.9%, mttr: 2h, slo: 99.5%}}")
    (table,) = answer(described, set=(parse_setting("x.mtbf=20d"),))
    assert rows(table)[0]["change_min"] > 0
    assert table.notes[0] == "x: 99.9 % with an mttr of 2h is an mtbf of 83.25d, which 20d replaces"


def test_a_copy_of_the_unknown_changes_nothing() -> None:
    """And the note says why."""
    (table,) = answer(architecture("components: {a: {depends_on: [b]}, b: {slo: 99%}}"), add_replica=(parse_copies("a"),))
    assert table.rows == () and table.lead == "nothing changes: neither a composite nor whether a promise can be kept"
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


def test_a_promise_of_a_callee_changes_what_is_left_to_its_callers() -> None:
    """No composite rests on a promise of a component that needs others, but promises are judged by it."""
    text = "components: {web: {slo: 99.5%, depends_on: [auth]}, auth: {slo: 99.9%, depends_on: [db]}, db: {availability: 99.99%}}"
    (table,) = answer(architecture(text), set=(parse_setting("auth.slo=99.8%"),))
    assert table.lead == "no composite changes, but what its callees promise leaves web 99.8 % at best, now 99.9 %"
    (table,) = answer(architecture(text), set=(parse_setting("auth.slo=99%"),))
    assert "promises that change: web within reach -> contradicted" in table.lead


def test_two_values_for_one_key_are_refused() -> None:
    """Nobody can tell which of them is meant."""
    with pytest.raises(BadCall, match=r"dns.slo cannot be 99% and 98% at once; set it once"):
        answer(webshop(), set=(parse_setting("dns.slo=99%"), parse_setting("dns.slo=98%")))


def test_what_is_gone_promises_nothing_any_more() -> None:
    """Of a pair that promises 99 % each, the one that is left is all that its caller can count on."""
    described = architecture(
        "components: {web: {slo: 99.95%, entry: true, depends_on: [{any_of: [a, b]}]}, "
        "a: {slo: 99%, depends_on: [x]}, b: {slo: 99%, depends_on: [y]}, x: {}, y: {}}"
    )
    (table,) = answer(described, remove=("a",))
    assert {row["component"]: row["promise"] for row in rows(table)} == {
        "a": "within reach -> removed",
        "web": "within reach -> contradicted",
    }


def test_the_sentence_says_why_a_promise_is_out_of_reach_though_nothing_is_down_longer() -> None:
    """What is left is taken as never failing, so that no composite shows that one of two vendors is gone; promises do."""
    described = architecture(
        "components: {web: {availability: 99.99%, slo: 99.9%, entry: true, depends_on: [{any_of: [a, b]}]}, "
        "a: {slo: 99%, depends_on: [x]}, b: {slo: 99%, depends_on: [y]}, x: {}, y: {}}"
    )
    (table,) = answer(described, remove=("a",))
    assert table.lead == (
        "web is down 4.32 min in 30d as before; promises that change: web within reach -> out of reach "
        "(what its callees promise leaves 98.9901 % at best); 2 of 5 components change"
    )
    (table,) = answer(described, remove=("a", "web"))
    assert "promises that change" not in table.lead and "web" in [row["component"] for row in rows(table)]


def test_another_contract() -> None:
    """Of a vendor that says no more it is the number; where it needs others, what its callers count on."""
    vendor = "web: {availability: 99.9%, slo: 99.5%, depends_on: [vendor]}, vendor: {external: true, slo: 99.99%, sla: 99.9%"
    (table,) = answer(architecture(f"components: {{{vendor}}}}}"), set=(parse_setting("vendor.sla=99%"),))
    assert [(row["component"], row["promise"]) for row in rows(table)][1] == ("web", "kept -> out of reach")
    assert rows(table)[0]["after"].unavailability_low == pytest.approx(0.01)
    needing = architecture(f"components: {{{vendor}, depends_on: [x]}}, x: {{}}}}")
    (table,) = answer(needing, set=(parse_setting("vendor.sla=99%"),))
    assert "web within reach -> out of reach (what its callees promise leaves 98.901 % at best)" in table.lead


def event(kind: str = "basic-event") -> Architecture:
    return architecture(f"components: {{top: {{kind: gate, depends_on: [pump]}}, pump: {{kind: {kind}, availability: 99%}}}}")


@pytest.mark.parametrize("written", ["0.0001", "0.01%", "1e-4"])
def test_events_have_probabilities(written: str) -> None:
    """What an availability is to a component, a probability is to the event that takes it down."""
    (table,) = answer(event(), set=(parse_setting(f"pump.probability={written}"),))
    assert table.title == f"What if pump.probability is {written}"
    assert [row["after"].unavailability_low for row in rows(table)] == pytest.approx([1e-4, 1e-4], rel=1e-12)


def test_only_events_have_probabilities() -> None:
    """Gates have those of what they are made of, and components availabilities."""
    with pytest.raises(BadCall, match="test/top is a gate"):
        answer(event(), set=(parse_setting("top.probability=0.1"),))
    with pytest.raises(BadCall, match="no event of a fault tree; set its availability"):
        answer(event("service"), set=(parse_setting("pump.probability=0.1"),))
    for wrong in ("2", "-1e-3", "1e", "nan", "few"):
        with pytest.raises(ValueError, match="is not a probability"):
            parse_setting(f"pump.probability={wrong}")
