"""What is sent again, what is not, and files that break off: in front of a server that fails on purpose."""

import http.client
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from querent import ApiError, NoAnswer, Querent, UploadBroken, _uploads

Failure = Callable[[str, str], int | None]
"""Of a request, by method and path: a status to fail with, 0 to break off, None to let it pass."""


@contextmanager
def failing(failure: Failure) -> Iterator[tuple[Querent, list[str]]]:
    """The real Querent, behind a proxy that fails as it is told. Also gives what was asked of it."""
    real = urlsplit(os.environ["QUERENT_URL"])
    asked: list[str] = []

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def pass_on(self) -> None:
            length = int(self.headers.get("content-length", 0))
            body = self.rfile.read(length)
            asked.append(f"{self.command} {self.path}")
            status = failure(self.command, self.path)
            if status == 0:
                self.close_connection = True
                return
            if status is not None:
                self.send_response(status)
                self.send_header("retry-after", "1")
                self.send_header("content-length", "0")
                self.end_headers()
                return
            onward = http.client.HTTPConnection(real.hostname or "", real.port or 80)
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            onward.request(self.command, self.path, body, headers)
            answer = onward.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in {"transfer-encoding", "connection", "content-length", "keep-alive"}:
                    self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
            onward.close()

        do_GET = do_POST = do_PATCH = do_DELETE = do_HEAD = pass_on

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with Querent(f"http://127.0.0.1:{server.server_port}") as client:
            yield client, asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def times(count: int, status: int) -> Failure:
    left = [count]

    def failure(_method: str, _path: str) -> int | None:
        left[0] -= 1
        return status if left[0] >= 0 else None

    return failure


@pytest.mark.parametrize("status", [0, 429, 502, 503])
def test_reading_is_sent_again(status: int) -> None:
    with failing(times(2, status)) as (querent, asked):
        assert querent.me().is_active
    assert asked == ["GET /api/v1/me"] * 3


def test_what_may_have_been_carried_out_is_sent_once() -> None:
    with failing(times(1, 0)) as (querent, asked), pytest.raises(NoAnswer):
        querent.create_sample("iris")
    with failing(times(1, 503)) as (querent, again), pytest.raises(NoAnswer, match="503"):
        querent.create_sample("iris")
    assert asked == again == ["POST /api/v1/projects/sample"]


def test_what_was_refused_for_now_is_sent_again() -> None:
    with failing(times(1, 429)) as (querent, asked):
        project = querent.create_project("Later", "text", classes=["a", "b"])
        querent.delete_project(project.id)
    assert asked[:2] == ["POST /api/v1/projects"] * 2


def test_a_file_goes_on_where_it_broke_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_uploads, "PIECE_BYTES", 1_000)
    path = tmp_path / "big.csv"
    path.write_text("text\n" + "word\n" * 1_000)
    pieces = [0]

    def third_breaks(method: str, _path: str) -> int | None:
        pieces[0] += method == "PATCH"
        return 0 if method == "PATCH" and pieces[0] == 3 else None

    seen: list[int] = []
    with failing(third_breaks) as (querent, asked):
        upload_id = querent.upload(path, on_progress=lambda sent, _: seen.append(sent))
        assert querent.survey(upload_id).counts.records == 1_000 or querent.survey(upload_id).copies.exact > 0
    assert [line.split()[0] for line in asked if "/uploads/" in line].count("GET") == 1
    assert seen == sorted(seen) and seen[-1] == path.stat().st_size


def test_a_file_that_cannot_go_on_says_how_it_will(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_uploads, "PIECE_BYTES", 1_000)
    monkeypatch.setattr(_uploads, "WAITS", (0.01, 0.01))
    path = tmp_path / "big.csv"
    path.write_text("text\n" + "".join(f"word {n}\n" for n in range(500)))
    pieces = [0]

    def breaks_after_two(method: str, _path: str) -> int | None:
        pieces[0] += method == "PATCH"
        return 0 if method == "PATCH" and pieces[0] > 2 else None

    with failing(breaks_after_two) as (querent, _), pytest.raises(UploadBroken) as broken:
        querent.upload(path)
    assert broken.value.received == 2_000
    with Querent() as querent:
        assert querent.upload(path, upload_id=broken.value.upload_id) == broken.value.upload_id
        assert querent.survey(broken.value.upload_id).counts.records == 500
        with pytest.raises(ApiError, match="file"):
            querent.upload(path, upload_id="none")
