"""Each thing that can be asked of Querent, as a flow."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from . import _uploads, _waiting
from ._answers import answer_of
from ._flow import Call, Flow, Page, ask, given
from ._plain import plain_records
from .models import (
    AddedRecords,
    Annotation,
    Card,
    Class,
    Hand,
    Import,
    Model,
    Predictions,
    Project,
    Round,
    Serving,
    Statistics,
    Survey,
    Upload,
)

T = TypeVar("T")
MOST_PREDICTED = 1_000
"""Records of one request."""


def of_project(project_id: str) -> dict[str, str]:
    return {"projectId": project_id}


def create_project(
    name: str, record_kind: str, task: str | Mapping[str, Any], body: Mapping[str, Any]
) -> Flow[Project]:
    asked = {"kind": task} if isinstance(task, str) else dict(task)
    whole = {"name": name, "recordKind": record_kind, "task": asked, **body}
    return ask(Call("POST /projects", json=whole), Project)


def add_records(
    project_id: str, records: Iterable[Mapping[str, Any]], labels: str, source: str, more: bool
) -> Flow[AddedRecords]:
    # Records are recognised, so that sending them again changes nothing.
    call = Call(
        "POST /projects/{projectId}/records",
        of_project(project_id),
        {"labels": labels, "source": source, "more": more},
        json=plain_records(records),
        repeatable=True,
    )
    return ask(call, AddedRecords)


def remove_records(project_id: str, ids: Sequence[str], record_ids: Sequence[str]) -> Flow[int]:
    body = {"ids": list(ids), "recordIds": list(record_ids)}
    call = Call("DELETE /projects/{projectId}/records", of_project(project_id), json=body, repeatable=True)
    removed = yield from ask(call, dict[str, int])
    return removed["removed"]


def survey(upload_id: str, body: Mapping[str, Any]) -> Flow[Survey]:
    call = Call("POST /uploads/{uploadId}/survey", {"uploadId": upload_id}, json=dict(body), repeatable=True)
    return ask(call, Survey)


def start_import(project_id: str, upload_id: str, body: Mapping[str, Any]) -> Flow[Import]:
    whole = {"uploadId": upload_id, **body}
    return ask(Call("POST /projects/{projectId}/imports", of_project(project_id), json=whole), Import)


def import_file(
    path: str | os.PathLike[str],
    name: str | None,
    columns: Mapping[str, str] | None,
    labels: str,
    holdout: int | None,
    timeout: float | None,
    on_progress: _uploads.OnProgress | None,
) -> Flow[Project]:
    """A file as a new project, as its survey proposes it but for what was said."""
    upload_id = yield from _uploads.upload(path, None, on_progress)
    seen = yield from survey(upload_id, {"labels": labels})
    if columns:
        roles = {column.name: column.role for column in seen.columns}
        unknown = [column for column in columns if column not in roles]
        if unknown:
            raise ValueError(f"The file has no column {unknown[0]!r}. It has: {', '.join(roles)}")
        once = set(columns.values()) & {"label", "id", "split", "image", "text"}
        kept = {column: "metadata" if role in once else role for column, role in roles.items()}
        options = {**seen.options, "columns": {**kept, **columns}}
        seen = yield from survey(upload_id, {"labels": labels, "options": options})
    if seen.problems or seen.record_kind is None:
        raise ValueError(" ".join(seen.problems) or "No column is left to learn from. Say which in `columns`.")
    numeric = seen.task.kind == "numeric"
    reading = {
        "uploadId": upload_id,
        "format": seen.format.id,
        "options": seen.options,
        "labels": labels,
        # Labels that were not read yet may name others than those that were.
        "newClasses": not seen.counts.is_whole and seen.counts.labelled > 0 and not numeric,
        "notClasses": [{"name": one.name, "records": one.records} for one in seen.not_classes],
    }
    proposed = 0 if seen.counts.holdout > 0 else seen.holdout.records
    body = {
        "classes": [] if numeric else [one.name for one in seen.classes],
        "holdout": proposed if holdout is None else holdout,
        "import": reading,
    }
    title = name or os.path.splitext(os.path.basename(os.fspath(path)))[0]
    project = yield from create_project(title, seen.record_kind, seen.task.kind, body)
    yield from _waiting.for_import(project.id, timeout)
    return (yield from ask(Call("GET /projects/{projectId}", of_project(project.id)), Project))


def fetch_upload(url: str, timeout: float | None) -> Flow[Upload]:
    started = yield from ask(Call("POST /uploads/fetch", json={"url": url}), Upload)
    return (yield from _waiting.for_fetched(started.id, timeout))


def hand(project_id: str, count: int) -> Flow[Hand]:
    call = Call("POST /projects/{projectId}/hand", of_project(project_id), json={"count": count}, repeatable=True)
    return ask(call, Hand)


def submit(project: Project, card: Card, label: Any, skip: bool, seconds: float) -> Flow[Annotation]:
    """With its idempotency key it counts once, however often it is sent."""
    body = {
        "recordId": card.record_id,
        "roundId": card.round_id,
        "outcome": "skip" if skip else "label",
        "answer": None if skip else answer_of(project, label),
        "seconds": seconds,
        "idempotencyKey": str(uuid.uuid4()),
    }
    call = Call("POST /projects/{projectId}/annotations", of_project(project.id), json=body, repeatable=True)
    return ask(call, Annotation)


def add_class(project_id: str, name: str, key: str | None, colour: str | None, description: str) -> Flow[list[Class]]:
    body = {"name": name, "key": key, "colour": colour, "description": description}
    return ask(Call("POST /projects/{projectId}/classes", of_project(project_id), json=body), list[Class])


def statistics(project_id: str) -> Flow[Statistics]:
    return ask(Call("GET /projects/{projectId}/statistics", of_project(project_id)), Statistics)


def start_round(project_id: str) -> Flow[Round]:
    return ask(Call("POST /projects/{projectId}/rounds", of_project(project_id)), Round)


def serve(project_id: str, model_id: str | None, by: str | None, figure: str | None, kept: int | None) -> Flow[Serving]:
    body = given(modelId=model_id, by=by, figure=figure, kept=kept)
    call = Call("PATCH /projects/{projectId}/serving", of_project(project_id), json=body, repeatable=True)
    return ask(call, Serving)


def pin(model_id: str, pinned: bool) -> Flow[Model]:
    call = Call("PATCH /models/{modelId}", {"modelId": model_id}, json={"isPinned": pinned}, repeatable=True)
    return ask(call, Model)


def page(call: Call, kind: type[T], cursor: str | None) -> Flow[Page[T]]:
    """One page of a list."""
    paged = replace(call, query={**call.query, **given(cursor=cursor, limit=200)})
    result: Page[T] = yield from ask(paged, Page[kind])  # type: ignore[valid-type]
    return result


def predict(project_id: str, records: Sequence[Mapping[str, Any]], model_id: str | None) -> Flow[Predictions]:
    """Any number of records, all of the same model: in parts, of which each is one request."""
    if not records:
        raise ValueError("There are no records to ask about.")
    sent = plain_records(records)
    parts: list[Predictions] = []
    for start in range(0, len(sent), MOST_PREDICTED):
        call = Call(
            "POST /projects/{projectId}/predict",
            of_project(project_id),
            given(modelId=parts[0].model_id if parts else model_id),
            json=sent[start : start + MOST_PREDICTED],
            repeatable=True,
        )
        parts.append((yield from ask(call, Predictions)))
    items = [item for part in parts for item in part.items]
    return parts[0].model_copy(update={"items": items})
