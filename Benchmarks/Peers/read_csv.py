"""Times the reading of a CSV file of contacts: pandas' C reader against this package.

Makes a seeded file of mixed columns, then runs each reader in a process of its own, by turns, and
prints seconds and peak memory. Nothing is cached between runs but the operating system's pages.

    python3 read_csv.py [--rows 1000000] [--runs 5] [--file contacts.csv] [--reader COMMAND]

COMMAND is called with the path of the file and prints a JSON object with the keys `seconds.read`
and `peakMemoryMB`; the default is `segment inspect --json` from a release build.
"""

import argparse
import csv
import json
import os
import random
import shlex
import subprocess
import sys
import tempfile

CITIES = ["Berlin", "Paris", "Oslo", "São Paulo", "Zürich", "Lyon", "Porto", "Kraków", "Leeds"]
PLANS = ["free", "starter", "team", "business", "enterprise"]
SECTORS = [f"sector {number:02d}" for number in range(40)]
SIZES = ["1-10", "11-50", "51-200", "201-500", "501-1000", "1001-5000"]
SOURCES = ["ads", "organic", "referral", "event, booth", "partner"]

HEADER = [
    "contact_id", "email", "created", "last_seen", "birth_date", "city", "plan", "sector",
    "company_size", "lead_source", "revenue", "average_order", "discount_rate", "score",
    "order_count", "visits", "age", "opted_in", "is_customer", "latitude",
]


def write_contacts(path, row_count):
    """Writes ids, e-mails, dates, amounts, counts, rates, categories and flags."""
    draw = random.Random(20240501)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for row in range(row_count):
            day = lambda first, last: f"{draw.randint(first, last)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
            clock = f"{draw.randint(0, 23):02d}:{draw.randint(0, 59):02d}:{draw.randint(0, 59):02d}"
            writer.writerow([
                f"C{row:08d}", f"person{draw.randint(0, 10**9)}@example{draw.randint(0, 99)}.com",
                f"{day(2015, 2025)} {clock}", day(2023, 2025), day(1940, 2005),
                draw.choice(CITIES), draw.choice(PLANS), draw.choice(SECTORS), draw.choice(SIZES),
                draw.choice(SOURCES), f"{draw.lognormvariate(6, 2):.2f}",
                f"{draw.lognormvariate(3, 1):.2f}", repr(draw.random()),
                repr(draw.gauss(0, 1)), draw.randint(0, 60), draw.randint(0, 5000),
                draw.randint(18, 90) if draw.random() > 0.05 else "",
                draw.choice(["yes", "no"]), draw.choice(["true", "false"]),
                f"{draw.uniform(-60, 70):.5f}",
            ])


PANDAS = """
import json, resource, sys, time
import pandas
start = time.perf_counter()
frame = pandas.read_csv(sys.argv[1], engine="c"{options})
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({{"seconds": {{"read": seconds}}, "peakMemoryMB": peak}}))
"""


def run(command):
    """The seconds and megabytes that a reader in a process of its own reports."""
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result = json.loads(output[output.index("{"):])
    return result["seconds"]["read"], result["peakMemoryMB"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--file", default=os.path.join(tempfile.gettempdir(), "contacts.csv"))
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parser.add_argument(
        "--reader",
        default=f"{root}/.build/release/segment inspect --json",
    )
    options = parser.parse_args()
    if not os.path.exists(options.file):
        write_contacts(options.file, options.rows)
    size = os.path.getsize(options.file) / 1e6
    dates = ', parse_dates=["created", "last_seen", "birth_date"]'
    readers = {
        "pandas (dates stay text)": [sys.executable, "-c", PANDAS.format(options=""), options.file],
        "pandas (dates are parsed)": [sys.executable, "-c", PANDAS.format(options=dates), options.file],
        "swift-segmentation": shlex.split(options.reader) + [options.file],
    }
    measured = {name: [] for name in readers}
    for _ in range(options.runs):
        for name, command in readers.items():
            measured[name].append(run(command))
    print(f"{options.file}: {size:.0f} MB, {options.runs} runs by turns, {os.cpu_count()} processors")
    print(f"{'reader':28} {'median s':>9} {'best s':>8} {'peak MB':>8} {'x file':>7}")
    for name, results in measured.items():
        seconds = sorted(second for second, _ in results)
        peak = max(megabytes for _, megabytes in results)
        print(
            f"{name:28} {seconds[len(seconds) // 2]:9.3f} {seconds[0]:8.3f} {peak:8.0f}"
            f" {peak * 1.048576 / size:7.2f}")


if __name__ == "__main__":
    main()
