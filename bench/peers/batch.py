"""BatchBALD by the reference package: the peer of bench/batch-choose.mjs.

Arguments: a file of log-probabilities [N, K, C] in float32, N, K, C, batch size, samples, seed. Prints one line of JSON.
"""

import importlib.metadata
import json
import resource
import sys
import time

import torch
from batchbald_redux.batchbald import get_batchbald_batch

path = sys.argv[1]
count, draws, classes, batch, samples, seed = map(int, sys.argv[2:])
with open(path, "rb") as file:
    log_probs = torch.frombuffer(bytearray(file.read()), dtype=torch.float32).reshape(count, draws, classes)
torch.manual_seed(seed)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
begun = time.perf_counter()
result = get_batchbald_batch(log_probs.double(), batch, samples, dtype=torch.double)
seconds = time.perf_counter() - begun
print(
    json.dumps(
        {
            "version": importlib.metadata.version("batchbald_redux"),
            "torch": torch.__version__,
            "threads": torch.get_num_threads(),
            "seconds": seconds,
            "rssBeforeMb": round(before),
            "peakRssMb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "indices": [int(i) for i in result.indices],
            "scores": [float(s) for s in result.scores],
        }
    )
)
