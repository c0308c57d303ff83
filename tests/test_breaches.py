"""Contracts of a policy against an architecture, as lint reports them."""

import json
from pathlib import Path

import pytest

from tests.contracts.breaking import broken
from tests.running import run
from tests.yaml_architecture import architecture

SHOP = """\
system: shop
owner: o
components:
  pay: {slo: 99%, entry: true, depends_on: [bus]}
  bus: {slo: 99.9%, depends_on: [stats]}
  stats: {slo: 99.99%}
"""
POLICY = """\
[[contracts]]
name = "clean"
type = "forbidden"
sources = ["pay"]
targets = [
  "stats",
]
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with an architecture and a contract that is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(SHOP)
    (tmp_path / "sosgraph.toml").write_text(POLICY)
    return tmp_path


def found(*words: str) -> list[dict]:
    """Return the findings about contracts."""
    report = json.loads(run("lint", "-f", "json", "--select", "broken-contract", "shop.yaml", *words).out)
    return [each for each in report["findings"] if each["rule"] == "broken-contract"]


def test_a_broken_contract_fails_the_run(place: Path) -> None:
    """With the line of every hop, and that of the contract in the policy."""
    outcome = run("lint", "shop.yaml")
    assert outcome.status == 1 and "clean: pay reaches stats: pay -> bus -> stats" in outcome.out
    (finding,) = found()
    places = [finding["place"], *(note["place"] for note in finding["notes"])]
    assert [(each["document"], each["line"]) for each in places] == [("shop.yaml", 4), ("shop.yaml", 5), ("sosgraph.toml", 2)]


def test_a_name_that_means_nobody_is_a_finding_at_its_line(place: Path) -> None:
    """With the nearest one; the others hold."""
    (place / "sosgraph.toml").write_text(POLICY.replace('  "stats",', '  "stats",\n  "stast",'))
    first, second = found()
    assert second["place"]["line"] == 7 and "did you mean 'stats'" in second["message"] and "reaches stats" in first["message"]


def test_a_name_among_others_is_found_too(place: Path) -> None:
    """In a layer of several."""
    (place / "sosgraph.toml").write_text(
        '[[contracts]]\nname = "x"\ntype = "layers"\nlayers = [\n  "pay",\n  "bus | nobody",\n]\n'
    )
    (finding,) = found()
    assert finding["place"]["line"] == 6 and "no component is called 'nobody'" in finding["message"]


def test_a_comment_allows_it_where_it_begins(place: Path) -> None:
    """And allows no other one: a further way in is found."""
    allowed = SHOP.replace("[bus]}", "[bus]}  # sosgraph: allow broken-contract -- until spring")
    (place / "shop.yaml").write_text(allowed)
    assert not found()
    (place / "shop.yaml").write_text(allowed.replace("  stats:", "  p2: {slo: 99%, depends_on: [stats]}\n  stats:"))
    (place / "sosgraph.toml").write_text(POLICY.replace('"pay"', '"p*"'))
    assert [each["place"]["line"] for each in found()] == [6]


def test_a_comment_about_no_contract_is_unused(place: Path) -> None:
    """Where there are contracts; without any, it is not asked for."""
    (place / "shop.yaml").write_text(SHOP.replace("stats: {", "stats: {  # sosgraph: allow broken-contract -- x\n    "))
    assert "unused-suppression" in run("lint", "shop.yaml").out
    assert "unused-suppression" not in run("lint", "--isolated", "shop.yaml").out


def test_its_severity_is_the_policys(place: Path) -> None:
    """And it can be turned off."""
    (place / "sosgraph.toml").write_text(f'rules.broken-contract.severity = "info"\n{POLICY}')
    assert [each["severity"] for each in found("--ignore", "missing-slo")] == ["info"]
    assert run("lint", "--ignore", "broken-contract", "shop.yaml").status == 0


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('name = "a"', "'contracts' lacks 'type'; add it"),
        ('kinds = ["call"]', "'contracts' lacks 'name' and 'type'; add them"),
        ('name = "a"\ntype = "forbiden"', "'forbiden' is no type of contract; did you mean 'forbidden'?"),
        ('name = "a"\ntype = "forbidden"\nsources = ["pay"]', "'a' of type forbidden lacks 'targets'; add it"),
        ('name = "a"\ntype = "layers"\nlayers = ["pay"]\nlayer = 3', "a contract of type layers has no parameter 'layer'"),
        ('name = "a"\ntype = "tiers"\nkinds = ["cal"]', "'cal' is not known here"),
        ('name = "clean"\ntype = "tiers"', "two contracts are called 'clean'"),
        ('name = ""\ntype = "tiers"', "'name' is empty"),
    ],
)
def test_a_contract_that_is_none_is_a_mistake_in_the_policy(place: Path, written: str, words: str) -> None:
    """Told once, at its line; the other contracts hold."""
    (place / "sosgraph.toml").write_text(f"{POLICY}[[contracts]]\n{written}\n")
    outcome = run("lint", "-f", "json", "shop.yaml")
    found = json.loads(outcome.out)["findings"]
    (mistake,) = (each for each in found if each["rule"] == "bad-input")
    assert outcome.status == 2 and words in mistake["message"] and mistake["place"]["line"] >= 8
    assert "broken-contract" in {each["rule"] for each in found}


def test_paths_that_have_no_end_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is said."""
    monkeypatch.setattr("sosgraph.breaches.MOST_HOPS", 2)
    shop = architecture("components:\n  a: {depends_on: [c, d, e]}\n  c: {}\n  d: {}\n  e: {}\n")
    found = broken(shop, "forbidden", sources=["a"], targets=["c", "d", "e"])
    assert len(found) == 3 and "in more ways than are shown" in found[-1].message


def test_a_fingerprint_outlives_moved_lines_and_tells_contracts_apart(place: Path) -> None:
    """Two contracts that are broken by one dependency are two findings."""
    (place / "sosgraph.toml").write_text(POLICY + POLICY.replace("clean", "tidy"))
    before = [each["fingerprint"] for each in found()]
    (place / "shop.yaml").write_text(f"# moved\n{SHOP}")
    (place / "sosgraph.toml").write_text(f"# moved\n{POLICY}" + POLICY.replace("clean", "tidy"))
    assert [each["fingerprint"] for each in found()] == before and len({mark[:32] for mark in before}) == 2
