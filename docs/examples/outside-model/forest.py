"""A forest of scikit-learn as the outside model of a Querent project of vectors: its trees are the draws.

QUERENT_URL, QUERENT_KEY (a key that may manage) and the id of the project:  python forest.py PROJECT
Needs scikit-learn and numpy. Waits for rounds, and ends after as many as ROUNDS says (all, where it is not set).
"""

import io, json, os, sys, time, urllib.parse, urllib.request

import numpy as np
from sklearn.ensemble import RandomForestClassifier

API = f"{os.environ['QUERENT_URL']}/api/v1"
CHUNK = 1_000


def call(path, body=None, kind="application/json"):
    headers = {"authorization": f"Bearer {os.environ['QUERENT_KEY']}", "content-type": kind}
    with urllib.request.urlopen(urllib.request.Request(API + path, body, headers)) as answer:
        return answer.read()


def waiting_round(project):
    """The round that waits for predictions; those before it are computed in seconds."""
    while True:
        working = json.loads(call(f"/projects/{project}/state"))["workingRound"]
        if working and working["state"] == "waiting" and not working["awaited"]["isComplete"]:
            return working
        time.sleep(1)


def wanted(round_id):
    """Ids of the records that are to be predicted, by their places."""
    ids, cursor = [], ""
    while cursor is not None:
        page = json.loads(call(f"/rounds/{round_id}/wanted?limit=10000{cursor and f'&cursor={cursor}'}"))
        ids += [one["recordId"] for one in page["items"]]
        cursor = page["next"]
    return ids


def predict_round(project, one):
    lines = call(f"/projects/{project}/export?format=jsonl").decode().splitlines()
    records = [json.loads(line) for line in lines]
    vectors = {record["exported"]["record_id"]: record["vector"] for record in records}
    # What the holdout holds is for measuring: a model that learns it is measured to be better than it is.
    known = [r for r in records if r["exported"]["status"] == "labelled" and r["split"] == "pool"]
    forest = RandomForestClassifier(n_estimators=20, min_samples_leaf=2, random_state=0)
    forest.fit([record["vector"] for record in known], [record["label"] for record in known])
    classes = list(forest.classes_)  # those that have a label; Querent gives 0 to the others
    ids = wanted(one["id"])
    for start in range(0, len(ids), CHUNK):
        chunk = np.array([vectors[record] for record in ids[start : start + CHUNK]])
        said = np.stack([tree.predict_proba(chunk) for tree in forest.estimators_])  # [S, N, C]
        array = io.BytesIO()
        np.save(array, said.astype("<f4"))
        query = urllib.parse.urlencode({"from": start, "classes": json.dumps(classes), "model": "forest"})
        answer = json.loads(call(f"/rounds/{one['id']}/predictions?{query}", array.getvalue(), "application/x-npy"))
    print(f"round {one['number']}: learned {len(known)} labels, posted {answer['received']} of {answer['wanted']}", flush=True)


for _ in range(int(os.environ.get("ROUNDS", "1000000"))):
    predict_round(sys.argv[1], waiting_round(sys.argv[1]))
