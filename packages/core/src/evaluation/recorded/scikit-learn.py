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


cases = [
    classes("ten classes", 1, 200, 10, 1.0),
    classes("two classes", 2, 100, 2, 2.0),
    classes("five classes, sharp", 3, 60, 5, 4.0),
]
print(json.dumps({"scikit-learn": sklearn.__version__, "numpy": np.__version__, "cases": cases}))
