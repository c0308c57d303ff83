"""The peer of the lint of many files: composing them with PyYAML's C loader, the garbage collector off, and keeping all nodes."""

import gc
import os
import sys
from pathlib import Path

import yaml

gc.disable()
kept = [list(yaml.compose_all(path.read_text("utf-8"), Loader=yaml.CBaseLoader)) for path in sorted(Path(sys.argv[1]).iterdir())]
os._exit(0 if all(kept) else 2)  # nothing is given back: as in a program that goes on
