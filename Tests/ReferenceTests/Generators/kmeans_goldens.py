"""Writes Goldens/kmeans.json: what scikit-learn's Lloyd finds from given starts.

Made with Python 3.11, numpy 2, scikit-learn 1.9.1. Each case has its rows (rounded to 4 digits, so
that the file is small and both sides read the same numbers), optional weights, the starting centers,
and the labels, inertia and number of iterations with tol=0. Where a row is as near to two centers up
to rounding, two libraries may rightly differ; a case that ends so is an error here.

Run from this folder: python kmeans_goldens.py
"""

import json
import sys

import numpy as np
import sklearn
from sklearn.cluster import KMeans


def case(name, rng, n, d, k, *, weighted=False, grid=False, limit=300):
    centers = rng.normal(size=(k, d))
    rows = centers[rng.integers(k, size=n)] + rng.normal(size=(n, d)) * 0.7
    rows = np.round(rows, 1 if grid else 4)
    weights = rng.integers(0, 4, size=n).astype(float) if weighted else None
    start = np.unique(rows, axis=0)
    start = start[rng.choice(len(start), size=k, replace=False)]
    model = KMeans(k, init=start, n_init=1, tol=0, max_iter=limit, algorithm="lloyd")
    model.fit(rows, sample_weight=weights)
    return dict(
        name=name, rowCount=n, columnCount=d, clusterCount=k, iterationLimit=limit,
        elements=rows.ravel().tolist(), weights=None if weights is None else weights.tolist(),
        start=start.ravel().tolist(), labels=model.labels_.tolist(),
        inertia=float(model.inertia_), iterationCount=int(model.n_iter_))


def expect_no_ties(each):
    rows = np.array(each["elements"]).reshape(each["rowCount"], -1)
    labels = np.array(each["labels"])
    weights = np.ones(len(rows)) if each["weights"] is None else np.array(each["weights"])
    centers = np.array([
        np.average(rows[labels == c], axis=0, weights=weights[labels == c])
        for c in range(each["clusterCount"])])
    distances = np.sort(((rows[:, None] - centers) ** 2).sum(2), axis=1)
    if each["iterationLimit"] == 300 and distances.shape[1] > 1:
        assert (distances[:, 1] - distances[:, 0]).min() > 1e-9, each["name"]


def main():
    rng = np.random.default_rng(20261123)
    shapes = [(1, 1, 1), (2, 3, 2), (7, 2, 3), (65, 1, 4), (255, 3, 5), (256, 4, 2), (257, 5, 6),
              (300, 7, 3), (513, 2, 8), (600, 13, 4), (40, 60, 5), (30, 2, 29), (700, 1, 3)]
    cases = [case(f"{n} x {d}, {k} clusters", rng, n, d, k) for n, d, k in shapes]
    cases += [case(f"weighted {n} x {d}, {k} clusters", rng, n, d, k, weighted=True)
              for n, d, k in [(50, 2, 3), (257, 3, 4), (400, 5, 6)]]
    cases += [case(f"duplicates {n} x {d}, {k} clusters", rng, n, d, k, grid=True)
              for n, d, k in [(300, 1, 4), (400, 2, 5)]]
    cases += [case(f"stopped {n} x {d}, {k} clusters", rng, n, d, k, limit=limit)
              for n, d, k, limit in [(300, 3, 5, 1), (300, 3, 5, 2), (300, 3, 5, 4)]]
    for each in cases:
        expect_no_ties(each)
    versions = dict(python=sys.version.split()[0], numpy=np.__version__,
                    scikitLearn=sklearn.__version__)
    with open("../Goldens/kmeans.json", "w") as file:
        json.dump(dict(versions=versions, cases=cases), file, separators=(",", ":"))
        file.write("\n")


main()
