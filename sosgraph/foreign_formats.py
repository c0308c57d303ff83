"""Name what a file is when no importer reads it, from its shape, so that the message says more than *unknown*.

Nothing is judged and nothing is reported here: composed nodes are looked at, never read through a cursor.
"""

import re
from collections.abc import Callable
from typing import Any

from sosgraph.document import Document

Shape = dict[str, Any]
"""The keys of a mapping and their composed values; empty for what is none."""


def foreign_format(document: Document) -> str | None:
    """Return what the file looks like, in words that follow *looks like*, or None when its shape is not known.

    The first YAML document with something in it decides, by its keys or, in a list, by those of the first element; then
    the text, for what is no YAML.
    """
    root = next((root for root in document.roots if root.id != "scalar" and root.value), None)
    shape = {} if root is None else _shape(root)
    shapes = _LISTS if root is not None and root.id == "sequence" else _MAPPINGS
    by_shape = (words for words, fits in shapes if fits(shape))
    by_text = (words for words, looks in _TEXTS if looks(document.text))
    return next(by_shape, None) or next(by_text, None)


def _shape(node: Any) -> Shape:
    """Return the shape of a mapping, or of the first element of a list (of lists)."""
    depth = 0
    while node.id == "sequence" and node.value and depth < 3:
        node, depth = node.value[0], depth + 1
    return {key.value: value for key, value in node.value if key.id == "scalar"} if node.id == "mapping" else {}


def _has(*keys: str) -> Callable[[Shape], bool]:
    """Return the question whether all of `keys` are there; of those written `a|b` one is enough."""
    wanted = [key.split("|") for key in keys]
    return lambda shape: all(any(key in shape for key in either) for either in wanted)


def _says(key: str, pattern: str, *others: str) -> Callable[[Shape], bool]:
    """Return the question whether the text of `key` has `pattern` in it, and all of `others` are there."""
    search, has = re.compile(pattern).search, _has(*others)
    return lambda shape: key in shape and shape[key].id == "scalar" and bool(search(shape[key].value)) and has(shape)


def _holds(key: str, *inner: str) -> Callable[[Shape], bool]:
    """Return the question whether the value of `key`, or its first element, has all of `inner`."""
    has = _has(*inner)
    return lambda shape: key in shape and has(_shape(shape[key]))


def _holds_any(*inner: str) -> Callable[[Shape], bool]:
    """Return the question whether the value of some key has all of `inner`."""
    has = _has(*inner)
    return lambda shape: any(has(_shape(value)) for value in shape.values())


def _both(*questions: Callable[[Shape], bool]) -> Callable[[Shape], bool]:
    return lambda shape: all(question(shape) for question in questions)


_CALM = r"calm\.finos\.org|finos/calm|/calm/(draft|release)/"
_JAEGER_SPANS = "a wrong-shaped Jaeger trace (Jaeger's own are data: [{traceID, spans, processes}])"

_VERSIONED = (
    ("an OpenSLO document", _says("apiVersion", r"^openslo(\.com)?/")),
    ("a Nobl9 document", _says("apiVersion", r"^n9/")),
    ("a slo-generator document", _says("apiVersion", r"^sre\.google\.com/")),
    ("a Pyrra objective", _says("apiVersion", r"^pyrra\.dev/")),
    ("a Sloth document", _says("apiVersion", r"^sloth\.slok\.dev/")),
    ("a Score workload", _says("apiVersion", r"^score\.dev/")),
    ("a kustomization", _says("apiVersion", r"^kustomize\.config\.k8s\.io/")),
    ("a Helm chart", _says("apiVersion", r"^v[12]$", "name", "version")),
    ("Kubernetes manifests", _says("apiVersion", r"^(?!.*backstage\.io/)([a-z0-9.-]+/)?v\d+((alpha|beta)\d+)?$", "kind")),
)

