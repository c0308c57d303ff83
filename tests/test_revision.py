"""The files of a commit are read as those of the disk are, through git, and never checked out."""

from pathlib import Path

import pytest

from sosgraph import workspace
from sosgraph.errors import BadCall, ProgramMissing
from sosgraph.revision import Repository, Revision
from tests.repositories import commit, git, repository
from tests.running import run

SHOP = "system: shop\ncomponents:\n  web: {depends_on: [db]}\n  db: {}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return repository(tmp_path / "here", monkeypatch, shop=SHOP)


def components(ref: str, *paths: str) -> list[str]:
    """Return the components that a commit describes."""
    return list(Revision(Repository(workspace.run), ref, paths).load({}).architecture.components)


def test_a_commit_says_what_the_disk_said(folder: Path) -> None:
    """Under the same names of files, whatever happens to them on the disk."""
    (folder / "shop.yaml").write_text("not: ours")
    revision = Revision(Repository(workspace.run), "main", ())
    assert list(revision.load({}).architecture.components) == ["shop/web", "shop/db"]
    assert list(revision.documents) == ["shop.yaml"] and (folder / "shop.yaml").read_text() == "not: ours"


def test_only_what_a_folder_would_be_searched_for_is_read(folder: Path) -> None:
    """No hidden file, no link, no module; of other text formats nothing."""
    for name in (".hidden/a.yaml", "node_modules/b.yaml", "notes.txt", "deep/er/c.yml", "strange.xml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SHOP.replace("shop", name[0] if name[0].isalpha() else "h"))
    (folder / "link.yaml").symlink_to("shop.yaml")
    commit(folder)
    assert components("main") == ["d/web", "d/db", "shop/web", "shop/db"]


def test_paths_restrict_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the working directory, which may be below the top."""
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "c.yaml").write_text(SHOP.replace("shop", "c"))
    commit(folder)
    assert components("main", "deep") == ["c/web", "c/db"] and components("main", "shop.yaml") == ["shop/web", "shop/db"]
    monkeypatch.chdir(folder / "deep")
    assert components("main") == ["c/web", "c/db"] and components("main", "er/c.yaml") == ["c/web", "c/db"]
    for outside in ("../shop.yaml", "/etc", "er/../../shop.yaml"):
        with pytest.raises(BadCall, match="lies outside"):
            components("main", outside)


def test_what_a_file_refers_to_is_read_from_the_commit(folder: Path) -> None:
    """And never from outside."""
    (folder / "compose.yaml").write_text("services:\n  a: {extends: {file: more/base.yaml, service: b}}\n")
    (folder / "more").mkdir()
    (folder / "more" / "base.yaml").write_text("services:\n  b: {image: x, depends_on: [c]}\n  c: {image: y}\n")
    commit(folder)
    (folder / "more" / "base.yaml").unlink()
    revision = Revision(Repository(workspace.run), "main", ("compose.yaml",))
    revision.load({})
    assert "more/base.yaml" in revision.documents
    (folder / "compose.yaml").write_text("services:\n  a: {extends: {file: ../../secret.yaml, service: b}}\n")
    commit(folder)
    loaded = Revision(Repository(workspace.run), "main", ("compose.yaml",)).load({})
    assert any("outside" in finding.message for finding in loaded.findings)


def test_a_commit_of_many_files_is_read_in_parts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of bounded size, with the same result; and no more files than a folder may hold."""
    for number in range(20):
        (folder / f"f{number}.yaml").write_text(SHOP.replace("shop", f"s{number}") + "# " + "é" * 50)
    commit(folder)
    whole = components("main")
    monkeypatch.setattr("sosgraph.revision._AT_ONCE", 300)
    assert components("main") == whole and len(whole) == 42
    monkeypatch.setattr("sosgraph.revision.MOST_FILES", 20)
    with pytest.raises(BadCall, match="more than 20 YAML files"):
        components("main")


def test_a_file_that_is_too_large_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before git is asked for it."""
    monkeypatch.setattr("sosgraph.revision.LONGEST_LIST", 10)
    with pytest.raises(BadCall, match=r"shop\.yaml of main is larger than"):
        components("main")


@pytest.mark.parametrize(
    "ref",
    ["-main", "--upload-pack=touch x", "", "main\nHEAD", "main\x00", "a" * 2000, "$(touch x)", "main:shop.yaml", "; ls", "@{x"],
)
def test_a_hostile_ref_is_no_ref(ref: str, folder: Path) -> None:
    """It is neither an option nor a word of a shell, and whatever it is, the answer is a sentence."""
    before = git(folder, "status", "--porcelain")
    with pytest.raises(BadCall, match="no git ref"):
        components(ref)
    assert git(folder, "status", "--porcelain") == before


def test_an_unknown_ref_is_told_with_near_ones(folder: Path) -> None:
    """Also where only a remote has it."""
    with pytest.raises(BadCall, match="did you mean 'main'"):
        components("mian")
    git(folder, "update-ref", "refs/remotes/origin/release", "HEAD")
    with pytest.raises(BadCall, match="did you mean 'origin/release'"):
        components("release")


@pytest.mark.parametrize(("ref", "words"), [("main..HEAD", "main HEAD"), ("main...", r"\$\(git merge-base main HEAD\) HEAD")])
def test_two_commits_are_two_words(ref: str, words: str, folder: Path) -> None:
    """And it is said which."""
    with pytest.raises(BadCall, match=f"write: sosgraph diff {words}"):
        components(ref)


def test_a_shallow_clone_says_how_to_get_more(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what is asked for may only be missing."""
    commit(folder)
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    with pytest.raises(BadCall, match="git fetch --unshallow"):
        components("HEAD~1")


def test_without_a_repository_or_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said what to do."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(BadCall, match="in no git repository"):
        components("main")

    def nothing(argv: list[str], content: bytes, seconds: float) -> bytes:
        raise FileNotFoundError(argv[0])

    def endless(argv: list[str], content: bytes, seconds: float) -> bytes:
        raise TimeoutError

    with pytest.raises(ProgramMissing, match="git is not on this machine"):
        Repository(nothing)
    with pytest.raises(BadCall, match="did not end within"):
        Repository(endless)


def test_what_no_commit_holds_is_not_compared(folder: Path, tmp_path: Path) -> None:
    """Neither files that git ignores nor those of a submodule are new in the working tree, nor do they make it worse."""
    git(tmp_path, "clone", "-q", str(folder), "other")
    git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(tmp_path / "other"), "module")
    (folder / ".gitignore").write_text("built/\n*.gen.yaml\n")
    commit(folder)
    (folder / "built").mkdir()
    for name in ("built/a.yaml", "b.gen.yaml"):
        (folder / name).write_text("components: {made: {}}\n")
    outcome = run("diff", "HEAD", "--fail-on", "worse")
    assert (outcome.status, outcome.out.splitlines()[1]) == (0, "nothing changed in meaning")
    assert "made" in run("diff", "HEAD", "--", "b.gen.yaml").out  # but where it is named


def test_a_bare_repository_has_commits_alone(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of them are compared; with files there is nothing to compare them with."""
    commit(folder)
    git(tmp_path, "clone", "-q", "--bare", str(folder), "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    assert run("diff", "main~1", "main").status == 0
    alone = run("diff", "main")
    assert alone.status == 2 and "name HEAD too" in alone.err
