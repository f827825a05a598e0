#!/usr/bin/env python3
"""Races `segment cluster` against its peers: same files, same starts, interleaved, a process each.

usage: bench.py [WORKLOAD ...] [--threads 1,2] [--rounds 5] [--segment PATH] [--report FILE]

Beside the workloads of workloads.py there are two races on them: WORKLOAD-RESTARTS fits from 10 starts
by greedy k-means++ until the centers hardly move, and WORKLOAD-SEEDING times greedy k-means++ alone.
Each library draws its own starts there, so the objectives are near each other and not equal.

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
import time

import report
import workloads

HERE = os.path.dirname(os.path.abspath(__file__))
ITERATIONS = {"KM-S": 25, "KM-M": 25, "KM-L": 25, "KM-XL": 25, "KM-WIDE": 15, "KM-HUGEK": 15}
PAUSE = 0.5
PEERS = ["sklearn", "sklearnex", "faiss"]
RACES = [*ITERATIONS, "KM-M-RESTARTS", "KM-L-SEEDING"]


def last_json(command, environment=None):
    """The JSON document that a command prints, or a reason why there is none."""
    done = subprocess.run(command, capture_output=True, text=True,
                          env={**os.environ, **(environment or {})})
    if done.returncode:
        return {"failure": (done.stderr.strip().splitlines() or ["failed"])[-1][:120]}
    text = done.stdout.strip()
    return json.loads(text if text.startswith("{\n") else text.splitlines()[-1])


def parts(race):
    """The workload of a race, and what is done with it: "iterations", "restarts" or "seeding"."""
    for task in ("restarts", "seeding"):
        if race.endswith("-" + task.upper()):
            return race[:-len(task) - 1], task
    return race, "iterations"


def segment(binary, workload, threads, instruction_set, options):
    path = os.path.join(workloads.DATA, workload)
    return last_json(
        [binary, "cluster", path + ".npy", "--method", "kmeans", "--scale", "none", "--json",
         "--segments", str(workloads.KMEANS[workload][2]), "--threads", str(threads), *options],
        # The peers' BLAS is told so too; idle threads of OpenBLAS spin for a while after the start.
        {"OPENBLAS_NUM_THREADS": str(threads),
         **({"SEGMENTATION_ISA": instruction_set} if instruction_set else {})})


def ours(binary, race, threads, instruction_set):
    workload, task = parts(race)
    given = ["--initialization", f"rows:{os.path.join(workloads.DATA, workload)}_init.npy",
             "--tolerance", "0"]
    once = ["--restarts", "1", "--iterations", "1", "--tolerance", "0"]
    options = {"iterations": [*given, "--iterations", str(ITERATIONS.get(race, 1))],
               "restarts": ["--restarts", "10"], "seeding": once}[task]
    document = segment(binary, workload, threads, instruction_set, options)
    if "failure" in document:
        return document
    seconds, cpu = document["seconds"]["fit"], document["cpuSeconds"]["fit"]
    if task == "seeding":
        # What a fit of one iteration takes longer from k-means++ than from given rows.
        without = segment(binary, workload, threads, instruction_set, [*given, "--iterations", "1"])
        if "failure" in without:
            return without
        seconds -= without["seconds"]["fit"]
        cpu -= without["cpuSeconds"]["fit"]
    return {"name": "ours" + (f" ({instruction_set})" if instruction_set else ""),
            "seconds": seconds, "cpuSeconds": cpu,
            "iterationCount": document["iterationCount"], "objective": document["objective"],
            "memoryAboveDataMB": document["memoryAboveDataMB"]}


def peer(name, race, threads):
    workload, task = parts(race)
    options = {"iterations": ["--iterations", str(ITERATIONS.get(race, 1))],
               "restarts": ["--plusplus", "10"], "seeding": ["--seeding-only"]}[task]
    return last_json([sys.executable, os.path.join(HERE, "kmeans_peer.py"), name, workload,
                      "--threads", str(threads), *options])


def median(runs, key):
    return statistics.median(run[key] for run in runs)


def race(name, threads, arguments):
    contestants = {"ours": lambda: ours(arguments.segment, name, threads, None)}
    if arguments.avx2:
        contestants["ours (avx2)"] = lambda: ours(arguments.segment, name, threads, "avx2")
    for other in arguments.peers.split(","):
        # faiss has no k-means++.
        if parts(name)[1] == "iterations" or other != "faiss":
            contestants[other] = lambda other=other: peer(other, name, threads)
    runs = {contestant: [] for contestant in contestants}
    for _ in range(arguments.rounds):
        for contestant, run in contestants.items():
            # The system still cleans up after the last process, on a processor that the next one wants.
            time.sleep(PAUSE)
            runs[contestant].append(run())
    rows = []
    for contestant, results in runs.items():
        failure = next((r["failure"] for r in results if "failure" in r), None)
        rows.append({"name": contestant, "failure": failure} if failure else {
            "name": contestant, **{key: median(results, key) for key in results[0] if key != "name"}})
    return rows


def table(name, threads, rows):
    workload, task = parts(name)
    n, d, k, _ = workloads.KMEANS[workload]
    what = {"iterations": f"{ITERATIONS.get(name)} iterations", "restarts": "10 starts by k-means++",
            "seeding": "greedy k-means++ alone"}[task]
    own = next((row for row in rows if row["name"] == "ours" and not row.get("failure")), None)
    lines = [f"\n### {name}: {n:,} × {d}, k = {k}, {what}, "
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
    parser.add_argument("workloads", nargs="*", default=RACES)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--avx2", action="store_true", help="also run ours held to AVX2")
    parser.add_argument("--segment", default=os.path.join(HERE, "../../.build/release/segment"))
    parser.add_argument("--report", help="also put the tables into this Markdown file")
    arguments = parser.parse_args()
    os.makedirs(workloads.DATA, exist_ok=True)
    tables = [f"Machine: {machine()}. Medians of {arguments.rounds} interleaved rounds."]
    for name in arguments.workloads:
        # In a process of its own: the peak memory of this one would be passed on to the contestants.
        subprocess.run([sys.executable, os.path.join(HERE, "workloads.py"), parts(name)[0]], check=True,
                       stdout=subprocess.DEVNULL)
        for threads in map(int, arguments.threads.split(",")):
            tables.append(table(name, threads, race(name, threads, arguments)))
            print(tables[-1], flush=True)
    if arguments.report:
        report.replace(arguments.report, "k-means", "\n".join(tables))
