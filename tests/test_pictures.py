"""Diagrams through the command line, with and without Graphviz."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sosgraph import catalog, workspace
from sosgraph.drawing.layout import picture
from sosgraph.drawing.palette import DARK, LIGHT
from sosgraph.drawing.themes import as_the_reader_has_it, inlined
from sosgraph.report import Report
from tests.drawing.examples import part, whole
from tests.renderers.specimens import HOSTILE
from tests.repositories import repository
from tests.running import run

WEBSHOP = str(Path(__file__).parent.parent / "fixtures" / "architectures" / "webshop.yaml")
graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="there is no Graphviz here")


@pytest.mark.parametrize(
    ("format", "beginning"),
    [
        ("dot", "digraph"),
        ("mermaid", "flowchart"),
        ("d2", "direction"),
        ("graphml", "graphml"),
        ("cytoscape", "elements"),
        ("html", "<!DOCTYPE html>"),
        ("report-markdown", "# Reliability review"),
    ],
)
def test_text_needs_no_graphviz(format: str, beginning: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is text is written without any program."""
    monkeypatch.setenv("PATH", "")
    outcome = run("render", "-f", format, WEBSHOP)
    assert outcome.status == 0 and beginning in outcome.out and "checkout" in outcome.out


@graphviz
def test_svg_is_well_formed() -> None:
    """It names every component."""
    outcome = run("render", WEBSHOP)
    assert outcome.status == 0, outcome.err
    root = ElementTree.fromstring(outcome.out)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert {"checkout", "ledger", "dns"} <= set(" ".join(root.itertext()).split())


@graphviz
def test_png_is_a_picture(tmp_path: Path) -> None:
    """By its first bytes."""
    assert run("render", "-f", "png", "-o", str(tmp_path / "a.png"), WEBSHOP).status == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("format", ["svg", "png", "pdf"])
def test_without_graphviz_the_user_is_told(format: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is missing, and what works without it; no file is written."""
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome = run("render", "-f", format, "-o", str(tmp_path / "a"), WEBSHOP)
    assert outcome.status == 2 and "Graphviz" in outcome.err and "mermaid" in outcome.err and "Traceback" not in outcome.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("through", ["dots", "link"])
def test_a_path_out_of_the_roots_is_refused(through: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Compose file that extends a file outside the given folder, by `..` or a symbolic link, does not get to see it."""
    (tmp_path / "secret.yaml").write_text("services:\n  s: {image: secret-image, depends_on: [hidden]}\n  hidden: {image: x}\n")
    project = tmp_path / "project"
    project.mkdir()
    (project / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    file = "../secret.yaml" if through == "dots" else "link.yaml"
    (project / "compose.yaml").write_text(f"services:\n  web: {{extends: {{file: {file}, service: s}}}}\n")
    monkeypatch.chdir(project)
    outcome = run("lint", "compose.yaml")
    assert outcome.status == 1 and "outside the folders that were given" in outcome.out
    assert "secret-image" not in outcome.out and "hidden" not in outcome.out


def dot(*words: str) -> str:
    """Return the DOT text that `sosgraph render` writes."""
    outcome = run("render", "-f", "dot", *words)
    assert outcome.status == 0, outcome.err
    return outcome.out


@pytest.mark.parametrize("overlay", catalog.names("overlays"))
def test_every_overlay_can_be_shown(overlay: str) -> None:
    """By its name, with what it is of."""
    of = {"component": "=dns", "version": f"={WEBSHOP}", "": ""}[catalog.find("overlays", overlay).takes]
    assert "checkout" in dot("--show", f"{overlay}{of}", WEBSHOP)


def test_overlays_are_chosen_together() -> None:
    """With commas, or one after the other; what is not chosen is not said."""
    both = dot("--show", "availability,cycles", WEBSHOP)
    assert both == dot("--show", "availability", "--show", "cycles", WEBSHOP)
    assert "99 % to 99.9 %" in both and "● catalog" in both and "▲" not in both


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--show", "cycle"), "'cycle' is not among the overlays; did you mean 'cycles'?"),
        (("--show", "blast-radius"), "blast-radius: of which component? write --show blast-radius=NAME"),
        (("--show", "blast-radius=dsn"), "no component is called 'dsn'; did you mean 'dns'"),
        (("--show", "cycles=dns"), "cycles is of nothing, so that =dns means nothing here; write --show cycles"),
        (("--focus", "chekout"), "no component is called 'chekout'; did you mean 'checkout'"),
        (("--exclude", "zone-q*"), "no component is called 'zone-q*'"),
    ],
)
def test_what_is_unknown_is_told_with_the_nearest(words: tuple[str, ...], message: str) -> None:
    """And ends with 2."""
    outcome = run("render", "-f", "dot", *words, WEBSHOP)
    assert outcome.status == 2 and message in outcome.err


def test_excerpts_name_components_systems_and_patterns() -> None:
    """As everywhere on the command line."""
    assert "webshop/zone-a" not in dot("--exclude", "zone-*", WEBSHOP)
    near = dot("--focus", "dns", WEBSHOP)
    assert "wallets" in near and "checkout" not in near and "drawn are 3 of 12 components" in near
    assert "checkout" in dot("--focus", "dns", "--depth", "2", WEBSHOP)
    above = dot("--reaches", "ledger", WEBSHOP)
    assert "web" in above and "catalog" not in above
    assert "★ dns" in dot("--highlight", "dns", WEBSHOP)
    assert "each kind is one box" in dot("--collapse", "kind", WEBSHOP)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--depth 3", "--depth is the depth of a focus; say of which with --focus NAME"),
        ("--show nope", "'nope' is not among the overlays: availability, blast-radius, "),
        ("--include dns --exclude dns", "nothing is left to draw"),
    ],
)
def test_words_without_meaning_are_refused(words: str, message: str) -> None:
    """With what would mean something."""
    outcome = run("render", *words.split(), WEBSHOP)
    assert outcome.status == 2 and message in outcome.err


