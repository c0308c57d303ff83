"""Reports made by hand, and golden files."""

import os
from pathlib import Path

from sosgraph.composition import read_document
from sosgraph.document import Document
from sosgraph.estimate import Certificate, Estimate
from sosgraph.finding import BAD_INPUT, Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.quantity import parse_ratio
from sosgraph.report import Report, Suppressed
from sosgraph.source import Pointer, Span
from sosgraph.table import Column, Table

SHOP = "architectures/shop.yaml"
NET = "architectures/net ü.yaml"
_SHOP_TEXT = b"""system: shop
components:
  web:
    slo: 99.95%
    depends_on:
      - db
      - {on: search, soft: true}
  db:
    slo: 99.9%
    depends_on: [net/dns]
  search: {slo: 99%, depends_on: [net/dns]}
"""
_NET_TEXT = """system: net
components:
  dns: {slo: 99.9%}
  \u65e5\u672c: {owner: \u30c1\u30fc\u30e0, slo: 99.9}
"""
HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "two\nlines\r\nand\u2028more",
    "<script>alert(1)</script><img src=x onerror=y>",
    "a|b||c",
    "`code` ``` $x$ **bold** __under__ ~~no~~",
    "[click](https://evil.invalid) ![](//evil.invalid/x.png)",
    "=cmd|' /C calc'!A0",
    "@everyone fixes #1",
    "\u202egnp.exe\u2066\u200b\ufeff",
    "%0A::error::x",
    "\"]}{,;'",
    "# heading",
    "- 1. list\t\ttab",
    "n" * 300,
    "\u65e5" * 300,
    "\U000e0041\x00\x07\x7f\x85",
    "back\\slash \\| \\`",
)
"""Names that try to break out of a format, or to hide."""


def within(document: str, *path: str | int) -> Pointer:
    """Return a place below `components` of a document."""
    return Pointer(document, (0, "components", *path))


def specimen() -> Report:
    """Return a report with everything that a report can have."""
    documents = {SHOP: read_document(SHOP, _SHOP_TEXT), NET: read_document(NET, _NET_TEXT.encode())}
    unattainable = Finding(
        within(SHOP, "web", "slo"),
        "web promises 99.95 %, but can reach 99.8 % at best",
        (
            Note(within(SHOP, "web", "depends_on", 0), "web needs db"),
            Note(within(SHOP, "db", "slo"), "db can reach 99.8 % at best"),
        ),
        "unattainable-slo",
    )
    shared = Finding(
        within(SHOP, "web"),
        "web reaches net/dns by two ways",
        (
            Note(within(SHOP, "web", "depends_on", 0), "web needs db", 1),
            Note(within(SHOP, "db", "depends_on", 0), "db needs net/dns", 1),
            Note(within(SHOP, "web", "depends_on", 1), "web uses search", 2),
            Note(within(SHOP, "search", "depends_on", 0), "search needs net/dns", 2),
        ),
        "hidden-shared-dependency",
        Severity.INFO,
    )
    wrong = Finding(
        within(NET, "\u65e5\u672c", "slo"), "'slo': '99.9' is above 1 without a percent sign; write 99.9% or 0.999", (), BAD_INPUT
    )
    unread = Finding(Pointer(NET, (Span(4, 3, 4, 5),)), "nobody calls this", (), "orphan-component", Severity.WARNING)
    return Report(
        _architecture(),
        documents,
        (unattainable, shared, wrong),
        (_table(),),
        (Suppressed(unread, "a trial"),),
        ("orphan-component",),
    )


def _architecture() -> Architecture:
    places = {"shop/web": within(SHOP, "web"), "shop/db": within(SHOP, "db"), "net/dns": within(NET, "dns")}
    components = {name: Component(name, name.split("/")[0], at=at) for name, at in places.items()}
    return Architecture(components, ("shop", "net"), assumptions=("depends_on is taken as needed to run",))


def _table() -> Table:
    columns = (
        Column("component"),
        Column("own", "target", "own part"),
        Column("composite", "availability"),
        Column("naive", "availability"),
        Column("budget", "minutes"),
        Column("apart", "factor"),
        Column("callers", "count"),
        Column("through", "names"),
        Column("hard", "flag"),
        Column("at", "place"),
    )
    composite = Estimate(2e-3, 2e-3, upper_bound=True)
    bounds = Estimate(1e-9, 2e-9, Certificate.BOUNDS, assumptions=("alone",))
    names = ("shop/db", "net/dns")
    web = ("shop/web", parse_ratio("99.95%"), composite, 2.4e-5, 43.2, 83.0, 0, names, True, within(SHOP, "web"))
    dns = ("net/dns", None, bounds, None, None, float("inf"), 2, (), False, None)
    return Table("composite", "composite availability", columns, (web, dns), ("own parts are perfect",), {"window_s": 2592000.0})


def hostile(name: str) -> Report:
    """Return a report in which a stranger has named everything, and written it into the lines that are shown."""
    document = Document(name, f"components: {{a: {'x' * 400}}}\n# {name}")
    notes = (Note(Pointer(name, (0, "components", name)), name), Note(Pointer(name, (Span(2, 1, 2, 500),)), name))
    finding = Finding(within(name, name), name, notes, "some-rule")
    component = Component(f"{name}/{name}", name, at=within(name, name))
    texts = Table("t", name, (Column("text"), Column("names", "names")), ((name, (name, name)),), (name,), {name: name}, name)
    places = Table("p", name, (Column("where", "place"), Column("n", "count")), ((within(name, name), 1),))
    return Report(
        Architecture({component.name: component}, (name,), assumptions=(name,)),
        {name: document},
        (finding,),
        (texts, places),
        (Suppressed(finding, name),),
    )


def golden(renderer: str, name: str, text: str) -> str:
    """Return the expected text; `GOLDENS=write` in the environment writes it anew."""
    path = Path(__file__).parents[2] / "fixtures" / "goldens" / renderer / name
    if os.environ.get("GOLDENS") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return path.read_bytes().decode()
