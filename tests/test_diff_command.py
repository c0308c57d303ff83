"""`sosgraph diff` as its users run it."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.renderers.specimens import golden
from tests.repositories import commit, git, repository
from tests.running import run
from tests.texts import hostile_text

ROOT = Path(__file__).parent.parent
SHOP = """system: shop
components:
  web: {availability: 99.99%, slo: 99.9%, owner: shop, entry: true, depends_on: [checkout]}
  checkout:
    availability: 99.99%
    slo: 99.9%
    owner: payments
    depends_on: [db, {on: auth, soft: true}]
  auth: {availability: 99.9%, owner: identity}
  db: {availability: 99.95%, owner: payments}
journeys:
  buy: {through: [web, checkout], slo: 99.8%}
"""
HARD = SHOP.replace("{on: auth, soft: true}", "auth")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return repository(tmp_path / "here", monkeypatch, shop=SHOP)


@pytest.fixture
def harder(folder: Path) -> Path:
    """A branch on which `auth` becomes hard for `checkout`."""
    git(folder, "checkout", "-q", "-b", "harder")
    (folder / "shop.yaml").write_text(HARD)
    commit(folder)
    return folder


def test_the_old_and_the_new_composite_with_the_reason(harder: Path) -> None:
    """For the component, for what needs it, and for the journey through both."""
    outcome = run("diff", "main")
    assert outcome.status == 0 and not outcome.err
    assert "checkout can no longer keep its promise of 99.9 %: it reaches 99.84006 %" in outcome.out
    lines = [line.split() for line in outcome.out.splitlines() if line.endswith("auth became hard for checkout")]
    assert [" ".join(line[:-5]) for line in lines] == [
        "checkout 99.94 % 99.84006 % 43.2 min 43.2 min kept -> out of reach",
        "web 99.93001 % 99.83008 % 43.2 min 43.2 min kept -> out of reach",
        "journey buy 99.93001 % 99.83008 % 43.2 min 86.4 min kept",
    ]


def test_what_is_worse_fails_where_that_is_asked_for(harder: Path) -> None:
    """And the way back does not."""
    assert run("diff", "main", "--fail-on", "worse").status == 1
    assert run("diff", "main", "HEAD", "--fail-on", "worse").status == 1
    assert run("diff", "HEAD", "main", "--fail-on", "worse").status == 0


def test_the_comment_under_a_pull_request(harder: Path) -> None:
    """As it is kept in the fixtures; a bot finds it by its first line."""
    comment = run("diff", "main", "-f", "markdown").out
    assert comment == golden("diff", "harder.md", comment)


def test_programs_read_the_verdict(harder: Path) -> None:
    """From a report under the published schema, which `show` holds it against."""
    first = json.loads(run("diff", "main", "-f", "json").out)["tables"][0]
    assert first["facts"]["worse"] is True and first["facts"]["why"][0].startswith("checkout can no longer keep")
    assert first["rows"][0] == {
        "change": "hardened",
        "what": "dependency",
        "component": "checkout",
        "callee": "auth",
        "before": "soft",
        "after": "hard",
    }


def test_formatting_means_nothing(folder: Path) -> None:
    """Another order, comments, quotes, another file; nothing is new, nothing is gone."""
    (folder / "shop.yaml").unlink()
    lines = HARD.replace("[db, auth]", "[{on: auth, soft: true}, 'db']  # the other way round").splitlines()
    (folder / "store.yaml").write_text("\n".join([lines[0], "", lines[1], *lines[8:10], *lines[2:8], *lines[10:]]))
    outcome = run("diff", "main", "--fail-on", "worse")
    assert outcome.status == 0 and outcome.out == "Changes from main to the working tree\nnothing changed in meaning\n(nothing)\n"


def test_the_first_version_is_all_new(folder: Path) -> None:
    """And the last one is gone: neither is a bad call, as long as there is something in one of them."""
    git(folder, "rm", "-q", "--cached", "shop.yaml")
    git(folder, "commit", "-q", "-m", "it is gone")
    there = run("diff", "HEAD")
    assert "note: no architecture in HEAD" in there.out and there.out.count("added") == 5
    (folder / "shop.yaml").unlink()
    assert run("diff", "HEAD~1").out.count("removed") == 5
    nothing = run("diff", "HEAD")
    assert nothing.status == 2 and "no architecture in HEAD and none in the working tree" in nothing.err


def test_paths_behind_two_dashes(folder: Path) -> None:
    """Restrict both versions, also to what only one of them has."""
    (folder / "other.yaml").write_text("components:\n  a: {owner: me}\n")
    assert "added" not in run("diff", "main", "--", "shop.yaml").out
    assert run("diff", "main", "--", "other.yaml").out.count("added") == 1
    unknown = run("diff", "main", "--", "nowhere.yaml")
    assert unknown.status == 2 and "neither before nor after" in unknown.err


def test_folders_and_files(folder: Path) -> None:
    """Where a path is called so it is meant; files of different names are the same one, before and after."""
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    (folder / "a" / "shop.yaml").write_text(SHOP)
    (folder / "b" / "shop.yaml").write_text(HARD)
    for pair in (("a", "b"), ("a/shop.yaml", "b/shop.yaml")):
        outcome = run("diff", *pair, "--fail-on", "worse")
        assert outcome.status == 1 and "2 broken promises (checkout, web)" in outcome.out
    compose = "services:\n  web: {image: x, depends_on: [db]}\n  db: {image: y}\n"
    (folder / "a" / "shop.yaml").write_text(compose)
    (folder / "b" / "shop.yaml").write_text(compose + "# no change, but for the name of the folder\n")
    assert "nothing changed in meaning" in run("diff", "a", "b").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("shop.yaml",), "write 'sosgraph diff HEAD -- shop.yaml'"),
        (("main", "shop.yaml"), "write 'sosgraph diff main -- shop.yaml'"),
        (("shop.yaml", "shop.yaml", "--", "x"), "name the folders themselves"),
        (("main", "HEAD", "shop.yaml"), "write 'sosgraph diff main HEAD -- shop.yaml'"),
        (("mian",), "did you mean 'main'?"),
    ],
)
def test_what_cannot_be_compared(words: tuple[str, ...], said: str, folder: Path) -> None:
    """Is a bad call that says what to write."""
    outcome = run("diff", *words)
    assert outcome.status == 2 and said in outcome.err and not outcome.out


def test_an_option_is_no_ref(folder: Path) -> None:
    """Nor does what stands behind `--` become one."""
    assert run("diff", "--output=x").status == 2
    assert run("diff", "--", "--output=x").status == 2
    assert run("diff", "main", "--", "--output=x").status == 2 and not (folder / "x").exists()


def test_mistakes_in_a_version_are_told(folder: Path) -> None:
    """And new ones are worse."""
    (folder / "shop.yaml").write_text(SHOP + "joruneys: {}\n")
    outcome = run("diff", "main", "--fail-on", "worse")
    assert outcome.status == 1 and "1 mistake in the input of the working tree" in outcome.out and "bad-input" in outcome.out
    assert run("diff", "main").status == 0


@given(hostile_text())
@settings(max_examples=25, deadline=None)
def test_hostile_names_stay_inert(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Of components, in the text and in the comment."""
    folder = tmp_path_factory.mktemp("hostile")
    for side, part in (("a", "99%"), ("b", "98%")):
        (folder / f"{side}.yaml").write_text(
            json.dumps({"components": {name: {"availability": part, "owner": name, "slo": "99%"}, "b": {"depends_on": [name]}}})
        )
    text = run("diff", str(folder / "a.yaml"), str(folder / "b.yaml"))
    comment = run("diff", str(folder / "a.yaml"), str(folder / "b.yaml"), "-f", "markdown")
    assert text.status == comment.status and text.status in (0, 2), text.err
    shown = (*text.out, *comment.out)
    assert not [letter for letter in shown if (ord(letter) < 32 and letter != "\n") or letter in "\u202e\u2066\u200b\x7f"]
    assert "<script" not in comment.out and "](" not in comment.out.replace("\\](", "")
