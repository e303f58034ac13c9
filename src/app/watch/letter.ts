import type { Change } from './changes.ts'
import type { Standing } from './standing.ts'

const WORDS: Record<Standing, string> = {
  good: 'de nouveau en marche',
  missed: 'passage manqué',
  late: 'sans succès depuis longtemps',
  failed: 'en panne',
  held: 'décision attendue',
  away: 'ne répond plus',
  refused: 'refuse le robot',
  down: 'en panne ou en maintenance',
  paused: 'demande au robot d’attendre',
  closed: 'n’est plus pris',
  new: 'est nouveau',
}

/** One message for all that changed at one look. @param portal address people use */
export function alertLetter(changes: readonly Change[], portal: string): { subject: string; text: string } {
  const [first] = changes
  const bad = changes.filter(change => change.standing !== 'good').length
  const subject =
    first !== undefined && changes.length === 1
      ? `dora-sync – ${first.name} : ${WORDS[first.standing]}`
      : `dora-sync – ${changes.length} changements${bad === 0 ? ', tout est de nouveau en marche' : `, dont ${bad} à regarder`}`
  const lines = changes.map(({ name, standing, message }) => `- ${name} : ${WORDS[standing]}. ${message}`)
  const text = `Bonjour,

${lines.join('\n')}

Le détail est sur le portail : ${portal}
Vous n’êtes prévenu que lorsqu’un état change, et quand tout est rentré dans l’ordre.

-- \ndora-sync, référencement de l’offre d’insertion dans DORA
`
  return { subject, text }
}
