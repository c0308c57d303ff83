"""What holds for all tests: none fails as the machine is busy or its terminal narrow, none is answered by a run before it."""

import os

from hypothesis import settings

os.environ["SOSGRAPH_CACHE"] = "off"
os.environ.pop("COLUMNS", None)

settings.register_profile("busy", deadline=None)
settings.load_profile("busy")
