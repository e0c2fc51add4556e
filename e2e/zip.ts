export { zipOf } from '@querent/testing';
