"""A comparison as a comment under a pull request: the verdict for everybody, the long part for those who unfold it."""

from collections.abc import Callable

from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.report import Report
from sosgraph.summary import plural
from sosgraph.table import Table

MARKER = "<!-- sosgraph diff -->"
"""The first line, which nobody sees: a bot finds its comment by it, and writes it anew instead of a second one."""
MOST_CHARACTERS = 60_000
"""How long it becomes; GitHub refuses comments of more than 65,536 characters."""
_OPEN = 10  # rows of what changed in meaning that are seen without a click
_PROMISES = "diff-promises"


def comment(report: Report, render: Callable[[Report], str]) -> str:
    """Return the report in Markdown, `render` being the renderer of its tables; what is too long for a comment is left out."""

    def shown(table: Table) -> str:
        return render(replace(report, tables=(table,), architecture=Architecture()))

    first, *others = report.tables
    short = [table for table in others[:1] if table.name == _PROMISES]
    folded = [table for table in others if table not in short]
    if len(first.rows) > _OPEN:
        folded.insert(0, replace(first, title="What changed in meaning", lead=""))
        first = replace(first, rows=())
    blocks = [MARKER, *(_within(MOST_CHARACTERS // 2, table, shown) for table in (first, *short))]
    room = MOST_CHARACTERS - sum(map(len, blocks))
    left_out = 0
    for table in folded:
        summary = f"<summary>{table.title} ({plural(len(table.rows), 'row')})</summary>"
        text = f"<details>\n{summary}\n\n{shown(table).strip()}\n\n</details>"
        if len(text) < room:
            blocks.append(text)
            room -= len(text)
        else:
            left_out += 1
    if left_out:
        blocks.append(f"There is no room here for {plural(left_out, 'more table')}; 'sosgraph diff' prints all.")
    return "\n\n".join(blocks) + "\n"


def _within(most: int, table: Table, shown: Callable[[Table], str]) -> str:
    """Return the table with as many of its rows as there is room for; without its head where it has none."""
    rows = len(table.rows)
    while len(text := shown(replace(table, rows=table.rows[:rows])).strip()) > most and rows:
        rows //= 2
    if not rows:
        text = "\n".join(line for line in text.split("\n") if not line.startswith("|"))
        text = text.replace("\n\n\n", "\n\n").strip()
    left = len(table.rows) - rows
    return f"{text}\n- no room here for {plural(left, 'more row')}" if left else text
