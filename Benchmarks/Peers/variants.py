#!/usr/bin/env python3
"""Races the variants of k-means in `segment cluster` against their peers, on the same files.

usage: variants.py [CASE ...] [--threads 1] [--rounds 5] [--segment PATH]

Cases: KV-minibatch (from given rows), KV-minibatch-own (from its own start) and KV-bisecting against
scikit-learn; KV-sized against k-means-constrained on KM-S, KV-sized-large on KM-M (ours alone: the peer takes
minutes). Only the fit is timed, in a process of its own, the contestants in turn; the figures are medians. The
objective is what each partition costs: the squared distances of all rows to their own centers.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import workloads

HERE = os.path.dirname(os.path.abspath(__file__))
# case: workload, peer or None
CASES = {
    "KV-minibatch": ("KM-L", "scikit-learn"),
    "KV-minibatch-own": ("KM-M", "scikit-learn"),
    "KV-bisecting": ("KM-M", "scikit-learn"),
    "KV-sized": ("KM-S", "k-means-constrained"),
    "KV-sized-large": ("KM-M", None),
}


def limits(workload):
    """Sizes within a tenth of equal ones."""
    rows, _, clusters, _ = workloads.KMEANS[workload]
    return rows * 9 // (10 * clusters), rows * 11 // (10 * clusters)


def our_arguments(case, workload):
    start = ["--initialization", f"rows:{os.path.join(workloads.DATA, workload)}_init.npy"]
    if case.startswith("KV-minibatch"):
        return ["--method", "minibatch", *([] if case.endswith("own") else start)]
    if case == "KV-bisecting":
        return ["--method", "bisecting", "--restarts", "10"]
    smallest, largest = limits(workload)
    return ["--method", "kmeans", "--tolerance", "0", "--minimum-size", str(smallest),
            "--maximum-size", str(largest), *start]


def ours(case, workload, threads, binary):
    done = subprocess.run(
        [binary, "cluster", os.path.join(workloads.DATA, workload + ".npy"), "--scale", "none",
         "--json", "--segments", str(workloads.KMEANS[workload][2]), "--threads", str(threads),
         *our_arguments(case, workload)],
        capture_output=True, text=True, check=True)
    document = json.loads(done.stdout)
    return {"name": "ours", "seconds": document["seconds"]["fit"],
            "objective": document["objective"], "sizes": [min(document["sizes"]), max(document["sizes"])]}


def peer(case, workload, threads):
    """Runs in a process of its own."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    import numpy as np

    rows = np.load(os.path.join(workloads.DATA, workload + ".npy"))
    start = np.load(os.path.join(workloads.DATA, workload + "_init.npy"))
    count = len(start)
    if case.startswith("KV-minibatch"):
        from sklearn.cluster import MiniBatchKMeans

        options = {} if case.endswith("own") else {"init": start, "n_init": 1}
        model = MiniBatchKMeans(count, batch_size=1024, random_state=1, **options)
    elif case == "KV-bisecting":
        from sklearn.cluster import BisectingKMeans

        model = BisectingKMeans(count, init="k-means++", n_init=10, random_state=1)
    else:
        from k_means_constrained import KMeansConstrained

        smallest, largest = limits(workload)
        model = KMeansConstrained(
            count, size_min=smallest, size_max=largest, init=start.astype(np.float64), n_init=1,
            tol=0, random_state=1, n_jobs=1)
        rows = rows.astype(np.float64)
    began = time.perf_counter()
    model.fit(rows)
    seconds = time.perf_counter() - began
    centers = np.asarray(model.cluster_centers_, np.float64)
    cost = sum(
        ((rows[model.labels_ == label].astype(np.float64) - centers[label]) ** 2).sum()
        for label in range(count))
    sizes = np.bincount(model.labels_, minlength=count)
    print(json.dumps({"name": CASES[case][1], "seconds": seconds, "objective": float(cost),
                      "sizes": [int(sizes.min()), int(sizes.max())]}))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*", default=list(CASES))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--segment", default=".build/release/segment")
    parser.add_argument("--peer", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    unknown = [case for case in arguments.cases if case not in CASES]
    if unknown:
        sys.exit(f"unknown case {unknown[0]}; known: {', '.join(CASES)}")
    if arguments.peer:
        peer(arguments.cases[0], CASES[arguments.cases[0]][0], arguments.threads)
        return
    os.makedirs(workloads.DATA, exist_ok=True)
    print("| case | workload | contestant | seconds | objective | smallest and largest |")
    print("|---|---|---|--:|--:|--:|")
    for case in arguments.cases:
        workload, name = CASES[case]
        workloads.make(workload)
        runs = {}
        for _ in range(arguments.rounds):
            found = [ours(case, workload, arguments.threads, arguments.segment)]
            if name:
                done = subprocess.run(
                    [sys.executable, os.path.join(HERE, "variants.py"), case, "--peer", "--threads",
                     str(arguments.threads)], capture_output=True, text=True, check=True)
                found.append(json.loads(done.stdout.strip().splitlines()[-1]))
            for run in found:
                runs.setdefault(run["name"], []).append(run)
        for contestant, results in runs.items():
            seconds = statistics.median(run["seconds"] for run in results)
            print(f"| {case} | {workload} | {contestant} | {seconds:.4g} | "
                  f"{results[0]['objective']:.7g} | {results[0]['sizes']} |", flush=True)


if __name__ == "__main__":
    main()
