"""One fit of the CNN of Gal et al. in PyTorch: the peer of bench/training-fit.mjs.

Arguments: a file of images (28 x 28 bytes each) followed by as many label bytes, the number of images, epochs.
Prints one line of JSON.
"""

import json
import sys
import time

import torch
from gal import gal_cnn
from torch import nn

path, images, epochs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open(path, "rb") as file:
    raw = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)
x = (raw[: images * 784].float() / 255).reshape(images, 1, 28, 28)
y = raw[images * 784 :].long()

torch.manual_seed(1)
net = gal_cnn()
optimizer = torch.optim.Adam(net.parameters(), lr=0.002)
loss_of = nn.CrossEntropyLoss()
net.train()
seconds = []
for _ in range(epochs):
    begun = time.perf_counter()
    order = torch.randperm(images)
    for at in range(0, images, 64):
        rows = order[at : at + 64]
        optimizer.zero_grad()
        loss = loss_of(net(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
    seconds.append(time.perf_counter() - begun)
print(
    json.dumps(
        {
            "epochSeconds": seconds,
            "weights": sum(p.numel() for p in net.parameters()),
            "threads": torch.get_num_threads(),
            "version": f"PyTorch {torch.__version__}",
        }
    )
)
