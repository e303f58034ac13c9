import type { Convention } from '../convention/convention.ts'

/** «Action 2 – Premières Heures en Chantier, Emmaüs Rennes» for a line of the convention; an id that the convention does not have is said as unknown. */
export function actionWords(convention: Pick<Convention, 'fiches'>, id: string): string {
  for (const fiche of convention.fiches) {
    const line = fiche.lines.find(each => each.id === id)
    if (line) return `Action ${fiche.number} – ${line.title}`
  }
  return `Action ${id.split('/')[0] ?? ''}, ligne qui n’est plus dans la convention`
}
