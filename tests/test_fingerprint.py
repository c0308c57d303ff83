"""What makes a finding the same finding tomorrow."""

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.composition import read_document
from sosgraph.document import Document
from sosgraph.finding import Finding, Note
from sosgraph.fingerprint import fingerprints, fingerprints_of
from sosgraph.report import Report
from sosgraph.source import Pointer, Span

CALLEES = (
    "db",
    "{on: search, soft: true}",
    "{any_of: [stripe, adyen]}",
    "{at_least: 2, of: [a, b, c]}",
    "{any_of: [{on: p}, q]}",
)


def document(text: str) -> Document:
    return read_document("a.yaml", text.encode())


def mark(finding: Finding, text: str) -> str:
    return fingerprints(Report(documents={"a.yaml": document(text)}, findings=(finding,)))[0]


def at(*path: str | int) -> Pointer:
    return Pointer("a.yaml", (0, *path))


@given(st.permutations(CALLEES), st.integers(0, 5), st.integers(0, len(CALLEES) - 1))
def test_moved_reordered_and_added_parts_change_nothing(order: list[str], lines: int, which: int) -> None:
    """Blank lines above, another component, another order of a list: the same finding."""
    before = f"web: {{depends_on: [{', '.join(CALLEES)}]}}"
    after = "\n" * lines + "other: {}\nweb:\n  owner: x\n  depends_on:\n" + "".join(f"  - {callee}\n" for callee in order)
    old = Finding(at("web", "depends_on", which), "m", (), "r")
    new = Finding(at("web", "depends_on", order.index(CALLEES[which])), "other words", (), "r")
    assert mark(old, before) == mark(new, after)


def test_elements_are_told_apart() -> None:
    """Each element of a list, each key, each rule, each document, and each end of a path has its own fingerprint."""
    text = f"web: {{slo: 1, depends_on: [{', '.join(CALLEES)}]}}"
    findings = [
        *(Finding(at("web", "depends_on", index), "m", (), "r") for index in range(len(CALLEES))),
        Finding(at("web", "slo"), "m", (), "r"),
        Finding(at("web", "slo"), "m", (), "q"),
        Finding(Pointer("b.yaml", (0, "web", "slo")), "m", (), "r"),
        Finding(at("web", "slo"), "m", (Note(at("web"), "n"),), "r"),
        Finding(at("web", "slo"), "m", (Note(at("web"), "n"), Note(at("web", "depends_on", 0), "n", 1)), "r"),
        Finding(at("web", "depends_on", 99), "m", (), "r"),
    ]
    marks = fingerprints_of(findings, {"a.yaml": document(text)})
    assert len(set(marks)) == len(findings) and not any("#" in one for one in marks)


def test_the_way_between_may_change() -> None:
    """A longer path to the same end is the same finding."""
    text = "a: {x: 1}\nb: {y: 1}"
    short = Finding(at("a"), "m", (Note(at("b"), "n"),), "r")
    longer = Finding(at("a"), "m", (Note(at("a", "x"), "n"), Note(at("b"), "n")), "r")
    assert mark(short, text) == mark(longer, text)


def test_the_same_finding_twice_is_numbered() -> None:
    """The first has the plain fingerprint, so that one more does not make the old one new."""
    finding = Finding(at("a"), "m", (), "r")
    first, second, third = fingerprints_of((finding,) * 3, {})
    assert (second, third) == (f"{first}#1", f"{first}#2") and len(first) == 32


def test_documents_of_one_file_are_known_by_name() -> None:
    """Backstage and Kubernetes put several into one file; their order does not count."""
    one, two = "kind: Component\nmetadata: {name: web}\n", "kind: API\nmetadata: {name: web}\n"
    there = mark(Finding(Pointer("a.yaml", (0, "kind")), "m", (), "r"), f"{one}---\n{two}")
    assert there == mark(Finding(Pointer("a.yaml", (1, "kind")), "m", (), "r"), f"{two}---\n{one}")
    assert there != mark(Finding(Pointer("a.yaml", (1, "kind")), "m", (), "r"), f"{one}---\n{two}")


def test_mistakes_are_known_by_their_words() -> None:
    """Two mistakes in one place differ; a number in their words, or a moved line, makes no difference."""
    place = Pointer("a.yaml", (Span(1, 1, 1, 4),))
    moved = Pointer("a.yaml", (Span(3, 1, 3, 4),))
    assert mark(Finding(place, "more than 3 of risk-1"), "slo: 1") == mark(Finding(moved, "more than 42 of risk-1"), "\n\nslo: 1")
    assert mark(Finding(place, "not of risk-1"), "slo: 1") != mark(Finding(place, "not of risk-2"), "slo: 1")


def test_endless_aliases_end() -> None:
    """An element that is made of aliases of aliases has a name, found in bounded time."""
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert len(mark(Finding(at("b", 0), "m", (), "r"), "\n".join([*lines, "b: [*a29]"]))) == 32
