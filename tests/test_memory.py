"""The second run: the same answer as the first, and never that of another question."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sosgraph import memory
from sosgraph.commands import lint as lint_command
from tests.running import run

SHOP = "system: shop\nowner: o\ncomponents:\n  web: {slo: 99.99%, entry: true, depends_on: [db]}\n  db: {slo: 99.9%}\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, with a shop in it; a cache beside it is used for everything."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOSGRAPH_CACHE", "on")
    monkeypatch.setattr(memory, "SMALLEST", 0)
    (tmp_path / "here" / "shop.yaml").write_text(SHOP)
    return tmp_path / "here"


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with every answer that is not recalled."""
    found: list[str] = []
    ask = lint_command._answer
    monkeypatch.setattr(lint_command, "_answer", lambda *given: (found.append(""), ask(*given))[1])
    return found


def kept(place: Path) -> list[Path]:
    """Return what is kept."""
    return sorted((place.parent / "cache" / "sosgraph").glob("*.json"))


@pytest.mark.parametrize("format", ["text", "json", "sarif", "junit"])
def test_the_second_run_says_the_same(place: Path, answered: list[str], format: str) -> None:
    """Byte for byte and with the same exit status, without looking for it."""
    words = ("lint", "-f", format, "-o", "report.txt", "-f", "concise")
    first, written = run(*words), (place / "report.txt").read_bytes()
    (place / "report.txt").unlink()
    assert run(*words) == first and (place / "report.txt").read_bytes() == written
    assert len(answered) == 1 and len(kept(place)) == 1


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file": lambda place: (place / "shop.yaml").write_text(SHOP.replace("99.99%", "99.98%")),
    "a file's name": lambda place: (place / "shop.yaml").rename(place / "store.yaml"),
    "one more file": lambda place: (place / "more.yaml").write_text("components: {a: {}}\n"),
    "the policy": lambda place: (place / "sosgraph.toml").write_text('ignore = ["contradictory-slo"]\n'),
    "the same with a mistake": lambda place: (place / "sosgraph.toml").write_text('ignore = ["contradictory"]\n'),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_is_looked_at_anew(place: Path, answered: list[str], what: str) -> None:
    """As if there were no cache."""
    before = run("lint")
    CHANGES[what](place)
    after = run("lint")
    assert len(answered) == 2 and after != before


@pytest.mark.parametrize(
    "words", [("--select", "missing-slo"), ("--fail-on", "info"), ("--isolated",), ("shop.yaml",), ("-f", "json"), ("-f", "html")]
)
def test_another_question_has_another_answer(place: Path, answered: list[str], words: tuple[str, ...]) -> None:
    """Of the same files."""
    (place / "sosgraph.toml").write_text('ignore = ["unowned-component"]\n')
    run("lint")
    run("lint", *words)
    assert len(answered) == 2 or words == ("shop.yaml",)  # the same files, by the same names


def test_the_surroundings_are_part_of_the_question(place: Path, answered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A width, a colour, a policy in the environment."""
    for name, value in (("COLUMNS", "40"), ("FORCE_COLOR", "1"), ("SOSGRAPH_SELECT", "missing-slo")):
        monkeypatch.setenv(name, value)
        run("lint")
    assert len(answered) == 3


def test_a_file_that_another_refers_to_is_part_of_the_question(place: Path, answered: list[str]) -> None:
    """Whether it is there, and what it holds; it need not be among those named."""
    (place / "compose.yaml").write_text(
        "services:\n  web:\n    image: nginx\n    env_file: [settings.env]\n  db: {image: postgres}\n"
    )
    outcomes = [run("lint", "compose.yaml")]
    for text in ("DB_HOST=db\n", "DB_HOST=elsewhere\n"):
        (place / "settings.env").write_text(text)
        outcomes += [run("lint", "compose.yaml"), run("lint", "compose.yaml")]
    assert len(answered) == 3
    assert outcomes[1] == outcomes[2] and outcomes[3] == outcomes[4] and outcomes[0] != outcomes[1]


def test_a_baseline_is_part_of_the_question(place: Path, answered: list[str]) -> None:
    """What it knows, and whether files are gone that it names."""
    run("baseline", "-o", "known.json")
    clean = run("lint", "--baseline", "known.json")
    content = json.loads((place / "known.json").read_text())
    content["findings"] = content["findings"][1:]
    (place / "known.json").write_text(json.dumps(content))
    assert run("lint", "--baseline", "known.json") != clean and len(answered) == 2


def test_an_input_is_not_overwritten_by_what_is_recalled(place: Path) -> None:
    """Not even where the answer is known."""
    (place / "link.txt").symlink_to(place / "shop.yaml")
    outcomes = [run("lint", "-o", "link.txt") for _ in range(2)]
    assert [outcome.status for outcome in outcomes] == [2, 2] and (place / "shop.yaml").read_text() == SHOP


def test_another_program_is_another_question(place: Path, answered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its source decides, not its version."""
    run("lint")
    monkeypatch.setattr("sosgraph.cache.program", lambda: "another")
    run("lint")
    assert len(answered) == 2


def test_what_other_packages_add_is_not_remembered(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows what a foreign rule looks at."""
    monkeypatch.setattr("sosgraph.catalog.extended", lambda: True)
    run("lint")
    assert not kept(place)


@pytest.mark.parametrize("content", ["null", "[]", '{"status": 0}', '{"status": 7}', '{"neighbours": [], "status": 0}'])
def test_what_has_another_shape_is_not_believed(place: Path, answered: list[str], content: str) -> None:
    """It is answered anew, and kept again."""
    first = run("lint")
    (path,) = kept(place)
    path.write_text(content)
    assert run("lint") == first and len(answered) == 2
    assert json.loads(path.read_text())["status"] == first.status


def test_what_is_kept_is_text_alone(place: Path) -> None:
    """Nothing in it is ever run: JSON of texts and one number."""
    run("lint")
    (path,) = kept(place)
    found = json.loads(path.read_text())
    assert set(found) == {"status", "documents", "contents", "neighbours"} and re.fullmatch(r"[0-9a-f]{64}", path.stem)


def test_small_inputs_leave_nothing_behind(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are answered as fast as recalled."""
    monkeypatch.setattr(memory, "SMALLEST", 200_000)
    run("lint")
    assert not kept(place)
