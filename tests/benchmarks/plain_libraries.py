"""The peer: the same libraries used plainly. Reads, validates, finds cycles, and who falls when a component fails."""

import json
import sys
from pathlib import Path

import jsonschema
import networkx
import yaml


def main(architecture: str, schema: str) -> None:
    """Print how many strongly connected components there are, and how many components fall in all."""
    content = yaml.load(Path(architecture).read_bytes(), Loader=yaml.CSafeLoader)
    jsonschema.validate(content, json.loads(Path(schema).read_bytes()))
    graph = networkx.DiGraph()
    for name, component in content["components"].items():
        graph.add_node(name)
        graph.add_edges_from((name, callee) for callee in component.get("depends_on", ()))
    groups = [group for group in networkx.strongly_connected_components(graph) if len(group) > 1]
    fallen = sum(len(networkx.ancestors(graph, name)) for name in graph)
    sys.stdout.write(f"{len(groups)} groups, {fallen} fall\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
