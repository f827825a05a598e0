#!/usr/bin/env python3
"""Makes the seeded workloads that all contestants run on.

usage: workloads.py [NAME ...]        BENCH_DATA names the folder (default: data beside this file)

For each name it writes NAME.npy (float32, C order, each column centred and scaled) and, for k-means,
NAME_init.npy (k distinct rows, the common start). The same name gives the same bytes on any machine
with the same numpy major version.
"""
import os
import sys

import numpy as np

DATA = os.environ.get("BENCH_DATA", os.path.join(os.path.dirname(os.path.abspath(__file__)), "data"))

# name: rows, columns, clusters, seed
KMEANS = {
    "KM-S": (10_000, 10, 8, 11),
    "KM-M": (100_000, 20, 12, 12),
    "KM-L": (1_000_000, 20, 20, 13),
    "KM-XL": (5_000_000, 12, 16, 14),
    "KM-WIDE": (100_000, 256, 100, 15),
    "KM-HUGEK": (200_000, 32, 500, 16),
}
# The same for hierarchies, which have no start.
HIERARCHIES = {
    "HC-5k": (5_000, 10, 12, 31),
    "HC-10k": (10_000, 10, 12, 32),
    "HC-20k": (20_000, 10, 12, 33),
    "HC-50k": (50_000, 10, 12, 34),
    "HC-200k": (200_000, 10, 12, 35),
}
CHUNK = 250_000


def blobs(n, d, k, rng, separation=1.6, heavy=0.3):
    """Overlapping groups as contacts have them: 1.5 k true groups of unequal size and spread; the
    share `heavy` of the columns is lognormal or Student t, like spend, recency and counts."""
    groups = max(3, int(1.5 * k))
    heavy_columns = int(round(heavy * d))
    plain_columns = d - heavy_columns
    label = rng.choice(groups, n, p=rng.dirichlet(np.full(groups, 2.0)))
    center = rng.normal(0, separation, (groups, d))
    spread = rng.uniform(0.5, 1.5, (groups, d))
    rows = np.empty((n, d), np.float32)
    for start in range(0, n, CHUNK):
        stop = min(n, start + CHUNK)
        group = label[start:stop]
        noise = rng.standard_normal((stop - start, d))
        chunk = center[group] + spread[group] * noise
        for j in range(plain_columns, d):
            if (j - plain_columns) % 2 == 0:
                chunk[:, j] = np.exp(0.5 * center[group, j] + 0.6 * noise[:, j])
            else:
                chunk[:, j] = 0.7 * center[group, j] + rng.standard_t(4, stop - start)
        rows[start:stop] = chunk
    rows -= rows.mean(0, dtype=np.float64).astype(np.float32)
    rows /= rows.std(0, dtype=np.float64).astype(np.float32)
    return rows


def make(name):
    n, d, k, seed = {**KMEANS, **HIERARCHIES}[name]
    path = os.path.join(DATA, name + ".npy")
    start = os.path.join(DATA, name + "_init.npy")
    if os.path.exists(path) and (os.path.exists(start) or name in HIERARCHIES):
        return
    rng = np.random.default_rng(seed)
    rows = blobs(n, d, k, rng)
    if name in KMEANS:
        np.save(start, rows[rng.choice(n, k, replace=False)])
    np.save(path, rows)


if __name__ == "__main__":
    os.makedirs(DATA, exist_ok=True)
    known = [*KMEANS, *HIERARCHIES]
    for name in sys.argv[1:] or known:
        if name not in known:
            sys.exit(f"unknown workload {name}; known: {', '.join(known)}")
        make(name)
        print("made", name, flush=True)
