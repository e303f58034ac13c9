import { expect, test } from 'vitest'
import { sampleService } from '../../test/sync/samples.ts'
import type { DoraService } from '../dora/port.ts'
import type { Merged } from './merge.ts'
import type { OfferContext } from './offer-context.ts'
import { conflictReason, unchangedReason, unwritableReason } from './plan-words.ts'
import type { Refused } from './refused-values.ts'

function unchanged(over: Partial<Merged>, actual: DoraService = sampleService(), refused: Refused = {}): string {
  const merged: Merged = {
    change: {},
    conflicts: [],
    kept: [],
    unreadable: [],
    rewritten: [],
    refused: [],
    rebase: { base: {}, sent: {} },
    ...over,
  }
  return unchangedReason(merged, actual, refused)
}

test('what DORA does not take is told, with why the offer stays a draft, unless it is published already', () => {
  const said = (over: Partial<OfferContext>, published?: boolean) =>
    unwritableReason({ unwritable: [], heldBack: null, ...over } as OfferContext, published)
  const held = { unwritable: ['contactPhone' as const], heldBack: 'le numéro manque.' }
  expect(said({})).toBe('')
  expect(said({ heldBack: 'le numéro manque.' })).toBe('')
  expect(said(held)).toBe(
    ' DORA ne laisse pas ce compte écrire : téléphone. L’offre reste en brouillon : le numéro manque.',
  )
  expect(said(held, true)).toBe(' DORA ne laisse pas ce compte écrire : téléphone.')
  expect(said({ unwritable: ['contactPhone'] })).toBe(' DORA ne laisse pas ce compte écrire : téléphone.')
})

test('a conflict names its fields', () => {
  expect(conflictReason(['recurrence'])).toMatch(
    /^Modifié à la fois dans la source et dans DORA : fréquence et horaires\./,
  )
})

test('a refusal comes first, then an archive of a person, a rewriting, a person’s edit, what cannot be read', () => {
  const refused: Refused = {
    recurrence: { ours: 'x', how: 'later', plan: null, reason: 'faux', by: 'Ada', at: '2026-11-24' },
  }
  const all: Partial<Merged> = {
    refused: ['recurrence'],
    kept: ['status', 'fullDesc'],
    rewritten: ['name'],
    unreadable: ['contactPhone'],
  }
  const archived = sampleService({}, { status: 'ARCHIVED' })
  expect(unchanged(all, archived, refused)).toBe(
    'fréquence et horaires : Refusé par Ada (faux) : ce n’est plus proposé tant que la source dit la même chose.',
  )
  expect(unchanged({ ...all, refused: [] }, archived, refused)).toBe(
    'Archivée dans DORA par une personne : elle le reste.',
  )
  expect(unchanged(all, archived)).toMatch(/^Archivée dans DORA/)
  expect(unchanged({ ...all, kept: ['fullDesc'] }, archived)).toMatch(
    /^Rien à envoyer ; DORA a réécrit de lui-même : nom\./,
  )
  expect(unchanged(all)).toMatch(/^Rien à envoyer ; DORA a réécrit de lui-même : nom\./)
  expect(unchanged({ ...all, rewritten: [] })).toBe(
    'Rien à envoyer ; une personne a retouché dans DORA : statut et description. DORA cache à ce compte, ou montre sous une forme inconnue du robot, et rien n’y est écrit : téléphone.',
  )
  expect(unchanged({ kept: ['fullDesc'] })).toBe('Rien à envoyer ; une personne a retouché dans DORA : description.')
  expect(unchanged({ unreadable: ['contactPhone'] })).toBe(
    'Rien à envoyer ; le compte ne peut pas lire dans DORA : téléphone.',
  )
  expect(unchanged({})).toBe('Rien n’a changé.')
})
