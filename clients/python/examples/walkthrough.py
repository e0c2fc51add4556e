"""The whole way in Python: import a file, label by a script, train, predict, take labels out.

QUERENT_URL and QUERENT_KEY say where and as whom.
"""

import sys
import tempfile
from pathlib import Path

from querent import Querent
from querent.models import Card, RecordContentRow

FLOWERS = Path(__file__).parents[3] / "docs/examples/iris.csv"


def label_of(card: Card) -> str:
    """A rule. In its place could stand any other program that knows answers, such as a larger model."""
    assert isinstance(card.content, RecordContentRow)
    cells = {cell.column: cell.value for cell in card.content.cells}
    length, width = float(cells["petal_length"] or 0), float(cells["petal_width"] or 0)
    if length < 2.5:
        return "setosa"
    return "versicolor" if width < 1.75 else "virginica"


def main(out: Path) -> None:
    with Querent() as querent:
        # The labels of the file are a key that stays hidden: models are measured by it, and learn none of it.
        project = querent.import_file(
            FLOWERS, name="Flowers from Python", columns={"species": "label"}, labels="key", holdout=40, timeout=120
        )
        querent.wait_open(project.id, timeout=120)

        def label(count: int) -> None:
            for card in querent.hand(project.id, count).cards:
                querent.answer(project, card, label_of(card))

        # A project trains by itself after every ten labels, and at once where it is told to.
        label(10)
        querent.wait_trained(project.id, timeout=300)
        label(9)
        trained = querent.wait_round(querent.start_round(project.id).id, timeout=300)
        print(f"Round {trained.number} learned from {trained.labels} labels.")

        for model in querent.models(project.id):
            figure = model.figures[0]
            print(f"{model.version}{' (serves)' if model.is_serving else ''}: {figure.title} {figure.value:.3f}")

        garden = {"sepal_length": 6.1, "sepal_width": 2.9, "petal_length": 5.4, "petal_width": 2.1}
        [said] = querent.predict(project.id, [{"id": "in my garden", "row": garden}]).items
        print(f"{said.id}: {said.text}, doubt {said.uncertainty.total:.2f}")

        size = querent.export(project.id, out / "labels.csv", status="labelled")
        print(f"{out / 'labels.csv'} has {size} bytes.")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()))
