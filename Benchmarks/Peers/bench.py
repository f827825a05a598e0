#!/usr/bin/env python3
"""Races `segment cluster` against its peers: same files, same starts, interleaved, a process each.

usage: bench.py [WORKLOAD ...] [--threads 1,2] [--rounds 5] [--segment PATH] [--report FILE]

Each round runs every contestant once, in turn, so that a drift of the machine's speed meets all of
them. The figures are medians over the rounds: seconds of the fit alone, CPU seconds, memory above the
loaded data, and the objective, which must agree.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys

import report
import workloads

HERE = os.path.dirname(os.path.abspath(__file__))
ITERATIONS = {"KM-S": 25, "KM-M": 25, "KM-L": 25, "KM-XL": 25, "KM-WIDE": 15, "KM-HUGEK": 15}
PEERS = ["sklearn", "sklearnex", "faiss"]


def last_json(command, environment=None):
    """The JSON document that a command prints, or a reason why there is none."""
    done = subprocess.run(command, capture_output=True, text=True,
                          env={**os.environ, **(environment or {})})
    if done.returncode:
        return {"failure": (done.stderr.strip().splitlines() or ["failed"])[-1][:120]}
    text = done.stdout.strip()
    return json.loads(text if text.startswith("{\n") else text.splitlines()[-1])


def ours(binary, workload, threads, instruction_set):
    path = os.path.join(workloads.DATA, workload)
    document = last_json(
        [binary, "cluster", path + ".npy", "--method", "kmeans", "--scale", "none", "--json",
         "--segments", str(workloads.KMEANS[workload][2]), "--initialization", f"rows:{path}_init.npy",
         "--iterations", str(ITERATIONS[workload]), "--tolerance", "0", "--threads", str(threads)],
        # The peers' BLAS is told so too; idle threads of OpenBLAS spin for a while after the start.
        {"OPENBLAS_NUM_THREADS": str(threads),
         **({"SEGMENTATION_ISA": instruction_set} if instruction_set else {})})
    if "failure" in document:
        return document
    return {"name": "ours" + (f" ({instruction_set})" if instruction_set else ""),
            "seconds": document["seconds"]["fit"], "cpuSeconds": document["cpuSeconds"]["fit"],
            "iterationCount": document["iterationCount"], "objective": document["objective"],
            "memoryAboveDataMB": document["memoryAboveDataMB"]}


def peer(name, workload, threads):
    return last_json([sys.executable, os.path.join(HERE, "kmeans_peer.py"), name, workload,
                      "--threads", str(threads), "--iterations", str(ITERATIONS[workload])])


def median(runs, key):
    return statistics.median(run[key] for run in runs)


def race(workload, threads, arguments):
    contestants = {"ours": lambda: ours(arguments.segment, workload, threads, None)}
    if arguments.avx2:
        contestants["ours (avx2)"] = lambda: ours(arguments.segment, workload, threads, "avx2")
    for name in arguments.peers.split(","):
        contestants[name] = lambda name=name: peer(name, workload, threads)
    runs = {name: [] for name in contestants}
    for _ in range(arguments.rounds):
        for name, run in contestants.items():
            runs[name].append(run())
    rows = []
    for name, results in runs.items():
        failure = next((r["failure"] for r in results if "failure" in r), None)
        rows.append({"name": name, "failure": failure} if failure else {
            "name": name, **{key: median(results, key) for key in results[0] if key != "name"}})
    return rows


def table(workload, threads, rows):
    n, d, k, _ = workloads.KMEANS[workload]
    own = next((row for row in rows if row["name"] == "ours" and not row.get("failure")), None)
    lines = [f"\n### {workload}: {n:,} × {d}, k = {k}, {ITERATIONS[workload]} iterations, "
             f"{threads} thread{'s' if threads > 1 else ''}\n",
             "| contestant | seconds | CPU seconds | memory above the data, MB | objective | ours / theirs |",
             "|---|---|---|---|---|---|"]
    for row in rows:
        if row.get("failure"):
            lines.append(f"| {row['name']} | failed: {row['failure']} | | | | |")
            continue
        ratio = f"{own['seconds'] / row['seconds']:.2f}" if own and row is not own else ""
        lines.append(f"| {row['name']} | {row['seconds']:.4f} | {row['cpuSeconds']:.4f} | "
                     f"{row['memoryAboveDataMB']:.0f} | {row['objective']:.8g} | {ratio} |")
    return "\n".join(lines)


def machine():
    """The processor and the versions that were raced."""
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if "model name" in line), "unknown")
    versions = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--format", "freeze"], capture_output=True, text=True).stdout
    wanted = ("numpy", "scikit-learn", "faiss-cpu", "scikit-learn-intelex", "pandas", "scipy",
              "fastcluster", "genieclust", "quitefastmst")
    found = ", ".join(line.replace("==", " ") for line in versions.splitlines()
                      if line.split("==")[0] in wanted)
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}; {found}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("workloads", nargs="*", default=list(workloads.KMEANS))
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--avx2", action="store_true", help="also run ours held to AVX2")
    parser.add_argument("--segment", default=os.path.join(HERE, "../../.build/release/segment"))
    parser.add_argument("--report", help="also put the tables into this Markdown file")
    arguments = parser.parse_args()
    os.makedirs(workloads.DATA, exist_ok=True)
    tables = [f"Machine: {machine()}. Medians of {arguments.rounds} interleaved rounds."]
    for workload in arguments.workloads:
        # In a process of its own: the peak memory of this one would be passed on to the contestants.
        subprocess.run([sys.executable, os.path.join(HERE, "workloads.py"), workload], check=True,
                       stdout=subprocess.DEVNULL)
        for threads in map(int, arguments.threads.split(",")):
            tables.append(table(workload, threads, race(workload, threads, arguments)))
            print(tables[-1], flush=True)
    if arguments.report:
        report.replace(arguments.report, "k-means", "\n".join(tables))
