"""A whole run over Debian's package graph, against reading the same table with Python's csv module and splitting it."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sosgraph.speed import speed
from tests.benchmarks.package_table import package_table
from tests.benchmarks.timing import ROOT, medians

DEBIAN = ROOT.parent / "shared" / "data" / "debian_graph.csv.gz"
MOST = {"compiled": 4, "interpreted": 8}
TRIES = 3  # on a machine that others use as well


def peak_mib(words: tuple[str, ...]) -> float:
    """Return how much memory `python WORDS` takes at most."""
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1)
    return usage.ru_maxrss / 1024


@pytest.mark.benchmark
@pytest.mark.long
@pytest.mark.skipif(not DEBIAN.is_file(), reason="the reference data is not at hand")
def test_all_blast_radii_of_debian_in_little_more_than_reading_it(tmp_path: Path) -> None:
    """From a fresh process to the ranked answer, exact for every package; half of that where the kernels are compiled."""
    file = tmp_path / "debian_graph.csv"
    file.write_bytes(gzip.decompress(DEBIAN.read_bytes()))
    peer = (str(ROOT / "tests" / "benchmarks" / "plain_csv.py"), str(file))
    whole = ("-m", "sosgraph", "blast-radius", str(file))
    said = subprocess.run([sys.executable, *whole], cwd=ROOT, capture_output=True, check=True).stdout
    assert b"gcc-12-base" in said and b"47937" in said
    for _ in range(TRIES):
        for_peer, for_whole = medians(3, peer, whole)
        ratio, kind = for_whole / for_peer, speed("graphs")
        sys.stdout.write(f"\ncsv {for_peer:.2f} s, blast-radius {for_whole:.2f} s: {ratio:.2f} times ({kind}), ")
        sys.stdout.write(f"{peak_mib(whole):.0f} MiB against {peak_mib(peer):.0f}\n")
        if ratio <= MOST[kind]:
            return
    pytest.fail(f"a whole run takes more than {MOST[kind]} times in each of {TRIES} tries")


@pytest.mark.benchmark
@pytest.mark.long
def test_memory_grows_with_the_table_and_no_faster(tmp_path: Path) -> None:
    """Another 80,000 packages take at most 2.4 times what another 40,000 take, to load them all; what is measured is noted."""
    load = "import sys; from sosgraph.workspace import Workspace; assert not Workspace(sys.argv[1:]).load({}).findings"
    peaks = []
    for count in (80_000, 120_000, 200_000):
        file = tmp_path / f"{count}.csv"
        with file.open("w", encoding="utf-8") as lines:
            lines.writelines(package_table(count))
        peaks.append(peak_mib(("-c", load, str(file))))
    sys.stdout.write(f"\n80,000, 120,000 and 200,000 packages: {', '.join(f'{peak:.0f}' for peak in peaks)} MiB\n")
    assert peaks[2] - peaks[1] <= 2.4 * (peaks[1] - peaks[0])
