"""Which of its two speeds the kernels of this installation have."""

from sosgraph.bdd import families, kernel


def speed() -> str:
    """Return "compiled" where a C compiler was there when sosgraph was installed, "interpreted" where none was."""
    speeds = {"compiled" if module.COMPILED else "interpreted" for module in (kernel, families)}
    return speeds.pop() if len(speeds) == 1 else "partly compiled"
