import { expect, test } from 'vitest'
import type { Convention } from '../convention/convention.ts'
import { plainWords } from './plain-words.ts'

const convention = {
  fiches: [{ number: 4, lines: [{ id: '4/osee', title: 'OSEE' }] }],
} as unknown as Pick<Convention, 'fiches'>

test.each([
  [
    'selon-la-convention',
    'La valeur vient de la convention : fin, publics_precisions, type.',
    'La valeur vient de la convention : date de fin, précisions sur les publics, type de service.',
  ],
  [
    'contradiction-convention',
    'La source dit 32 semaines, la convention (ligne 4/osee) 41 semaines.',
    'La source dit 32 semaines, la convention (Action 4 – OSEE) 41 semaines.',
  ],
  ['', 'Rien pour 9/perdue.', 'Rien pour Action 9, ligne qui n’est plus dans la convention.'],
  [
    'tous-publics-seul',
    '« personnes-exilees » n’est pas une condition.',
    '« Personnes exilées » n’est pas une condition.',
  ],
  [
    '',
    'Voyez https://exemple.fr/une-page-de-plus et Ille-et-Vilaine.',
    'Voyez https://exemple.fr/une-page-de-plus et Ille-et-Vilaine.',
  ],
  ['', 'Ouvert du 3/5 au 4/6, 1/2 journée.', 'Ouvert du 3/5 au 4/6, 1/2 journée.'],
])('%s: «%s»', (code, message, said) => {
  expect(plainWords(message, convention, code)).toBe(said)
})
