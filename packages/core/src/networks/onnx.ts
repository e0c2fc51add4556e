import onnxProto from 'onnx-proto';

/** The published protobuf schema. A CommonJS module whose names Node does not see; its types say that it has no default. */
export const { onnx } = onnxProto as unknown as typeof import('onnx-proto');
export type { onnx as OnnxTypes } from 'onnx-proto';
