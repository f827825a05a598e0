#!/usr/bin/env python3
"""Makes the seeded workloads of numbers and categories.

usage: mixed_workloads.py [NAME ...]        BENCH_DATA names the folder, as for workloads.py

For each name it writes NAME.csv (numbers n0, n1, …, and levels c0, c1, …) and NAME_init.csv, the
common start, both read by `segment` and by R, and the same as arrays for Python.
"""
import os
import sys

import numpy as np

from workloads import CHUNK, DATA, blobs

# name: rows, numbers, categories, clusters, seed
MIXED = {"KP-S": (10_000, 8, 6, 6, 21), "KP-L": (1_000_000, 10, 10, 10, 23)}
GAMMA = 0.5


def path(name, suffix):
    return os.path.join(DATA, name + suffix)


def levels(groups, columns, rng):
    """Columns of 3 to 20 levels, whose shares differ from group to group."""
    codes = np.empty((len(groups), columns), np.int32)
    for column in range(columns):
        count = int(rng.integers(3, 21))
        bounds = rng.dirichlet(np.full(count, 0.6), groups.max() + 1).cumsum(1)
        draws = rng.random(len(groups))
        for first in range(0, len(groups), CHUNK):
            part = slice(first, first + CHUNK)
            above = draws[part, None] > bounds[groups[part]]
            codes[part, column] = above.sum(1).clip(0, count - 1)
    return codes


def write(name, numbers, codes):
    with open(name, "w", encoding="utf-8") as file:
        header = [f"n{j}" for j in range(numbers.shape[1])] + [f"c{j}" for j in range(codes.shape[1])]
        file.write(",".join(header) + "\n")
        for row, own in zip(numbers, codes):
            file.write(",".join([repr(float(value)) for value in row] + [f"L{code}" for code in own]))
            file.write("\n")


def make(name):
    n, width, depth, k, seed = MIXED[name]
    if all(os.path.exists(path(name, end)) for end in (".csv", "_init.csv", ".npz")):
        return
    rng = np.random.default_rng(seed)
    numbers = blobs(n, width, k, rng)
    # Groups of their own, which the numbers follow where they are near.
    centers = numbers[rng.choice(n, 2 * k, replace=False)]
    nearest = np.full(n, np.inf, np.float32)
    groups = np.zeros(n, np.int32)
    for group, center in enumerate(centers):
        distances = ((numbers - center) ** 2).sum(1)
        groups[distances < nearest] = group
        nearest = np.minimum(nearest, distances)
    codes = levels(groups, depth, rng)
    start = rng.choice(n, k, replace=False)
    np.savez(path(name, ".npz"), numbers=numbers, codes=codes, start=start)
    write(path(name, "_init.csv"), numbers[start], codes[start])
    write(path(name, ".csv"), numbers, codes)


def read(name):
    arrays = np.load(path(name, ".npz"))
    numbers, codes, start = (arrays[key] for key in ("numbers", "codes", "start"))
    return numbers, codes, numbers[start], codes[start]


if __name__ == "__main__":
    os.makedirs(DATA, exist_ok=True)
    for name in sys.argv[1:] or MIXED:
        if name not in MIXED:
            sys.exit(f"unknown workload {name}; known: {', '.join(MIXED)}")
        make(name)
        print("made", name, flush=True)
