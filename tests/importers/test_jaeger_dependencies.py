import csv
import json
from pathlib import Path
from re import DOTALL, findall

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.composition import read_document
from sosgraph.document import Document
from sosgraph.errors import ReadRefused
from sosgraph.importers.jaeger_dependencies import IMPORTER
from sosgraph.load import Loaded, load
from sosgraph.model.requirement import dependencies_of
from sosgraph.model.workload import Entry
from tests.running import run
from tests.texts import hostile_text

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures" / "foreign" / "jaeger_dependencies"
REALWORLD = ROOT.parent / "shared" / "data" / "realworld"


def neighbour(path: str) -> Document:
    raise ReadRefused("it is not there")


def loaded(text: str, *others: str) -> tuple[Loaded, Document]:
    document = read_document("links.json", text.encode("utf-8", "surrogatepass"))
    more = [read_document(f"{number}.yaml", other.encode()) for number, other in enumerate(others)]
    return load([document, *more], neighbour), document


def shipped(name: str) -> tuple[Loaded, Document]:
    return loaded((FIXTURES / name).read_text("utf-8"))


def edges(found: Loaded) -> dict[tuple[str, str], float]:
    return {(caller.name, needed.callee): needed.calls for caller, needed, _ in found.architecture.dependencies()}


def test_links_are_hard_dependencies_that_were_inferred() -> None:
    """With the calls for each request that the caller got; what was called zero times or by itself is none."""
    found, _ = shipped("dependencies.json")
    assert not found.findings
    assert edges(found) == {
        ("links/web", "links/cart"): 1.0,
        ("links/web", "links/search"): 1.0,
        ("links/cart", "links/redis@cache:6379"): 3.0,
        ("links/cart", "links/GET%20%2Fprices"): 0.75,
    }
    told = tuple(found.architecture.dependencies())
    assert all(hard and one.inferred and one.kind == "call" and one.phases == ("run",) for _, one, hard in told)


def test_traces_begin_where_nobody_calls() -> None:
    """The only entry is the service that calls and was never called."""
    components = shipped("dependencies.json")[0].architecture.components.values()
    assert [(one.name, one.entry) for one in components if one.entry] == [("links/web", Entry())]


def test_a_dependency_stands_where_its_link_does() -> None:
    """At the line of the link, and a service at the word that names it first."""
    found, document = shipped("dependencies.json")
    (search,) = (one for _, one, _ in found.architecture.dependencies() if one.callee == "links/search")
    assert document.span(search.at)[:2] == (4, 5)
    assert document.span(found.architecture.components["links/search"].at)[:2] == (4, 32)


def test_every_mistake_is_a_finding_at_its_place() -> None:
    """And what is right beside it is read."""
    found, document = shipped("faults.json")
    assert sorted((document.span(one.at).start_line, one.message) for one in found.findings) == [
        (3, "element 2 of the document has no 'child'; add it"),
        (4, "'parent' has no value; write one or leave the key out"),
        (5, "'child' is a list; write a single value"),
        (6, "'callCount': 'many' is no number of calls; write a whole number of zero or more"),
        (7, "'callCount': '-1' is no number of calls; write a whole number of zero or more"),
        (8, "element 7 of the document is text; write a mapping (key: value)"),
    ]
    assert set(edges(found)) == {("links/web", "links/cart"), ("links/cart", "links/db")}


@pytest.mark.parametrize(("written", "count"), [("3.0", 3), ("1e3", 1000), ("1.5E1", 15), ("0.0", 0), ("7", 7)])
def test_a_whole_number_is_one_however_it_is_spelt(written: str, count: int) -> None:
    """As JSON knows one kind of number only."""
    links = f'[{{"parent": "w", "child": "a", "callCount": 1}}, {{"parent": "a", "child": "b", "callCount": {written}}}]'
    found, _ = loaded(links)
    assert not found.findings and edges(found).get(("links/a", "links/b"), 0) == count


@pytest.mark.parametrize("written", ["1.5", "1e-1", "1e19", "-1.0", "1e999", "9" * 100_000])
def test_what_is_no_count_is_a_short_finding(written: str) -> None:
    """However long it is."""
    found, _ = loaded(f'[{{"parent": "a", "child": "b", "callCount": {written}}}]')
    (finding,) = found.findings
    assert "is no number of calls" in finding.message and len(finding.message) < 200


