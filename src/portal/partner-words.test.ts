import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { partnerWords } from './partner-words.ts'

test('the source is theirs', () => {
  expect(
    partnerWords(
      'Modifié à la fois dans la source et dans DORA : le nom. La valeur de DORA est gardée tant que le gestionnaire n’a pas choisi.',
    ),
  ).toBe(
    'Modifié à la fois chez vous et dans DORA : le nom. La valeur de DORA est gardée tant que le gestionnaire n’a pas choisi.',
  )
  expect(partnerWords('Nouvelle offre de la source.')).toBe('Nouvelle offre de vos pages.')
})

test('what only the technical team can use is left out', () => {
  expect(partnerWords('Hors du département. Elle attend : « elsewhere: true » dans config/sources/adie.yaml.')).toBe(
    'Hors du département.',
  )
  expect(partnerWords('Voir mappings/adie/mapping.yaml')).toBe('Le gestionnaire regarde ce qui l’empêche de passer.')
  expect(partnerWords('Le jeton DORA_TOKEN est refusé. Rien n’est perdu.')).toBe('Rien n’est perdu.')
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
  expect(partnerWords(said)).toBe('Terminée le 3 mai. Une nouvelle date, chez vous, la remet en route.')
})
