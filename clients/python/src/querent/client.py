"""The client that waits for each answer."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import httpx

from . import _operations as ops
from . import _uploads, _waiting
from ._flow import Call, Flow, Pause, ask, given, refusal_of, seconds_before_again, unreachable
from ._plain import part_beside
from ._settings import Settings, settings_of
from .models import (
    AddedRecords,
    Annotation,
    Card,
    Class,
    Comparison,
    Evaluation,
    ExportFormat,
    ExportRows,
    ExportSplit,
    ExportStatus,
    Hand,
    Import,
    Limits,
    ListedRecord,
    Model,
    Person,
    Predictions,
    Project,
    ProjectEvent,
    RecordKind,
    Round,
    SampleId,
    Serving,
    Statistics,
    Survey,
    Upload,
)

T = TypeVar("T")


class Querent:
    """Querent at an address, as whoever the key acts as.

    ``url`` and ``key`` come from ``QUERENT_URL`` and ``QUERENT_KEY`` where they are left out. Use it in a ``with``
    statement, or ``close`` it. Every method raises ``ApiError`` where the server refuses and ``NoAnswer`` where there
    is none; what can be sent again is, for some seconds.
    """

    def __init__(self, url: str | None = None, key: str | None = None, *, timeout: float = 60.0) -> None:
        self._settings: Settings = settings_of(url, key)
        self._http = httpx.Client(
            base_url=self._settings.url,
            headers=self._settings.headers,
            timeout=timeout,
            follow_redirects=False,
        )

    def __enter__(self) -> Querent:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def __repr__(self) -> str:
        return f"Querent({self._settings.url!r})"

    # Projects

    def me(self) -> Person:
        """Who is asking."""
        return self._run(ask(Call("GET /me"), Person))

    def projects(self) -> Iterator[Project]:
        """The projects that you can see, newest first, page by page."""
        for item in self._pages(Call("GET /projects"), Project):
            yield item

    def project(self, project_id: str) -> Project:
        return self._run(ask(Call("GET /projects/{projectId}", ops.of_project(project_id)), Project))

    def state(self, project_id: str) -> ProjectEvent:
        """How far a project is."""
        return self._run(_waiting.state(project_id))

    def create_project(
        self,
        name: str,
        record_kind: RecordKind,
        task: str | Mapping[str, Any] = "single_choice",
        *,
        classes: Sequence[str | Mapping[str, Any]] = (),
        holdout: int = 0,
        description: str = "",
        settings: Mapping[str, Any] | None = None,
    ) -> Project:
        """An empty project; ``import_file`` makes one of a file."""
        body = given(classes=list(classes), holdout=holdout, description=description, settings=settings)
        return self._run(ops.create_project(name, record_kind, task, body))

    def create_sample(self, sample: SampleId = "digits") -> Project:
        """A project to try Querent with."""
        return self._run(ask(Call("POST /projects/sample", json={"sample": sample}), Project))

    def update_project(self, project_id: str, **changes: Any) -> Project:
        """Changes ``name``, ``description`` or ``settings``."""
        call = Call("PATCH /projects/{projectId}", ops.of_project(project_id), json=changes, repeatable=True)
        return self._run(ask(call, Project))

    def delete_project(self, project_id: str) -> None:
        """Removes a project with all its records and answers."""
        self._run(ask(Call("DELETE /projects/{projectId}", ops.of_project(project_id)), dict[str, bool]))

    def add_class(
        self,
        project_id: str,
        name: str,
        *,
        key: str | None = None,
        colour: str | None = None,
        description: str = "",
    ) -> list[Class]:
        """All classes of the project, the new one included."""
        return self._run(ops.add_class(project_id, name, key, colour, description))

    # Records

    def upload(
        self,
        path: str | os.PathLike[str],
        *,
        upload_id: str | None = None,
        on_progress: _uploads.OnProgress | None = None,
    ) -> str:
        """Sends a file in pieces, or goes on with one. Returns the id of the upload.

        Raises ``UploadBroken``, which says how it goes on.
        """
        return self._run(_uploads.upload(path, upload_id, on_progress))

    def fetch(self, url: str, *, timeout: float | None = None) -> Upload:
        """Has the server fetch a file from the web, and waits until it is there."""
        return self._run(ops.fetch_upload(url, timeout))

    def survey(self, upload_id: str, **options: Any) -> Survey:
        """What a file seems to be, and what would become of it. Nothing is stored."""
        return self._run(ops.survey(upload_id, options))

    def start_import(self, project_id: str, upload_id: str, **options: Any) -> Import:
        """Makes records of an upload, in a project that is there. ``wait_imported`` waits for its end."""
        return self._run(ops.start_import(project_id, upload_id, options))

    def import_file(
        self,
        path: str | os.PathLike[str],
        *,
        name: str | None = None,
        columns: Mapping[str, str] | None = None,
        labels: str = "answers",
        holdout: int | None = None,
        timeout: float | None = None,
        on_progress: _uploads.OnProgress | None = None,
    ) -> Project:
        """A new project of a file, as the server proposes it but for what is said here.

        ``columns`` says what columns are, such as ``{"species": "label"}``; with ``labels="key"`` the labels stay
        hidden and only measure models.
        """
        return self._run(ops.import_file(path, name, columns, labels, holdout, timeout, on_progress))

    def add_records(
        self,
        project_id: str,
        records: Iterable[Mapping[str, Any]],
        *,
        labels: str = "answers",
        source: str = "import",
        more: bool = False,
    ) -> AddedRecords:
        """Adds records in the form of the API, such as ``{"id": "n1", "text": "…"}``."""
        return self._run(ops.add_records(project_id, records, labels, source, more))

    def records(self, project_id: str) -> Iterator[ListedRecord]:
        """The records of a project, in the order in which they came, page by page."""
        for item in self._pages(Call("GET /projects/{projectId}/records", ops.of_project(project_id)), ListedRecord):
            yield item

    def remove_records(self, project_id: str, *, ids: Sequence[str] = (), record_ids: Sequence[str] = ()) -> int:
        """Takes records out, by your ids or by Querent's. Their answers stay."""
        return self._run(ops.remove_records(project_id, ids, record_ids))

    def export(
        self,
        project_id: str,
        path: str | os.PathLike[str],
        *,
        format: ExportFormat = "csv",
        rows: ExportRows = "records",
        status: ExportStatus = "all",
        split: ExportSplit = "all",
        pictures: bool | None = None,
    ) -> int:
        """Writes records with their labels into a file, which appears once it is whole. Returns its bytes."""
        query = given(format=format, rows=rows, status=status, split=split, pictures=pictures)
        part = part_beside(path)
        size = 0
        try:
            with self._stream(Call("GET /projects/{projectId}/export", ops.of_project(project_id), query)) as chunks:
                with open(part, "wb") as file:
                    for chunk in chunks:
                        size += file.write(chunk)
            os.replace(part, path)
        finally:
            if os.path.exists(part):
                os.unlink(part)
        return size

    # Labelling

    def hand(self, project_id: str, count: int = 8) -> Hand:
        """The next records to be labelled, reserved for you."""
        return self._run(ops.hand(project_id, count))

    def answer(self, project: Project, card: Card, label: Any, *, seconds: float = 0.0) -> Annotation:
        """Answers a card: the name of a class, a list of names, or a number, as the project asks."""
        return self._run(ops.submit(project, card, label, False, seconds))

    def skip(self, project: Project, card: Card, *, seconds: float = 0.0) -> Annotation:
        """Leaves a card to others."""
        return self._run(ops.submit(project, card, None, True, seconds))

    # Rounds and models

    def statistics(self, project_id: str) -> Statistics:
        """Rounds with their figures, and labels by class."""
        return self._run(ops.statistics(project_id))

    def start_round(self, project_id: str) -> Round:
        """Trains now. ``wait_round`` waits for its end."""
        return self._run(ops.start_round(project_id))

    def round(self, round_id: str) -> Round:
        return self._run(_waiting.round_of(round_id))

    def cancel_round(self, round_id: str) -> Round:
        return self._run(ask(Call("POST /rounds/{roundId}/cancel", {"roundId": round_id}), Round))

    def retry_round(self, round_id: str) -> Round:
        return self._run(ask(Call("POST /rounds/{roundId}/retry", {"roundId": round_id}), Round))

    def models(self, project_id: str) -> Iterator[Model]:
        """The models of a project, the newest first."""
        for item in self._pages(Call("GET /projects/{projectId}/models", ops.of_project(project_id)), Model):
            yield item

    def evaluation(self, model_id: str) -> Evaluation:
        """How a model does on the holdout."""
        return self._run(ask(Call("GET /models/{modelId}/evaluation", {"modelId": model_id}), Evaluation))

    def compare(self, model_id: str, other_id: str) -> Comparison:
        """Two models on the records that both were measured on."""
        params = {"modelId": model_id, "otherId": other_id}
        return self._run(ask(Call("GET /models/{modelId}/comparison/{otherId}", params), Comparison))

    def serve(
        self,
        project_id: str,
        *,
        model_id: str | None = None,
        by: str | None = None,
        figure: str | None = None,
        kept: int | None = None,
    ) -> Serving:
        """Which model answers: one by its id, or ``by="newest"`` or ``by="best"``."""
        return self._run(ops.serve(project_id, model_id, by, figure, kept))

    def pin(self, model_id: str, pinned: bool = True) -> Model:
        """Keeps the files of a model, or lets go of them."""
        return self._run(ops.pin(model_id, pinned))

    def predict(
        self, project_id: str, records: Sequence[Mapping[str, Any]], *, model_id: str | None = None
    ) -> Predictions:
        """What a model says of records in the form in which they are added; any number of them."""
        return self._run(ops.predict(project_id, records, model_id))

    def limits(self) -> Limits:
        """How large files and projects may become."""
        return self._run(ask(Call("GET /limits"), Limits))

    # Waiting: each raises ``HasFailed`` where it never will be, and ``TimeIsUp`` after ``timeout`` seconds

    def wait_imported(self, project_id: str, *, timeout: float | None = None) -> ProjectEvent:
        return self._run(_waiting.for_import(project_id, timeout))

    def wait_encoded(self, project_id: str, *, timeout: float | None = None) -> ProjectEvent:
        """Until records have features."""
        return self._run(_waiting.for_features(project_id, timeout))

    def wait_open(self, project_id: str, *, timeout: float | None = None) -> ProjectEvent:
        """Until people can be asked."""
        return self._run(_waiting.for_questions(project_id, timeout))

    def wait_trained(self, project_id: str, *, timeout: float | None = None) -> ProjectEvent:
        """Until a model is there and none is at work."""
        return self._run(_waiting.for_model(project_id, timeout))

    def wait_labels(self, project_id: str, count: int, *, timeout: float | None = None) -> ProjectEvent:
        return self._run(_waiting.for_labels(project_id, count, timeout))

    def wait_round(self, round_id: str, *, timeout: float | None = None) -> Round:
        return self._run(_waiting.for_round(round_id, timeout))

    # How it is sent

    def _run(self, flow: Flow[T]) -> T:
        try:
            step = next(flow)
            while True:
                if isinstance(step, Pause):
                    time.sleep(step.seconds)
                    step = next(flow)
                    continue
                try:
                    response = self._send(step)
                except Exception as error:
                    step = flow.throw(error)
                else:
                    step = flow.send(response)
        except StopIteration as end:
            result: T = end.value
            return result

    def _send(self, call: Call) -> httpx.Response:
        for attempt in range(100):
            outcome: httpx.Response | httpx.TransportError
            try:
                outcome = self._http.send(call.request_of(self._http))
            except httpx.TransportError as error:
                outcome = error
            wait = seconds_before_again(call, attempt, outcome)
            if wait is None:
                break
            time.sleep(wait)
        if isinstance(outcome, httpx.TransportError):
            raise unreachable(self._http.base_url, outcome) from outcome
        if not outcome.is_success:
            raise refusal_of(call, outcome)
        return outcome

    def _pages(self, call: Call, kind: type[T]) -> Iterator[T]:
        cursor: str | None = None
        while True:
            page = self._run(ops.page(call, kind, cursor))
            for item in page.items:
                yield item
            cursor = page.next
            if cursor is None:
                return

    @contextmanager
    def _stream(self, call: Call) -> Iterator[Iterator[bytes]]:
        """The bytes of an answer, as they come; one that breaks off is an error."""
        try:
            response = self._http.send(call.request_of(self._http), stream=True)
            try:
                if not response.is_success:
                    response.read()
                    raise refusal_of(call, response)
                yield response.iter_bytes()
            finally:
                response.close()
        except httpx.TransportError as error:
            raise unreachable(self._http.base_url, error) from error
