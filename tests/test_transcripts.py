"""Whole conversations with the command line, as they are written in `fixtures/transcripts`."""

import re
import shlex
from pathlib import Path

import pytest

from tests.running import run

TRANSCRIPTS = Path(__file__).parent.parent / "fixtures" / "transcripts"
_BLOCK = re.compile(r"^```(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"^\(exit (\d)\)$", re.MULTILINE)


@pytest.mark.parametrize("path", sorted(TRANSCRIPTS.glob("*.md")), ids=lambda path: path.stem)
def test_a_conversation_goes_as_it_is_written(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block with a file name is written there; below each command stands all that it says, and how it ends where not well."""
    monkeypatch.chdir(tmp_path)
    commands = 0
    for block in _BLOCK.finditer(path.read_text("utf-8")):
        if block["file"]:
            (tmp_path / block["file"]).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block["file"]).write_text(block["text"])
        for part in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:] if block["language"] == "console" else ():
            command, _, shown = part.partition("\n")
            status = _EXIT.search(shown)
            outcome = run(*shlex.split(command)[1:])
            assert (outcome.out + outcome.err).strip() == _EXIT.sub("", shown).strip(), command
            assert outcome.status == (int(status[1]) if status else 0), command
            commands += 1
    assert commands
