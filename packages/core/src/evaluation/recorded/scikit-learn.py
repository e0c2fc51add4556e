"""Figures of scikit-learn and of numpy on seeded predictions, as recorded in scikit-learn.json:
python3 scikit-learn.py > scikit-learn.json"""

import json

import numpy as np
import sklearn
from sklearn import metrics


def classes(name, seed, records, count, sharp):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, count, records)
    logits = rng.normal(size=(records, count))
    logits[np.arange(records), labels] += 1.0
    probs = np.exp(sharp * logits)
    probs = np.round(probs / probs.sum(1, keepdims=True), 6)
    probs[:, -1] = 1 - probs[:, :-1].sum(1)
    predicted = probs.argmax(1)
    confidence = probs.max(1)
    order = np.argsort(-confidence, kind="stable")
    wrong = (predicted != labels)[order]
    onehot = np.eye(count)[labels]
    auroc = (
        metrics.roc_auc_score(labels, probs[:, 1])
        if count == 2
        else metrics.roc_auc_score(labels, probs, multi_class="ovr", average="macro")
    )
    return {
        "name": name,
        "classes": count,
        "labels": labels.tolist(),
        "probs": probs.ravel().tolist(),
        "figures": {
            "accuracy": metrics.accuracy_score(labels, predicted),
            "balanced-accuracy": metrics.balanced_accuracy_score(labels, predicted),
            "macro-f1": metrics.f1_score(labels, predicted, average="macro"),
            "auroc": auroc,
            "nll": metrics.log_loss(labels, probs, labels=range(count)),
            "brier": float(((probs - onehot) ** 2).sum(1).mean()),
            "aurc": float((np.cumsum(wrong) / np.arange(1, records + 1)).mean()),
        },
    }


def several(name, seed, records, count, rate):
    rng = np.random.default_rng(seed)
    held = (rng.random((records, count)) < rate * np.linspace(0.5, 2, count)).astype(int)
    held[0] = 1
    logits = rng.normal(size=(records, count)) + 2.5 * held - 1.5
    probs = np.round(1 / (1 + np.exp(-logits)), 2)
    given = (probs >= 0.5).astype(int)
    kept = np.clip(probs, 1e-12, 1 - 1e-12)
    return {
        "name": name,
        "classes": count,
        "held": held.ravel().tolist(),
        "probs": probs.ravel().tolist(),
        "figures": {
            "label-macro-f1": metrics.f1_score(held, given, average="macro"),
            "label-micro-f1": metrics.f1_score(held, given, average="micro"),
            "exact-match": metrics.accuracy_score(held, given),
            "mean-average-precision": metrics.average_precision_score(held, probs, average="macro"),
            "label-auroc": metrics.roc_auc_score(held, probs, average="macro"),
            "label-nll": float(-(held * np.log(kept) + (1 - held) * np.log(1 - kept)).mean()),
            "label-brier": float(((probs - held) ** 2).mean()),
        },
    }


cases = [
    classes("ten classes", 1, 200, 10, 1.0),
    classes("two classes", 2, 100, 2, 2.0),
    classes("five classes, sharp", 3, 60, 5, 4.0),
]
labels = [several("six labels", 4, 150, 6, 0.3), several("rare labels, many ties", 5, 80, 3, 0.08)]
print(json.dumps({"scikit-learn": sklearn.__version__, "numpy": np.__version__, "cases": cases, "labels": labels}))
