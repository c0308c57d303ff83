"""What is kept for the next run: by whom it may be written, how much of it there is, what becomes of it when it is damaged."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sosgraph import cache
from sosgraph.cache import Cache, cache_for, digest

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there is no owner to ask for")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """Return an environment whose cache folder is empty."""
    return {"XDG_CACHE_HOME": str(tmp_path / "home")}


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Return a folder beside it."""
    (tmp_path / "repository").mkdir()
    return str(tmp_path / "repository")


def test_what_is_kept_is_given_back(home: dict[str, str], place: str) -> None:
    """By another run, under its key alone."""
    first = cache_for([place], home)
    assert first is not None
    first["key"] = {"text": "a\ud800\n‮"}
    second = cache_for([place], home)
    assert second is not None and second.get("key") == {"text": "a\ud800\n‮"} and second.get("other") is None


def test_switched_off(home: dict[str, str], place: str) -> None:
    """By one variable, whatever the case of its letters."""
    assert cache_for([place], {**home, "SOSGRAPH_CACHE": "Off "}) is None


@pytest.mark.parametrize("below", [".", "inner/deeper"])
def test_nothing_is_kept_in_a_repository(tmp_path: Path, below: str) -> None:
    """A stranger's pull request may hold a cache folder as well; an answer in it would be the stranger's."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / below
    folder.mkdir(parents=True, exist_ok=True)
    assert cache_for([str(folder)], {"XDG_CACHE_HOME": str(tmp_path / ".cache")}) is None
    assert not (tmp_path / ".cache").exists()


def test_nothing_is_kept_below_what_is_read(tmp_path: Path) -> None:
    """Not even where there is no repository."""
    assert cache_for([str(tmp_path)], {"XDG_CACHE_HOME": str(tmp_path / "cache")}) is None


@POSIX
def test_a_link_out_of_a_repository_leads_nowhere(tmp_path: Path, place: str) -> None:
    """What counts is where the folder really is."""
    (tmp_path / "repository" / "sosgraph").mkdir()
    (tmp_path / "home").symlink_to(place)
    assert cache_for([place], {"XDG_CACHE_HOME": str(tmp_path / "home")}) is None


@POSIX
@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_folder_that_others_may_write_is_not_used(home: dict[str, str], place: str, mode: int) -> None:
    """Anybody may have left an answer there."""
    folder = Path(home["XDG_CACHE_HOME"], "sosgraph")
    folder.mkdir(parents=True)
    folder.chmod(mode)
    assert cache_for([place], home) is None


@POSIX
def test_nobody_else_reads_what_is_kept(home: dict[str, str], place: str) -> None:
    """An architecture is nobody else's business."""
    kept = cache_for([place], home)
    assert kept is not None
    kept["key"] = 1
    folder = Path(home["XDG_CACHE_HOME"], "sosgraph")
    assert folder.stat().st_mode & 0o077 == 0 and (folder / "key.json").stat().st_mode & 0o077 == 0


@POSIX
def test_links_and_what_others_may_write_are_not_read(tmp_path: Path) -> None:
    """Each file is asked, not only the folder."""
    kept = Cache(str(tmp_path))
    kept["key"] = 1
    (tmp_path / "link.json").symlink_to(tmp_path / "key.json")
    assert kept.get("link") is None
    (tmp_path / "key.json").chmod(0o666)
    assert kept.get("key") is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": 1'])
def test_damage_is_as_good_as_nothing(tmp_path: Path, content: bytes) -> None:
    """What cannot be read is answered anew."""
    (tmp_path / "key.json").write_bytes(content)
    assert Cache(str(tmp_path)).get("key") is None


def test_the_oldest_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound on their number, and on their size; what was used just now stays."""
    monkeypatch.setattr(cache, "MOST_ENTRIES", 3)
    kept = Cache(str(tmp_path))
    for number in range(4):
        kept[str(number)] = number
        os.utime(tmp_path / f"{number}.json", (1000 + number, 1000 + number))
        if number == 2:
            assert kept.get("0") == 0  # used: now the youngest
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.json", "2.json", "3.json"]
    monkeypatch.setattr(cache, "MOST_BYTES", 5)
    kept["x"] = "four"
    assert not list(tmp_path.iterdir()) or sum(path.stat().st_size for path in tmp_path.iterdir()) <= 5


def test_what_is_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would push out all others."""
    monkeypatch.setattr(cache, "LARGEST", 100)
    Cache(str(tmp_path))["key"] = "x" * 100
    assert not list(tmp_path.iterdir())


def test_two_runs_at_once_never_see_half_of_it(tmp_path: Path) -> None:
    """Four processes write and read one key; each reads what one of them wrote, whole."""
    words = "\n".join(
        (
            "import sys",
            "from sosgraph.cache import Cache",
            "kept = Cache(sys.argv[1])",
            "for _ in range(50):",
            "    kept['key'] = sys.argv[2] * 20_000",
            "    found = kept.get('key')",
            "    assert len(found) == 20_000 and len(set(found)) == 1, found[:10]",
        )
    )
    running = [subprocess.Popen([sys.executable, "-c", words, str(tmp_path), letter]) for letter in "abcd"]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["key.json"]


def test_a_digest_tells_where_parts_end() -> None:
    """Else a file could be moved into its neighbour's name."""
    assert len({digest(["ab", "c"]), digest(["a", "bc"]), digest(["abc"]), digest(["ab", "c", ""])}) == 4
    assert digest(["ab"]) == digest([b"ab"])
