#!/usr/bin/env python3
"""One peer around medoids, one process, one JSON line: what `segment cluster --json` prints of itself.

usage: medoids_peer.py PEER WORKLOAD --threads T
PEER is
  kmedoids    fasterpam of the Rust package on a float32 matrix of distances, from the given medoids
  pam         pam of R's cluster with its fastest variant (pamonce = 6), on the rows, from the same medoids
  gower       gower_matrix of the Python package
  daisy       daisy of R's cluster
The matrix that kmedoids needs is made before the clock starts, and reported as matrixSeconds.
"""
import argparse
import json
import os
import resource
import shutil
import subprocess
import time

PEERS = {"PAM": ["kmedoids", "pam"], "GOWER": ["gower", "daisy"]}

LIBRARY = """
if (!requireNamespace("cluster", quietly = TRUE)) {
  message("R has no package cluster")
  quit(status = 1)
}
suppressMessages(library(cluster))
"""
PAM = LIBRARY + """
rows <- as.matrix(read.csv(commandArgs(TRUE)[1], header = FALSE))
start <- scan(commandArgs(TRUE)[2], quiet = TRUE) + 1
used <- proc.time()
found <- pam(rows, length(start), medoids = start, pamonce = 6, keep.diss = FALSE, keep.data = FALSE)
used <- proc.time() - used
cat(sprintf('{"seconds":%f,"cpuSeconds":%f,"objective":%.17g}\\n', used[3], used[1] + used[2],
            found$objective[2] * nrow(rows)))
"""
DAISY = LIBRARY + """
rows <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = TRUE)
used <- proc.time()
found <- daisy(rows, metric = "gower")
used <- proc.time() - used
cat(sprintf('{"seconds":%f,"cpuSeconds":%f,"objective":%.17g}\\n', used[3], used[1] + used[2], sum(found)))
"""


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


def run_r(script, *files):
    if shutil.which("Rscript") is None:
        raise SystemExit("Rscript is not installed")
    done = subprocess.run(["Rscript", "-e", script, *files], capture_output=True, text=True)
    if done.returncode:
        # The last line may only say that R has halted.
        raise SystemExit(" ".join(done.stderr.split()[:20]) or "R failed")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {**json.loads(done.stdout.splitlines()[-1]), "memoryAboveDataMB": peak}


def timed(body):
    before, wall, cpu = resident(), time.perf_counter(), time.process_time()
    objective = body()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": wall, "cpuSeconds": cpu, "objective": objective(),
            "memoryAboveDataMB": peak - before}


def run_kmedoids(path, threads):
    import kmedoids
    import numpy as np

    rows = np.load(path + ".npy").astype(np.float64)
    start = np.loadtxt(path + "_medoids.txt", dtype=np.int64).astype(np.uint64)
    base, clock = resident(), time.perf_counter()
    squares = (rows**2).sum(1)
    distances = np.empty((len(rows), len(rows)), np.float32)
    for first in range(0, len(rows), 500):
        block = rows[first:first + 500]
        distances[first:first + 500] = np.sqrt(
            np.maximum(squares[first:first + 500, None] + squares - 2 * block @ rows.T, 0))
    np.fill_diagonal(distances, 0)
    clock = time.perf_counter() - clock

    def search():
        found = kmedoids.fasterpam(distances, start, n_cpu=threads)
        medoids = rows[np.asarray(found.medoids, np.int64)]
        return lambda: float(
            np.sqrt(((rows[:, None] - medoids[None]) ** 2).sum(2)).min(1).sum())

    result = timed(search)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**result, "matrixSeconds": clock, "memoryAboveDataMB": peak - base}


def run_gower(path):
    import gower
    import numpy as np
    import pandas as pd

    # Plain objects: gower does not know the string type of newer pandas.
    rows = pd.read_csv(path + ".csv")
    rows = rows.astype({name: object for name in rows.columns if not pd.api.types.is_numeric_dtype(rows[name])})

    def matrix():
        found = gower.gower_matrix(rows)
        return lambda: float(found.sum(dtype=np.float64) / 2)

    return timed(matrix)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("peer", choices=[name for names in PEERS.values() for name in names])
    parser.add_argument("workload")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    # Before numpy: its BLAS reads these when it is loaded.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ[name] = str(arguments.threads)

    from workloads import DATA

    path = os.path.join(DATA, arguments.workload)
    if arguments.peer == "kmedoids":
        result = run_kmedoids(path, arguments.threads)
    elif arguments.peer == "pam":
        result = run_r(PAM, path + ".csv", path + "_medoids.txt")
    elif arguments.peer == "gower":
        result = run_gower(path)
    else:
        result = run_r(DAISY, path + ".csv")
    print(json.dumps({"name": arguments.peer, **result}))
