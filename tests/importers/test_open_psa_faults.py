"""What is wrong in a model is said at its line, and the rest is read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.composition import read_document
from sosgraph.description.resolving import architecture_of
from sosgraph.importers.open_psa import IMPORTER
from sosgraph.structure.composites import composite_availability
from tests.importers.open_psa_models import FIXTURES, event, gate, loaded, messages, shipped, tree
from tests.running import run


def test_every_mistake_is_a_finding_at_its_line() -> None:
    """All mistakes of one file in one run."""
    found, (document,) = shipped("faults.xml")
    assert sorted((document.span(finding.at).start_line, finding.message) for finding in found.findings) == [
        (6, "'lop' is not described in system faults; did you mean 'loop' or 'top'?"),
        (7, "'missing' is not described in system faults; describe it under components, or pass its file too"),
        (10, "'valve' is a basic event, not a gate; write <basic-event>"),
        (13, "gates cause themselves: loop -> back -> loop; take one reference out"),
        (15, "at least 3 of 2 is always so or never; write a min from 1 to 2"),
        (16, "'top' is defined twice; keep one"),
        (17, "gate 'empty' has no formula; write one, such as <or>"),
        (
            18,
            "<maybe> is no formula; write one of and, atleast, cardinality, iff, imply, nand, nor, not, or, xor",
        ),
        (19, "<xor> has 1 arguments, it takes 2; correct the formula"),
        (20, "the probability of 'valve' is 1.5; write a number from 0 to 1"),
        (21, "'pump' has a probability here and from its common-cause group; keep one"),
        (22, "parameter 'rat' is not defined; did you mean 'rate'?"),
        (23, "'shaft' has a probability here and from its common-cause group; keep one"),
        (24, "<histogram> is not computed here; write its value as <float>"),
        (25, "<div> of 1, 0 is no finite number; correct its arguments"),
        (26, "<define-basic-event> has no name; add it"),
        (27, "house event 'house' is neither true nor false; write <constant> with the value true or false"),
        (
            28,
            "<define-basc-event> is not known here; "
            "did you mean 'define-basic-event' or 'define-house-event' or 'define-component'?",
        ),
        (31, "parameter 'rate' is defined by itself; give it a value of its own"),
        (34, "the common-cause model 'chi-factor' is not computed here; write one of beta-factor, MGL, alpha-factor, phi-factor"),
        (38, "<define-event-tree> is not read; only fault trees, their data and common-cause groups are"),
        (39, "'nowhere.xml' cannot be included: it is not there"),
    ]
    assert {"faults/top", "faults/few", "faults/motor"} <= set(found.architecture.components)


def test_a_place_is_line_and_column_of_the_element() -> None:
    """Counted in characters, whatever they are."""
    found, (document,) = loaded("<opsa-mef>\n <label>größe 数据</label> <define-fault-tree/></opsa-mef>")
    (finding,) = found.findings
    assert document.span(finding.at) == (2, 26, 2, 44)
    assert document.lines[1][25:43] == "<define-fault-tree"


BOMB = '<!DOCTYPE opsa-mef [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
REFUSED = (
    (f'{BOMB}<opsa-mef><define-fault-tree name="&b;"/></opsa-mef>', "entities are declared here"),
    ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><opsa-mef>&x;</opsa-mef>', "entities are declared here"),
    ('<!DOCTYPE a [<!ENTITY % x "y">]><opsa-mef/>', "entities are declared here"),
    ("<opsa-mef>" + "<or>" * 200 + "</or>" * 200 + "</opsa-mef>", "nested deeper than 100 levels"),
    ("<opsa-mef><define-fault-tree></opsa-mef>", "not XML: mismatched tag"),
    ("<opsa-mef>", "not XML: no element found"),
    ("<opsa-mef/><opsa-mef/>", "not XML: junk after document element"),
    ('<opsa-mef a="1" a="2"/>', "not XML: duplicate attribute"),
    ("<opsa-mef>&x;</opsa-mef>", "not XML: undefined entity"),
)


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_what_is_no_xml_or_dangerous_is_one_finding(text: str, words: str) -> None:
    """Nothing is expanded, nothing else is opened, and nothing of it is read."""
    found, (document,) = loaded(text)
    assert IMPORTER.recognises(document)
    ((_, message),) = messages(document)
    assert message.startswith(words) and not found.architecture.components


def test_a_doctype_by_name_is_read_past() -> None:
    """It only names another file, which is not opened."""
    found, (document,) = loaded('<!DOCTYPE opsa-mef SYSTEM "http://example.org/mef.dtd">' + tree(event("a", 0.1)))
    assert not found.findings and tuple(found.architecture.components) == ("t/a",)
    assert IMPORTER.recognises(document)


def test_circles_of_any_length_are_found_without_recursion() -> None:
    """A ring of 3,000 gates is one finding; a chain of 3,000 is none."""
    chain = [gate(f"g{number}", f'<or><gate name="g{number + 1}"/><event name="e"/></or>') for number in range(3000)]
    ring = [*chain, gate("g3000", '<gate name="g0"/>'), event("e", 0.1)]
    found, (document,) = loaded(tree("".join(ring)))
    ((_, message),) = messages(document)
    assert message.startswith("gates cause themselves: g0 -> g1 ->") and len(found.architecture.components) == 3002
    assert not loaded(tree("".join([*chain, gate("g3000", '<event name="e"/>'), event("e", 0.1)])))[0].findings


def test_a_chain_of_parameters_is_followed_without_recursion() -> None:
    """3,000 parameters, each a half of the next."""
    chain = "".join(
        f'<define-parameter name="p{number}"><mul><float value="1"/><parameter name="p{number + 1}"/></mul></define-parameter>'
        for number in range(3000)
    )
    last = '<define-parameter name="p3000"><float value="0.25"/></define-parameter>'
    found, _ = loaded(tree('<define-basic-event name="a"><parameter name="p0"/></define-basic-event>' + chain + last))
    own = found.architecture.components["t/a"].own.availability
    assert not found.findings and own is not None and own.complement == 0.25


def test_a_circle_through_two_files_does_not_stop_the_answer() -> None:
    """Each file is sound alone; together their gates cause themselves, through a negation too."""
    one = tree(gate("a", '<not><gate name="b"/></not>'), "one")
    two = tree(gate("b", '<or><gate name="a"/><event name="e"/></or>') + event("e", 0.1), "two")
    from sosgraph.structure.composites import composites

    found, _ = loaded(one, two)
    assert not found.findings
    assert composites(found.architecture)["one/a"].estimate.upper <= 1.0


def test_many_missing_events_are_said_in_good_time() -> None:
    """A tree of 2,000 events without its data: one finding each."""
    names = "".join(f'<event name="event-number-{number}"/>' for number in range(2000))
    found, _ = loaded(tree(gate("top", f"<or>{names}</or>") + "".join(event(f"e{number}", 0.1) for number in range(2000))))
    assert len(found.findings) == 2000


def test_other_xml_is_named() -> None:
    """A draw.io diagram is no fault tree; it is called by its name."""
    outcome = run("lint", "-", stdin=b'<mxfile host="a"></mxfile>')
    assert outcome.status == 2 and "looks like a draw.io diagram" in outcome.out


TEXTS = tuple(path.read_text("utf-8") for path in sorted(FIXTURES.rglob("*.xml")))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mutilated_models_give_findings_and_no_traceback(data: st.DataObject) -> None:
    """Whatever is cut out, doubled or put in."""
    text = data.draw(st.sampled_from(TEXTS))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 200)))
    between = data.draw(
        st.sampled_from(
            (
                "",
                "<or>",
                "</or>",
                "<not>",
                '"',
                "&a;",
                "-1",
                "nan",
                "1e999",
                "<!--",
                "]]>",
                "<![CDATA[",
                "\x00",
                text[start:end] * 2,
            )
        )
    )
    found, documents = loaded(text[:start] + between + text[end:])
    for finding in found.findings:
        assert finding.message and documents[0].span(finding.at).start_line >= 1


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_attributes_of_any_value_give_findings_and_no_traceback(data: st.DataObject) -> None:
    """Names, numbers and references that nobody would write."""
    from re import findall

    text = data.draw(st.sampled_from(TEXTS))
    value = data.draw(st.sampled_from(findall(r'"([^"]*)"', text)))
    strange = data.draw(
        st.sampled_from(
            ("", " ", "a/b", "a.b", "..", "*", "0", "-1", "1e308", "inf", "nan", "1_0", "ä", "x" * 300, "999999999999")
        )
    )
    loaded(text.replace(f'"{value}"', f'"{strange}"'))


def test_a_gate_that_could_not_be_read_is_mistaken() -> None:
    """What is left of its formula is no answer: what rests on it can only be worse."""
    text = (
        '<opsa-mef><define-fault-tree name="t">'
        '<define-gate name="top"><or><gate name="half"/><basic-event name="e"/></or></define-gate>'
        '<define-gate name="half"><and><basic-event name="e"/><strange/></and></define-gate>'
        '<define-gate name="hole"><or><basic-event name="e"/><basic-event name="gone"/></or></define-gate>'
        '<define-gate name="whole"><or><basic-event name="e"/><house-event name="h"/></or></define-gate>'
        '<define-gate name="loop"><or><gate name="loop"/></or></define-gate>'
        '<define-house-event name="h"><constant value="maybe"/></define-house-event>'
        '</define-fault-tree><model-data><define-basic-event name="e"><float value="1e-3"/></define-basic-event></model-data>'
        "</opsa-mef>"
    )
    document = read_document("t.xml", text.encode())
    found, _ = architecture_of(IMPORTER.read(document, read_document))
    assert found.mistaken == {"t/half", "t/hole", "t/h", "t/loop"}
    bounds = {name for name, estimate in composite_availability(found).items() if estimate.upper_bound}
    assert bounds == {"t/top", "t/half", "t/hole", "t/whole", "t/h", "t/loop"}
