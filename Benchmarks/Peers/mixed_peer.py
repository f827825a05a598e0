#!/usr/bin/env python3
"""One peer of k-prototypes, one workload, one process, one JSON line.

usage: mixed_peer.py PEER WORKLOAD
PEER is kmodes, or clustMixType where R and the package are installed. The start is
WORKLOAD_init.csv, gamma is 0.5, and the fit alone is timed, to convergence. kmodes moves its prototypes
after each row, the others after each pass, so that they may end in other optima, with costs within a
few hundredths of a percent.
"""
import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
import warnings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np

from mixed_workloads import GAMMA, path, read

SCRIPT = """
if (!requireNamespace("clustMixType", quietly = TRUE)) {
  message("R has no package clustMixType")
  quit(status = 1)
}
suppressMessages(library(clustMixType))
given <- commandArgs(TRUE)
frame <- function(name) read.csv(name, stringsAsFactors = TRUE)
rows <- frame(given[1])
start <- frame(given[2])
for (column in names(rows)) if (is.factor(rows[[column]]))
  start[[column]] <- factor(as.character(start[[column]]), levels = levels(rows[[column]]))
time <- system.time(model <- kproto(rows, start, lambda = as.numeric(given[3]), iter.max = 300,
                                    nstart = 1, verbose = FALSE))
cat(sprintf('{"name": "clustMixType", "seconds": %f, "cpuSeconds": %f, "iterationCount": %d,
  "objective": %.10g, "memoryAboveDataMB": null}', time[[3]], time[[1]] + time[[2]], model$iter,
  model$tot.withinss))
"""


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


def kmodes(workload):
    from kmodes.kprototypes import KPrototypes

    numbers, codes, start_numbers, start_codes = read(workload)
    width = numbers.shape[1]
    # Codes as numbers are the fastest that kmodes offers.
    rows = np.concatenate([numbers, codes], axis=1).astype(np.float64)
    method = KPrototypes(len(start_numbers), init=[start_numbers, start_codes.astype(np.float64)],
                         n_init=1, max_iter=300, gamma=GAMMA)
    before, wall, cpu = resident(), time.perf_counter(), time.process_time()
    model = method.fit(rows, categorical=list(range(width, rows.shape[1])))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    centroids = np.asarray(model.cluster_centroids_, float)
    cost = 0.0
    for first in range(0, len(rows), 20_000):
        block = rows[first:first + 20_000]
        distances = ((block[:, None, :width] - centroids[None, :, :width]) ** 2).sum(2)
        distances += GAMMA * (block[:, None, width:] != centroids[None, :, width:]).sum(2)
        cost += distances.min(1).sum()
    return {"name": "kmodes", "seconds": wall, "cpuSeconds": cpu,
            "iterationCount": int(model.n_iter_), "objective": float(cost),
            "memoryAboveDataMB": peak - before}


def clustmixtype(workload):
    if shutil.which("Rscript") is None:
        sys.exit("Rscript is not installed")
    done = subprocess.run(
        ["Rscript", "-e", SCRIPT, path(workload, ".csv"), path(workload, "_init.csv"), str(GAMMA)],
        capture_output=True, text=True)
    if done.returncode:
        # The last line only says that R has halted.
        sys.exit(" ".join(done.stderr.split()[:20]) or "R failed")
    return json.loads(done.stdout)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=["kmodes", "clustMixType"])
    parser.add_argument("workload")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    fit = kmodes if arguments.peer == "kmodes" else clustmixtype
    print(json.dumps(fit(arguments.workload)))
