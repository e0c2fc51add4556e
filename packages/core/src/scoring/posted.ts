// What is known of predictions from outside without TensorFlow or ONNX Runtime: the web app takes them in.
export { outputsOfSaid, type SaidValues } from '../likelihoods/said-outputs.js';
export * from './posted-file.js';
