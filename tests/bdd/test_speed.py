"""Which speed the kernels have, as the program says it."""

from click.testing import CliRunner

from sosgraph.bdd import families, kernel
from sosgraph.bdd.speed import speed
from sosgraph.command_line import program
from sosgraph.graph.speed import speed as speed_of_graphs


def test_version_says_which_speed() -> None:
    """`sosgraph --version` ends with the speed of the kernels: compiled only where all of a kind are."""
    assert (speed() == "compiled") == (kernel.COMPILED and families.COMPILED)
    assert (speed() == "interpreted") == (not kernel.COMPILED and not families.COMPILED)
    said = CliRunner().invoke(program(), ["--version"])
    assert said.exit_code == 0
    assert said.output.startswith("sosgraph, version ")
    assert said.output.endswith(f", decision diagrams {speed()}, graphs {speed_of_graphs()}\n")
