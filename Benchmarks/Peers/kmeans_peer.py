#!/usr/bin/env python3
"""One peer, one workload, one process, one JSON line: what `segment cluster --json` prints of itself.

usage: kmeans_peer.py PEER WORKLOAD --threads T --iterations I
PEER is sklearn, sklearnex or faiss. The start is WORKLOAD_init.npy, the data stay float32, and exactly
I Lloyd iterations run (fewer when no label changes). Only the fit is timed, after a warm-up on 2,000 rows.
"""
import argparse
import json
import os
import resource
import time
import warnings

parser = argparse.ArgumentParser()
parser.add_argument("peer", choices=["sklearn", "sklearnex", "faiss"])
parser.add_argument("workload")
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--iterations", type=int, default=25)
parser.add_argument("--plusplus", type=int, default=0, help="restarts from k-means++, to convergence")
parser.add_argument("--seeding-only", action="store_true", help="time greedy k-means++ alone")
arguments = parser.parse_args()
# Before numpy: its BLAS reads these when it is loaded.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(arguments.threads)

import numpy as np

from workloads import DATA

warnings.filterwarnings("ignore")
rows = np.load(os.path.join(DATA, arguments.workload + ".npy"))
start = np.load(os.path.join(DATA, arguments.workload + "_init.npy"))
k = len(start)


def inertia(centers):
    """Of all rows to their nearest center, in float64."""
    centers = np.asarray(centers, np.float64)
    total, step = 0.0, max(1, 20_000_000 // max(k, rows.shape[1]))
    for first in range(0, len(rows), step):
        block = rows[first:first + step].astype(np.float64)
        product = (centers**2).sum(1) - 2 * block @ centers.T
        total += (product.min(1) + (block**2).sum(1)).sum()
    return float(total)


def faiss_fit():
    import faiss

    faiss.omp_set_num_threads(arguments.threads)
    model = faiss.Kmeans(rows.shape[1], k, niter=arguments.iterations, seed=1,
                         max_points_per_centroid=len(rows), min_points_per_centroid=1)
    model.train(rows, init_centroids=start)
    model.index.search(rows, 1)  # the final labels, which every other peer returns too
    return model.centroids, arguments.iterations


def sklearn_fit(data=rows, first=start, iterations=arguments.iterations):
    from sklearn.cluster import KMeans

    if arguments.plusplus and data is rows:
        model = KMeans(k, n_init=arguments.plusplus, random_state=1).fit(data)
    else:
        model = KMeans(k, init=first, n_init=1, max_iter=iterations, tol=0).fit(data)
    return model.cluster_centers_, model.n_iter_


def sklearn_seeding():
    from sklearn.cluster import kmeans_plusplus

    return kmeans_plusplus(rows, k, random_state=1)[0], 0


if arguments.peer == "sklearnex":
    from sklearnex import patch_sklearn

    patch_sklearn(verbose=False)
    import daal4py

    daal4py.daalinit(arguments.threads)
if arguments.peer.startswith("sklearn"):
    sklearn_fit(rows[:2000].copy(), rows[:k].copy(), 2)

fit = faiss_fit if arguments.peer == "faiss" else sklearn_seeding if arguments.seeding_only else sklearn_fit


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


before, wall, cpu = resident(), time.perf_counter(), time.process_time()
centers, iterations = fit()
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({
    "name": arguments.peer, "seconds": wall, "cpuSeconds": cpu, "iterationCount": int(iterations),
    "objective": inertia(centers), "memoryAboveDataMB": peak - before,
}))
