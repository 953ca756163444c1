import { selection } from './kinds/selection.ts';

/** The greatest of each window. A window that lies in padding altogether gives the engine's least number, or −∞. */
export const maxPool = selection('MaxPool', {
  gap: ({ outputs }) => (outputs.length > 1 ? 'the places of the greatest (Indices) have no bounds' : null),
});
