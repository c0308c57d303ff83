"""The simulation at its speeds: as it was installed, and run from its source."""

from sosgraph.requests import run as installed
from tests.from_source import from_source

KERNELS = ("streams", "sample", "state", "agenda", "stations", "calling_off", "calls", "engine")
_USERS = ("guards", "system", "controls", "pseudo", "recording", "scalers", "run")

SOURCE = from_source("sosgraph.requests", *KERNELS, *_USERS)
DOORS = {"interpreted": SOURCE["run"], "installed": installed}
