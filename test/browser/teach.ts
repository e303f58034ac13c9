import type { SandboxPortal } from './sandbox-portal.ts'

const TABLE = `Atelier;Public;Horaires;Adresse;Tarif;Téléphone;Description
Atelier couture;demandeurs d’emploi;le mardi de 14 h à 16 h;3 rue des Exemples, 35000 Rennes;gratuit;02 99 00 11 22;Apprendre à coudre en petit groupe, avec une couturière.
Atelier cuisine;familles;le jeudi de 10 h à 12 h;3 rue des Exemples, 35000 Rennes;gratuit;02 99 00 11 22;Cuisiner ensemble avec un petit budget.
`

/** One source taught from a file, and the same file being looked at again. */
export async function teach(
  { studio }: SandboxPortal['portal']['desk'],
  by: string,
): Promise<{ taught: string; lesson: string }> {
  if (studio === null) throw new Error('nothing can be taught here')
  const file = await studio.give(new TextEncoder().encode(TABLE), { name: 'ateliers.csv', type: 'text/csv' })
  const who = { partner: 'apase', partnerName: 'APASE', action: '5/accompagnement', address: null, file }
  const kept = await studio.look({ ...who, name: 'Ateliers enseignés' }, by)
  const taught = await studio.keep(kept.id, by, 'Telle que proposée')
  const { id } = await studio.look({ ...who, name: 'Ateliers à enseigner' }, by)
  return { taught, lesson: id }
}
