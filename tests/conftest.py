"""What holds for all tests: none fails because the machine is busy, and none is answered by a run before it."""

import os

from hypothesis import settings

os.environ["SOSGRAPH_CACHE"] = "off"

settings.register_profile("busy", deadline=None)
settings.load_profile("busy")
