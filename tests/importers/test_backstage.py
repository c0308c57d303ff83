import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.catalog import find
from sosgraph.composition import read_document
from sosgraph.description.parts import ComponentDescription, Description
from sosgraph.description.resolving import architecture_of
from sosgraph.document import Document
from sosgraph.importers.backstage import IMPORTER
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.workload import Entry
from sosgraph.parameter import arguments
from sosgraph.quantity import parse_ratio

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures" / "foreign" / "backstage"
REALWORLD = ROOT.parent / "shared" / "data" / "realworld"


def entity(kind: str, name: str, spec: str = "{}", metadata: str = "") -> str:
    return f"---\napiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{name: {name}{metadata}}}\nspec: {spec}\n"


def imported(text: str, **parameters: object) -> tuple[Document, tuple[Description, ...]]:
    document = read_document("catalog-info.yaml", text.encode())
    return document, tuple(IMPORTER.read(document, read_document, **parameters))


def shipped(name: str) -> tuple[Document, tuple[Description, ...]]:
    return imported((FIXTURES / f"{name}.yaml").read_text(encoding="utf-8"))


def components(descriptions: tuple[Description, ...]) -> dict[str, ComponentDescription]:
    return {f"{one.system}/{component.name}": component for one in descriptions for component in one.components}


def edges(descriptions: tuple[Description, ...]) -> set[tuple[str, str]]:
    return {(caller, need.on) for caller, component in components(descriptions).items() for need in component.needs}


def messages(document: Document) -> list[tuple[int, str]]:
    return sorted((document.span(finding.at).start_line, finding.message) for finding in document.findings)


def test_reads_systems_components_and_relations() -> None:
    """Each system becomes a description, and every relation an edge from caller to callee."""
    document, descriptions = shipped("shop")
    assert not document.findings
    assert [one.system for one in descriptions] == ["shop", "platform"]
    assert edges(descriptions) == {
        ("shop/web", "shop/orders.api"),
        ("shop/web", "shop/recommendations"),
        ("shop/orders.api", "shop/orders"),
        ("shop/orders", "shop/orders-db"),
        ("shop/orders", "platform/dns"),
    }


def test_the_shop_is_an_architecture() -> None:
    """What is imported resolves without a finding, and the annotated dependency is a soft one."""
    architecture, findings = architecture_of(shipped("shop")[1])
    assert not findings
    web = architecture.components["shop/web"]
    assert [dependency.callee for dependency in web.uses] == ["shop/recommendations"]
    assert [dependency.phases for _, dependency, _ in architecture.dependencies()] == [("run",)] * 5
    assert {dependency.kind for _, dependency, _ in architecture.dependencies()} == {"call"}


def test_annotations_are_values() -> None:
    """SLO, SLA, availability, tier and rate come from annotations, kind from `spec.type`, owner without its defaults."""
    found = components(shipped("shop")[1])
    web = found["shop/web"].values
    assert (web["tier"], web["entry"], web["kind"], web["owner"]) == (1, Entry(300.0), "website", "team-web")
    assert [slo.target for slo in web["slo"]] == [parse_ratio("99.5%")]
    assert found["shop/orders"].values["availability"] == parse_ratio("99.95%")
    assert [sla.target for sla in found["shop/orders-db"].values["sla"]] == [parse_ratio("99.99%")]
    assert found["shop/orders.api"].values["kind"] == "api"
    assert found["shop/recommendations"].values["owner"] == "user:jane"


def test_the_page_says_what_it_means() -> None:
    """The two examples of the page, Backstage's and ours, are the same architecture."""
    page = (ROOT / "sosgraph" / "docs" / "importers" / "backstage.md").read_text(encoding="utf-8")
    foreign, own = [block.partition("```")[0] for block in page.split("```yaml\n")[1:]]
    document = read_document("own.yaml", own.encode())
    theirs, theirs_findings = architecture_of(imported(foreign)[1])
    ours, our_findings = architecture_of(find("importers", "architecture").read(document, read_document))
    assert not [*theirs_findings, *our_findings, *document.findings]
    assert normal(theirs) == normal(ours)


def normal(architecture: Architecture) -> list[Component]:
    """Return the components by name, their dependencies in the order of callees."""
    return [
        replace(component, requires=tuple(sorted(component.requires, key=str)))
        for _, component in sorted(architecture.components.items())
    ]


def test_a_system_gives_its_owner_and_place() -> None:
    """The entity of a system is where its description stands, and owns what names no owner."""
    document, descriptions = imported(
        entity("Component", "a", "{system: s}") + entity("System", "s", "{owner: group:default/team-s}")
    )
    assert [(one.owner, document.span(one.at).start_line) for one in descriptions] == [("team-s", 9)]
    assert [component.owner for component in architecture_of(descriptions)[0].components.values()] == ["team-s"]


