"""What can be waited for."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from ._flow import Call, Flow, Pause, ask
from .errors import HasFailed, TimeIsUp
from .models import ProjectEvent, Round, Upload

T = TypeVar("T")
POLL_SECONDS = 1.0


def until(
    look: Callable[[], Flow[T]],
    is_there: Callable[[T], bool],
    failure: Callable[[T], str | None],
    what: str,
    timeout: float | None,
) -> Flow[T]:
    """Looks every second until something is there, has failed, or time is up."""
    end = None if timeout is None else time.monotonic() + timeout
    while True:
        value = yield from look()
        if is_there(value):
            return value
        reason = failure(value)
        if reason is not None:
            raise HasFailed(reason)
        if end is not None and time.monotonic() >= end:
            raise TimeIsUp(
                f"{what} did not come within {timeout:g} s. It goes on: wait longer, or look what holds it up."
            )
        yield Pause(POLL_SECONDS)


def state(project_id: str) -> Flow[ProjectEvent]:
    return ask(Call("GET /projects/{projectId}/state", {"projectId": project_id}), ProjectEvent)


def round_of(round_id: str) -> Flow[Round]:
    return ask(Call("GET /rounds/{roundId}", {"roundId": round_id}), Round)


def for_import(project_id: str, timeout: float | None) -> Flow[ProjectEvent]:
    return until(
        lambda: state(project_id),
        lambda now: now.import_ is None or now.import_.state == "done",
        import_failure,
        "The end of the import",
        timeout,
    )


def for_features(project_id: str, timeout: float | None) -> Flow[ProjectEvent]:
    def failure(now: ProjectEvent) -> str | None:
        failed = now.encoding is not None and now.encoding.state == "failed"
        return f"The records could not be encoded: {now.encoding.error}" if failed and now.encoding else None

    return until(
        lambda: state(project_id),
        lambda now: now.encoding is not None and now.encoding.state == "done",
        failure,
        "The end of the encoding",
        timeout,
    )


def for_questions(project_id: str, timeout: float | None) -> Flow[ProjectEvent]:
    return until(
        lambda: state(project_id),
        lambda now: now.open_round is not None,
        lambda now: import_failure(now) or round_failure(now.working_round),
        "A question",
        timeout,
    )


def for_model(project_id: str, timeout: float | None) -> Flow[ProjectEvent]:
    return until(
        lambda: state(project_id),
        lambda now: now.open_round is not None and now.open_round.number > 0 and now.working_round is None,
        lambda now: round_failure(now.working_round),
        "A model",
        timeout,
    )


def for_labels(project_id: str, count: int, timeout: float | None) -> Flow[ProjectEvent]:
    return until(
        lambda: state(project_id),
        lambda now: now.counts.labelled >= count,
        lambda _: None,
        f"The {count}th label",
        timeout,
    )


def for_round(round_id: str, timeout: float | None) -> Flow[Round]:
    return until(
        lambda: round_of(round_id),
        lambda now: now.state in ("open", "closed"),
        round_failure,
        "The end of the round",
        timeout,
    )


def for_fetched(upload_id: str, timeout: float | None) -> Flow[Upload]:
    return until(
        lambda: ask(Call("GET /uploads/{uploadId}", {"uploadId": upload_id}), Upload),
        lambda now: now.is_whole,
        lambda now: now.error,
        "The file",
        timeout,
    )


def import_failure(now: ProjectEvent) -> str | None:
    failed = now.import_ is not None and now.import_.state == "failed"
    return f"The import failed: {now.import_.error}" if failed and now.import_ else None


def round_failure(now: Round | None) -> str | None:
    if now is None or now.state not in ("failed", "stopped"):
        return None
    return f"Round {now.number} has {now.state}: {now.error or 'somebody stopped it'}. Try it again with retry_round."
