"""How much of a file is read, and what is unpacked on the way."""

import gzip
import tracemalloc

import pytest

from sosgraph.composition import LONGEST, LONGEST_LIST, longest, read_document

SHOP = b"components: {web: {slo: 99%}}\n"
TABLE = b"package,group,alternatives,kind\nshop,0,libc6,depends\n"


def messages(name: str, content: bytes) -> list[str]:
    return [finding.message for finding in read_document(name, content).findings]


@pytest.mark.parametrize("content", [SHOP, TABLE])
def test_what_gzip_packed_is_read_like_the_file(content: bytes) -> None:
    """In one part or in several."""
    halves = gzip.compress(content[:20]) + gzip.compress(content[20:])
    for packed in (gzip.compress(content), halves):
        assert read_document("a.gz", packed).text == content.decode() and not messages("a.gz", packed)


def test_a_bomb_is_one_finding_and_little_memory() -> None:
    """A gigabyte of blanks in a megabyte is unpacked up to the size that is read, and a list no further than that."""
    bomb = gzip.compress(b" " * LONGEST) * 64
    tracemalloc.start()
    try:
        assert messages("a.yaml.gz", bomb) == ["the file is larger than 16 MiB; split it by system"]
        assert tracemalloc.get_traced_memory()[1] < 6 * LONGEST
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (gzip.compress(TABLE, mtime=0)[:-20], "the file is not what gzip packs, or was damaged; unpack it first (gunzip)"),
        (b"\x1f\x8b\x08 not packed at all", "the file is not what gzip packs, or was damaged; unpack it first (gunzip)"),
        (b"\xfd7zXZ\x00\x00", "the file is packed by xz; unpack it first (unxz), or pack it by gzip"),
    ],
)
def test_what_cannot_be_unpacked_is_a_finding(content: bytes, message: str) -> None:
    """With what to do."""
    assert messages("a.gz", content) == [message]


@pytest.mark.parametrize(
    ("name", "head", "most"),
    [
        ("a.yaml", SHOP, LONGEST),
        ("a.csv", TABLE, LONGEST_LIST),
        ("Packages", b"# of us\n\nPackage: shop\n", LONGEST_LIST),
        ("a.yaml", b"Package: shop\n", LONGEST),
        ("a.yaml", b"package: shop\n", LONGEST),
        ("a.json", b'["package,"]', LONGEST),
    ],
)
def test_lists_may_be_larger_than_trees(name: str, head: bytes, most: int) -> None:
    """Where each line is one thing, it costs less memory; YAML and JSON are known by their endings."""
    assert longest(name, head) == most


@pytest.mark.parametrize(("name", "kind"), [("shop.json", "JSON"), ("shop.yaml", "YAML")])
def test_what_cannot_be_read_is_no_file_of_its_own_kind(name: str, kind: str) -> None:
    """JSON is said to be no JSON, though libyaml reads it."""
    (said,) = messages(name, b'{"components": [')
    assert f"not {kind}: " in said and f"not {'JSON' if kind == 'YAML' else 'YAML'}" not in said
