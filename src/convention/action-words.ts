import type { Convention, ConventionLine } from './convention.ts'

/** «Action 2 – Premières Heures en Chantier, Emmaüs Rennes». */
export const lineWords = ({ id, title }: Pick<ConventionLine, 'id' | 'title'>): string => `${ficheWords(id)} – ${title}`

/** The same for the id of a line; one that the convention does not have is said as unknown. */
export function actionWords({ fiches }: Pick<Convention, 'fiches'>, id: string): string {
  const line = fiches.flatMap(fiche => fiche.lines).find(each => each.id === id)
  return line ? lineWords(line) : `${ficheWords(id)}, ligne qui n’est plus dans la convention`
}

const ficheWords = (id: string): string => `Action ${id.split('/')[0] ?? ''}`
