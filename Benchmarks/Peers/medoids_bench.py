#!/usr/bin/env python3
"""Races k-medoids and Gower's dissimilarity against their peers: same rows, interleaved, a process each.

usage: medoids_bench.py [WORKLOAD ...] [--threads 1] [--rounds 3] [--peers kmedoids,gower] [--report FILE]

PAM-*: all search from the same medoids, and the total deviations must agree; the figure of kmedoids is
without the time for its matrix of distances, which is a column of its own. GOWER-*: ours writes all
dissimilarities of the rows to a file, condensed; the time is without reading and writing.
Medians over the rounds; for R, memory is that of its whole process.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np

import bench
import report
import workloads
from medoids_peer import PEERS

# name: rows, columns, clusters, seed; as in the other workloads.
PAM = {"PAM-5k": (5_000, 10, 10, 41), "PAM-10k": (10_000, 10, 10, 42), "PAM-100k": (100_000, 10, 10, 43),
       "PAM-1M": (1_000_000, 10, 10, 44)}
# name: rows, numbers, categories, seed.
GOWER = {"GOWER-5k": (5_000, 10, 10, 46)}


def make(name):
    """Writes the rows of a workload, and where searches start."""
    path = os.path.join(workloads.DATA, name)
    if os.path.exists(path + ".csv"):
        return
    if name in PAM:
        n, d, k, seed = PAM[name]
        rng = np.random.default_rng(seed)
        rows = workloads.blobs(n, d, k, rng)
        np.save(path + ".npy", rows)
        np.savetxt(path + "_medoids.txt", rng.choice(n, k, replace=False), fmt="%d")
        if n <= 20_000:
            np.savetxt(path + ".csv", rows, delimiter=",", fmt="%.9g")
        return
    n, numbers, categories, seed = GOWER[name]
    rng = np.random.default_rng(seed)
    columns = [f"n{j}" for j in range(numbers)] + [f"c{j}" for j in range(categories)]
    rows = workloads.blobs(n, numbers, 10, rng)
    levels = rng.integers(0, rng.integers(3, 21, categories), (n, categories))
    with open(path + ".csv", "w") as file:
        file.write(",".join(columns) + "\n")
        for row, codes in zip(rows, levels):
            file.write(",".join([f"{v:.6g}" for v in row] + [f"L{c}" for c in codes]) + "\n")


def ours(binary, workload, threads):
    path = os.path.join(workloads.DATA, workload)
    if workload in PAM:
        with open(path + "_medoids.txt") as file:
            start = ",".join(file.read().split())
        command = [binary, "cluster", path + ".npy", "--scale", "none", "--initialization",
                   f"medoids:{start}", "--segments", str(PAM[workload][2])]
        document = bench.last_json(
            command + ["--method", "kmedoids", "--threads", str(threads), "--json"])
    else:
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "distances.npy")
            document = bench.last_json(
                [binary, "cluster", path + ".csv", "--method", "kmedoids", "--distance", "gower",
                 "--segments", "2", "--iterations", "1", "--restarts", "1", "--dissimilarities", file,
                 "--threads", str(threads), "--json"])
            if "failure" not in document:
                document["objective"] = float(np.load(file).sum())
    if "failure" in document:
        return document
    phase = "fit" if workload in PAM else "dissimilarities"
    return {"seconds": document["seconds"][phase],
            "cpuSeconds": document["cpuSeconds"].get(phase, document["seconds"][phase]),
            "memoryAboveDataMB": document["memoryAboveDataMB"], "objective": document["objective"]}


def peer(name, workload, threads):
    return bench.last_json([sys.executable, os.path.join(bench.HERE, "medoids_peer.py"), name, workload,
                            "--threads", str(threads)])


def race(workload, threads, arguments):
    kind = "PAM" if workload in PAM else "GOWER"
    names = ["ours"] + [name for name in PEERS[kind] if name in arguments.peers]
    runs = {name: [] for name in names}
    for _ in range(arguments.rounds):
        for name in names:
            runs[name].append(ours(arguments.segment, workload, threads) if name == "ours"
                              else peer(name, workload, threads))
    rows = []
    for name, results in runs.items():
        failure = next((run["failure"] for run in results if "failure" in run), None)
        rows.append({"name": name, "failure": failure} if failure else {
            "name": name, **{key: bench.median(results, key) for key in results[0] if key != "name"}})
    return rows


def table(workload, threads, rows):
    if workload in PAM:
        n, d, k, _ = PAM[workload]
        title = f"{n:,} × {d}, k = {k}, from the same medoids"
    else:
        n, numbers, categories, _ = GOWER[workload]
        title = f"all dissimilarities of {n:,} × ({numbers} + {categories})"
    own = rows[0]
    lines = [f"\n### {workload}: {title}, {threads} thread{'s' if threads > 1 else ''}\n",
             "| contestant | seconds | CPU seconds | matrix before, s | memory above the data, MB | "
             "objective | ours / theirs |",
             "|---|---|---|---|---|---|---|"]
    for row in rows:
        if row.get("failure"):
            lines.append(f"| {row['name']} | failed: {row['failure']} | | | | | |")
            continue
        ratio = "" if row is own or own.get("failure") else f"{own['seconds'] / row['seconds']:.3f}"
        matrix = f"{row['matrixSeconds']:.2f}" if "matrixSeconds" in row else ""
        lines.append(f"| {row['name']} | {row['seconds']:.4f} | {row['cpuSeconds']:.4f} | {matrix} | "
                     f"{row['memoryAboveDataMB']:.0f} | {row['objective']:.8g} | {ratio} |")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("workloads", nargs="*", default=["PAM-5k", "PAM-10k", "GOWER-5k"])
    parser.add_argument("--threads", default="1")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="kmedoids,gower" + (",pam,daisy" if shutil.which("Rscript") else ""))
    parser.add_argument("--segment", default=os.path.join(bench.HERE, "../../.build/release/segment"))
    parser.add_argument("--report", help="also put the tables into this Markdown file")
    arguments = parser.parse_args()
    arguments.peers = arguments.peers.split(",")
    os.makedirs(workloads.DATA, exist_ok=True)
    tables = [f"Machine: {bench.machine()}. Medians of {arguments.rounds} interleaved rounds."]
    for workload in arguments.workloads:
        if workload not in PAM and workload not in GOWER:
            sys.exit(f"unknown workload {workload}; known: {', '.join([*PAM, *GOWER])}")
        # In a process of its own: the peak memory of this one would be passed on to the contestants.
        subprocess.run([sys.executable, "-c", f"import medoids_bench; medoids_bench.make('{workload}')"],
                       check=True, cwd=bench.HERE, stdout=subprocess.DEVNULL)
        for threads in map(int, arguments.threads.split(",")):
            tables.append(table(workload, threads, race(workload, threads, arguments)))
            print(tables[-1], flush=True)
    if arguments.report:
        report.replace(arguments.report, "medoids", "\n".join(tables))
