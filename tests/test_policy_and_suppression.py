"""What a team decided, through the command line: which policy holds, and what comments allow."""

import json
from pathlib import Path

import pytest

from sosgraph.finding import BROKEN, NEVER_SILENT
from tests.running import Outcome, run

LOOP = """\
sosgraph: 1
system: s
owner: o
components:
  a: {entry: true, availability: 99.9%, slo: 90%, depends_on: [b]}
  b: {availability: 99.9%, slo: 90%, depends_on: [a]}
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a loop in `inner/a.yaml` that is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.yaml").write_text(LOOP)
    return tmp_path


def rules_of(outcome: Outcome) -> list[str]:
    """Return the rules of the findings in a JSON report, in order."""
    return [finding["rule"] for finding in json.loads(outcome.out)["findings"]]


def lint(*words: str) -> list[str]:
    """Return the rules that `sosgraph lint` finds broken in `inner`."""
    return rules_of(run("lint", "-f", "json", "inner", *words))


def test_the_nearest_policy_holds(place: Path) -> None:
    """That beside the file before that above it; without one, the defaults."""
    assert lint() == ["dependency-cycle"]
    (place / "sosgraph.toml").write_text('ignore = ["dependency-cycle"]\n')
    assert lint() == []
    (place / "inner" / "sosgraph.toml").write_text('[rules.dependency-cycle]\nseverity = "error"\n')
    assert lint() == ["dependency-cycle"] and run("lint", "inner").status == 1


def test_pyproject_holds_where_it_speaks_of_sosgraph(place: Path) -> None:
    """One without `[tool.sosgraph]` is passed over, and the search goes on above it."""
    (place / "pyproject.toml").write_text('[tool.sosgraph]\nignore = ["dependency-cycle"]\n')
    (place / "inner" / "pyproject.toml").write_text("[project]\n")
    assert lint() == []


def test_config_holds_instead(place: Path) -> None:
    """The named policy, not the nearest one."""
    (place / "inner" / "sosgraph.toml").write_text('ignore = ["*"]\n')
    (place / "other.toml").write_text("")
    assert lint() == [] and lint("--config", "other.toml") == ["dependency-cycle"]


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ('ignore = ["dependency-cycel"]', "did you mean 'dependency-cycle'"),
        ('select = ["nothing-like-it"]', "not among the rules"),
        ("[rules.dependency-cycle]\nlayers = 3", "no parameter 'layers'"),
        ('[rules.retry-layers]\nlayers = "x"', "'layers' of retry-layers"),
        ("[importers.compoze]\n", "did you mean 'compose'"),
        ("fail-on = 3", "sosgraph.toml:1: 'fail-on': 3 is not known here; write one of error, warning, info"),
        ("\n# fail_on\nfail_on = 'warning'", "sosgraph.toml:3: 'fail_on' is not known here; did you mean 'fail-on'?"),
        ('select = [\n  "dependency-*",\n]', "sosgraph.toml:2: 'dependency-*' is not among the rules; write whole names, or *"),
        ('select = "*"', "sosgraph.toml:1: 'select': '*' is of the wrong kind; write a list"),
        ('fail-on = "error"\n\n[rules.nosuch]', "sosgraph.toml:3: 'nosuch' is not among the rules"),
        ('[rules.dependency-cycle]\nseverity = "of"', "sosgraph.toml:2: 'severity': 'of' is not known here; write one of error"),
        ('[rules.dependency-cycle]\nseverity = "off"\nlimit = 3', "sosgraph.toml:3: dependency-cycle has no parameter 'limit'"),
        ('rules.unused-suppression.since = "y"', "sosgraph.toml:1: unused-suppression has no parameter 'since'; it has none"),
        ("rules = 1", "write a table"),
        ("rules.retry-layers.layers = {}", "sosgraph.toml:1: 'layers': {} is of the wrong kind"),
        ("not toml", "not TOML"),
    ],
)
def test_a_wrong_policy_is_a_finding_at_its_line(place: Path, policy: str, words: str) -> None:
    """And exit 2: a policy that silently does nothing is worse than none. What else it says holds; other verbs refuse it."""
    (place / "sosgraph.toml").write_text(policy)
    outcome = run("lint", "-f", "json", "inner")
    found = [each for each in json.loads(outcome.out)["findings"] if each["rule"] == "bad-input"]
    assert outcome.status == 2 and not outcome.err
    assert words in f"{found[0]['place']['document']}:{found[0]['place']['line']}: {found[0]['message']}"
    other = run("cycles", "inner")
    assert other.status == 2 and words in other.err and not other.out


def test_a_slip_in_pyproject_is_found_in_its_table(place: Path) -> None:
    """Other programs have keys of the same name."""
    (place / "pyproject.toml").write_text('[tool.other]\nignore = ["nosuch"]\n[tool.sosgraph]\nignore = [\n  "nosuch"]\n')
    assert "pyproject.toml:5: 'nosuch' is not among the rules" in run("cycles", "inner").err
    assert "--> pyproject.toml:5:3" in run("lint", "inner").out


def test_a_policy_that_is_not_there_is_a_bad_call(place: Path) -> None:
    """In plain words."""
    outcome = run("lint", "--config", "nope.toml", "inner")
    assert outcome.status == 2 and "there is no file 'nope.toml'" in outcome.err and "Errno" not in outcome.err


def test_fail_on_of_the_policy_yields_to_the_option(place: Path) -> None:
    """What is said on the command line is nearer."""
    (place / "sosgraph.toml").write_text('fail-on = "warning"\n')
    assert run("lint", "inner").status == 1 and run("lint", "inner", "--fail-on", "error").status == 0


def test_a_comment_with_a_reason_allows(place: Path) -> None:
    """The finding moves to the suppressed ones, with the reason."""
    text = LOOP.replace("[b]}", "[b]}  # sosgraph: allow dependency-cycle -- known").replace(
        "[a]}", "[a]}  # sosgraph: allow dependency-cycle -- known"
    )
    (place / "inner" / "a.yaml").write_text(text)
    report = json.loads(run("lint", "-f", "json", "inner").out)
    assert report["findings"] == []
    assert [each["rule"] for each in report["suppressed"]] == ["dependency-cycle"] and "known" in json.dumps(report["suppressed"])


def test_a_comment_without_a_reason_is_an_error(place: Path) -> None:
    """It allows nothing."""
    text = LOOP.replace("components:", "# sosgraph: allow dependency-cycle\ncomponents:")
    (place / "inner" / "a.yaml").write_text(text)
    outcome = run("lint", "-f", "json", "inner")
    assert outcome.status == 1 and sorted(rules_of(outcome)) == ["dependency-cycle", "suppression-without-reason"]


def test_a_comment_that_allows_nothing_is_a_finding(place: Path) -> None:
    """It would hide the next mistake."""
    text = LOOP.replace("owner: o", "owner: o  # sosgraph: allow tier-inversion -- long ago")
    (place / "inner" / "a.yaml").write_text(text)
    assert lint() == ["unused-suppression", "dependency-cycle"]


@pytest.mark.parametrize("rule", NEVER_SILENT)
def test_what_is_no_rule_cannot_be_silenced(place: Path, rule: str) -> None:
    """Not a mistake in a file, nor a comment about comments; the attempt is a finding that says so."""
    text = LOOP.replace("owner: o", f"ownr: o  # sosgraph: allow {rule} -- because")
    (place / "inner" / "a.yaml").write_text(text)
    report = json.loads(run("lint", "-f", "json", "inner").out)
    said = {finding["rule"]: finding["message"] for finding in report["findings"]}
    assert "did you mean 'owner'" in said["bad-input"] and report["suppressed"] == []
    assert said["unused-suppression"] == f"{rule} cannot be silenced; correct what it finds, and delete the comment"


@pytest.mark.parametrize("policy", ['ignore = ["bad-input"]', '[rules.bad-input]\nseverity = "off"'])
def test_a_policy_cannot_silence_mistakes(place: Path, policy: str) -> None:
    """It is refused, rather than obeyed in silence or not obeyed in silence."""
    (place / "sosgraph.toml").write_text(policy)
    outcome = run("lint", "inner")
    assert outcome.status == 2 and "'bad-input' cannot be ignored" in outcome.out


def test_comments_are_judged_as_gravely_as_the_policy_says(place: Path) -> None:
    """And not at all where it turns that off; a report names what was judged."""
    text = LOOP.replace("owner: o", "owner: o  # sosgraph: allow tier-inversion -- long ago")
    (place / "inner" / "a.yaml").write_text(text)
    (place / "sosgraph.toml").write_text('[rules.unused-suppression]\nseverity = "error"\n')
    report = json.loads(run("lint", "-f", "json", "inner").out)
    assert (
        report["findings"][0]["severity"] == "error"
        and set(NEVER_SILENT) <= set(report["checked"])
        and BROKEN not in report["checked"]
    )
    (place / "sosgraph.toml").write_text('ignore = ["unused-suppression"]\n')
    report = json.loads(run("lint", "-f", "json", "inner").out)
    assert "unused-suppression" not in {*report["checked"], *(finding["rule"] for finding in report["findings"])}


UPSIDE_DOWN = """\
sosgraph: 1
components:
  a:
    tier: 1
    slo: 90%
    {comment}
    depends_on:
    - c
{margin}
    - b
  b: {{tier: 3, slo: 95%}}
  c: {{tier: 1, slo: 95%}}
