#!/usr/bin/env python3
"""One peer, one hierarchy, one process, one JSON line: what `segment cluster --json` prints of itself.

usage: hierarchy_peer.py PEER WORKLOAD LINKAGE --threads T [--heights FILE]
PEER is scipy, fastcluster, fastcluster-vector, sklearn, genieclust or quitefastmst. Rows are float64,
which all of them compute in. Only the tree is timed, after a warm-up on 500 rows. FILE gets the
heights, from the lowest to the highest.
"""
import argparse
import json
import os
import resource
import time

# Which peers know which linkage; genieclust's Genie without its limit is single linkage.
PEERS = {
    "ward": ["fastcluster-vector", "fastcluster", "scipy", "sklearn"],
    "average": ["fastcluster", "scipy", "sklearn"],
    "complete": ["fastcluster", "scipy", "sklearn"],
    "weighted": ["fastcluster", "scipy"],
    "single": ["quitefastmst", "genieclust", "fastcluster-vector", "fastcluster", "scipy", "sklearn"],
    "centroid": ["fastcluster-vector", "scipy"],
    "median": ["fastcluster-vector", "scipy"],
}


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


def tree(peer, linkage, rows):
    """The heights of a tree."""
    if peer == "scipy":
        from scipy.cluster import hierarchy
        return hierarchy.linkage(rows, linkage)[:, 2]
    if peer == "fastcluster":
        import fastcluster
        return fastcluster.linkage(rows, linkage, preserve_input=False)[:, 2]
    if peer == "fastcluster-vector":
        import fastcluster
        return fastcluster.linkage_vector(rows, linkage)[:, 2]
    if peer == "sklearn":
        from sklearn.cluster import AgglomerativeClustering
        return AgglomerativeClustering(
            n_clusters=None, distance_threshold=0, linkage=linkage).fit(rows).distances_
    if peer == "genieclust":
        import genieclust
        return genieclust.Genie(
            n_clusters=2, gini_threshold=1.0).fit(rows).distances_
    import quitefastmst
    return quitefastmst.mst_euclid(rows, 0)[0]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("peer", choices=sorted({name for names in PEERS.values() for name in names}))
    parser.add_argument("workload")
    parser.add_argument("linkage", choices=PEERS)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--heights")
    arguments = parser.parse_args()
    # Before numpy: its BLAS reads these when it is loaded.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(arguments.threads)

    import numpy as np

    from workloads import DATA

    rows = np.load(os.path.join(DATA, arguments.workload + ".npy")).astype(np.float64)
    tree(arguments.peer, arguments.linkage, rows[:500].copy())
    before, wall, cpu = resident(), time.perf_counter(), time.process_time()
    heights = tree(arguments.peer, arguments.linkage, rows)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    heights = np.sort(np.asarray(heights, np.float64))
    if arguments.heights:
        np.save(arguments.heights, heights)
    print(json.dumps({
        "name": arguments.peer, "seconds": wall, "cpuSeconds": cpu,
        "memoryAboveDataMB": peak - before}))