_MAPPINGS = (
    *_VERSIONED,
    ("a Sloth document", _says("version", r"^prometheus/v1$", "service", "slos")),
    ("a CALM pattern (a JSON Schema, not an architecture)", _says("$schema", _CALM, "properties|allOf|oneOf")),
    ("a CALM architecture", _says("$schema", _CALM)),
    ("a CALM architecture", _holds("nodes", "unique-id")),
    ("a JSON Schema", _says("$schema", r"json-schema\.org/")),
    ("a JSON Schema", _says("type", r"^object$", "properties")),
    ("an OpenAPI description", _has("openapi|swagger")),
    ("an AsyncAPI description", _has("asyncapi")),
    ("Structurizr workspace JSON", _holds("model", "people|softwareSystems|deploymentNodes|customElements")),
    ("Structurizr workspace JSON", _holds("views", "systemContextViews|systemLandscapeViews|containerViews")),
    ("OTLP traces", _has("resourceSpans|resource_spans")),
    ("Jaeger traces", _holds("data", "traceID", "spans")),
    (_JAEGER_SPANS, _has("traceID", "spanID|spans")),
    (_JAEGER_SPANS, _holds("data", "traceID|spanID")),
    ("a Kiali graph", _has("graphType", "elements")),
    ("Cytoscape JSON", _holds("elements", "nodes|edges")),
    ("a Zipkin span on its own (traces are a list)", _has("traceId", "id", "name")),
    ("a GitHub workflow", _both(_has("on|true", "jobs"), lambda shape: _holds_any("runs-on|uses")(_shape(shape["jobs"])))),
    ("a GitLab pipeline", _holds_any("script", "stage|image|only|rules|needs|artifacts")),
    ("Prometheus rules", _holds("groups", "name", "rules")),
    ("a Prometheus configuration", _has("scrape_configs")),
    ("an OpenTelemetry Collector configuration", _both(_has("receivers", "exporters"), _holds("service", "pipelines"))),
    ("an Envoy configuration", _has("static_resources|dynamic_resources")),
    ("a CloudFormation template", _has("AWSTemplateFormatVersion")),
    ("a CloudFormation template", _both(_has("Resources"), lambda shape: _holds_any("Type")(_shape(shape["Resources"])))),
    ("Terraform state", _has("terraform_version")),
    ("a CycloneDX bill of materials", _has("bomFormat")),
    ("SARIF", _says("$schema", "sarif")),
    ("SARIF", _holds("runs", "tool")),
    ("a Grafana dashboard", _has("panels", "schemaVersion")),
)

_LISTS = (
    *_VERSIONED,
    (_JAEGER_SPANS, _has("traceID", "spanID|spans")),
    ("Zipkin traces", _has("traceId", "id")),
    ("an Ansible playbook", _has("hosts", "tasks|roles")),
)

_COMMENTS = r"\A\ufeff?(?>\s|//[^\n]*+|#[^\n]*+|/\*(?s:.*?)\*/)*+"
_TEXTS = tuple(
    (words, re.compile(pattern).match)
    for words, pattern in (
        ("Structurizr DSL", _COMMENTS + r'workspace(?:[ \t]+[^\s{]+|[ \t]+"[^"]*")*+\s*\{'),
        ("LikeC4", _COMMENTS + r"(?:specification|model|views)\s*\{"),
        ("a Graphviz graph", _COMMENTS + r'(?:strict\s+)?(?:di)?graph\b(?:\s+[\w".-]+)?\s*\{'),
        (
            "Terraform",
            _COMMENTS + r'(?:(?:resource|data)\s+"[^"\n]*"\s+"[^"\n]*"|(?:provider|variable|module)\s+"[^"\n]*"|terraform)\s*\{',
        ),
        ("a fault tree in Open-PSA XML", r"\A\s*(?:<[?!][^>]*>\s*)*+<opsa-mef"),
        ("an ArchiMate model", r"\A\s*(?:<[?!][^>]*>\s*)*+<(?:\w+:)?model\b[^>]*archimate"),
        ("a draw.io diagram", r"\A\s*(?:<[?!][^>]*>\s*)*+<mxfile"),
        ("XML", r"\A\s*<(?:\?xml|\w)"),
        ("a Helm template", r"(?s:.*?)\{\{-?\s*(?:\.Values|\.Release|\.Chart|include|template|define)\b"),
    )
)
