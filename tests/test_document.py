"""Documents: YAML that knows where it stands, and that no input can break."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.composed import DEEPEST
from sosgraph.composition import read_document
from sosgraph.document import Document, Node
from sosgraph.importers.architecture import read
from sosgraph.source import Pointer, Span


def _found(document: Document) -> list[tuple[int, int, str]]:
    """Return line, column and message of each finding."""
    spans = ((document.span(finding.at), finding.message) for finding in document.findings)
    return [(span.start_line, span.start_column, message) for span, message in spans]


def _read(content: str | bytes) -> Document:
    """Return the document, read as an architecture."""
    document = read_document("a.sosgraph.yaml", content.encode() if isinstance(content, str) else content)
    list(read(document, lambda path: pytest.fail(path)))
    return document


def _only(content: str | bytes) -> tuple[int, int, str]:
    found = _found(_read(content))
    assert len(found) == 1, found
    return found[0]


def _all_nodes(node: Node) -> Iterator[Node]:
    pending = [node]
    while pending:
        here = pending.pop()
        yield here
        pending.extend(child for _, child in here.items()) if here.kind == "mapping" else None
        pending.extend(here.elements()) if here.kind == "list" else None


@pytest.mark.parametrize(
    ("path", "span"),
    [
        ((0, "web", "slo"), Span(2, 8, 2, 13)),
        ((0, "web", "needs", 1), Span(3, 15, 3, 17)),
        ((0, "web", "needs"), Span(3, 3, 3, 8)),
        ((0, "web", "inner", "deep"), Span(5, 11, 5, 14)),
        ((0, "web", "nowhere", "else"), Span(1, 1, 1, 4)),
        ((0, "ümlaut"), Span(6, 9, 6, 11)),
        ((1, "second"), Span(8, 9, 8, 10)),
        ((Span(7, 1, 7, 4),), Span(7, 1, 7, 4)),
    ],
)
def test_every_place_has_lines_and_columns(path: tuple[str | int | Span, ...], span: Span) -> None:
    """Counted from 1 in code points; what is not written stands where its nearest written ancestor does."""
    text = "web:\n  slo: 99.9%\n  needs: [db, qa]\n  inner:\n    deep: yes\nümlaut: öh\n---\nsecond: 2\n"
    assert read_document("a.yaml", text.encode()).span(Pointer("a.yaml", path)) == span


@given(
    st.recursive(
        st.sampled_from("ab"), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner)
    )
)
def test_a_place_is_where_the_text_stands(tree: object) -> None:
    """∀ trees, each scalar different: the text between start and end of its span is the scalar."""
    count = iter(range(10**6))

    def written(node: object) -> str:
        if isinstance(node, list):
            return "[" + ",\n ".join(map(written, node)) + "]"
        if isinstance(node, dict):
            return "{" + ", ".join(f"{key}: {written(value)}" for key, value in node.items()) + "}"
        return f"w{next(count)}"

    document = read_document("a.yaml", written(tree).encode())
    for node in _all_nodes(document.root):
        if node.text is not None:
            span = document.span(node.at)
            assert document.lines[span.start_line - 1][span.start_column - 1 : span.end_column - 1] == node.text


def test_a_scalar_stays_the_text_that_was_written() -> None:
    """YAML's own words never reach the model."""
    root = read_document("a.yaml", b"[no, 1:30, 017, 1e3, 2024-01-01, ~, !!int 5]").root
    assert [element.text for element in root.elements()] == ["no", "1:30", "017", "1e3", "2024-01-01", "~", "5"]


def test_a_key_written_twice_is_one_finding_with_both_places() -> None:
    """At the second one; the first one counts."""
    document = _read("components:\n  web: {}\n  db: {}\n  web: {tier: 1}\n")
    assert _found(document) == [(4, 3, "'web' is written twice; keep one")]
    (note,) = document.findings[0].notes
    assert document.span(note.at) == Span(2, 3, 2, 6)


def test_merged_mappings_yield_to_what_is_written() -> None:
    """`<<` fills in what is missing, the earlier mapping of a list first; places lead into the merged mapping."""
    text = "x-a: &a {tier: 1, kind: db}\nx-b: &b {kind: cache, owner: me}\nweb:\n  <<: [*a, *b]\n  tier: 2\n"
    document = read_document("a.yaml", text.encode())
    web = document.root["web"]
    assert {key: child.text for key, child in web.items()} == {"tier": "2", "kind": "db", "owner": "me"}
    assert document.span(web["owner"].at) == Span(2, 30, 2, 32)
    assert not document.findings


@pytest.mark.parametrize("merged", ["[1, 2]", "web", "[[{tier: 1}]]"])
def test_merging_something_other_than_mappings_is_a_finding(merged: str) -> None:
    """Once, however long the list is."""
    line, _, message = _only(f"components:\n  web:\n    <<: {merged}\n")
    assert line == 3 and message.startswith("'<<' merges mappings")


def test_an_alias_is_read_like_what_it_repeats() -> None:
    """And is not a key written twice."""
    document = read_document("a.yaml", b"one: &one {slo: 99%}\ntwo: *one\n")
    assert document.root["two"]["slo"].text == "99%" and not document.findings


