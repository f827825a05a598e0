#!/usr/bin/env python3
"""Races `segment cluster --method hierarchical` against its peers: same rows, interleaved, a process each.

usage: hierarchy_bench.py [WORKLOAD ...] [--linkages ward,single] [--threads 1] [--rounds 3] [--report FILE]

The figures are medians over the rounds: seconds of the tree alone, CPU seconds, memory above the loaded
rows, and by how much the heights differ from ours at most, as a share of each height.
"""
import argparse
import os
import subprocess
import sys
import tempfile

import numpy as np

import bench
import report
import workloads
from hierarchy_peer import PEERS


def ours(binary, workload, linkage, threads, heights):
    path = os.path.join(workloads.DATA, workload + ".npy")
    document = bench.last_json(
        [binary, "cluster", path, "--method", "hierarchical", "--linkage", linkage, "--scale", "none",
         "--segments", "12", "--threads", str(threads), "--json"],
        {"OPENBLAS_NUM_THREADS": str(threads)})
    if "failure" in document:
        return document
    np.save(heights, np.sort(np.array(document["heights"])))
    return {"name": "ours", "seconds": document["seconds"]["fit"],
            "cpuSeconds": document["cpuSeconds"]["fit"],
            "memoryAboveDataMB": document["memoryAboveDataMB"]}


def peer(name, workload, linkage, threads, heights):
    return bench.last_json(
        [sys.executable, os.path.join(bench.HERE, "hierarchy_peer.py"), name, workload, linkage,
         "--threads", str(threads), "--heights", heights])


def difference(folder, name):
    """The largest relative difference between the heights of two contestants."""
    own, other = (np.load(os.path.join(folder, f"{key}.npy")) for key in ("ours", name))
    return float(np.max(np.abs(own - other) / np.maximum(other, np.finfo(float).tiny)))


def race(workload, linkage, threads, arguments):
    names = ["ours"] + [name for name in PEERS[linkage] if name in arguments.peers]
    runs = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(arguments.rounds):
            for name in names:
                heights = os.path.join(folder, f"{name}.npy")
                runs[name].append(
                    ours(arguments.segment, workload, linkage, threads, heights) if name == "ours"
                    else peer(name, workload, linkage, threads, heights))
        rows = []
        for name, results in runs.items():
            failure = next((run["failure"] for run in results if "failure" in run), None)
            if failure:
                rows.append({"name": name, "failure": failure})
                continue
            keys = ("seconds", "cpuSeconds", "memoryAboveDataMB")
            rows.append({"name": name, **{key: bench.median(results, key) for key in keys},
                         "difference": difference(folder, name)})
    return rows


def table(workload, linkage, threads, rows):
    n, d, _, _ = workloads.HIERARCHIES[workload]
    own = rows[0]
    lines = [f"\n### {workload}: {linkage} linkage of {n:,} × {d}, "
             f"{threads} thread{'s' if threads > 1 else ''}\n",
             "| contestant | seconds | CPU seconds | memory above the data, MB | heights differ by | "
             "ours / theirs |",
             "|---|---|---|---|---|---|"]
    for row in rows:
        if row.get("failure"):
            lines.append(f"| {row['name']} | failed: {row['failure']} | | | | |")
            continue
        gap, ratio = "", ""
        if row is not own and not own.get("failure"):
            gap, ratio = f"{row['difference']:.0e}", f"{own['seconds'] / row['seconds']:.3f}"
        lines.append(
            f"| {row['name']} | {row['seconds']:.4f} | {row['cpuSeconds']:.4f} | "
            f"{row['memoryAboveDataMB']:.0f} | {gap} | {ratio} |")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("workloads", nargs="*", default=["HC-5k", "HC-20k"])
    parser.add_argument("--linkages", default="ward,average,complete,single")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default=",".join(sorted({n for names in PEERS.values() for n in names})))
    parser.add_argument("--segment", default=os.path.join(bench.HERE, "../../.build/release/segment"))
    parser.add_argument("--report", help="also put the tables into this Markdown file")
    arguments = parser.parse_args()
    arguments.peers = arguments.peers.split(",")
    os.makedirs(workloads.DATA, exist_ok=True)
    tables = [f"Machine: {bench.machine()}. Medians of {arguments.rounds} interleaved rounds."]
    for workload in arguments.workloads:
        # In a process of its own: the peak memory of this one would be passed on to the contestants.
        subprocess.run([sys.executable, os.path.join(bench.HERE, "workloads.py"), workload],
                       check=True, stdout=subprocess.DEVNULL)
        for linkage in arguments.linkages.split(","):
            for threads in map(int, arguments.threads.split(",")):
                tables.append(
                    table(workload, linkage, threads, race(workload, linkage, threads, arguments)))
                print(tables[-1], flush=True)
    if arguments.report:
        report.replace(arguments.report, "hierarchies", "\n".join(tables))
