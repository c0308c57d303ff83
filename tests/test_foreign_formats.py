import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.composition import read_document
from sosgraph.foreign_formats import foreign_format

REALWORLD = Path(__file__).parents[2] / "shared" / "data" / "realworld"

EXAMPLES = (
    ("a CALM pattern", '{"$schema": "https://calm.finos.org/release/1.2/meta/calm.json", "type": "object", "properties": {}}'),
    ("a CALM architecture", '{"$schema": "https://calm.finos.org/release/1.2/meta/calm.json", "nodes": []}'),
    ("a CALM architecture", '{"nodes": [{"unique-id": "a", "node-type": "service"}], "relationships": []}'),
    ("a JSON Schema", '{"$schema": "https://json-schema.org/draft/2020-12/schema"}'),
    ("a JSON Schema", "type: object\nproperties: {a: {type: string}}"),
    ("Kubernetes manifests", "# first\n---\n---\napiVersion: apps/v1\nkind: Deployment"),
    ("Kubernetes manifests", "apiVersion: v1\nkind: List\nitems: []"),
    ("Kubernetes manifests", "apiVersion: networking.istio.io/v1beta1\nkind: VirtualService"),
    ("an OpenSLO document", "- apiVersion: openslo/v1\n  kind: SLO"),
    ("an OpenSLO document", "apiVersion: openslo.com/v2alpha\nkind: SLO"),
    ("a Nobl9 document", "apiVersion: n9/v1alpha\nkind: SLO"),
    ("a slo-generator document", "apiVersion: sre.google.com/v2\nkind: ServiceLevelObjective"),
    ("a Pyrra objective", "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective"),
    ("a Sloth document", "version: prometheus/v1\nservice: a\nslos: []"),
    ("a Sloth document", "apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel"),
    ("a Score workload", "apiVersion: score.dev/v1b1\nmetadata: {name: a}\ncontainers: {}"),
    ("a kustomization", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization"),
    ("a Helm chart", "apiVersion: v2\nname: a\nversion: 1.0.0"),
    ("a Helm template", "apiVersion: apps/v1\nmetadata:\n  name: {{ .Values.name }}\n"),
    ("an OpenAPI description", "openapi: 3.1.0\npaths: {}"),
    ("an AsyncAPI description", "asyncapi: 3.0.0"),
    ("Structurizr workspace JSON", '{"id": 1, "model": {"people": []}, "views": {}}'),
    ("Structurizr workspace JSON", '{"id": 1, "model": {}, "views": {"systemContextViews": []}}'),
    ("Structurizr DSL", '/* ours: all */\n// more\nworkspace "a {b}" "c: d" {\n  model {\n  }\n}'),
    ("Structurizr DSL", "workspace extends ../model.dsl {\n}"),
    ("LikeC4", "specification {\n  element actor\n}\nmodel {\n}"),
    ("a Graphviz graph", 'digraph "a" { a -> b; }'),
    ("Terraform", 'resource "aws_instance" "web" {\n  ami = "a"\n}'),
    ("OTLP traces", '{"resourceSpans": []}'),
    ("Jaeger traces", '{"data": [{"traceID": "a", "spans": [], "processes": {}}]}'),
    ("a wrong-shaped Jaeger trace", '{"data": [{"traceID": "a", "duration": 2}]}'),
    ("a wrong-shaped Jaeger trace", '[{"traceID": "a", "spanID": "b"}]'),
    ("Zipkin traces", '[{"traceId": "a", "id": "b"}]'),
    ("Zipkin traces", '[[{"traceId": "a", "id": "b"}]]'),
    ("a Zipkin span", '{"traceId": "a", "id": "b", "name": "c"}'),
    ("a Kiali graph", '{"timestamp": 1, "graphType": "app", "elements": {"nodes": []}}'),
    ("Cytoscape JSON", '{"elements": {"nodes": []}}'),
    ("a GitHub workflow", "on: push\njobs: {test: {runs-on: ubuntu-latest}}"),
    ("a GitLab pipeline", "test: {image: python, script: [pytest]}"),
    ("Prometheus rules", "groups: [{name: a, rules: []}]"),
    ("a Prometheus configuration", "scrape_configs: []"),
    ("an OpenTelemetry Collector configuration", "receivers: {}\nexporters: {}\nservice: {pipelines: {}}"),
    ("an Envoy configuration", "static_resources: {}"),
    ("a CloudFormation template", "Resources: {A: {Type: 'AWS::S3::Bucket'}}"),
    ("Terraform state", '{"version": 4, "terraform_version": "1.9.0"}'),
    ("a CycloneDX bill of materials", '{"bomFormat": "CycloneDX"}'),
    ("SARIF", '{"version": "2.1.0", "runs": [{"tool": {}}]}'),
    ("a Grafana dashboard", '{"panels": [], "schemaVersion": 39}'),
    ("an Ansible playbook", "- hosts: all\n  tasks: []"),
    ("a fault tree in Open-PSA XML", '<?xml version="1.0"?>\n<!DOCTYPE opsa-mef>\n<opsa-mef></opsa-mef>'),
    ("an ArchiMate model", '<?xml version="1.0"?><model xmlns="http://www.opengroup.org/xsd/archimate/3.0/">'),
    ("a draw.io diagram", '<mxfile host="a"></mxfile>'),
    ("XML", "<?xml version='1.0'?><a/>"),
)

OURS = (
    '[{"parent": "a", "child": "b", "callCount": 3}]',
    '{"data": [{"parent": "a", "child": "b", "callCount": 3}]}',
    "package,group,alternatives,kind\na,0,b,depends",
    "Package: a\nDepends: b\n",
    "components: {web: {depends_on: [db]}, db: {slo: 99.9%}}",
    "sosgraph: 1\nsystem: shop\nowner: a",
    "services: {web: {image: nginx, depends_on: [db]}, db: {image: postgres}}",
    "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a}",
    "# comments only\n",
    "",
    "plain text",
    "[]",
    "- - - - - - a",
    "{a: 1}",
)

# the Jaeger project stores most of its own example traces in OTLP's shape
FITTING = {
    "k8s": {"Kubernetes manifests"},
    "slo-generator": {"a slo-generator document"},
    "score": {"a Score workload"},
    "pyrra": {"a Pyrra objective"},
    "trace-jaeger": {"Jaeger traces", "OTLP traces"},
    "openslo": {"an OpenSLO document"},
    "calm": {"a CALM architecture"},
    "kiali-graph": {"a Kiali graph"},
    "structurizr-dsl": {"Structurizr DSL"},
    "structurizr-json": {"Structurizr workspace JSON"},
    "trace-zipkin": {"Zipkin traces"},
    "trace-otlp": {"OTLP traces"},
    "sloth": {"a Sloth document"},
    "nobl9-slo": {"a Nobl9 document"},
    "jaeger-dependencies": {None},
    "compose": {None},
    "backstage": {None},
}


def named(content: bytes) -> str | None:
    document = read_document("file", content)
    before = document.findings
    answer = foreign_format(document)
    assert document.findings == before
    return answer


@pytest.mark.parametrize(("words", "text"), EXAMPLES)
def test_names_what_it_looks_like(words: str, text: str) -> None:
    """Each format is recognised by its shape."""
    assert (named(text.encode()) or "").startswith(words)


@pytest.mark.parametrize("text", OURS)
def test_does_not_claim_what_importers_read(text: str) -> None:
    """Formats with an importer, and what has no shape, have no foreign name."""
    assert named(text.encode()) is None


def test_a_deep_file_is_looked_at_without_recursion() -> None:
    """Nesting deeper than a stack is only looked at from above."""
    assert named(b"[" * 5000 + b"]" * 5000) is None


@pytest.mark.parametrize("text", ["/*" * 200_000, "workspace " * 200_000, "# a\n" * 200_000, '"a" ' * 200_000, "\t" * 400_000])
def test_a_long_text_is_looked_at_once(text: str) -> None:
    """No pattern tries a long text again and again; the answer is there at all."""
    assert named(text.encode()) is None


@given(st.data())
def test_mutilated_files_never_raise(data: st.DataObject) -> None:
    """Whatever is cut out or put in, there is an answer, and the document learns of no mistake."""
    text = data.draw(st.sampled_from([text for _, text in EXAMPLES]))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    between = data.draw(st.sampled_from(["", "{", "[", "a: ", "- ", "<<: 1\n", "&a ", "*a", "~", "a: 1\na: 2\n"]))
    named((text[:start] + between + text[end:]).encode())


def listed(name: str) -> list[dict[str, str]]:
    index = REALWORLD / name
    return list(csv.DictReader(index.read_text(encoding="utf-8").splitlines())) if index.exists() else []


@pytest.mark.conformance
@pytest.mark.skipif(not REALWORLD.exists(), reason="the real files are not here")
def test_real_files_are_named_by_their_kind() -> None:
    """Of every real file the answer fits the kind that the index gives."""
    strangers = [
        (row["local_path"], answer)
        for row in listed("INDEX.csv")
        if (answer := named((REALWORLD / row["local_path"]).read_bytes())) not in FITTING[row["kind"]]
    ]
    assert strangers == []


@pytest.mark.conformance
@pytest.mark.skipif(not REALWORLD.exists(), reason="the real files are not here")
def test_files_that_must_be_refused_are_named() -> None:
    """A pattern is no architecture, a span is no trace, comments are nothing, and Compose is read by its importer."""
    answers = [named((REALWORLD / row["local_path"]).read_bytes()) for row in listed("NEGATIVE.csv")]
    assert [answer and answer[:27] for answer in answers] == [
        None,
        None,
        "a CALM pattern (a JSON Sche",
        "a wrong-shaped Jaeger trace",
    ]
