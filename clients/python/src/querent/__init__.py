"""The Python client of Querent, an open-source platform for active learning."""

from . import models
from .aio import AsyncQuerent
from .client import Querent
from .errors import ApiError, HasFailed, NoAnswer, QuerentError, TimeIsUp, UploadBroken

__version__ = "0.1.0"
__all__ = [
    "ApiError",
    "AsyncQuerent",
    "HasFailed",
    "NoAnswer",
    "Querent",
    "QuerentError",
    "TimeIsUp",
    "UploadBroken",
    "models",
]
