"""What is written above the picture: its title, what is in it, the legend, and notes on what was folded."""

from textwrap import wrap

from sosgraph.drawing import palette
from sosgraph.drawing.legend import legend
from sosgraph.drawing.scene import Scene
from sosgraph.drawing.wording import LONGEST_HINT, shortened
from sosgraph.renderers.dot.escaping import markup

COLUMNS = 4
GAP = 16
"""Points between the words of one entry and the sample of the next."""
NOTE_WIDTH = 110
LONGEST_TITLE = 100

_BOXES = {
    "entry": ("►", palette.PAPER, palette.BLUE, palette.BLUE),
    "external": ("", palette.INK, palette.PAPER, palette.QUIET),
    "domain": ("", palette.INK, palette.FLOOR, palette.FAINT),
    "shared": ("▲", palette.INK, palette.PALE_PURPLE, palette.PURPLE),
    "cycle": ("●", palette.INK, palette.PAPER, palette.VERMILLION),
    "folded": ("…", palette.INK, palette.PAPER, palette.QUIET),
    "replicas": ("≡", palette.INK, palette.PAPER, palette.QUIET),
    "group": ("1/2", palette.INK, palette.PALE_BLUE, palette.BLUE),
}
"""Sign, ink, filling and border of a sample box."""

LINES = {
    "hard": ("───►", palette.QUIET),
    "soft": ("– – ►", palette.QUIET),
    "fallback": ("– – ▷", palette.GREEN),
    "start": ("· · · ►", palette.SKY),
    "placement": ("────○", palette.FAINT),
}


def heading(scene: Scene) -> str:
    """Return the label of the whole graph, as one HTML-like table."""
    title = markup(shortened(scene.title, LONGEST_TITLE))
    rows = [f'<FONT POINT-SIZE="20" COLOR="{palette.INK}"><B>{title}</B></FONT>']
    if scene.subtitle:
        rows.append(_small(shortened(scene.subtitle, LONGEST_TITLE)))
    symbols = legend(scene)
    if symbols:
        rows.append(_legend(symbols))
    rows.extend(_small(line) for note in scene.notes for line in wrap(shortened(note, LONGEST_HINT), NOTE_WIDTH))
    cells = [f'<TR><TD ALIGN="LEFT">{row}</TD></TR>' for row in (*rows, " ")]
    return f'<<TABLE BORDER="0" CELLSPACING="2">{"".join(cells)}</TABLE>>'


def _legend(symbols: tuple[tuple[str, str], ...]) -> str:
    """Return a table of a fixed size, since Graphviz stretches all others to the width of the longest note."""
    boxes = [entry for entry in symbols if entry[0] in _BOXES]
    lines = [entry for entry in symbols if entry[0] in LINES]
    rows = [entries[start : start + COLUMNS] for entries in (boxes, lines) for start in range(0, len(entries), COLUMNS)]
    columns = max(len(row) for row in rows)
    longest = (max(len(row[column][1]) for row in rows if column < len(row)) for column in range(columns))
    height = sum(23 if row[0] in boxes else 22 for row in rows) + 6
    size = f'WIDTH="{sum(int(letters * 5.6) + 60 + GAP for letters in longest)}" HEIGHT="{height}"'
    gap = f'<TD WIDTH="{GAP}"></TD>'
    cells = [gap.join(f'{_sample(symbol)}<TD ALIGN="LEFT">{_small(words)}</TD>' for symbol, words in row) for row in rows]
    table = f'ALIGN="LEFT" BORDER="0" CELLSPACING="4" FIXEDSIZE="TRUE" {size}'
    return f"<TABLE {table}>{''.join(f'<TR>{row}</TR>' for row in cells)}</TABLE>"


def _sample(symbol: str) -> str:
    if symbol in LINES:
        line, colour = LINES[symbol]
        return f'<TD ALIGN="LEFT"><FONT POINT-SIZE="10" COLOR="{colour}">{line}</FONT></TD>'
    sign, ink, filling, border = _BOXES[symbol]
    style = "ROUNDED,DASHED" if symbol == "external" else "ROUNDED"
    width = 2 if symbol in ("cycle", "shared") else 1
    look = f'STYLE="{style}" BGCOLOR="{filling}" COLOR="{border}" BORDER="{width}" CELLPADDING="1" WIDTH="34" HEIGHT="17"'
    return f'<TD {look}><FONT POINT-SIZE="9" COLOR="{ink}">{sign or " "}</FONT></TD>'


def _small(text: str) -> str:
    return f'<FONT POINT-SIZE="10" COLOR="{palette.QUIET}">{markup(text)}</FONT>'
