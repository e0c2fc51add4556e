"""Where, and as whom."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Settings:
    url: str
    key: str = field(repr=False)

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.key}", "user-agent": "querent-python/0.1.0"}


def settings_of(url: str | None, key: str | None) -> Settings:
    url = url or os.environ.get("QUERENT_URL")
    key = key or os.environ.get("QUERENT_KEY")
    if not url:
        raise ValueError("Say where Querent is: Querent(url=…), or QUERENT_URL.")
    if not key:
        raise ValueError("Give a key that is made on your account page: Querent(key=…), or QUERENT_KEY.")
    if "://" not in url:
        url = f"http://{url}"
    return Settings(url.rstrip("/").removesuffix("/api/v1"), key.strip())
