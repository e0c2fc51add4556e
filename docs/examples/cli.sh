#!/bin/sh
# The whole way on the command line: import a file, label by a script, train, take labels out, predict.
# QUERENT_URL and QUERENT_KEY say where and as whom; in place of "npx querent" may stand another command in QUERENT.
set -eu
here=$(dirname "$0")
querent=${QUERENT:-npx querent}
out=${1:-$(mktemp -d)}

# The labels of the file are a key that stays hidden: models are measured by it, and learn none of it.
$querent import "$here/iris.csv" --name "Flowers" --label species --labels key --holdout 40 --yes --json > "$out/project.json"
project=$(sed -n 's/^  "id": "\(.*\)",$/\1/p' "$out/project.json" | head -n 1)
$querent wait "$project" --for open --timeout 120
$querent projects status "$project"

# Who labels asks for cards, and answers them. Here it is a rule.
label() {
  $querent cards "$project" --count "$1" --json | node "$here/label-flowers.mjs" | $querent answer "$project"
}

# A project trains by itself after every ten labels, and at once where it is told to.
label 10
$querent wait "$project" --for trained --timeout 300
label 9
$querent rounds start "$project" --wait --timeout 300
$querent rounds list "$project"
$querent models list "$project"

echo '{"id": "in my garden", "row": {"sepal_length": 6.1, "sepal_width": 2.9, "petal_length": 5.4, "petal_width": 2.1}}' |
  $querent predict "$project"

$querent export "$project" --format csv --status labelled --output "$out/labels.csv"
$querent export "$project" --format jsonl --output "$out/all.jsonl"
wc -l "$out/labels.csv" "$out/all.jsonl"
