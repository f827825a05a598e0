#!/usr/bin/env python3
"""Races `segment cluster --method kprototypes` against its peers, as bench.py does for k-means.

usage: mixed_bench.py [WORKLOAD ...] [--rounds 5] [--segment PATH] [--report FILE]

Same files, same starts, gamma 0.5, one thread, to convergence, interleaved, a process each. On a million
rows the peers would take minutes an iteration and are left out; there the time of an iteration counts.
"""
import argparse
import os
import subprocess
import sys

import bench
import mixed_workloads
import report
from mixed_workloads import GAMMA, MIXED, path

HERE = os.path.dirname(os.path.abspath(__file__))


def ours(binary, workload, threads):
    document = bench.last_json(
        [binary, "cluster", path(workload, ".csv"), "--method", "kprototypes", "--scale", "none",
         "--segments", str(MIXED[workload][3]), "--gamma", str(GAMMA), "--tolerance", "0",
         "--initialization", "rows:" + path(workload, "_init.csv"), "--iterations", "300",
         "--threads", str(threads), "--json"])
    if "failure" in document:
        return document
    return {"name": "ours", "seconds": document["seconds"]["fit"],
            "cpuSeconds": document["cpuSeconds"]["fit"],
            "iterationCount": document["iterationCount"], "objective": document["objective"],
            "memoryAboveDataMB": document["memoryAboveDataMB"]}


def peer(name, workload):
    return bench.last_json([sys.executable, os.path.join(HERE, "mixed_peer.py"), name, workload])


def race(workload, arguments):
    contestants = {"ours": lambda: ours(arguments.segment, workload, 1)}
    if MIXED[workload][0] > 100_000:
        contestants["ours, 2 threads"] = lambda: ours(arguments.segment, workload, 2)
    else:
        for name in ("kmodes", "clustMixType"):
            contestants[name] = lambda name=name: peer(name, workload)
    runs = {name: [] for name in contestants}
    for _ in range(arguments.rounds):
        for name, run in contestants.items():
            # A peer that takes seconds for what takes milliseconds needs no more rounds.
            if runs[name] and name in ("kmodes", "clustMixType"):
                continue
            runs[name].append(run())
    return runs


def table(workload, runs):
    n, width, depth, k, _ = MIXED[workload]
    lines = [f"\n### {workload}: {n:,} × ({width} numbers + {depth} categories), k = {k}, 1 thread\n",
             "| contestant | seconds | iterations | ms an iteration | memory above the data, MB "
             "| cost | ours / theirs |", "|---|---|---|---|---|---|---|"]
    own = None
    for name, results in runs.items():
        failure = next((run["failure"] for run in results if "failure" in run), None)
        if failure:
            lines.append(f"| {name} | failed: {failure} | | | | | |")
            continue
        seconds, count = bench.median(results, "seconds"), results[0]["iterationCount"]
        own = own or seconds
        memory = results[0]["memoryAboveDataMB"]
        ratio = "" if name.startswith("ours") else f"{own / seconds:.5f}"
        lines.append(
            f"| {name} | {seconds:.4f} | {count} | {1000 * seconds / max(1, count):.2f} | "
            f"{'' if memory is None else round(memory)} | {results[0]['objective']:.8g} | {ratio} |")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("workloads", nargs="*", default=list(MIXED))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--segment", default=os.path.join(HERE, "../../.build/release/segment"))
    parser.add_argument("--report", help="also put the tables into this Markdown file")
    arguments = parser.parse_args()
    tables = [f"Machine: {bench.machine()}. Medians of {arguments.rounds} rounds."]
    for workload in arguments.workloads:
        subprocess.run([sys.executable, os.path.join(HERE, "mixed_workloads.py"), workload],
                       check=True, stdout=subprocess.DEVNULL)
        tables.append(table(workload, race(workload, arguments)))
        print(tables[-1], flush=True)
    if arguments.report:
        report.replace(arguments.report, "k-prototypes", "\n".join(tables))
