from pathlib import Path
from re import DOTALL, findall
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.composition import read_document
from sosgraph.document import Document
from sosgraph.errors import ReadRefused
from sosgraph.importers.packages import IMPORTER
from sosgraph.load import Loaded, load
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, dependencies_of
from tests.running import run

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures" / "foreign" / "packages"
HEADER = "package,group,alternatives,kind\n"


def neighbour(path: str) -> Document:
    raise ReadRefused("it is not there")


def loaded(text: str, *others: str, name: str = "shop") -> tuple[Loaded, Document]:
    document = read_document(name, text.encode())
    more = [read_document(f"{number}.yaml", other.encode()) for number, other in enumerate(others)]
    return load([document, *more], neighbour), document


def shipped(name: str) -> tuple[Loaded, Document]:
    return loaded((FIXTURES / name).read_text("utf-8"))


def component(found: Loaded, name: str) -> Component:
    return found.architecture.components[f"shop/{name}"]


def needs(found: Loaded, name: str) -> list[list[str]]:
    """Return the names in each thing that a package requires."""
    return [[one.callee[5:] for one in dependencies_of(need)] for need in component(found, name).requires]


def messages(found: Loaded, document: Document) -> list[tuple[int, int, str]]:
    return sorted((*document.span(one.at)[:2], one.message) for one in found.findings)


def test_rows_are_needs_with_alternatives() -> None:
    """All rows of a package are needed, one alternative of a row is enough; what is said twice counts once."""
    found, _ = shipped("shop.csv")
    assert not found.findings
    assert needs(found, "shop") == [["libstdc++6"], ["python3", "pypy3"]]
    assert isinstance(component(found, "shop").requires[1], AtLeast) and component(found, "shop").requires[1].need == 1
    assert [(one.callee, one.fallback and one.fallback.callee) for one in component(found, "shop").uses] == [
        ("shop/mail-agent", "shop/mta")
    ]
    assert component(found, "libstdc++6").requires == (
        Dependency("shop/libc6", phases=("run", "deploy")),
        Dependency("shop/gcc-base"),
    )
    assert not component(found, "pypy3").uses  # what is needed anyway is not recommended besides


def test_packages_without_rows_are_components() -> None:
    """They need nothing, and that they are taken so is said once."""
    found, _ = shipped("shop.csv")
    assert component(found, "shop-docs").requires == () and not component(found, "shop-docs").external
    assert found.architecture.assumptions == ("packages: 6 of them have no row of their own and are taken to need nothing",)


def test_a_row_is_a_place() -> None:
    """With its word where it has several."""
    found, document = shipped("shop.csv")
    first, second = component(found, "shop").requires
    assert document.span(first.at) == (2, 1, 2, 26)
    assert [document.span(one.at) for one in dependencies_of(second)] == [(3, 8, 3, 15), (3, 18, 3, 23)]


def test_every_mistake_in_a_table_is_a_finding_at_its_place() -> None:
    """And the other rows are read."""
    assert messages(*shipped("faults.csv")) == [
        (3, 1, "3 cells; write package,group,alternatives,kind, with quotes around a cell that holds a comma"),
        (4, 1, "no package is named here; write its name in the first cell"),
        (5, 8, "'libc6 |' names nothing; write names divided by '|'"),
        (6, 14, "'depend' is no kind of relation; did you mean 'depends' or 'pre-depends'?"),
    ]
    assert needs(shipped("faults.csv")[0], "shop") == [["libc6"], ["libssl"]]


@pytest.mark.parametrize("header", ["package,section,priority", "package,kind,alternatives,group", "package,"])
def test_another_table_is_one_finding(header: str) -> None:
    """That says which columns are read."""
    ((line, _, message),) = messages(*loaded(f"{header}\na,b,c\n"))
    assert line == 1 and message == f"the columns are {header}; write package,group,alternatives,kind in the first row"


def test_a_header_in_capitals_is_read() -> None:
    """As spreadsheets like to have it, with quotes or without."""
    for header in ("Package,Group,Alternatives,Kind", '"PACKAGE","Group","Alternatives","Kind"'):
        found, _ = loaded(f"{header}\na,0,b,depends\n")
        assert not found.findings and needs(found, "a") == [["b"]]


def test_a_row_that_begins_with_a_hash_is_a_comment() -> None:
    """Wherever it stands, and however many cells it seems to have."""
    found, _ = loaded(f"{HEADER}#a,0,b,depends\n# a, note\na,0,c,depends\n#a,0,d,depends\na,0,e,depends\n")
    assert not found.findings and needs(found, "a") == [["c"], ["e"]]
    assert set(found.architecture.components) == {"shop/a", "shop/c", "shop/e"}


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}{'a' * 201},0,b,depends\nc,0,d,depends\n",
        f"{HEADER}c,0,{'a' * 201},depends\n",
        f"{HEADER}c,0,d|{'a' * 201},depends\n",
        f"Package: {'a' * 201}\n\nPackage: c\n",
        f"Package: c\nDepends: {'a' * 201}\n",
    ],
)
def test_a_longer_name_is_a_finding(text: str) -> None:
    """200 characters at most, which are read; of the longer one only the beginning is shown."""
    found, _ = loaded(text)
    (finding,) = found.findings
    assert finding.message == f"'{'a' * 60}'… has 201 characters; a name has 200 at most"
    assert not loaded(text.replace("a" * 201, "a" * 200))[0].findings


