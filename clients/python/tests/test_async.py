"""The same with await."""

import asyncio
from pathlib import Path

import pytest

from querent import ApiError, AsyncQuerent
from querent.models import Project


def test_many_things_at_once(flowers: Project, tmp_path: Path) -> None:
    async def work() -> None:
        async with AsyncQuerent() as querent:
            me, project, state = await asyncio.gather(
                querent.me(), querent.project(flowers.id), querent.state(flowers.id)
            )
            assert me.is_active and project.name == flowers.name and state.open_round is not None
            assert len([record async for record in querent.records(flowers.id)]) == 149
            [card] = (await querent.hand(flowers.id, 1)).cards
            assert (await querent.answer(project, card, "virginica")).outcome == "label"
            assert await querent.export(flowers.id, tmp_path / "a.jsonl", format="jsonl") > 1_000
            with pytest.raises(ApiError, match="model"):
                await querent.predict(flowers.id, [{"row": {}}], model_id="none")

    asyncio.run(work())
