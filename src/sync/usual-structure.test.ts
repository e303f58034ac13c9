import { expect, test } from 'vitest'
import { offer } from '../../test/portal/seed.ts'
import { sampleLink } from '../../test/sync/samples.ts'
import type { Link } from '../ledger/links.ts'
import { declaredAsPartner, usualStructure } from './usual-structure.ts'

/** What offers of each source are linked to, by slug of structure. */
function linked(structures: Record<string, string[]>): Parameters<typeof usualStructure>[1] {
  const list = async (source: string): Promise<Link[]> =>
    (structures[source] ?? []).map(structure => ({ ...sampleLink(), source, structure }))
  return { links: { list } } as Parameters<typeof usualStructure>[1]
}

test('the structure where all of a partner’s goes is the usual one; several, or none, is nobody’s', async () => {
  const links = linked({ site: ['pems', 'pems'], tableau: ['pems'], autre: ['prelude'] })
  expect(await usualStructure(['site', 'tableau'], links)).toBe('pems')
  expect(await usualStructure(['site', 'autre'], links)).toBeNull()
  expect(await usualStructure(['vide'], links)).toBeNull()
})

test('an offer is declared in its partner’s name when a person declared its name, and only under that name', () => {
  const partner = { names: ['PEM’S', 'Prélude'], siret: null }
  const declared = (nom: string, rule: string) => {
    const given = offer({ source: 'pems', key: 'a', name: 'Atelier' })
    const provenance = { nom: [{ ...given.provenance.nom?.[0], rule } as never] }
    return declaredAsPartner({ ...given, structure: { ...given.structure, nom }, provenance }, partner)
  }
  expect(declared('PRELUDE', 'déclaration acceptée')).toBe(true)
  expect(declared('Tout autre', 'déclaration acceptée')).toBe(false)
  expect(declared('Prélude', 'champ')).toBe(false)
  const silent = offer({ source: 'pems', key: 'a', name: 'Atelier' })
  expect(
    declaredAsPartner({ ...silent, structure: { ...silent.structure, nom: 'Prélude' }, provenance: {} }, partner),
  ).toBe(false)
})

test('a name that was read and then declared is declared', () => {
  const given = offer({ source: 'pems', key: 'a', name: 'Atelier' })
  const [read] = given.provenance.nom ?? []
  if (read === undefined) throw new Error('no provenance')
  const provenance = { nom: [read, { ...read, rule: 'déclaration acceptée' }] }
  const own = { names: [given.structure.nom], siret: null }
  expect(declaredAsPartner({ ...given, provenance }, own)).toBe(true)
})
