import { expect, test } from 'vitest'
import { MODIFIED, sampleLink, sampleLogged, sampleService } from '../../test/sync/samples.ts'
import type { DoraServiceFields } from '../dora/port.ts'
import type { LoggedOperation } from '../ledger/operations.ts'
import { type Inverse, type ToUndo, undoOperation } from './undo.ts'

type Fields = Partial<DoraServiceFields>

/** An update that was done, of the service `s` of the offer `a`. */
function updated(before: Fields | null, after: Fields, over: Partial<LoggedOperation> = {}): LoggedOperation {
  return sampleLogged({ kind: 'update', slug: 's', state: 'done', before, after, lookup: null, ...over })
}

/** Takes it back, in front of a DORA that holds what was written, but for `now`. */
function undo(logged: LoggedOperation, now: Fields = {}, over: Partial<ToUndo> = {}): Inverse {
  return undoOperation({
    logged,
    link: sampleLink({ sent: { name: 'Permis B' } }),
    actual: sampleService({}, { ...logged.after, ...now }),
    ...over,
  })
}

const reasonOf = ({ outcome }: Inverse): string | null => outcome.reason

test('a value goes back to what DORA held before, as it stands in DORA now', () => {
  expect(undo(updated({ recurrence: 'le lundi' }, { recurrence: 'le mardi' }))).toEqual({
    operation: {
      kind: 'update',
      source: 'pem-s',
      key: 'a',
      name: 'Permis B',
      structure: 'home',
      slug: 's',
      seen: MODIFIED,
      before: { recurrence: 'le mardi' },
      after: { recurrence: 'le lundi' },
      conflicts: [],
      reason: 'Annulé. De nouveau comme avant : fréquence et horaires.',
      confidence: 1,
      work: {
        version: '1',
        desired: null,
        rebase: { base: {}, sent: {} },
        settles: null,
        known: [],
        structureKey: null,
        draft: null,
        undo: { of: 'op-1', was: null, refuse: { recurrence: 'le mardi' }, allow: [], cut: null },
      },
    },
    outcome: {
      key: 'a',
      name: 'Permis B',
      slug: 's',
      state: 'updated',
      reason: 'Annulé. De nouveau comme avant : fréquence et horaires.',
    },
  })
})

test('what cannot be taken back is left, with the reason', () => {
  const logged = updated({ recurrence: 'le lundi' }, { recurrence: 'le mardi' })
  const nothing: [Inverse, RegExp][] = [
    [undo({ ...logged, kind: 'create-structure' }), /^La création d’une structure ne s’annule pas/],
    [undo({ ...logged, state: 'refused' }), /^Cet envoi n’a rien écrit/],
    [undo(logged, {}, { link: null }), /^Ce service n’est plus tenu/],
    [undo(logged, {}, { link: sampleLink({ slug: 'autre' }) }), /^Ce service n’est plus tenu/],
    [undo(logged, {}, { actual: null }), /^Le service n’est plus lisible/],
    [undo(updated(null, { recurrence: 'le mardi' })), /n’a pas été gardé/],
    [undo(updated({ recurrence: 'le lundi' }, {})), /n’a pas été gardé/],
    [undo(logged, { recurrence: 'le lundi' }), /^DORA montre déjà ce qu’il montrait avant\.$/],
    [undo(logged, { recurrence: 'le jeudi' }), /^Modifié depuis dans DORA, donc laissé : fréquence et horaires\.$/],
  ]
  for (const [{ operation, outcome }, reason] of nothing) {
    expect(operation).toBeNull()
    expect(outcome.state).toBe('unchanged')
    expect(outcome.reason).toMatch(reason)
  }
})

test('an offer without a link is called by what was looked up, or by its key', () => {
  const logged = updated({}, {})
  const lookup = { structure: 'home', name: 'Permis de conduire', known: [], version: '2' }
  const nameOf = (over: Partial<LoggedOperation>, link: ToUndo['link']) =>
    undo({ ...logged, ...over }, {}, { link }).outcome.name
  expect(nameOf({ lookup }, null)).toBe('Permis de conduire')
  expect(nameOf({ lookup: null }, null)).toBe('a')
  expect(nameOf({ lookup }, sampleLink({ sent: {} }))).toBe('Permis de conduire')
  expect(nameOf({ lookup }, sampleLink({ sent: { name: 'Permis B' } }))).toBe('Permis B')
})

test('what a person moved since is left, and said; the rest goes back', () => {
  const logged = updated(
    { recurrence: 'le lundi', fullDesc: 'Avant', feeDetails: null },
    { recurrence: 'le mardi', fullDesc: 'Après' },
  )
  const { operation, outcome } = undo(logged, { fullDesc: 'Retouché', feeDetails: '5 €' })
  expect(operation?.after).toEqual({ recurrence: 'le lundi' })
  expect(outcome.reason).toBe(
    'Annulé. De nouveau comme avant : fréquence et horaires. Modifié depuis dans DORA, donc laissé : description.',
  )
})

test('a field that the account cannot read now is left', () => {
  const logged = updated({ contactPhone: '0211111111' }, { contactPhone: '0222222222' })
  const actual = sampleService({ hidden: ['contactPhone'] }, logged.after)
  expect(undo(logged, {}, { actual }).operation).toBeNull()
})

