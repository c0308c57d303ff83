"""The explorer's page before any browser: what is in it, what is not, and where everything stands."""

import hashlib
import json
import os
import re
import subprocess
import sys
from base64 import b64decode
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.equations import Equations, Gate
from sosgraph.model.architecture import Architecture
from sosgraph.renderers.explorer import RENDERER, answers
from sosgraph.renderers.explorer.content import content, script_safe
from sosgraph.renderers.explorer.frames import SPACIOUS, columns, frame, packed
from sosgraph.renderers.explorer.layers import layers
from sosgraph.renderers.explorer.rows import crossings, heights, ordered
from sosgraph.renderers.explorer.what_if import what_if
from sosgraph.report import Report
from sosgraph.structure.effects import effects
from sosgraph.structure.outage import Outage
from sosgraph.workspace import Workspace
from tests.renderers.specimens import HOSTILE, hostile, specimen
from tests.renderers.test_html import Page
from tests.running import run
from tests.strategies import architectures

ROOT = Path(__file__).parents[2]
EXPLORER = ROOT / "sosgraph" / "renderers" / "explorer"
WEBSHOP = str(ROOT / "fixtures" / "architectures" / "webshop.yaml")


def read(*paths: str) -> Report:
    """Return what is in the files, to be shown."""
    workspace = Workspace(paths)
    return Report(workspace.load(()).architecture, workspace.documents)


def written(page: str) -> Any:
    """Return what a page holds."""
    found = re.search(r'<script type="application/json" id="content">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


graphs = st.integers(1, 14).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), max_size=4, unique=True), min_size=size, max_size=size)
)


def test_is_built_from_its_sources() -> None:
    """Whoever edits a source and forgets to build is told."""
    bundle = EXPLORER / "bundle"
    sources = ["build.mjs", "package-lock.json", *sorted(f"src/{file.name}" for file in (bundle / "src").iterdir())]
    digest = hashlib.sha256()
    for name in sources:
        digest.update(f"{name}\n".encode() + (bundle / name).read_bytes())
    first = (EXPLORER / "built" / "explorer.js").read_text("utf-8").partition("\n")[0]
    assert f"built from sources {digest.hexdigest()};" in first, "run npm ci && npm run build in the bundle folder"


def test_names_what_is_in_it() -> None:
    """The library with its version and its whole licence, in the page."""
    lock = json.loads((EXPLORER / "bundle" / "package-lock.json").read_text("utf-8"))
    version = lock["packages"]["node_modules/cytoscape"]["version"]
    page = RENDERER.render(specimen())
    assert f"Cytoscape.js {version} (MIT)" in page and "Permission is hereby granted, free of charge" in page
    assert "resolved" not in json.dumps(lock), "the lock file names no registry"


@pytest.mark.parametrize("report", [specimen(), *map(hostile, HOSTILE)])
def test_needs_nothing(report: Report) -> None:
    """No element that loads, no address but those in words; the policy allows the page's own script and style, by hash."""
    page = RENDERER.render(report)
    parsed = Page(page.replace("<input ", "<meta "))  # which has no end either
    assert not parsed.wrong and not parsed.open
    for tag, attributes in parsed.elements:
        assert tag not in ("link", "img", "iframe", "object", "form", "base", "audio", "video")
        assert {"src", "action", "srcset", "style"}.isdisjoint(name for name, _ in attributes)
        assert all((value or "").startswith("#") for name, value in attributes if name == "href")
        assert not any(name.startswith("on") for name, _ in attributes)
    policy = next(dict(attributes)["content"] for tag, attributes in parsed.elements if dict(attributes).get("http-equiv"))
    assert policy is not None and "default-src 'none'" in policy and "unsafe" not in policy
    for element, directive in (("style", "style-src"), ("script", "script-src")):
        text = re.findall(rf"<{element}[^>]*>(.*?)</{element}>", page, re.DOTALL)[-1]
        hashed = re.search(rf"{directive} 'sha256-([^']*)'", policy)
        assert hashed is not None and b64decode(hashed[1]) == hashlib.sha256(text.encode()).digest()


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5))
def test_what_is_written_comes_back(value: Any) -> None:
    """And is ASCII without anything that HTML reads."""
    text = script_safe(value)
    assert json.loads(text) == value and text.isascii() and not set("<>&") & set(text)


