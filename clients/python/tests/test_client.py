"""What the client does with a real Querent."""

import csv
import inspect
import os
from pathlib import Path

import pytest

from querent import ApiError, AsyncQuerent, HasFailed, NoAnswer, Querent, TimeIsUp
from querent.models import Project


def test_says_who_is_asking_and_hides_the_key(querent: Querent) -> None:
    assert "@" in querent.me().email
    assert os.environ["QUERENT_KEY"] not in repr(querent) + repr(vars(querent))


def test_a_file_becomes_a_project(querent: Querent, flowers: Project) -> None:
    assert (flowers.record_kind, flowers.task.kind) == ("row", "single_choice")
    assert [one.name for one in flowers.classes] == ["setosa", "versicolor", "virginica"]
    assert flowers.import_ is not None and flowers.import_.added == 149
    assert flowers.id in [project.id for project in querent.projects()]
    assert len({record.id for record in querent.records(flowers.id)}) == 149


def test_lists_are_read_over_pages(querent: Querent) -> None:
    project = querent.create_project("Many", "text", classes=["a", "b"])
    added = querent.add_records(project.id, ({"id": str(n), "text": f"text {n}"} for n in range(450)))
    assert (added.added, added.known) == (450, 0)
    assert [record.external_id for record in querent.records(project.id)] == [str(n) for n in range(450)]
    assert querent.remove_records(project.id, ids=["0", "1"]) == 2
    querent.delete_project(project.id)


def test_cards_are_answered_by_names(querent: Querent, flowers: Project) -> None:
    first, second = querent.hand(flowers.id, 2).cards
    given = querent.answer(flowers, first, " Setosa ", seconds=1.5)
    assert given.outcome == "label" and given.seconds == 1.5
    assert querent.skip(flowers, second).outcome == "skip"
    with pytest.raises(ValueError, match=r'No class is called "rose"\. There are: setosa, versicolor, virginica'):
        querent.answer(flowers, second, "rose")
    assert querent.wait_labels(flowers.id, 1, timeout=30).counts.labelled >= 1


def test_an_export_appears_when_it_is_whole(querent: Querent, flowers: Project, tmp_path: Path) -> None:
    path = tmp_path / "flowers.csv"
    assert querent.export(flowers.id, path) == path.stat().st_size
    with path.open(newline="") as file:
        assert len(list(csv.DictReader(file))) == 149
    with pytest.raises(ApiError) as refused:
        querent.export(flowers.id, tmp_path / "wrong.zip", format="image-folder")
    assert refused.value.code == "invalid_input"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["flowers.csv"]


def test_refusals_have_a_code_and_say_what_to_do(querent: Querent, flowers: Project) -> None:
    with pytest.raises(ApiError) as refused:
        querent.project("none")
    error = refused.value
    assert (error.status, error.code, error.route) == (404, "project_not_found", "GET /projects/{projectId}")
    assert error.detail and error.request_id
    with pytest.raises(ApiError, match="key"), Querent(key="querent_wrong") as stranger:
        stranger.me()
    with pytest.raises(NoAnswer, match=r"Nothing answers at http://127\.0\.0\.1:9"), Querent("127.0.0.1:9") as nobody:
        nobody.me()


def test_a_wait_ends(querent: Querent, flowers: Project) -> None:
    assert querent.wait_imported(flowers.id, timeout=0).import_
    assert querent.wait_encoded(flowers.id, timeout=60).encoding
    with pytest.raises(TimeIsUp, match="within 1 s"):
        querent.wait_labels(flowers.id, 1_000, timeout=1)
    with pytest.raises(HasFailed, match=r"private|address|reach"):
        querent.fetch("http://no-such-host.invalid/a.csv", timeout=60)


def test_both_clients_have_the_same_methods() -> None:
    def methods(client: type) -> dict[str, list[str]]:
        public = {name: value for name, value in vars(client).items() if not name.startswith("_")}
        return {name: list(inspect.signature(value).parameters) for name, value in public.items()}

    assert methods(Querent) == methods(AsyncQuerent)
