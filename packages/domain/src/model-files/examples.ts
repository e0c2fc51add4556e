import type { ModelExample, ModelInput } from '@querent/contracts';

/** Kept in `docs/examples` too, for the model of a project of handwritten digits, where a journey runs them. */
const PLACES = { python: 'run_model.py', node: 'run-model.mjs', browser: 'run-model.html' };

/** What the input of a model is called that takes features. */
const FEATURES = 'features';
const NOT_RAW =
  "records.json holds rows from the project's encoder. Raw values give wrong answers without an error: for those, ask POST /projects/{id}/predict.";

/**
 * Ten lines each that run a model on the records of a file `records.json`, a list with an array of numbers for each, and print its
 * answers as JSON: Python, Node, browser.
 *
 * @param file what the model is called, in letters that need no escape
 */
export function examplesOf(file: string, { name, dtype, shape }: ModelInput): ModelExample[] {
  const sizes = shape.join(', ');
  const isFeatures = name === FEATURES;
  const typed = { uint8: 'Uint8Array', float32: 'Float32Array' }[dtype];
  return [
    {
      title: 'Python',
      file: PLACES.python,
      needs: 'pip install onnxruntime numpy',
      code: `${isFeatures ? `# ${NOT_RAW}\n` : ''}import json
import numpy as np
import onnxruntime as ort

model = ort.InferenceSession("${file}")
records = json.load(open("records.json"))  # a list, each [${sizes}]
${name} = np.array(records, dtype=np.${dtype}).reshape(-1, ${sizes})
names = [output.name for output in model.get_outputs()]
answers = zip(names, model.run(names, {"${name}": ${name}}))
print(json.dumps({name: values.tolist() for name, values in answers}))
`,
    },
    {
      title: 'Node',
      file: PLACES.node,
      needs: 'npm install onnxruntime-node',
      code: `${isFeatures ? `// ${NOT_RAW}\n` : ''}import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-node';

const model = await ort.InferenceSession.create('${file}');
const records = JSON.parse(readFileSync('records.json', 'utf8')); // a list, each [${sizes}]
const values = ${typed}.from(records.flat(Infinity));
const ${name} = new ort.Tensor('${dtype}', values, [records.length, ${sizes}]);
const answers = await model.run({ ${name} });
const lists = Object.entries(answers).map(([name, { data }]) => [name, Array.from(data)]);
console.log(JSON.stringify(Object.fromEntries(lists)));
`,
    },
    {
      title: 'Browser',
      file: PLACES.browser,
      needs:
        'npm install onnxruntime-web; serve its folder dist as onnxruntime-web, beside this page, the model and the records',
      code: `${isFeatures ? `<!-- ${NOT_RAW} -->\n` : ''}<pre id="answers"></pre>
<script type="module">
  import * as ort from './onnxruntime-web/ort.wasm.min.mjs';

  const model = await ort.InferenceSession.create('${file}');
  const records = await (await fetch('records.json')).json(); // a list, each [${sizes}]
  const ${name} = new ort.Tensor('${dtype}', ${typed}.from(records.flat(Infinity)), [records.length, ${sizes}]);
  const lists = Object.entries(await model.run({ ${name} })).map(([name, { data }]) => [name, Array.from(data)]);
  document.querySelector('#answers').textContent = JSON.stringify(Object.fromEntries(lists));
</script>
`,
    },
  ];
}