@pytest.mark.parametrize("first", ["Component", "API"])
def test_the_same_name_of_two_kinds(first: str) -> None:
    """A component keeps its name and the API of the same name takes a suffix, in whichever order they stand."""
    kinds = [first, "API" if first == "Component" else "Component", "Resource"]
    _, descriptions = imported("".join(entity(kind, "orders", "{system: s}") for kind in kinds))
    assert set(components(descriptions)) == {"s/orders", "s/orders.api", "s/orders.resource"}


def test_a_suffix_is_never_taken_twice() -> None:
    """A suffix that is somebody's name already gives way."""
    text = entity("Resource", "a.api") + entity("Component", "a") + entity("API", "a")
    assert list(components(imported(text)[1])) == ["default/a.api", "default/a", "default/a.api.default"]


def test_a_relation_from_both_sides_is_one() -> None:
    """`dependsOn` here and `dependencyOf` there are one dependency, at the first of the two places."""
    document, descriptions = imported(
        entity("Component", "a", "{dependsOn: [resource:b]}") + entity("Resource", "b", "{dependencyOf: [component:a]}")
    )
    assert [len(component.needs) for one in descriptions for component in one.components] == [1, 0]
    assert document.span(descriptions[0].components[0].needs[0].at).start_line == 5


@pytest.mark.parametrize("reference", ["b", "resource:b", "Resource:B", "resource:other/b", "other/b", "OTHER/b"])
def test_references_to_entities_of_another_namespace_and_case(reference: str) -> None:
    """Kind and namespace may be left out where they are the default, and case does not matter."""
    here = ", namespace: other" if "/" not in reference else ""
    text = entity("Component", "a", f"{{dependsOn: ['{reference}']}}", here) + entity(
        "Resource", "b", metadata=", namespace: other"
    )
    ours = "other" if here else "default"
    assert edges(imported(text)[1]) == {(f"{ours}/a", "other/b")}


def test_without_a_system_the_namespace_is_one() -> None:
    """The system is `spec.system`, else the namespace, else `default`."""
    text = entity("Component", "a") + entity("Component", "b", metadata=", namespace: n")
    text += entity("Component", "c", "{system: 'system:n/s'}", ", namespace: n")
    assert list(components(imported(text)[1])) == ["default/a", "n/b", "s/c"]


def test_references_into_other_files_are_found_by_name() -> None:
    """What is not in the file is `*/name`, and found once the other file is there; else it is a finding."""
    billing, shop = shipped("billing")[1], shipped("shop")[1]
    known = billing[:1]
    assert [need.on for need in known[0].components[0].needs] == ["*/orders-db"]
    architecture, findings = architecture_of(known + shop)
    assert not findings
    assert [dependency.callee for dependency in architecture.components["billing/invoices"].requires] == ["shop/orders-db"]
    assert len(architecture_of(known)[1]) == 1


def test_a_void_is_a_finding_with_the_nearest_name() -> None:
    """A relation may end in a void in Backstage, but not here."""
    _, descriptions = imported(entity("Component", "a", "{dependsOn: [resource:ordes-db]}") + entity("Resource", "orders-db"))
    (finding,) = architecture_of(descriptions)[1]
    assert "'ordes-db'" in finding.message
    assert "did you mean 'orders-db'" in finding.message


def test_a_caller_in_another_file_is_a_stranger() -> None:
    """When an entity of another file depends on one of this, that one's dependency is said of `*/name`."""
    stranger = shipped("billing")[1][-1]
    assert stranger.system == "*"
    assert [(one.name, [need.on for need in one.needs], one.values) for one in stranger.components] == [
        ("web", ["billing/invoices"], {})
    ]


def test_every_mistake_has_its_place() -> None:
    """Each mistake is a finding at its line, and the entities after it are still read."""
    document, descriptions = shipped("faults")
    assert list(components(descriptions)) == ["default/cart", "default/last"]
    assert edges(descriptions) == {("default/cart", "*/cart-cache")}
    expected = [
        (6, "'99.9' is above 1"),
        (7, "'sosgraph.io/slos' is not known here; did you mean 'sosgraph.io/slo'"),
        (8, "'gold' is not a tier"),
        (9, "'cart-cash', on which 'cart' does not depend; did you mean 'cart-cache'?"),
        (9, "'\"a b\"' is not an entity reference"),
        (10, "'dependsOn' stands outside 'spec', where Backstage ignores it"),
        (15, "'dependsOn' is text; write a list"),
        (16, "'consumesApi' is not known to Backstage; did you mean 'consumesApis'?"),
        (19, "'a:b:c' is not an entity reference"),
        (20, "a system is not a part"),
        (21, "is a mapping"),
        (27, "has no 'name'"),
        (31, "did you mean 'Component'?"),
        (38, "described twice"),
        (40, "has no 'kind'"),
        (44, "is a list"),
        (49, "is not a name"),
        (55, "'annotations' is text"),
        (56, "'spec' is text"),
    ]
    found = messages(document)
    assert [line for line, _ in found] == [line for line, _ in expected]
    for (_, message), (_, part) in zip(found, expected, strict=True):
        assert part in message


