"""What can go wrong, each with words that say what to do next."""

from __future__ import annotations


class QuerentError(Exception):
    """Anything that this package says did not work."""


class ApiError(QuerentError):
    """The server has understood and refused.

    ``code`` is one of the codes of the OpenAPI document, ``detail`` a sentence for people, ``request_id``
    what an admin finds it by in the log.
    """

    def __init__(self, route: str, status: int, code: str, detail: str, request_id: str | None = None) -> None:
        super().__init__(detail)
        self.route = route
        self.status = status
        self.code = code
        self.detail = detail
        self.request_id = request_id

    def __repr__(self) -> str:
        return f"ApiError({self.route!r}, {self.status}, {self.code!r}, {self.detail!r})"


class NoAnswer(QuerentError):
    """Nothing answers at the address, or what answers is no Querent of this version."""


class UploadBroken(QuerentError):
    """A file has not come whole. It goes on with ``upload(path, upload_id=error.upload_id)``, for a day."""

    def __init__(self, message: str, upload_id: str, received: int) -> None:
        super().__init__(message)
        self.upload_id = upload_id
        self.received = received


class TimeIsUp(QuerentError):
    """What was waited for did not come in the time given; it goes on."""


class HasFailed(QuerentError):
    """What was waited for has failed, and will not come by itself."""
