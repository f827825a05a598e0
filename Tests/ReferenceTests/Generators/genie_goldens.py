"""Writes Goldens/genie.json: Genie's partitions by genieclust, and the lengths of leaf orders.

usage: genie_goldens.py [FILE]   (genieclust 1.3.0, quitefastmst 0.9.2, scipy 1.17.1, numpy 2.4.6)

Random rows have no ties, so the minimum spanning tree, and with it each partition, is the only one.
wine is the shipped file without its class, each column divided by its population standard deviation
after its mean was taken; its 178 rows are different and have no equal distances either.

The shortest length of a leaf order comes from the recursion of Bar-Joseph and others, in plain loops.
scipy's optimal_leaf_ordering is there to compare: its orders are often longer than the shortest one
(https://github.com/scipy/scipy/issues/11227; with version 1.17.1
in 194 of 600 random trees of 3 to 8 leaves, by trying all orders), never shorter.
"""
import csv
import json
import os
import sys

import genieclust
import numpy as np
from scipy.cluster.hierarchy import linkage, optimal_leaf_ordering, leaves_list
from scipy.spatial.distance import pdist, squareform

HERE = os.path.dirname(os.path.abspath(__file__))
WINE = os.path.join(HERE, "..", "..", "..", "datasets", "wine.csv")


def wine():
    with open(WINE, newline="") as file:
        rows = list(csv.reader(file))
    names, cells = rows[0], rows[1:]
    keep = [i for i, name in enumerate(names) if name not in ("class", "target", "cultivar")]
    matrix = np.array([[float(row[i]) for i in keep] for row in cells])
    matrix = (matrix - matrix.mean(0)) / matrix.std(0)
    assert matrix.shape == (178, 13), (matrix.shape, names)
    return matrix


def genie_case(name, matrix):
    partitions = []
    for threshold in (0.1, 0.3, 0.5, 0.7, 1.0):
        for count in (2, 3, 5, 12):
            labels = genieclust.Genie(n_clusters=count, gini_threshold=threshold).fit_predict(matrix)
            partitions.append({"threshold": threshold, "clusterCount": count,
                               "labels": [int(label) for label in labels]})
    return {"name": name, "rowCount": matrix.shape[0], "columnCount": matrix.shape[1],
            "elements": [float(x) for x in matrix.ravel()], "partitions": partitions}


def shortest_length(tree, square):
    """The least sum of distances between neighbours of all orders without a crossing."""
    count = len(square)
    costs = [{(leaf, leaf): 0.0} for leaf in range(count)]
    for left, right in tree[:, :2].astype(int):
        best = {}
        for (begin, last), cost in costs[left].items():
            for (following, end), other in costs[right].items():
                length = cost + square[last, following] + other
                if length < best.get((begin, end), np.inf):
                    best[begin, end] = best[end, begin] = length
        costs.append(best)
    return min(costs[-1].values())


def order_case(seed, count, columns, method):
    matrix = np.random.default_rng(seed).normal(size=(count, columns))
    distances = pdist(matrix)
    tree = linkage(distances, method)
    order = leaves_list(optimal_leaf_ordering(tree, distances))
    square = squareform(distances)
    return {"rowCount": count, "columnCount": columns, "linkage": method,
            "elements": [float(x) for x in matrix.ravel()],
            "length": float(shortest_length(tree, square)),
            "scipyLength": float(square[order[:-1], order[1:]].sum())}


generator = np.random.default_rng(7)
blobs = np.concatenate([generator.normal(size=(n, 2)) * s + c for n, s, c in
                        ((80, 1, (0, 0)), (40, 0.3, (4, 1)), (60, 0.6, (-2, 5)), (20, 2, (6, -6)))])
document = {
    "genie": [genie_case("random", generator.normal(size=(150, 4))), genie_case("blobs", blobs),
              genie_case("wine", wine())],
    "leafOrders": [order_case(1, 2, 1, "average"), order_case(2, 9, 2, "single"),
                   order_case(3, 24, 3, "ward"), order_case(4, 60, 2, "complete"),
                   order_case(5, 90, 5, "average")],
}
path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "Goldens", "genie.json")
with open(path, "w") as file:
    json.dump(document, file, separators=(",", ":"))
    file.write("\n")
