"""ActiveLab scores of cleanlab on seeded answers, as recorded in cleanlab.json: python3 cleanlab.py > cleanlab.json"""

import importlib
import json
import sys

import numpy as np

sys.path.pop(0)  # this file has the name of the package
cleanlab = importlib.import_module("cleanlab")
multiannotator = importlib.import_module("cleanlab.multiannotator")
utils = importlib.import_module("cleanlab.internal.multiannotator_utils")


def fitted(answers, probs):
    """The temperature of the smallest cross entropy. cleanlab 2.9.0 looks for the same and misses it: its counts of labels
    that are floats go to the wrong classes."""
    shares = np.array([[np.mean(row[~np.isnan(row)] == c) for c in range(probs.shape[1])] for row in answers])
    grid = 10 ** np.linspace(-1, 0.9, 2001)
    scaled = [probs ** (1 / t) / (probs ** (1 / t)).sum(1, keepdims=True) for t in grid]
    return float(grid[np.argmin([-(shares * np.log(own)).sum() for own in scaled])])


def case(name, seed, records, classes, annotators, share):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, classes, records)
    probs = rng.dirichlet(np.ones(classes), records) + 3 * np.eye(classes)[truth] * rng.random((records, 1)) + 0.1
    probs = probs / probs.sum(1, keepdims=True)
    answers = np.where(rng.random((records, annotators)) < 0.75, truth[:, None], rng.integers(0, classes, (records, annotators))).astype(float)
    if share is None:
        chosen = rng.integers(0, annotators, records)
        answers[np.arange(annotators)[None, :] != chosen[:, None]] = np.nan
    else:
        hidden = rng.random((records, annotators)) > share
        hidden[np.arange(records), rng.integers(0, annotators, records)] = False
        answers[hidden] = np.nan
    pool = rng.dirichlet(np.ones(classes), 10)
    labelled, unlabelled = multiannotator.get_active_learning_scores(answers, probs, pool)
    single = (~np.isnan(answers)).sum(1).max() == 1
    return {
        "name": name,
        "classes": classes,
        "annotators": annotators,
        "answers": np.where(np.isnan(answers), -1, answers).astype(int).ravel().tolist(),
        "labelled": probs.ravel().tolist(),
        "pool": pool.ravel().tolist(),
        "temperature": 1.0 if single else float(utils.find_best_temp_scaler(answers, probs)),
        "fitted": 1.0 if single else fitted(answers, probs),
        "scores": {"labelled": labelled.tolist(), "pool": unlabelled.tolist()},
    }


cases = [case("several answers", 1, 60, 4, 5, 0.6), case("few answers", 2, 40, 3, 4, 0.3), case("one answer each", 3, 30, 3, 3, None)]
print(json.dumps({"cleanlab": cleanlab.__version__, "cases": cases}))