def test_what_is_folded_unfolds_as_the_picture_says() -> None:
    """Both words can be added to the same command: the first shows one that was inside, the second everything."""
    folded = dot("--most", "3", WEBSHOP)
    focus, most = re.findall(r"to see inside add (--focus \S+), to see all of it add (--most \d+)", folded)[0]
    near, everything = dot(*focus.split(), WEBSHOP), dot(*most.split(), WEBSHOP)
    assert "folded to fit" not in everything and "12 components" in everything
    name = focus.split()[1]
    assert re.search(rf"<B>[^<]*{name}</B>", near) and not re.search(rf"<B>[^<,]*{name}</B>", folded)


def test_what_changed_since_a_commit_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the same paths, read through git."""
    folder = repository(tmp_path / "r", monkeypatch, shop="system: shop\ncomponents:\n  web: {depends_on: [db]}\n  db: {}\n")
    (folder / "shop.yaml").write_text("system: shop\ncomponents:\n  web: {depends_on: [cache]}\n  cache: {}\n")
    text = dot("--show", "diff=HEAD", "shop.yaml")
    assert "no git ref 'mian'; did you mean 'main'?" in run("render", "--show", "diff=mian", "shop.yaml").err
    assert "+ cache" in text and "− db" in text and "2 added, 2 removed" in text


@graphviz
def test_an_svg_is_as_its_reader_has_it() -> None:
    """Light, with a style for dark screens; a theme that is named is the only one."""
    both, dark = run("render", WEBSHOP).out, run("render", "--theme", "dark", WEBSHOP).out
    assert "prefers-color-scheme" in both and LIGHT["paper"] in both
    assert "prefers-color-scheme" not in dark and LIGHT["paper"] not in dark and DARK["paper"] in dark
    ElementTree.fromstring(both)


@graphviz
@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_a_picture(name: str) -> None:
    """Neither an SVG by itself nor one inside a page: both are XML, and nothing in them runs or loads."""
    circle = whole(part(f"s/{name}", "s/b", kind=name, owner=name, slo="99.99%"), part("s/b", f"s/{name}", slo="99%"))
    text = catalog.find("renderers", "dot").render(Report(circle))
    svg = picture(lambda boxes: text, 10, "svg", workspace.run)
    for drawn in (as_the_reader_has_it(svg).decode(), inlined(svg, name)):
        elements = {element.tag.partition("}")[2] for element in ElementTree.fromstring(drawn).iter()}
        assert elements <= {"svg", "g", "a", "title", "style", "path", "polygon", "polyline", "ellipse", "text"}
        assert "javascript" not in drawn and 'evil.invalid/x.png"' not in drawn


def test_without_graphviz_a_report_has_no_diagrams_and_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In Markdown it needs none."""
    monkeypatch.setenv("PATH", str(tmp_path))
    page = run("render", "-f", "report", WEBSHOP)
    assert page.status == 0 and "<figure>" not in page.out and "the report has no diagrams: Graphviz" in page.err
    assert run("render", "-o", str(tmp_path / "review.md"), WEBSHOP).status == 0
    assert "```mermaid" in (tmp_path / "review.md").read_text("utf-8")


@graphviz
def test_a_report_shows_what_each_chapter_says() -> None:
    """A figure for each overlay that marks anything, the same bytes each time, no id twice."""
    first = run("render", "-f", "report", WEBSHOP).out
    assert first.count("<figure>") == 4 and first == run("render", "-f", "report", WEBSHOP).out
    ids = re.findall(r'\bid="([^"]*)"', first)
    assert len(ids) == len(set(ids))


@graphviz
def test_the_picture_in_the_readme_is_what_is_drawn() -> None:
    """The same boxes, arrows, words and colours, wherever another Graphviz puts them; `make pictures` draws it anew."""
    root = Path(__file__).parent.parent
    (shown,) = re.findall(r"\]\((sosgraph/docs/pictures/\S+\.svg)\)", (root / "README.md").read_text("utf-8"))
    (words,) = re.findall(rf"sosgraph render \S+ (.*) -o {Path(shown).name}", (root / "README.md").read_text("utf-8"))

    def told(svg: str) -> list[object]:
        elements = ElementTree.fromstring(svg).iter()
        looks = ("class", "fill", "stroke", "stroke-dasharray", "font-size", "font-weight")
        return sorted(str((each.tag, (each.text or "").strip(), *(each.get(look) for look in looks))) for each in elements)

    drawn = run("render", WEBSHOP, *words.split())
    assert told(drawn.out) == told((root / shown).read_text("utf-8"))


@pytest.mark.parametrize(
    ("format", "words"),
    [
        ("html", "--focus dns"),
        ("html", "--most 5"),
        ("report", "--theme dark"),
        ("html", "--theme light"),
        ("report-markdown", "--highlight dns"),
    ],
)
def test_documents_are_of_the_whole(format: str, words: str) -> None:
    """A word that would mean nothing there is refused, and not passed over in silence."""
    outcome = run("render", "-f", format, *words.split(), WEBSHOP)
    assert outcome.status == 2 and "shows all of the architecture" in outcome.err
