"""Files by tus, in pieces: what breaks off goes on where it was."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from ._flow import Call, Flow, Pause, ask
from .errors import ApiError, NoAnswer, UploadBroken
from .models import Upload

PIECE_BYTES = 8_000_000
PIECE = {"tus-resumable": "1.0.0", "content-type": "application/offset+octet-stream"}
WAITS = (0.5, 1.0, 2.0, 5.0, 5.0, 10.0, 10.0, 20.0)
"""After a server that was killed, the next piece is taken ten seconds later."""

OnProgress = Callable[[int, int], Any]


def upload(path: str | os.PathLike[str], upload_id: str | None, on_progress: OnProgress | None) -> Flow[str]:
    """Sends a file, or what is missing of it. Returns the id of the upload."""
    file = Path(path)
    size = file.stat().st_size
    if size == 0:
        raise ValueError(f"{file} is empty. Name a file with records.")
    if upload_id is None:
        upload_id = yield from begin(file.name, size)
        received = 0
    else:
        received = yield from how_far(upload_id)
    failures = 0
    with file.open("rb") as source:
        while received < size:
            if on_progress is not None:
                on_progress(received, size)
            source.seek(received)
            piece = source.read(PIECE_BYTES)
            try:
                response = yield Call(
                    "PATCH /uploads/{uploadId}",
                    params={"uploadId": upload_id},
                    headers={**PIECE, "upload-offset": str(received)},
                    content=piece,
                )
                received = int(response.headers["upload-offset"])
                failures = 0
            except (NoAnswer, ApiError) as error:
                # The server may have more of it than it could say, or less: it is asked.
                if not passes(error) or failures >= len(WAITS):
                    raise UploadBroken(
                        f"{file.name} broke off after {received} of {size} bytes: {error} "
                        "What has come stays for a day; go on with upload_id.",
                        upload_id,
                        received,
                    ) from error
                yield Pause(WAITS[failures])
                failures += 1
                try:
                    received = yield from how_far(upload_id)
                except NoAnswer:
                    continue
    if on_progress is not None:
        on_progress(size, size)
    return upload_id


def begin(name: str, size: int) -> Flow[str]:
    encoded = base64.b64encode(name.encode()).decode()
    response: httpx.Response = yield Call(
        "POST /uploads",
        headers={
            "tus-resumable": "1.0.0",
            "upload-length": str(size),
            "upload-metadata": f"filename {encoded}",
        },
    )
    return response.headers["location"].rsplit("/", 1)[-1]


def how_far(upload_id: str) -> Flow[int]:
    upload = yield from ask(Call("GET /uploads/{uploadId}", {"uploadId": upload_id}), Upload)
    return upload.received_bytes


def passes(error: NoAnswer | ApiError) -> bool:
    """Whether the same may succeed later."""
    if isinstance(error, NoAnswer):
        return True
    return error.code in {"upload_elsewhere", "upload_busy", "unavailable", "storage_failed", "internal"}