@pytest.mark.parametrize("kind", ["Group", "User", "Location", "Template", "Domain", "System", "AiResource", "MyComponent"])
def test_other_kinds_are_passed_over(kind: str) -> None:
    """People, places and a catalog's own kinds are no components, and no mistakes."""
    document, descriptions = imported(entity(kind, "x", "{owner: o}"))
    assert (document.findings, descriptions) == ((), ())


def test_keys_without_a_value_are_nothing() -> None:
    """An empty relation or annotation list is as good as none."""
    document, descriptions = imported(entity("Component", "a", "{dependsOn: }", ", annotations: "))
    assert not document.findings
    assert not edges(descriptions)


def test_relations_may_all_be_soft() -> None:
    """`relations-are-hard: false` makes every relation a soft one, and the assumption says so."""
    given_values = arguments("backstage", IMPORTER.parameters, {"relations-are-hard": "false"})
    _, descriptions = imported((FIXTURES / "shop.yaml").read_text(encoding="utf-8"), **given_values)
    assert all(need.soft for component in components(descriptions).values() for need in component.needs)
    assert "taken as soft" in descriptions[0].assumptions[0]
    assert "taken as hard" in shipped("shop")[1][0].assumptions[0]


def test_nothing_is_assumed_where_nothing_is_related() -> None:
    """A system without relations needs no assumption about them."""
    assert imported(entity("Component", "a"))[1][0].assumptions == ()


def test_recognises_only_entities_of_backstage() -> None:
    """The version of the entity decides, not a mention of Backstage elsewhere."""
    assert IMPORTER.recognises(read_document("x", entity("Component", "a").encode()))
    manifest = b"apiVersion: apps/v1\nkind: Deployment\nmetadata: {annotations: {backstage.io/kubernetes-id: a}}\n"
    assert not IMPORTER.recognises(read_document("x", manifest))
    assert not IMPORTER.recognises(read_document("x", b""))


def test_documents_of_other_tools_in_the_file_are_passed_over() -> None:
    """A Dapr component beside a Backstage one is not ours to judge."""
    document, descriptions = imported(entity("Component", "a") + "---\napiVersion: dapr.io/v1alpha1\nkind: Component\n")
    assert not document.findings
    assert list(components(descriptions)) == ["default/a"]


@given(st.data())
def test_mutilated_text_never_raises(data: st.DataObject) -> None:
    """Whatever is cut out of a catalog or put in, reading ends, and what it gives resolves."""
    text = (FIXTURES / f"{data.draw(st.sampled_from(['shop', 'faults']))}.yaml").read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 200)))
    between = data.draw(
        st.sampled_from(["", " ", "{", "[", ": ", "- ", "&a ", "*a", "null", "\n---\n", "''", "<<: ", "!!binary "])
    )
    document, descriptions = imported(text[:start] + between + text[end:])
    architecture_of(descriptions)
    assert all(document.span(finding.at) for finding in document.findings)


INDEX = REALWORLD / "INDEX.csv"
ROWS = csv.DictReader(INDEX.read_text(encoding="utf-8").splitlines() if INDEX.exists() else [])
REAL = [row for row in ROWS if row["kind"] == "backstage"]


@pytest.mark.conformance
@pytest.mark.skipif(not REAL, reason="the real files are not here")
@pytest.mark.parametrize("row", REAL, ids=[row["path"] for row in REAL])
def test_real_catalogs_agree_with_independent_counts(row: dict[str, str]) -> None:
    """Real catalogs are clean, and count as the index counts once systems and memberships in them are added."""
    document = read_document(row["local_path"], (REALWORLD / row["local_path"]).read_bytes())
    assert IMPORTER.recognises(document)
    descriptions = tuple(IMPORTER.read(document, read_document))
    assert not document.findings
    assert not architecture_of(descriptions)[1]
    systems = sum(node["kind"].text == "System" for node in document.streams())
    memberships = sum(bool(node["spec"]["system"]) for node in document.streams())
    assert len(components(descriptions)) + systems == int(row["services"])
    assert len(edges(descriptions)) + memberships == int(row["edges"])
