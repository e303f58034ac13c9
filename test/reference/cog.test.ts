import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COG_FILE, officialGeography } from '../../src/reference/official-geography.ts'
import { asWritten, cogText, rows } from './cog-text.ts'

test('the geography that the product carries is that of the package, line by line', () => {
  // Compared as one: a difference would print a megabyte.
  expect(readFileSync(COG_FILE, 'utf8') === cogText(), 'node test/reference/cog-text.ts writes it anew').toBe(true)
})

test('every commune, EPCI and former commune of the package is found by its code', () => {
  const geography = officialGeography()
  const lost = rows('communes').filter(({ code, nom, type }) => {
    if (type === 'commune-actuelle') return geography.commune(code)?.name !== nom
    return geography.commune(code) === null && geography.successorOf(code) === null
  })
  expect(lost).toEqual([])
  const members = rows('epci').flatMap(({ code, membres = [] }) => membres.map(member => [code, member.code] as const))
  expect(members.filter(([epci, commune]) => geography.commune(commune)?.epci !== epci)).toEqual([])
})

test.each([
  ['CA du Pays de Saint Malo Agglomération', 'CA du Pays de Saint-Malo Agglomération'],
  ['CC du Pays de Dol et de la Baie du Mont Saint-Michel', 'CC du Pays de Dol et de la Baie du Mont-Saint-Michel'],
  ["CC Côte d'Emeraude", "CC Côte d'Émeraude"],
  ['CC Bray-Eawy', 'CC Bray-Eawy'],
  ['CA Saint-Brieuc Armor Agglomération', 'CA Saint-Brieuc Armor Agglomération'],
])('the EPCI «%s» is written «%s»', (name, written) => {
  expect(asWritten(name)).toBe(written)
})
