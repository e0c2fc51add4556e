"""What is done, apart from how it is sent: the same for clients that block and for those that do not.

A flow is a generator. It yields calls and pauses, gets the answers back, and returns its result.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError

from ._model import ApiModel
from .errors import ApiError, NoAnswer
from .routes import Route

T = TypeVar("T")


class Page(ApiModel, Generic[T]):
    items: list[T]
    next: str | None


WAITS = (0.5, 1.0, 2.0, 4.0)
"""Seconds before a request is sent again, where the server does not say."""
LONGEST_WAIT = 60.0


@dataclass(frozen=True)
class Call:
    """One request. One that is `repeatable` may be sent again whatever has become of it."""

    route: Route
    params: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    repeatable: bool = False

    @property
    def is_repeatable(self) -> bool:
        return self.repeatable or self.route.startswith("GET ")

    def request_of(self, client: httpx.Client | httpx.AsyncClient) -> httpx.Request:
        method, path = self.route.split(" ", 1)
        for name, value in self.params.items():
            path = path.replace("{" + name + "}", quote(value, safe=""))
        return client.build_request(
            method,
            "api/v1" + path,
            params={name: worded(value) for name, value in self.query.items() if value is not None},
            json=self.json,
            content=self.content,
            headers=dict(self.headers),
        )


@dataclass(frozen=True)
class Pause:
    seconds: float


Flow = Generator[Call | Pause, Any, T]


def worded(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def seconds_before_again(call: Call, attempt: int, outcome: httpx.Response | httpx.TransportError) -> float | None:
    """How long to wait before a request is sent again; None where it is not.

    What changes something is sent again only where it has certainly not been carried out.
    """
    if attempt >= len(WAITS):
        return None
    if isinstance(outcome, httpx.TransportError):
        may = call.is_repeatable or isinstance(outcome, httpx.ConnectError | httpx.ConnectTimeout)
        return WAITS[attempt] if may else None
    passing = outcome.status_code == 429 or (call.is_repeatable and outcome.status_code in (502, 503, 504))
    if not passing:
        return None
    try:
        asked = float(outcome.headers.get("retry-after", "0"))
    except ValueError:
        asked = 0.0
    return None if asked > LONGEST_WAIT else max(asked, WAITS[attempt])


def refusal_of(call: Call, response: httpx.Response) -> ApiError | NoAnswer:
    """What a response that is no success stands for."""
    try:
        problem = response.json()
        return ApiError(call.route, response.status_code, problem["code"], problem["detail"], problem.get("requestId"))
    except (ValueError, KeyError, TypeError):
        return NoAnswer(
            f"{response.url.copy_with(query=None)} answered {response.status_code}, and not as Querent does. "
            "Check the address, and whether something stands in between."
        )


def unreachable(url: httpx.URL, cause: Exception) -> NoAnswer:
    return NoAnswer(f"Nothing answers at {url} ({cause or type(cause).__name__}). Is Querent running there?")


def parsed(call: Call, kind: type[T] | Any, response: httpx.Response) -> Any:
    """The answer as its model."""
    try:
        return TypeAdapter(kind).validate_json(response.content)
    except ValidationError as cause:
        raise NoAnswer(
            f"The answer to {call.route} is not what this version of the client knows. "
            "Install the client that came with the server."
        ) from cause


def given(**values: Any) -> dict[str, Any]:
    """A body without what was not said."""
    return {name: value for name, value in values.items() if value is not None}


def ask(call: Call, kind: type[T]) -> Flow[T]:
    """One request, whose answer is a model."""
    response = yield call
    result: T = parsed(call, kind, response)
    return result