test('half of a group is not taken back: a postal code and its commune stay together', () => {
  const logged = updated({ postalCode: '35000', cityCode: '35238' }, { postalCode: '29000', cityCode: '29019' })
  expect(undo(logged).operation?.after).toEqual({ postalCode: '35000', cityCode: '35238' })
  const half = undo(logged, { cityCode: '35047' })
  expect(half.operation).toBeNull()
  expect(reasonOf(half)).toMatch(/laissé : code de la commune \(INSEE\) et code postal\.$/)
})

test('the form that DORA gave to what was sent is still ours, as long as nobody moved it', () => {
  const logged = updated({ contactPhone: '0211111111' }, { contactPhone: '02 22 22 22 22' })
  const actual = sampleService({}, { contactPhone: '0222222222' })
  const goesBack = (sent: Fields, base: Fields) =>
    undo(logged, {}, { actual, link: sampleLink({ sent, base }) }).operation !== null
  const sent = { contactPhone: '02 22 22 22 22' }
  const base = { contactPhone: '0222222222' }
  expect(goesBack(sent, base)).toBe(true)
  expect(goesBack({}, base)).toBe(false)
  expect(goesBack({ contactPhone: '0233333333' }, base)).toBe(false)
  expect(goesBack(sent, {})).toBe(false)
  expect(goesBack(sent, { contactPhone: '0244444444' })).toBe(false)
})

test('nothing remembered is not the same as DORA empty', () => {
  const logged = updated({ recurrence: 'le lundi' }, { recurrence: null })
  const actual = sampleService({}, { recurrence: 'x' })
  expect(undo(logged, {}, { actual, link: sampleLink({ sent: {}, base: { recurrence: 'x' } }) }).operation).toBeNull()
  const emptied = updated({ recurrence: 'le lundi' }, { recurrence: 'le mardi' })
  const empty = sampleService({}, { recurrence: null })
  expect(
    undo(emptied, {}, { actual: empty, link: sampleLink({ sent: { recurrence: 'le mardi' } }) }).operation,
  ).toBeNull()
})

test('a creation becomes an archive, since DORA does not erase', () => {
  const created = sampleLogged({ slug: 's', state: 'done' })
  const { operation, outcome } = undo(created)
  expect(operation).toMatchObject({ kind: 'archive', before: { status: 'PUBLISHED' }, after: { status: 'ARCHIVED' } })
  expect(outcome).toMatchObject({
    state: 'retired',
    reason: 'Création annulée. DORA ne sait pas effacer : le service sera archivé.',
  })
})

test('an archive goes back to what was shown, and what was put back goes to the archive again', () => {
  const archived = updated({ status: 'PUBLISHED' }, { status: 'ARCHIVED' }, { kind: 'archive' })
  expect(undo(archived).operation).toMatchObject({
    kind: 'restore',
    after: { status: 'PUBLISHED' },
    reason: 'Archivage annulé : le service revient comme il était.',
  })
  const restored = updated(
    { status: 'ARCHIVED', recurrence: 'x' },
    { status: 'PUBLISHED', recurrence: 'y' },
    { kind: 'restore' },
  )
  expect(undo(restored).operation).toMatchObject({
    kind: 'archive',
    reason: 'Remise en ligne annulée : le service est archivé.',
  })
  expect(undo(restored, { status: 'DRAFT' }).operation).toMatchObject({
    kind: 'update',
    reason: 'Annulé. De nouveau comme avant : fréquence et horaires. Modifié depuis dans DORA, donc laissé : statut.',
  })
})

test('a status that goes back without an archive is an update', () => {
  expect(undo(updated({ status: 'DRAFT' }, { status: 'PUBLISHED' })).operation?.kind).toBe('update')
})

test('an adoption that is taken back lets the service go, also when nothing was written', () => {
  const cut = { content: 'c1' }
  const adopted = updated({ recurrence: 'le lundi' }, { recurrence: 'le mardi' }, { kind: 'adopt' })
  const both = undo(adopted, {}, { cut })
  expect(both.operation?.work?.undo).toMatchObject({ was: { base: {}, sent: {} }, cut })
  expect(reasonOf(both)).toBe(
    'Reprise annulée. De nouveau comme avant : fréquence et horaires. L’offre ne tient plus ce service.',
  )
  const nothingElse = undo(adopted, { recurrence: 'le lundi' }, { cut })
  expect(nothingElse.operation).toMatchObject({ kind: 'update', after: {} })
  expect(reasonOf(nothingElse)).toBe('Reprise annulée. L’offre ne tient plus ce service.')
})

test('a taking back that is taken back refuses nothing, and ends the refusal', () => {
  const was = { base: { recurrence: 'x' }, sent: { recurrence: 'y' } }
  const undoing = { of: 'op-0', was: null, refuse: {}, allow: [], cut: null }
  const lookup = { structure: 'home', name: 'Permis B', known: [], version: '2', was, undo: undoing }
  const logged = updated({ recurrence: 'le lundi' }, { recurrence: 'le mardi' }, { lookup })
  expect(undo(logged).operation?.work?.undo).toEqual({ of: 'op-1', was, refuse: {}, allow: ['recurrence'], cut: null })
})
