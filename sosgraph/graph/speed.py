"""Which of their two speeds the kernels of graphs have in this installation."""

from sosgraph.graph import block, dominators, reduced, sparse, turning


def speed() -> str:
    """Return "compiled" where a C compiler was there when sosgraph was installed, "interpreted" where none was."""
    speeds = {"compiled" if module.COMPILED else "interpreted" for module in (block, dominators, reduced, sparse, turning)}
    return speeds.pop() if len(speeds) == 1 else "partly compiled"
