"""What records may hold, and a folder that is not there."""

import datetime
import decimal
import re
from pathlib import Path
from typing import Any

import pytest

from querent import Querent
from querent._plain import plain_records
from querent.models import Project


class Number:
    """As those of NumPy are."""

    dtype = "float32"

    def tolist(self) -> float:
        return 5.5


def test_what_is_missing_is_none_and_numbers_and_dates_are_as_json_has_them() -> None:
    row: dict[str, Any] = {"a": float("nan"), "b": decimal.Decimal("2.5"), "c": Number(), "d": decimal.Decimal("NaN")}
    when = datetime.date(2026, 3, 1)
    assert plain_records([{"row": row, "metadata": {"when": when}, "vector": (1, Number())}]) == [
        {
            "row": {"a": None, "b": 2.5, "c": 5.5, "d": None},
            "metadata": {"when": "2026-03-01"},
            "vector": [1, 5.5],
        }
    ]


def test_pandas_and_numpy_are_understood_where_they_are_there() -> None:
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    row = {"a": pandas.NaT, "b": pandas.NA, "c": numpy.float32(5.5), "d": numpy.datetime64("2026-03-01", "ns")}
    assert plain_records([{"row": row}])[0]["row"] == {
        **{"a": None, "b": None, "c": 5.5, "d": "2026-03-01T00:00:00.000000000"}
    }


@pytest.mark.parametrize(
    ("value", "words"),
    [(float("inf"), "inf is no number to learn from"), (object(), "a value of the type object cannot be sent")],
)
def test_what_json_does_not_have_is_named(value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"Record 2, row.price: {words}")):
        plain_records([{"row": {}}, {"row": {"price": value}}])


def test_a_folder_that_is_not_there_is_named(querent: Querent, flowers: Project, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        querent.export(flowers.id, tmp_path / "none" / "labels.csv")
    assert missing.value.filename == str(tmp_path / "none")
