"""Reading architectures from a notebook or a program of one's own."""

from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.policy_files import decided, obeyed
from sosgraph.workspace import Workspace, without_collector


def architecture(*paths: str, strict: bool = True) -> Architecture:
    """Return the architecture that the files and folders at `paths` describe together, under the nearest policy.

    Raises `NothingReadable` when there is nothing, and `BadCall` with the first mistake when the input has any; with
    `strict=False` reading goes on as it does on the command line.
    """
    workspace = Workspace(paths)
    with without_collector():
        loaded = workspace.load(obeyed(decided(paths)).importers)
    if strict and loaded.findings:
        finding = loaded.findings[0]
        line = workspace.documents[finding.at.document].span(finding.at).start_line
        raise BadCall(f"{finding.at.document}:{line}: {finding.message}")
    return loaded.architecture
