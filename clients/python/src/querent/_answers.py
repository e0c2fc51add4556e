"""Answers as people write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from .models import Class, Project


def answer_of(project: Project, label: Any) -> dict[str, Any]:
    """What a label means to a project: the name of a class, a list of names, or a number.

    Raises ``ValueError`` with what there is, where it means nothing.
    """
    kind = project.task.kind
    if kind == "numeric":
        return {"value": float(label)}
    if kind == "single_choice":
        return {"classId": class_id_of(project.classes, label)}
    names = [label] if isinstance(label, str) else list(label)
    return {"classIds": sorted({class_id_of(project.classes, name) for name in names})}


def class_id_of(classes: Iterable[Class], name: Any) -> str:
    by_id = {one.id: one for one in classes}
    wanted = folded(str(name))
    found = by_id.get(str(name)) or next((one for one in by_id.values() if folded(one.name) == wanted), None)
    while found is not None and found.merged_into_id is not None:
        found = by_id.get(found.merged_into_id)
    if found is None or found.is_archived:
        there = ", ".join(one.name for one in by_id.values() if not (one.is_archived or one.merged_into_id))
        raise ValueError(f'No class is called "{name}". There are: {there}')
    return found.id


def folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold()