def test_is_what_the_command_line_gives() -> None:
    """Under the name `html`, which among the formats of `lint` is the page of findings."""
    outcome = run("render", "-f", "html", WEBSHOP)
    assert outcome.status == 0 and outcome.out == RENDERER.render(read(WEBSHOP))


def test_is_the_same_for_everybody() -> None:
    """Whatever the seed of Python's hashes."""
    program = (
        "import hashlib, sys; from sosgraph.workspace import Workspace; from sosgraph.report import Report\n"
        "from sosgraph.renderers.explorer import RENDERER\n"
        "workspace = Workspace((sys.argv[1],)); loaded = workspace.load(())\n"
        "print(hashlib.sha256(RENDERER.render(Report(loaded.architecture, workspace.documents)).encode()).hexdigest())"
    )
    command = [sys.executable, "-c", program, str(ROOT / "fixtures" / "architectures" / "platform.yaml")]
    seeded = [{**os.environ, "PYTHONHASHSEED": seed} for seed in ("1", "2")]
    found = [subprocess.run(command, env=each, cwd=ROOT, capture_output=True, check=True).stdout for each in seeded]
    assert found[0] == found[1]


@given(architectures())
def test_what_if_is_what_the_analysis_says(architecture: Architecture) -> None:
    """The numbers in the page are the equations: their greatest solution is who is down."""
    found = what_if(architecture)["fails"]
    gates, at = [], 0
    for need, width in zip(found["need"], found["width"], strict=True):
        gates.append(Gate(need, tuple(found["arguments"][at : at + width])))
        at += width
    equations = Equations(found["variables"], tuple(gates))
    names = tuple(architecture.components)
    pairs = [*((name,) for name in names), *combinations(names, 2)]
    for effect in effects(architecture, [Outage(" ".join(parts), parts) for parts in pairs]):
        holds = equations.greatest_solution([found["part"][names.index(part)] for part in effect.outage.parts])
        assert effect.down == sum(1 << place for place, number in enumerate(found["up"]) if not holds[number])


@settings(max_examples=40)
@given(architectures())
def test_any_architecture_has_a_page(architecture: Architecture) -> None:
    """With a place for every box, an owner for every group, and an answer for those that others rely on."""
    found = content(Report(architecture))
    boxes = len(found["components"]) + len(found["picture"]["groups"])
    assert len(found["picture"]["places"]) == len(found["picture"]["wide"]) == boxes
    assert all(0 <= group["system"] < len(found["picture"]["frames"]) for group in found["picture"]["groups"])
    assert sorted(system for column in found["picture"]["columns"] for system in column) == list(
        range(len(found["picture"]["frames"]))
    )


def test_answers_are_those_of_the_command_line() -> None:
    """The same sentences; what nobody asked for first is left out where it would be too much work."""
    found = written(RENDERER.render(read(WEBSHOP)))
    names = [component["name"] for component in found["components"]]
    leads = [table["lead"] for table in found["answers"][str(names.index("checkout"))]]
    assert leads[0].startswith(
        "checkout is down 50 min in 30d, 2.31 times its budget of 21.6 min: dns (team-network) eats 86.5 %"
    )
    assert len(leads) == 2 and "minimal cut sets" in leads[1]


