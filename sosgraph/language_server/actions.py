"""What an editor offers to do about a finding: allow it with a reason, or write what was meant."""

import re
from collections.abc import Iterator

from lsprotocol.types import CodeAction, CodeActionKind, Diagnostic, TextEdit, WorkspaceEdit

from sosgraph.composition import read_document
from sosgraph.finding import BESIDE_THE_RULES
from sosgraph.language_server.diagnostics import SOURCE
from sosgraph.language_server.positions import Places
from sosgraph.suppression import allowing, suppressions

_REASON = "because"  # stands for one that nobody has written yet, to see what the comment would allow
_allowing = re.compile(r"#\s*sosgraph:\s*allow\s+[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*(?=\s+--\s*\S)")
_meant = re.compile(r"^'(?P<wrong>[^']+)' .*; did you mean (?P<right>'[^']+'(?: or '[^']+')*)\?")
_quoted = re.compile(r"'([^']+)'")


def actions(name: str, uri: str, places: Places, shown: list[Diagnostic]) -> list[CodeAction]:
    """Return what may be done about the diagnostics shown at a place of a document, mending before allowing."""
    ours = [each for each in shown if each.source == SOURCE and isinstance(each.code, str)]
    changes = [change for each in ours for make in (_replacements, _allowance) for change in make(name, places, each)]
    return [
        CodeAction(title, CodeActionKind.QuickFix, [diagnostic], edit=WorkspaceEdit({uri: [edit]}), is_preferred=preferred)
        for title, diagnostic, edit, preferred in sorted(changes, key=lambda change: not change[3])
    ]


Change = tuple[str, Diagnostic, TextEdit, bool]


def _replacements(name: str, places: Places, diagnostic: Diagnostic) -> Iterator[Change]:
    """Yield the replacement of what is misspelt by each name that may have been meant."""
    match = _meant.search(diagnostic.message)
    if match is None:
        return
    start, end = places.offset(diagnostic.range.start), places.offset(diagnostic.range.end)
    while places.text[start:end][:1] in ("'", '"') and end - start >= 2:
        start, end = start + 1, end - 1
    near = _quoted.findall(match["right"])
    if places.text[start:end] == match["wrong"]:
        for right in near:
            yield f"write {right!r}", diagnostic, TextEdit(places.between(start, end), right), len(near) == 1


def _allowance(name: str, places: Places, diagnostic: Diagnostic) -> Iterator[Change]:
    """Yield the comment that allows the finding; its reason is left to whoever writes it, and asked for until then."""
    rule = str(diagnostic.code)
    if rule in BESIDE_THE_RULES:
        return
    line = min(diagnostic.range.start.line, len(places.starts) - 1)
    for at, comment, reasoned in _comments(places, line, rule):
        if _allows(name, places.text[:at] + reasoned + places.text[at:], rule, line + reasoned.count("\n")):
            yield f"allow {rule} here, with a reason", diagnostic, TextEdit(places.between(at, at), comment), False
            return


def _comments(places: Places, line: int, rule: str) -> Iterator[tuple[int, str, str]]:
    """Yield what might be inserted and where, and the same with a reason.

    One more rule in a comment that is there, else a comment behind the line, else one on a line of its own above it.
    """
    start, end = places.starts[line], places.line_end(line)
    text = places.text[start:end]
    written = _allowing.search(text)
    if written is not None:
        yield start + written.end(), f", {rule}", f", {rule}"
    blank = "" if text.endswith(" ") else "  "
    comment = f"# sosgraph: allow {rule} -- "
    yield end, f"{blank}{comment}", f"{blank}{comment}{_REASON}"
    indent = text[: len(text) - len(text.lstrip(" "))]
    yield start, f"{indent}{comment}\n", f"{indent}{comment}{_REASON}\n"


def _allows(name: str, text: str, rule: str, line: int) -> bool:
    """Tell whether the comments in `text` allow findings of the rule on a line from 0, by the reader of comments itself."""
    document = read_document(name, text.encode("utf-8", "replace"))
    return bool(allowing([(rule, name, line + 1)], suppressions([document])[0]))
