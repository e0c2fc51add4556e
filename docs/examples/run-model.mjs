import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-node';

const model = await ort.InferenceSession.create('Handwritten-digits-r3-1a2b3c4d-records.onnx');
const records = JSON.parse(readFileSync('records.json', 'utf8')); // a list, each [28, 28, 1]
const values = Uint8Array.from(records.flat(Infinity));
const images = new ort.Tensor('uint8', values, [records.length, 28, 28, 1]);
const answers = await model.run({ images });
const lists = Object.entries(answers).map(([name, { data }]) => [name, Array.from(data)]);
console.log(JSON.stringify(Object.fromEntries(lists)));
