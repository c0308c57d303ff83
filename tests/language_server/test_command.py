"""`sosgraph lsp` without its library, and everything else without it."""

import subprocess
import sys
from pathlib import Path

import pytest

from sosgraph.commands.lsp import COMMAND
from sosgraph.errors import BadCall

ROOT = Path(__file__).parent.parent.parent
_WITHOUT = "import sys; sys.modules['pygls'] = sys.modules['lsprotocol'] = None; from sosgraph.__main__ import main; main()"


def test_what_is_missing_is_said() -> None:
    """In one line, with how to install it."""
    done = subprocess.run([sys.executable, "-c", _WITHOUT, "lsp"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and not done.stdout
    assert done.stderr == (
        "sosgraph: the language server needs pygls, which is not installed here; run: pip install 'sosgraph[lsp]'\n"
    )


def test_people_at_a_terminal_are_told_who_starts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of waiting for ever for what nobody types."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    with pytest.raises(BadCall, match="an editor starts the language server"):
        COMMAND.build().main(["--stdio"], standalone_mode=False)


def test_nothing_else_needs_it() -> None:
    """Help, help of the command itself, and lint."""
    for words in (["--help"], ["lsp", "--help"], ["lint", "fixtures/architectures/five-lines.yaml"], ["explain", "lsp"]):
        done = subprocess.run([sys.executable, "-c", _WITHOUT, *words], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
