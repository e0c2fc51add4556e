"""Values of Python, NumPy and pandas as JSON has them."""

from __future__ import annotations

import datetime
import decimal
import errno
import math
import os
import uuid
from collections.abc import Iterable, Mapping
from typing import Any


def plain_records(records: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Records as they are sent. What is missing (NaN, NaT, NA) is None; dates are ISO 8601, other numbers float.

    Raises ``ValueError`` that names record and column where JSON has nothing for a value.
    """
    return [plain(record, f"Record {at}", ()) for at, record in enumerate(records, 1)]


def plain(value: Any, owner: str, path: tuple[str, ...]) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if is_missing(value):
        return None
    if isinstance(value, float | decimal.Decimal):
        number = float(value)
        if math.isinf(number):
            raise ValueError(
                f"{placed(owner, path)}: {value} is no number to learn from. Give None where it is missing."
            )
        return number
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): plain(one, owner, (*path, str(name))) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one, owner, (*path, str(at))) for at, one in enumerate(value)]
    if type(value).__name__ == "datetime64":
        return str(value)
    if hasattr(value, "tolist"):  # a number or an array of NumPy, a column of pandas
        return plain(value.tolist(), owner, path)
    raise ValueError(
        f"{placed(owner, path)}: a value of the type {type(value).__name__} cannot be sent. "
        "Give text, a number, a date, or None where it is missing."
    )


def is_missing(value: Any) -> bool:
    """Whether a value is NaN, NaT or NA, of whatever library."""
    if type(value).__name__ == "NAType":
        return True
    if isinstance(value, float | decimal.Decimal):
        return math.isnan(value)
    return str(value) == "NaT" if isinstance(value, datetime.date) or hasattr(value, "dtype") else False


def placed(owner: str, path: tuple[str, ...]) -> str:
    return f"{owner}, {'.'.join(path)}" if path else owner


def part_beside(path: str | os.PathLike[str]) -> str:
    """Where a file grows until it is whole. Raises ``FileNotFoundError`` where its folder is not there."""
    folder = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(folder):
        raise FileNotFoundError(errno.ENOENT, "There is no such folder to write into; make it first", folder)
    return f"{os.fspath(path)}.{os.getpid()}.part"
