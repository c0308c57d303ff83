"""sosgraph as others install it: from a clean copy of its sources, by pip, without asking any index."""

import os
import shutil
import subprocess
import sysconfig
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent
_SHIPPED = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "action.yml", ".pre-commit-hooks.yaml", "sosgraph", "schemas")
_MADE = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd", "*.c", ".*_cache", "node_modules")


def sources(folder: Path) -> Path:
    """Return a folder with what is in the repository and is needed to install from it."""
    folder.mkdir()
    for name in _SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=_MADE)
        else:
            shutil.copy(ROOT / name, folder)
    return folder


def installed(folder: Path) -> Path:
    """Return the Python of a new environment in `folder`, with sosgraph, its kernels and the libraries that every run loads.

    The files lie where pip puts those of a wheel that is built from here, and `sosgraph` beside the Python, as pip writes such
    programs; nothing is compiled for it.
    """
    venv.create(folder)
    packages = folder / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    shutil.copytree(ROOT / "sosgraph", packages / "sosgraph", ignore=shutil.ignore_patterns("__pycache__", "*.c", "node_modules"))
    shutil.copytree(ROOT / "schemas", packages / "sosgraph" / "schemas")
    for name in ("click", "yaml"):
        found = find_spec(name)
        assert found is not None and found.submodule_search_locations
        shutil.copytree(found.submodule_search_locations[0], packages / name)
    python = folder / "bin" / "python"
    program = python.with_name("sosgraph")
    program.write_text(
        f"#!{python}\nimport sys\nfrom sosgraph.__main__ import run\nif __name__ == '__main__':\n    sys.exit(run())\n", "utf-8"
    )
    program.chmod(0o755)
    return python


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which pip finds what it needs among the packages of these tests, and touches no one's home."""
    return {
        "PATH": os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"])),
        "HOME": str(home),
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this one the other way round
        "PIP_CONFIG_FILE": os.devnull,
        "SOSGRAPH_CACHE": "off",
        "CFLAGS": "-O0",  # what is compiled here runs for a moment: half of the time of these tests is the compiler's
    }


def git(folder: Path, *words: str, env: dict[str, str]) -> str:
    """Return what git says in a folder."""
    who = ("-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, *words], cwd=folder, env=env, check=True, capture_output=True, text=True)
    return done.stdout.strip()