def test_an_alias_bomb_is_a_finding_and_reading_ends() -> None:
    """Nine levels of ten aliases are a billion nodes; the visits are limited, and that is said once."""
    text = "x-a0: &a0 [db, db, db, db, db, db, db, db, db, db]\n"
    text += "".join(f"x-a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    document = read_document("a.yaml", text.encode())
    visited = sum(1 for _ in _all_nodes(document.root))
    assert visited < 1_000_000
    assert [finding.message for finding in document.findings if "alias bomb" in finding.message] == [
        "its aliases expand beyond all reason (an alias bomb?); write the parts out"
    ]


def test_a_bomb_of_merges_is_a_finding_and_reading_ends() -> None:
    """Thirty levels of `<<: [*a, *a, …]`."""
    text = "x-0: &m0 {tier: 1}\n" + "".join(f"x-{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 10)}]}}\n" for n in range(1, 30))
    assert "expand beyond all reason" in _only(text + "components: {web: *m29}\n")[2]


@pytest.mark.parametrize(
    "text",
    [
        "components: &c {web: *c}\n",
        "components:\n  web: &w\n    depends_on: &d\n      - any_of: *d\n",
        "components:\n  web: &w\n    <<: *w\n    tier: 1\n",
        "&all components: *all\n",
        "components: {web: {depends_on: &l [*l]}}\n",
    ],
)
def test_an_anchor_that_refers_to_itself_is_a_finding(text: str) -> None:
    """Never a traceback, and never for ever."""
    assert _read(text).findings


def test_a_place_in_a_bomb_of_merges_is_found() -> None:
    """A key that is not written is looked for in each merged mapping once, however many ways lead there, and however deep."""
    bomb = "a0: &m0 {tier: 1}\n" + "".join(f"a{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 10)}]}}\n" for n in range(1, 30))
    chain = "a29: " + "{<<: " * 4000 + "{}" + "}" * 4000
    for text in (bomb, chain):
        document = read_document("a.yaml", text.encode())
        assert document.span(Pointer("a.yaml", (0, "a29", "slo"))) == document.span(Pointer("a.yaml", (0, "a29")))


def test_a_deep_list_has_a_place() -> None:
    """Lists within lists, as deep as they are read."""
    document = read_document("a.yaml", b"- " * 4000 + b"a")
    assert document.span(Pointer("a.yaml", (0,))) == Span(1, 1, 1, 8002)


def test_groups_200_levels_deep_are_one_finding() -> None:
    """Nesting is read down to a limit."""
    text = "components: {web: {depends_on: [" + "{any_of: [" * 200 + "db" + "]}" * 200 + "]}, db: {}}"
    messages = [message for _, _, message in _found(_read(text))]
    assert f"nested deeper than {DEEPEST} levels; write it flatter" in messages


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_a_hundred_thousand_brackets_are_one_finding(text: str) -> None:
    """The parser's own stack is not overrun."""
    found = _found(read_document("a.yaml", text.encode()))
    assert len(found) == 1 and found[0][2].startswith("not YAML: nested deeper"), found


def test_a_file_of_50_mb_is_a_finding() -> None:
    """It is not parsed at all."""
    document = read_document("a.yaml", b"a: 1\n" * 10_000_000)
    assert [finding.message for finding in document.findings] == ["the file is larger than 16 MiB; split it by system"]
    assert not document.roots


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (b"a: 1\nb\xc3\xbc: \xff\n", 2, 5, "byte 0xff is not UTF-8; save the file as UTF-8"),
        (b"\xe4", 1, 1, "byte 0xe4 is not UTF-8; save the file as UTF-8"),
        (b"a: 1\nb: \x07\n", 2, 4, "not YAML: "),
        (b"a: 1\nb: \x00\n", 2, 4, "not YAML: "),
        (b"a: [1\nb: 2\n", 1, 4, "not YAML: "),
        (b"a: 1\n\tb: 2\n", 2, 1, "not YAML: a tab"),
        (b"a: *nobody\n", 1, 4, "not YAML: "),
        (b"sosgraph: 1\n? [a]\n: 2\n", 2, 3, "a key is a list or a mapping; write plain text before the colon"),
        ("cоmponents: {}\n".encode(), 1, 1, "'cоmponents' is not known here; did you mean 'components'?"),
    ],
)
def test_what_cannot_be_read_is_one_finding_at_its_place(content: bytes, line: int, column: int, message: str) -> None:
    """With line and column, counted from 1 in code points."""
    found = _only(content)
    assert found[:2] == (line, column) and found[2].startswith(message), found


def test_a_letter_that_only_looks_right_is_named() -> None:
    """A Cyrillic о among Latin letters."""
    assert (
        "'о' is U+043E, not the letter it looks like"
        in _only("components:\n  web: {dependsоn: []}\n".replace("dependsоn", "оwner"))[2]
    )


@pytest.mark.parametrize("content", [b"", b"\n\n", b"# nothing but a remark\n", b"\xef\xbb\xbf", b"---\n", b"~\n"])
def test_a_file_without_content_is_one_finding(content: bytes) -> None:
    """Empty, blank, remarks only, a byte order mark only, an empty document."""
    assert _only(content)[1] == 1


def test_a_byte_order_mark_does_not_move_columns() -> None:
    """It is passed over."""
    document = read_document("a.yaml", b"\xef\xbb\xbfa: 1\n")
    assert document.span(Pointer("a.yaml", (0, "a"))) == Span(1, 4, 1, 5)


@given(st.binary(max_size=60) | st.text("ab:-[]{}&*!|>%@`'\"#?,\n\t <x\u2028\x85\ufeff", max_size=60).map(str.encode))
def test_no_bytes_raise(content: bytes) -> None:
    """∀ bytes: they are read, and every finding has a place in the text."""
    document = _read(content)
    for finding in document.findings:
        assert document.span(finding.at).start_line >= 1
