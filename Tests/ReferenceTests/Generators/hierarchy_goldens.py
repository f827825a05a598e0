"""Writes Goldens/hierarchy.json: heights that scipy finds, with the cophenetic correlation.

Made with Python 3.11, numpy 2.4, scipy 1.17. Rows are rounded to 4 digits, so that the file is small
and both sides read the same numbers. Heights are compared, not the order of merges: with continuous
data there are no ties. fastcluster must agree with scipy to 1e-9, or the script stops.

Run from this folder: python hierarchy_goldens.py
"""

import json

import fastcluster
import numpy as np
import scipy
from scipy.cluster.hierarchy import cophenet, fcluster, inconsistent, leaves_list, linkage
from scipy.spatial.distance import pdist

LINKAGES = ["single", "complete", "average", "weighted", "ward", "centroid", "median"]
METRICS = dict(euclidean="euclidean", manhattan="cityblock", cosine="cosine")


def tree(rows, name, metric):
    distances = pdist(rows, METRICS[metric])
    merges = linkage(distances, name)
    other = fastcluster.linkage(distances, name)
    assert np.allclose(merges[:, 2], other[:, 2], rtol=1e-9), (name, metric)
    k = min(4, len(rows))
    # The labels that undoing k - 1 merges gives, whatever the heights.
    parts = {i: [i] for i in range(len(rows))}
    for i in range(len(rows) - k):
        parts[len(rows) + i] = parts.pop(int(merges[i, 0])) + parts.pop(int(merges[i, 1]))
    labels = np.empty(len(rows), int)
    for label, part in enumerate(parts.values()):
        labels[part] = label
    height = float(np.median(merges[:, 2]))
    return dict(
        linkage=name, metric=metric,
        merges=[[int(a), int(b), float(h), int(s)] for a, b, h, s in merges],
        labels=labels.tolist(), height=height,
        labelsAtHeight=fcluster(merges, height, "distance").tolist(),
        leafOrder=leaves_list(merges).tolist(),
        inconsistencies=inconsistent(merges, 3).tolist(),
        copheneticCorrelation=float(cophenet(merges, distances)[0]) if len(rows) > 2 else None)


def case(rng, n, d):
    centers = rng.normal(size=(4, d)) * 3
    rows = np.round(centers[rng.integers(4, size=n)] + rng.normal(size=(n, d)), 4)
    trees = [tree(rows, name, metric) for name in LINKAGES for metric in METRICS
             if metric == "euclidean" or name in LINKAGES[:4]]
    return dict(rowCount=n, columnCount=d, elements=rows.ravel().tolist(), trees=trees)


def main():
    rng = np.random.default_rng(20261123)
    cases = [case(rng, n, d) for n, d in [(2, 3), (3, 2), (5, 2), (17, 3), (40, 5), (120, 10)]]
    versions = dict(scipy=scipy.__version__, numpy=np.__version__,
                    fastcluster=fastcluster.__version__)
    with open("../Goldens/hierarchy.json", "w", encoding="utf-8") as file:
        json.dump(dict(versions=versions, cases=cases), file, separators=(",", ":"))
        file.write("\n")


main()
