/**
 * Labels flowers by a rule: cards as `querent cards --json` gives them come in, answers as `querent answer` takes them go out.
 * In its place could stand any other program that knows answers, such as a larger model.
 */
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { cards } = JSON.parse(Buffer.concat(chunks).toString());

for (const { recordId, roundId, content } of cards) {
  const { petal_length: length, petal_width: width } = Object.fromEntries(
    content.cells.map(({ column, value }) => [column, value]),
  );
  const label = length < 2.5 ? 'setosa' : width < 1.75 ? 'versicolor' : 'virginica';
  console.log(JSON.stringify({ recordId, roundId, label, seconds: 0 }));
}
