import type { Awaited } from '@querent/contracts';

interface Posting {
  /** Of this installation. */
  origin: string;
  roundId: string;
  awaited: Pick<Awaited, 'says' | 'classIds'>;
  /** Names of the classes, in their order; none of numbers. */
  classes: string[];
}

/** A Python program that posts predictions of a round, but for the model itself. */
export function postingProgram({ origin, roundId, awaited: { says }, classes }: Posting): string {
  const isSampled = says === 'samples';
  const what = classes.length > 0 ? `classes` : `2: mean and variance`;
  const shape = isSampled ? `[samples, records, ${what}]` : `[records, ${what}]`;
  const query = classes.length > 0 ? `{"from": start, "classes": json.dumps(CLASSES)}` : `{"from": start}`;
  return `import io, json, urllib.parse, urllib.request
import numpy as np

KEY = "querent_…"
ROUND = "${origin}/api/v1/rounds/${roundId}"
${classes.length > 0 ? `CLASSES = ${JSON.stringify(classes)}\n` : ''}
def call(url, body=None):
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/x-npy"}
    with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
        return json.load(answer)

page = call(f"{ROUND}/wanted?limit=1000")
while page["items"]:
    start = page["items"][0]["place"]
    # Of the records [one["recordId"] for one in page["items"]]: ${shape}
    said = your_model(page["items"])
    array = io.BytesIO()
    np.save(array, said)
    query = urllib.parse.urlencode(${query})
    print(call(f"{ROUND}/predictions?{query}", array.getvalue()))
    if page["next"] is None:
        break
    page = call(f"{ROUND}/wanted?limit=1000&cursor={page['next']}")`;
}
