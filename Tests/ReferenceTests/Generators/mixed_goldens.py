"""Writes Goldens/mixed.json: what kmodes and kmedoids find from given starts on random rows.

Made with Python 3.11, numpy 2, kmodes 0.12.2, kmedoids 0.5.5. kmodes updates its prototypes after each
row that moves and stops when the cost no longer falls; cases whose result would still change in another
pass are left out. Of levels of equal frequency kmodes keeps the one that was the mode, and not the one
with the lowest code, so that a few cases may rightly end elsewhere. Distances of kmedoids' cases are Euclidean, in Double.

Run from this folder: python mixed_goldens.py
"""

import json
import warnings

import kmedoids
import numpy as np
from kmodes.kprototypes import KPrototypes

warnings.filterwarnings("ignore")


def mixed_rows(rng, n, numbers, levels):
    source = rng.integers(4, size=n)
    X = np.round(rng.normal(size=(4, numbers))[source] * 2 + rng.normal(size=(n, numbers)), 4)
    C = np.stack([np.where(rng.random(n) < 0.6, source % count, rng.integers(count, size=n))
                  for count in levels], axis=1)
    return X, C


def is_settled(X, C, centers, modes, labels, gamma):
    distances = gamma * (C[:, None] != modes[None]).sum(2).astype(float)
    if X is not None:
        distances = distances + ((X[:, None] - centers[None]) ** 2).sum(2)
    ordered = np.sort(distances, axis=1)
    return (distances.argmin(1) == labels).all() and (ordered[:, 1] - ordered[:, 0]).min() > 1e-9


def prototypes_case(rng, n, numbers, levels, k):
    X, C = mixed_rows(rng, n, numbers, levels)
    rows = np.concatenate([X, C], axis=1)
    start = rng.choice(n, size=k, replace=False)
    model = KPrototypes(k, init=[X[start], C[start]], n_init=1, gamma=0.8, max_iter=100)
    labels = model.fit(rows, categorical=list(range(numbers, rows.shape[1]))).labels_
    centroids = np.asarray(model.cluster_centroids_, float)
    if len(set(labels)) < k or not is_settled(
            X, C, centroids[:, :numbers], centroids[:, numbers:], labels, 0.8):
        return None
    return dict(rowCount=n, numbers=X.ravel().tolist(), numberCount=numbers,
                categories=C.T.tolist(), levelCounts=list(levels), start=start.tolist(),
                labels=labels.tolist(), cost=float(model.cost_))


def medoids_case(rng, n, d, k):
    X = np.round(rng.normal(size=(5, d))[rng.integers(5, size=n)] * 2 + rng.normal(size=(n, d)), 4)
    D = np.sqrt(((X[:, None] - X[None]) ** 2).sum(2))
    start = rng.choice(n, size=k, replace=False)
    found = kmedoids.fasterpam(D, start.astype(np.uint64), n_cpu=1)
    return dict(rowCount=n, numbers=X.ravel().tolist(), numberCount=d, start=start.tolist(),
                medoids=sorted(int(m) for m in found.medoids), cost=float(found.loss),
                swapCount=int(found.n_swap))


def main():
    rng = np.random.default_rng(20261123)
    shapes = [(60, 1, (3, 2), 3), (90, 2, (4, 3, 2), 4), (150, 4, (2, 5), 3), (200, 3, (6, 3, 3), 5)]
    prototypes = [prototypes_case(rng, *shapes[i % 4]) for i in range(24)]
    medoids = [medoids_case(rng, n, d, k)
               for n, d, k in [(40, 1, 2), (60, 2, 3), (100, 3, 5), (150, 5, 4), (200, 2, 8), (31, 4, 1)]]
    with open("../Goldens/mixed.json", "w") as file:
        json.dump(dict(prototypes=[p for p in prototypes if p], medoids=medoids), file,
                  separators=(",", ":"))
        file.write("\n")
    kept = sum(p is not None for p in prototypes)
    print(kept, "of 24 k-prototypes cases kept")


main()
