import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { partnerWords } from './partner-words.ts'

const convention = { fiches: [] }
const said = (message: string) => partnerWords(message, convention)

test('what an older version asked of the gestionnaire is said as theirs', () => {
  expect(said('Peut-être déjà dans DORA (même nom) : à vous de dire si c’est le même service.')).toBe(
    'Peut-être déjà dans DORA (même nom) ; le gestionnaire s’en occupe.',
  )
  expect(
    said('Modifié à la fois dans la source et dans DORA : le nom. La valeur de DORA est gardée ; à vous de choisir.'),
  ).toBe(
    'Modifié à la fois chez vous et dans DORA : le nom. La valeur de DORA est gardée ; le gestionnaire s’en occupe.',
  )
  expect(said('Nouvelle offre de la source.')).toBe('Nouvelle offre de vos pages.')
})

test('what only the technical team can use is left out', () => {
  expect(said('Hors du département. Elle attend : « elsewhere: true » dans config/sources/adie.yaml.')).toBe(
    'Hors du département.',
  )
  expect(said('Voir mappings/adie/mapping.yaml')).toBe('Le gestionnaire regarde ce qui l’empêche de passer.')
  expect(said('Le jeton DORA_TOKEN est refusé. Rien n’est perdu.')).toBe('Rien n’est perdu.')
})

test('no sentence of the sync says «à vous»: a partner and the DDETS read it too', () => {
  const folder = new URL('../sync/', import.meta.url)
  const files = readdirSync(folder).filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const text = files.map(name => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  expect(text).toMatch(/le gestionnaire dira/)
  expect(text.match(/.*(?<!\p{L})à vous(?!\p{L}).*/gu) ?? []).toEqual([])
})

test('a page of the gestionnaire is not named to a partner, and they are spoken to', () => {
  const said = 'Terminée le 3 mai. Une nouvelle date, chez le partenaire ou dans « À surveiller », la remet en route.'
  expect(partnerWords(said, { fiches: [] })).toBe('Terminée le 3 mai. Une nouvelle date, chez vous, la remet en route.')
})
