import { frenchNumber } from '../french.ts'
import type { ApartStopped } from './protocol.ts'

const MIB = 1024 * 1024

/** «400 Mo de mémoire», «20 secondes de calcul»: the limit that stopped a reading for which somebody waits. */
export function stoppedLimit({ limit, figure }: Pick<ApartStopped, 'limit' | 'figure'>): string {
  return limit === 'memoryBytes'
    ? `${frenchNumber(Math.round(figure / MIB), 0)} Mo de mémoire`
    : `${frenchNumber(figure / 1000)} secondes de calcul`
}
