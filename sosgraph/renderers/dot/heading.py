"""What is written above the picture: its title, what is in it, the legend, and notes on what was folded."""

from textwrap import wrap

from sosgraph.drawing.legend import Sample, legend
from sosgraph.drawing.scene import Scene
from sosgraph.drawing.wording import LONGEST_NOTE, shortened
from sosgraph.renderers.dot.appearance import Colours
from sosgraph.renderers.dot.escaping import markup

COLUMNS = 4
GAP = 16
"""Points between the words of one entry and the sample of the next."""
NOTE_WIDTH = 110
LONGEST_TITLE = 100

_BOXES = {
    "entry": ("►", "on-blue", "blue", "blue"),
    "external": ("", "ink", "paper", "quiet"),
    "domain": ("", "ink", "floor", "faint"),
    "folded": ("…", "ink", "floor", "quiet"),
    "replicas": ("≡", "ink", "paper", "quiet"),
    "group": ("1/2", "ink", "pale-blue", "blue"),
}
"""Sign, ink, filling and border of a sample box."""

LINES = {
    "hard": ("───►", "quiet"),
    "soft": ("– – ►", "quiet"),
    "fallback": ("– – ▷", "green"),
    "start": ("· · · ►", "sky"),
    "placement": ("────○", "faint"),
    "calls": ("×n calls", "quiet"),
    "several": ("n deps", "quiet"),
}


def heading(scene: Scene, colours: Colours) -> str:
    """Return the label of the whole graph, as one HTML-like table."""
    title = markup(shortened(scene.title, LONGEST_TITLE))
    rows = [f'<FONT POINT-SIZE="20" COLOR="{colours["ink"]}"><B>{title}</B></FONT>']
    if scene.subtitle:
        rows.append(_small(shortened(scene.subtitle, LONGEST_TITLE), colours))
    samples = legend(scene)
    if samples:
        rows.append(_legend(samples, colours))
    rows.extend(_small(line, colours) for note in scene.notes for line in wrap(shortened(note, LONGEST_NOTE), NOTE_WIDTH))
    cells = [f'<TR><TD ALIGN="LEFT">{row}</TD></TR>' for row in (*rows, " ")]
    return f'<<TABLE BORDER="0" CELLSPACING="2">{"".join(cells)}</TABLE>>'


def _legend(samples: tuple[Sample, ...], colours: Colours) -> str:
    """Return a table of a fixed size, since Graphviz stretches all others to the width of the longest note."""
    boxes = [sample for sample in samples if not sample.is_line]
    lines = [sample for sample in samples if sample.is_line]
    rows = [each[start : start + COLUMNS] for each in (boxes, lines) for start in range(0, len(each), COLUMNS)]
    columns = max(len(row) for row in rows)
    longest = (max(len(row[column].words) for row in rows if column < len(row)) for column in range(columns))
    height = sum(22 if row[0].is_line else 23 for row in rows) + 6
    size = f'WIDTH="{sum(int(letters * 5.6) + 60 + GAP for letters in longest)}" HEIGHT="{height}"'
    gap = f'<TD WIDTH="{GAP}"></TD>'
    cells = [gap.join(_entry(sample, colours) for sample in row) for row in rows]
    table = f'ALIGN="LEFT" BORDER="0" CELLSPACING="4" FIXEDSIZE="TRUE" {size}'
    return f"<TABLE {table}>{''.join(f'<TR>{row}</TR>' for row in cells)}</TABLE>"


def _entry(sample: Sample, colours: Colours) -> str:
    return f'{_sample(sample, colours)}<TD ALIGN="LEFT">{_small(shortened(sample.words), colours)}</TD>'


def _sample(sample: Sample, colours: Colours) -> str:
    look = sample.look
    if sample.is_line:
        line, colour = LINES[sample.symbol] if look is None else ("━━━►", look.line or "quiet")
        return f'<TD ALIGN="LEFT"><FONT POINT-SIZE="10" COLOR="{colours[colour]}">{line}</FONT></TD>'
    if look is not None:
        sign, ink, filling, border = look.sign, look.ink or "ink", look.fill or "paper", look.line or "quiet"
        dashed, width = look.dashed, 2 if look.line else 1
    else:
        (sign, ink, filling, border), dashed, width = _BOXES[sample.symbol], sample.symbol == "external", 1
    style = "ROUNDED,DASHED" if dashed else "ROUNDED"
    drawn = f'STYLE="{style}" BGCOLOR="{colours[filling]}" COLOR="{colours[border]}" BORDER="{width}"'
    text = f'<FONT POINT-SIZE="9" COLOR="{colours[ink]}">{sign or " "}</FONT>'
    return f'<TD {drawn} CELLPADDING="1" WIDTH="34" HEIGHT="17">{text}</TD>'


def _small(text: str, colours: Colours) -> str:
    return f'<FONT POINT-SIZE="10" COLOR="{colours["quiet"]}">{markup(text)}</FONT>'
