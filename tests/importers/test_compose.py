import pytest

from sosgraph.description.parts import ReplicasDescription
from sosgraph.description.resolving import architecture_of
from sosgraph.quantity import parse_ratio
from tests.importers.compose_projects import PAGE, edges, imported, messages, needs, one_file, shipped


def test_a_project_of_several_files_is_one_system() -> None:
    """What is included, extended, passed through `.env` or set in an env file counts as if it stood in one file."""
    document, description = shipped("shop")
    assert not document.findings
    assert description.system == "shop"
    assert edges(description) == {
        "web -> api": "call start+run",
        "api -> collector": "call start+run",
        "api -> db": "call start+run",
        "api -> migrate": "call start",
        "api -> mail": "?call start+run",
        "api -> cart": "~call run",
        "api -> payments": "~call run",
        "migrate -> db": "call start+run",
        "cart -> redis": "~call run",
        "crawler -> vpn": "network start+run",
        "payments -> kafka-1": "~call run",
        "payments -> kafka-2": "~call run",
    }
    assert not architecture_of([description])[1]


def test_services_say_what_they_are() -> None:
    """Images that leave no doubt give a kind; labels give values; replicas are copies of which one is needed."""
    _, description = shipped("shop")
    values = {component.name: component.values for component in description.components}
    assert {name: each.get("kind") for name, each in values.items() if each.get("kind") != "service"} == {
        "db": "database",
        "redis": "cache",
        "kafka-1": "queue",
        "kafka-2": "queue",
    }
    assert values["api"]["replicas"] == ReplicasDescription(3)
    assert values["web"]["tier"] == 1
    assert [slo.target for slo in values["web"]["slo"]] == [parse_ratio("99.5%")]
    assert values["cart"] == {"kind": "service", "availability": parse_ratio("99.9%"), "owner": "team-cart"}
    assert not any("entry" in each for each in values.values())


def test_places_are_the_lines_that_say_so() -> None:
    """A dependency stands where it is declared, or at the setting that names the host, in whichever file that is."""
    document, description = shipped("shop")
    found = needs(description)
    assert document.span(found["web", "api"].at).start_line == 17
    assert document.span(found["api", "payments"].at).start_line == 28
    assert found["payments", "kafka-1"].at.document == "shop/payments/compose.yaml"
    cart = found["cart", "redis"].at
    assert (cart.document, document.span(cart)) == ("shop/cart.env", (1, 1, 1, 11))


def test_every_mistake_is_a_finding_at_its_line() -> None:
    """Mistakes stand at their lines, and the services around them are read."""
    document, description = shipped("faults")
    assert messages(document) == [
        (2, "'faults/missing.yaml' cannot be read: there is no such file"),
        (3, "faults/compose.yaml includes itself: faults/compose.yaml -> faults/compose.yaml; take one out"),
        (8, "'TOKEN': '$(date)' begins no variable; write $$ for a dollar sign"),
        (
            10,
            "'condition': 'service_up' is not known here; write one of service_started, service_healthy, "
            "service_completed_successfully",
        ),
        (12, "'sosgraph.slo': '99.9' is above 1 without a percent sign; write 99.9% or 0.999"),
        (13, "'teir' of 'sosgraph.teir' is not known here; did you mean 'tier'?"),
        (14, "'replicas': 'many' is not a number of containers; write it like 3"),
        (16, "'b' extends itself: b -> c -> b; take one 'extends' out"),
        (18, "'faults/gone.yaml' cannot be read: there is no such file"),
        (19, "'wbe' is not among the services of faults/compose.yaml; did you mean 'web'?"),
        (20, "'f' is empty; write what it is, at least an image or a build"),
        (21, "'g/h' is not a name of a service; use letters a-z, digits, '_', '-' and '.'"),
        (22, "'environment' is text; write a mapping (key: value)"),
    ]
    assert [component.name for component in description.components] == ["web", "a", "b", "c", "d", "e", "db"]
    assert edges(description) == {"web -> db": "call start+run"}


def test_an_unknown_service_is_left_to_the_resolver() -> None:
    """A misspelled `depends_on` is one finding, at its line; what is not required and not there is none, as for Compose."""
    document, description = one_file(
        "  web: {image: x, depends_on: {datbase: {condition: service_started}, y: {required: false}}}\n  database: {image: y}\n"
    )
    assert not document.findings
    findings = architecture_of([description])[1]
    assert len(findings) == 1
    assert "did you mean 'database'" in findings[0].message
    assert document.span(findings[0].at).start_line == 2


@pytest.mark.parametrize(
    ("runs", "edge", "assumed"), [("true", "call start+run", 1), ("false", "call start", 0)], ids=["assumed", "start only"]
)
def test_that_what_is_waited_for_is_needed_to_run_is_an_assumption(runs: str, edge: str, assumed: int) -> None:
    """Compose declares the start alone; the rest is assumed, and said, unless the user turns it off."""
    _, description = one_file("  web: {image: x, depends_on: [db]}\n  db: {image: y}\n", **{"depends-on-runs": runs})
    assert edges(description) == {"web -> db": edge}
    assert len(description.assumptions) == assumed