"""


@pytest.mark.parametrize("margin", ["", "# in the margin", "      # deeper"])
def test_a_comment_is_for_all_of_the_node_below(place: Path, margin: str) -> None:
    """However its list is indented, and whatever comments stand in it; not for the node after it."""
    text = UPSIDE_DOWN.format(comment="# sosgraph: allow tier-inversion -- known", margin=margin)
    (place / "inner" / "a.yaml").write_text(text)
    assert lint() == []
    (place / "inner" / "a.yaml").write_text(
        text.replace("    slo: 90%\n", "").replace("    depends_on", "    slo: 90%\n    depends_on")
    )
    assert lint() == ["unused-suppression", "tier-inversion"]


@pytest.mark.parametrize(
    ("owner", "allowed"),
    [
        ('"eve # sosgraph: allow orphan-component -- hi"', False),
        ("'eve # sosgraph: allow orphan-component -- hi'", False),
        ("eve # sosgraph: allow orphan-component -- hi", True),
        ('"eve # sosgraph: " # sosgraph: allow orphan-component -- hi', True),
    ],
)
def test_a_text_is_no_comment(place: Path, owner: str, allowed: bool) -> None:
    """What stands in quotes silences nothing."""
    (place / "inner" / "a.yaml").write_text(f"{LOOP}  c: {{owner: {owner}\n    }}\n")
    assert lint().count("orphan-component") == (0 if allowed else 1)


@pytest.mark.parametrize(
    ("comment", "rule", "words"),
    [
        ("ignore tier-inversion -- r", "unused-suppression", "'ignore tier-inversion -- r' is not understood"),
        ("allow * -- r", "unused-suppression", "write 'allow RULE -- reason'"),
        ("allow tier-inversion because", "suppression-without-reason", "allow tier-inversion -- because …"),
        ("allow-file tier-inversion --", "suppression-without-reason", "write '# sosgraph: allow-file tier-inversion -- because"),
        ("allow tier-inversion --", "suppression-without-reason", "no reason is given"),
        ("allow tier-inversoin -- r", "unused-suppression", "'tier-inversoin' is no rule; did you mean 'tier-inversion'"),
    ],
)
def test_a_comment_that_is_not_understood_is_a_finding(place: Path, comment: str, rule: str, words: str) -> None:
    """It says what to write: a comment that silently does nothing is worse than none."""
    (place / "inner" / "a.yaml").write_text(UPSIDE_DOWN.format(comment=f"# sosgraph: {comment}", margin=""))
    found = {each["rule"]: each["message"] for each in json.loads(run("lint", "-f", "json", "inner").out)["findings"]}
    assert found.keys() == {"tier-inversion", rule} and words in found[rule]


def test_a_version_in_a_comment_speaks_to_nobody(place: Path) -> None:
    """`# sosgraph: 1` is the first line of a file, commented out."""
    (place / "inner" / "a.yaml").write_text(f"# {LOOP}")
    assert lint() == ["dependency-cycle"]


@pytest.mark.parametrize("line", ["{comment}\n{text}", "{text}{comment}\n", "{text}  c: {{owner: x}}  {comment}\n"])
def test_a_comment_may_be_for_the_whole_file(place: Path, line: str) -> None:
    """Wherever it stands in it, every finding of the rule there is allowed, and none in another file."""
    comment = "# sosgraph: allow-file orphan-component, dependency-cycle -- all of it goes in spring"
    (place / "inner" / "a.yaml").write_text(line.format(comment=comment, text=LOOP))
    (place / "inner" / "b.yaml").write_text("system: t\ncomponents: {lone: {owner: o}}\n")
    report = json.loads(run("lint", "-f", "json", "inner").out)
    assert {each["rule"] for each in report["suppressed"]} >= {"dependency-cycle"}
    left = [each["rule"] for each in report["findings"] if each["place"]["document"].endswith("a.yaml")]
    assert left in ([], ["unused-suppression"]) and (left == []) == ("c:" in line)
    assert any(each["rule"] == "orphan-component" for each in report["findings"])