@pytest.mark.parametrize(
    "text",
    [
        f"Package: {'%' * 100_000}\n",
        f"Package: a\nDepends: {'%' * 100_000}\n",
        f"{HEADER}a,0,b,{'x' * 100_000}\n",
        f"{HEADER}a,0,{' |' * 50_000},depends\n",
        f"package,{'x' * 100_000}\n",
    ],
)
def test_no_message_is_as_long_as_what_it_quotes(text: str) -> None:
    """It shows the beginning."""
    assert all(len(finding.message) < 300 for finding in loaded(text)[0].findings) and loaded(text)[0].findings


@pytest.mark.parametrize("relation", ["b{}(x", "b (x){}[", "b{}[x", "b{}<x", "b <x>{}<", "b:any{}(", "b (x){}(x)"])
def test_blanks_in_a_broken_relation_are_read_once(relation: str) -> None:
    """However many there are: twenty thousand take no noticeable time, where a search in all divisions would take hours."""
    begun = perf_counter()
    found, _ = loaded(f"Package: a\nDepends: {relation.format(' ' * 20_000)}\n")
    assert perf_counter() - begun < 5 and len(found.findings) == 1


def test_rows_with_quotes_are_rows() -> None:
    """As spreadsheets write them; a place is then the whole row."""
    found, document = loaded('package,group,alternatives,kind\n"shop",0,"a | b","depends"\nshop,1,"c",depends\n')
    assert not found.findings and needs(found, "shop") == [["a", "b"], ["c"]]
    assert document.span(component(found, "shop").requires[1].at).start_line == 3


def test_rows_of_a_package_need_not_stand_together() -> None:
    """They are one package all the same."""
    found, _ = loaded(f"{HEADER}a,0,b,depends\nb,0,c,depends\na,1,c,depends\n")
    assert needs(found, "a") == [["b"], ["c"]] and len(found.architecture.components) == 3


@pytest.mark.parametrize("order", [("depends", "pre-depends"), ("pre-depends", "depends")])
def test_the_stronger_of_two_relations_counts(order: tuple[str, str]) -> None:
    """Whichever stands first."""
    found, _ = loaded(HEADER + "".join(f"a,{group},b,{kind}\n" for group, kind in enumerate(order)))
    assert [one.phases for one in component(found, "a").requires] == [("run", "deploy")]


def test_stanzas_are_packages() -> None:
    """Versions, architectures and qualifiers are left out; fields go on in further lines, past comments."""
    found, document = shipped("Packages")
    assert not found.findings
    assert needs(found, "shop") == [
        ["dpkg"],
        ["libc6"],
        ["python3", "pypy3"],
        ["mail-transport-agent"],
        ["awk:provided", "busybox"],
    ]
    assert [document.span(one.at)[:2] for one in dependencies_of(component(found, "shop").requires[4])] == [(9, 2), (9, 8)]
    assert [one.callee for one in component(found, "shop").uses] == ["shop/shop-docs"]


def test_providers_stand_for_what_they_provide() -> None:
    """Any of them; of a name that is real too, the real one besides. It cannot fail by itself."""
    found, _ = shipped("Packages")
    assert needs(found, "mail-transport-agent") == [["postfix", "exim4"]]
    assert needs(found, "editor") == [["exim4"]]
    assert needs(found, "awk:provided") == [["awk", "mawk"]]
    assert needs(found, "mawk") == [["libc6"], ["awk"]]  # it asks for a version
    virtual = [one for one in found.architecture.components.values() if one.kind == "virtual-package"]
    assert len(virtual) == 3 and all(one.own.availability == (1.0, 0.0) for one in virtual)


def test_what_is_not_in_the_file_is_external() -> None:
    """And counted, as are further versions of a package."""
    found, _ = shipped("Packages")
    strangers = [name for name, one in found.architecture.components.items() if one.external]
    assert strangers == ["shop/dpkg", "shop/pypy3", "shop/busybox", "shop/shop-docs"]
    assert [each.partition(" are ")[0] for each in found.architecture.assumptions] == ["packages: 4", "packages: 1"]