def test_what_is_shared_with_another_service_is_needed() -> None:
    """Links, namespaces and volumes of another service are dependencies, also under the name of its container."""
    document, description = one_file(
        "  a: {image: x, links: ['b:database'], network_mode: 'container:box', environment: {DB_HOST: database}}\n"
        "  b: {image: x}\n  c: {image: x, container_name: box}\n"
        "  d: {image: x, pid: 'service:a', ipc: shareable, volumes_from: ['b:ro', 'container:box', 'container:elsewhere']}\n"
    )
    assert not document.findings
    assert edges(description) == {
        "a -> b": "call start+run",
        "a -> c": "network start+run",
        "d -> a": "placement start+run",
        "d -> b": "data start",
        "d -> c": "data start",
    }


def test_a_setting_adds_the_run_phase_to_a_declared_dependency() -> None:
    """Declared and inferred make one dependency, at the declaration, which decides whether it is soft."""
    _, description = one_file(
        "  web: {image: x, depends_on: {db: {condition: service_completed_successfully}, m: {required: false}},\n"
        "        environment: [DB_HOST=db, 'M=http://m']}\n  db: {image: y}\n  m: {image: z}\n"
    )
    assert edges(description) == {"web -> db": "call start+run", "web -> m": "?call start+run"}
    assert needs(description)["web", "db"].at.path[-2:] == ("depends_on", "db")


def test_a_default_word_against_the_grain_is_soft() -> None:
    """A bare word that is only a default is a call, but soft where the service it names itself names this one."""
    _, description = one_file(
        "  cloud: {image: x, environment: ['AI_HOST=${AI_HOST:-ai}', 'DB_HOST=${DB_HOST:-db}']}\n"
        "  ai: {image: y, depends_on: [cloud]}\n  db: {image: z}\n"
    )
    assert edges(description) == {"cloud -> ai": "~?call run", "cloud -> db": "~call run", "ai -> cloud": "call start+run"}


def test_written_words_close_a_cycle() -> None:
    """What is not a default is hard, whatever the other service says: that is what cycles are made of."""
    _, description = one_file("  a: {image: x, environment: {B_HOST: b}}\n  b: {image: y, environment: {A: 'http://a'}}\n")
    assert edges(description) == {"a -> b": "~call run", "b -> a": "~call run"}


def test_names_on_the_network() -> None:
    """Container names, host names and aliases mean their service; what several share means none, and none calls itself."""
    _, description = one_file(
        "  a: {image: x, environment: [A=http://one, B=http://two, C=http://three, D=http://both, E=http://a, F_HOST=c]}\n"
        "  b: {image: y, container_name: one, hostname: c, networks: {n: {aliases: [three]}, m: }}\n"
        "  c: {image: z, hostname: two, container_name: both}\n  d: {image: z, container_name: both}\n"
    )
    assert edges(description) == {"a -> b": "~call run", "a -> c": "~call run"}


def test_without_environment_calls_only_what_is_declared_counts() -> None:
    """The parameter turns all inference off."""
    _, description = shipped("shop", **{"environment-calls": "false"})
    assert not any(need.values.get("inferred") for need in needs(description).values())
    assert "web -> api" in edges(description)


def test_profiles_choose_services() -> None:
    """All services are read, or those without a profile and those of the profiles that are given."""
    names = [component.name for component in shipped("shop")[1].components]
    assert "crawler" in names
    assert [component.name for component in shipped("shop", profiles="other")[1].components] == [
        name for name in names if name not in ("vpn", "crawler")
    ]
    assert [component.name for component in shipped("shop", profiles=["vpn"])[1].components] == names


def test_reset_and_override_hide_what_lies_below() -> None:
    """Compose's two tags are read as Compose reads them; merged keys and own `x-` keys are nothing special."""
    document, description = one_file(
        "  base: {image: x, x-note: {a: 1}, environment: {A: 'http://a'}, depends_on: [b]}\n"
        "  one: {extends: base, environment: !override {B: 'http://b'}, depends_on: !reset []}\n"
        "  two: {extends: base, depends_on: [a]}\n  a: {image: x}\n  b: {image: x}\n"
    )
    assert not document.findings
    assert {edge for edge in edges(description) if not edge.startswith("base")} == {"one -> b", "two -> a", "two -> b"}


def test_the_examples_of_the_page_are_read_without_findings() -> None:
    """The page's examples mean what the page says."""
    example = PAGE.read_text(encoding="utf-8").split("```yaml\n")[1].partition("```")[0]
    document, description = imported({"shop/compose.yaml": example})
    assert not document.findings
    assert edges(description) == {
        "web -> api": "call start+run",
        "api -> db": "call start+run",
        "api -> migrate": "call start",
        "api -> mail": "~call run",
        "migrate -> db": "call start+run",
    }


def test_a_dollar_in_a_block_of_text_is_found_on_its_line() -> None:
    """A script may have a hundred of them."""
    script = "      S: |\n        set -e\n        export A=$$B C=$(cat /run/secret)\n        run\n"
    document, _ = one_file(f"  web:\n    image: x\n    environment:\n{script}")
    ((line, message),) = messages(document)
    assert document.lines[line - 1].lstrip().startswith("export") and "'$(cat /run/secret)'" in message