@pytest.mark.parametrize(("end", "other"), [("parent", "child"), ("child", "parent")])
def test_null_names_no_service(end: str, other: str) -> None:
    """Unlike the text "null", which is a name."""
    found, _ = loaded(f'[{{"{end}": null, "{other}": "b", "callCount": 1}}]')
    assert [one.message for one in found.findings] == [f"'{end}' is null; write the name of a service"]
    assert not found.architecture.components
    named, _ = loaded(f'[{{"{end}": "null", "{other}": "b", "callCount": 1}}]')
    assert not named.findings and "links/null" in named.architecture.components


@given(st.lists(hostile_text().filter(lambda text: bool(text.strip())), min_size=2, max_size=6, unique=True))
def test_any_names_load_and_stay_different(names: list[str]) -> None:
    """Whatever services are called, each is a component of its own, and no name has syntax in it."""
    text = json.dumps([{"parent": names[0], "child": name, "callCount": 1} for name in names[1:]])
    found, _ = loaded(text.replace("\x7f", "\\u007f"))  # which JSON has as it is, and nobody can see
    assert not found.findings
    assert len(found.architecture.components) == len(names)
    assert all(name.count("/") == 1 and " " not in name and "#" not in name for name in found.architecture.components)


def test_what_an_overlay_declares_decides() -> None:
    """A dependency that is declared soft is soft, and numbers are added."""
    overlay = "system: links\ncomponents: {web: {slo: 99%, depends_on: [{on: cart, soft: true}]}}"
    found, _ = loaded('[{"parent": "web", "child": "cart", "callCount": 2}]', overlay)
    web = found.architecture.components["links/web"]
    assert not found.findings and web.slos and not web.requires
    assert [one.callee for one in web.uses] == ["links/cart"] and not web.uses[0].inferred


@given(st.data())
def test_mutilated_links_give_findings_and_no_traceback(data: st.DataObject) -> None:
    """Whatever is cut out or put in."""
    text = (FIXTURES / data.draw(st.sampled_from(["dependencies.json", "faults.json"]))).read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    between = data.draw(st.sampled_from(["", "{", "]", '"', "null", "{}", ',"parent":', "&a ", "*a", "\x00", "1e999"]))
    loaded(text[:start] + between + text[end:])


def test_the_command_line_answers() -> None:
    """Which services fall with the one that all rest on."""
    outcome = run("blast-radius", str(FIXTURES / "dependencies.json"), "--component", "cart")
    assert outcome.status == 0 and "web" in outcome.out, outcome.err


def test_the_page_says_what_happens() -> None:
    """Its example in JSON makes the architecture of the one in YAML beside it, but that nobody declared it."""
    page = (ROOT / "sosgraph" / "docs" / "importers" / "jaeger-dependencies.md").read_text("utf-8")
    (links,) = findall(r"```json\n(.*?)```", page, DOTALL)
    yaml, overlay = findall(r"```yaml\n(.*?)```", page, DOTALL)
    said, _ = loaded(links)
    written = load([read_document("links.yaml", yaml.encode())], neighbour)
    assert edges(said) == edges(written)
    kinds = [{name: (one.kind, one.entry) for name, one in of.architecture.components.items()} for of in (said, written)]
    assert kinds[0] == kinds[1]
    both, _ = loaded(links, overlay.replace("dependencies", "links", 1))
    cart = both.architecture.components["links/cart"]
    assert not both.findings and not cart.requires and len(cart.uses) == 1


@pytest.mark.conformance
@pytest.mark.skipif(not REALWORLD.is_dir(), reason="the reference data is not at hand")
def test_counts_agree_with_an_independent_count() -> None:
    """Of services and links in all files of the kind; no other file is taken for one."""
    rows = list(csv.DictReader((REALWORLD / "INDEX.csv").read_text("utf-8").splitlines()))
    counted = 0
    for row in rows:
        document = read_document(row["local_path"], (REALWORLD / row["local_path"]).read_bytes())
        assert IMPORTER.recognises(document) == (row["kind"] == "jaeger-dependencies"), row["local_path"]
        if row["kind"] == "jaeger-dependencies":
            found = load([document], neighbour)
            assert not found.findings
            needs = [
                one for each in found.architecture.components.values() for need in each.requires for one in dependencies_of(need)
            ]
            assert (len(found.architecture.components), len(needs)) == (int(row["services"]), int(row["edges"]))
            counted += 1
    assert counted == 2
