"""BALD for a pool of images by baal: the peer of bench/scoring.mjs.

Arguments: a file of images (bytes, 784 an image), their number, draws. The network is that of Gal et al. 2017 with random
weights: what is measured does not depend on them. Prints one line of JSON.
"""

import importlib.metadata
import json
import resource
import sys
import time

import numpy as np
import torch
from baal.active.heuristics import BALD
from baal.bayesian.dropout import patch_module
from baal.modelwrapper import ModelWrapper, TrainingArgs
from gal import gal_cnn

path = sys.argv[1]
count, draws = map(int, sys.argv[2:])


class Images(torch.utils.data.Dataset):
    def __init__(self, file):
        self.pixels = np.fromfile(file, dtype=np.uint8).reshape(count, 1, 28, 28)

    def __len__(self):
        return count

    def __getitem__(self, index):
        return torch.from_numpy(self.pixels[index].astype(np.float32) / 255), 0


torch.manual_seed(1)
network = gal_cnn()
images = Images(path)
model = ModelWrapper(patch_module(network), TrainingArgs(batch_size=32, workers=0, use_cuda=False))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
begun = time.perf_counter()
predictions = model.predict_on_dataset(images, iterations=draws, verbose=False)
scores = BALD().compute_score(torch.softmax(torch.from_numpy(predictions), dim=1).numpy())
best = np.argsort(-scores)[:100]
seconds = time.perf_counter() - begun
print(
    json.dumps(
        {
            "version": importlib.metadata.version("baal"),
            "torch": torch.__version__,
            "threads": torch.get_num_threads(),
            "seconds": seconds,
            "rssBeforeMb": round(before),
            "peakRssMb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "asked": len(best),
        }
    )
)
