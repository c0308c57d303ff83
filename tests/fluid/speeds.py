"""The fluid simulation at its two speeds: as it was installed, and run from its source."""

from tests.from_source import from_source

KERNELS = ("attempting", "calling", "crossing", "entering", "outcomes", "overdue", "repeating", "serving")
_STATIONS = ("lateness", "ends", "unlimited", "stations", "calls", "entries")
_ATTEMPTS = ("callees", "at_once", "delay", "cohorts", "attempts", "hedges", "copies", "leases", "guards")
USERS = (*_STATIONS, *_ATTEMPTS, "system", "recording", "run")
SOURCE = from_source("sosgraph.fluid", *KERNELS, *USERS)
