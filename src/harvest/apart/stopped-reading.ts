import type { ApartStopped } from '../../common/apart/protocol.ts'
import { frenchNumber } from '../../common/french.ts'
import { type Rejection, rejectionAt } from '../../common/rejection.ts'

const MIB = 1024 * 1024

/** What people read when a reading was stopped: which file, which limit, whose move. */
export function stoppedReading({ limit, figure }: ApartStopped, address: string): Rejection {
  const crash = limit === 'crash'
  const limitWords = limitInWords(limit, figure)
  return rejectionAt(crash ? 'lecture-interrompue' : 'fichier-demesure', address, {
    expected: crash ? 'un fichier qui se lit' : limitWords,
    message: crash
      ? `La lecture de ${address} s’est interrompue d’un coup. Le reste continue. Au partenaire de vérifier que ce fichier s’ouvre.`
      : `La lecture de ${address} a été arrêtée : ce fichier demande plus de ${limitWords}, la limite. Le reste continue. Au partenaire de publier un fichier plus simple ou plus petit.`,
    whose: 'partenaire',
  })
}

function limitInWords(limit: ApartStopped['limit'], figure: number): string {
  if (limit === 'memoryBytes') return `${frenchNumber(Math.round(figure / MIB), 0)} Mo de mémoire`
  const seconds = figure / 1000
  return seconds < 120 ? `${frenchNumber(seconds)} s de calcul` : `${frenchNumber(seconds / 60)} min de calcul`
}