def test_every_mistake_in_stanzas_is_a_finding_at_its_place() -> None:
    """And the other fields are read."""
    found, document = shipped("faults.control")
    assert [(line, column, message.partition(";")[0]) for line, column, message in messages(found, document)] == [
        (2, 17, "'${shlibs:Depends}' is no relation"),
        (2, 36, "'python3 (>= 3.9' is no relation"),
        (4, 1, "this is no field"),
        (7, 1, "this stanza does not begin with 'Package:'"),
        (9, 10, "'../../etc' is no name of a package"),
        (12, 1, "'Package' is written twice in a stanza"),
    ]
    assert needs(found, "shop") == [["libc6"], ["pypy3"]]


def test_an_overlay_is_merged() -> None:
    """What another file says of a package is added, and what it rests on stays."""
    overlay = "system: shop\ncomponents: {python3: {slo: 99%, owner: team, depends_on: [{on: tzdata, soft: true}]}, tzdata: }"
    found, _ = loaded((FIXTURES / "shop.csv").read_text("utf-8"), overlay)
    assert not found.findings
    assert component(found, "python3").owner == "team" and component(found, "python3").uses
    assert needs(found, "python3") == [["libc6"]] and needs(found, "shop") == needs(shipped("shop.csv")[0], "shop")


@pytest.mark.parametrize("name", ["shop.csv", "Packages"])
def test_merging_with_nothing_changes_nothing(name: str) -> None:
    """Beside a file that says only that a package is there, all is as it was."""
    text = (FIXTURES / name).read_text("utf-8")
    alone = loaded(text)[0].architecture
    beside = loaded(text, "system: shop\ncomponents: {python3: }")[0].architecture
    assert beside == alone and [one.at for one in beside.components.values()] == [one.at for one in alone.components.values()]


def test_systems_beside_each_other_stay_apart() -> None:
    """A list and an architecture of another name; a reference may lead from that one into the list."""
    found, _ = loaded(f"{HEADER}a,0,b,depends\n", "system: web\ncomponents: {page: {depends_on: [shop/a]}}")
    assert not found.findings and found.architecture.systems == ("shop", "web")
    assert [one.callee for one in found.architecture.components["web/page"].requires] == ["shop/a"]


@given(st.data())
def test_mutilated_lists_give_findings_and_no_traceback(data: st.DataObject) -> None:
    """Whatever is cut out or put in."""
    name = data.draw(st.sampled_from(["shop.csv", "faults.csv", "Packages", "faults.control"]))
    text = (FIXTURES / name).read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.one_of(st.just(start), st.integers(start, len(text))))
    between = data.draw(
        st.sampled_from(["", '"', ",", "|", "\n", "\n\n", " ", ":", "(", "Package: a\n", "\x00", "\u2028", "x" * 200_000])
    )
    found, document = loaded(text[:start] + between + text[end:])
    for finding in found.findings:
        document.span(finding.at)


@pytest.mark.parametrize("text", [HEADER, "Package: \n", "# nothing\npackage,group,alternatives,kind\n\n"])
def test_an_empty_list_is_a_finding(text: str) -> None:
    """It is a list, but nothing stands in it."""
    found, document = loaded(text)
    assert IMPORTER.recognises(document) and len(found.findings) == 1 and not found.architecture.components


def test_many_packages_that_provide_and_need_the_same_stay_few_edges() -> None:
    """A thousand providers for a thousand callers are two thousand edges, not a million."""
    stanzas = [f"Package: p{number}\nProvides: v\n\nPackage: c{number}\nDepends: v\n" for number in range(1_000)]
    found, _ = loaded("\n".join(stanzas))
    assert sum(1 for _ in found.architecture.dependencies()) == 2_000


def test_the_command_line_answers(tmp_path: Path) -> None:
    """From a file as it is downloaded, too."""
    import gzip

    packed = tmp_path / "Packages.gz"
    packed.write_bytes(gzip.compress((FIXTURES / "Packages").read_bytes()))
    outcome = run("blast-radius", str(packed), "--component", "libc6")
    assert outcome.status == 0 and "shop" in outcome.out, outcome.err


def test_the_page_says_what_happens() -> None:
    """Its table makes the architecture of the YAML beside it, and its stanzas are read."""
    page = (ROOT / "sosgraph" / "docs" / "importers" / "packages.md").read_text("utf-8")
    (table,) = findall(r"```csv\n(.*?)```", page, DOTALL)
    (yaml,) = findall(r"```yaml\n(.*?)```", page, DOTALL)
    (stanzas,) = findall(r"```debcontrol\n(.*?)```", page, DOTALL)
    said, _ = loaded(table.replace("libstdc++6", "libstdcxx6"))
    written = load([read_document("shop.yaml", yaml.encode())], neighbour)
    assert not said.findings and dict(said.architecture.components) == dict(written.architecture.components)
    assert not loaded(stanzas)[0].findings and "shop/mail-transport-agent" in loaded(stanzas)[0].architecture.components