def test_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that others rely on come first."""
    monkeypatch.setattr(answers, "MOST_WORK", 12)
    found = written(RENDERER.render(read(WEBSHOP)))
    names = [component["name"] for component in found["components"]]
    assert {names[int(index)] for index in found["answers"]} == {"web"}


def test_shows_the_lines_that_say_something(tmp_path: Path) -> None:
    """Of a Compose file no password, whether in a setting or in an address from which a dependency was inferred."""
    (tmp_path / "compose.yaml").write_text(
        "services:\n"
        "  web:\n    image: web:1\n    environment:\n      PASSWORD: hunter2\n      DATABASE_URL: postgres://me:hunter3@db/x\n"
        "    depends_on:\n      - cache\n    labels:\n      x: hunter4\n"
        "  cache: {image: redis}\n  db: {image: postgres}\n"
    )
    page = RENDERER.render(read(str(tmp_path / "compose.yaml")))
    assert "hunter" not in page
    web = next(each for each in written(page)["components"] if each["name"] == "web")
    assert [number for number, _ in web["at"]["lines"]] == [2, 7, 8] and web["at"]["line"] == 2


def test_shows_a_whole_entry_of_ours() -> None:
    """With its number, file and line."""
    web = written(RENDERER.render(read(WEBSHOP)))["components"][0]
    assert web["at"]["file"].endswith("webshop.yaml") and [number for number, _ in web["at"]["lines"]] == list(range(7, 17))


@given(graphs)
def test_callers_stand_left_of_callees(adjacency: list[list[int]]) -> None:
    """Where no circle forbids it; a circle has at least one arrow back."""
    acyclic = [[head for head in heads if head > tail] for tail, heads in enumerate(adjacency)]
    layer = layers(acyclic)
    assert all(layer[tail] < layer[head] for tail, heads in enumerate(acyclic) for head in heads)
    assert min(layers(adjacency)) >= 0


@given(graphs)
def test_crossings_are_counted(adjacency: list[list[int]]) -> None:
    """As by looking at each pair of arrows; and an order never has more than the one that it begins with."""
    half = len(adjacency) // 2
    rows = [list(range(half)), list(range(half, len(adjacency)))]
    arcs = [[head for head in heads if tail < half <= head] for tail, heads in enumerate(adjacency)]
    pairs = [(tail, head) for tail, heads in enumerate(arcs) for head in heads]
    assert crossings(rows, arcs) == sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(pairs, 2))
    found = ordered(rows, arcs)
    assert crossings(found, arcs) <= crossings(rows, arcs) and [sorted(row) for row in found] == rows


@given(graphs, st.data())
def test_boxes_do_not_overlap(adjacency: list[list[int]], data: st.DataObject) -> None:
    """In order, each with the room that it needs."""
    half = len(adjacency) // 2
    rows = [list(range(half)), list(range(half, len(adjacency)))]
    arcs = [[head for head in heads if tail < half <= head] for tail, heads in enumerate(adjacency)]
    tall = data.draw(st.lists(st.floats(1, 50), min_size=len(arcs), max_size=len(arcs)))
    middle = heights(rows, arcs, tall, [1.0] * len(arcs))
    for row in rows:
        for upper, lower in pairwise(row):
            assert middle[lower] - middle[upper] >= (tall[upper] + tall[lower]) / 2 - 1e-6


@given(graphs, st.booleans())
def test_everything_stands_in_its_frame(adjacency: list[list[int]], large: bool) -> None:
    """Each box at a place of its own."""
    several = adjacency * (SPACIOUS // len(adjacency) + 1) if large else adjacency
    found = frame(several, [100.0] * len(several))
    assert all(0 <= across <= found.width and 0 <= down <= found.height for across, down in found.places)
    assert len(set(found.places)) == len(several)
    assert set(found.bends) <= {(tail, head) for tail, heads in enumerate(several) for head in heads}


@given(graphs, st.integers(1, 5))
def test_columns_hold_everything_once(adjacency: list[list[int]], highest: int) -> None:
    """And none is higher than asked for."""
    for found in (columns(adjacency, highest), packed(adjacency, 2.0)):
        assert sorted(vertex for column in found for vertex in column) == list(range(len(adjacency)))
    assert all(len(column) <= highest for column in columns(adjacency, highest))


def test_a_chain_of_systems_fills_a_page() -> None:
    """Not a line of a hundred boxes."""
    found = packed([[vertex + 1] if vertex < 99 else [] for vertex in range(100)], 2.8)
    assert len(found) <= 10 and found[0][0] == 0
