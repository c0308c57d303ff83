"""The search for steady states as it runs where no C compiler is."""

from tests.from_source import from_source

KERNELS = ("lateness", "places", "search")
SOURCE = from_source("sosgraph.traffic", *KERNELS, "steady")
