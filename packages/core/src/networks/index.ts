export type { DrawnLayer } from './layer.js';
export type { LayerSpec } from './layers/index.js';
export * from './model.js';
export * from './network.js';
export * from './presets.js';
