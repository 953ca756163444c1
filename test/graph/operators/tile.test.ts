import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { betweenSums, moved, SUMMED } from './movements.ts';

operatorLaws('Tile', [
  { title: 'twice', dims: [3], node: moved('Tile', {}, [1, 2]), exact: (x) => [...x, ...x] },
  { title: 'between sums', dims: [2, 4], node: betweenSums(moved('Tile', {}, [1, 2, 1]), 4), ...SUMMED },
]);

refusalLaws('Tile', [
  { title: 'rows', dims: [3], node: moved('Tile', {}, [2, 1]), reason: /repeats the axis of the batch/ },
]);
