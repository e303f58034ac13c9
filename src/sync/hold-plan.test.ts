import { expect, test } from 'vitest'
import { Policy } from '../config/source.ts'
import { holdPlan } from './hold-plan.ts'

const held = (over: Partial<Parameters<typeof holdPlan>[0]> = {}) =>
  holdPlan({
    guard: null,
    outcome: { state: 'complete', documents: 1 },
    policy: Policy.parse({}),
    operations: 1,
    renamed: [],
    moved: false,
    ...over,
  })
const RENAMED = [
  { from: 'a', to: 'a2' },
  { from: 'b', to: 'b2' },
]
const FENCE = 'La correspondance ou la configuration de la source a changé : ce passage propose seulement.'
const drifted = {
  state: 'drifted' as const,
  documents: 1,
  expectations: [{ message: 'Un.' }, { message: 'Deux.' }] as never,
}
const APPROVE = Policy.parse({ approval: 'approve' })

test('nothing holds a plan of a source that is as it was', () => {
  expect(held()).toBeNull()
})

test('other keys are told with one of them, and with what the guard says', () => {
  const said = /^Les identifiants ont changé : 2 offres connues reviennent sous une autre clé \(a est devenu a2\)\. /
  expect(held({ renamed: RENAMED })).toEqual({ kind: 'keys', reason: expect.stringMatching(said) })
  expect(held({ renamed: RENAMED })?.reason).toMatch(/dans sa correspondance\)\.$/)
  expect(held({ renamed: RENAMED, guard: 'Trop.' })).toMatchObject({
    kind: 'keys',
    reason: expect.stringMatching(/ Trop\.$/),
  })
})

test('the gravest reason is said: keys, then a source that changed, with what is too much, then what moved here', () => {
  const all = { guard: 'Trop.', outcome: drifted, moved: true, policy: APPROVE }
  expect(held({ ...all, renamed: RENAMED })?.kind).toBe('keys')
  expect(held(all)).toEqual({
    kind: 'drift',
    reason: 'La source n’est plus comme d’habitude : Un. Deux. Trop.',
  })
  expect(held({ ...all, guard: null })?.reason).toBe('La source n’est plus comme d’habitude : Un. Deux.')
  expect(held({ guard: 'Trop.', moved: true, policy: APPROVE })).toEqual({ kind: 'guard', reason: 'Trop.' })
  expect(held({ moved: true, policy: APPROVE })).toEqual({ kind: 'fence', reason: FENCE })
  expect(held({ policy: APPROVE })).toEqual({
    kind: 'approval',
    reason: 'Cette source demande l’accord d’une personne avant tout envoi.',
  })
})

test('where nothing is sent, only what makes the reading doubtful holds it', () => {
  expect(held({ operations: 0, moved: true, policy: APPROVE })).toBeNull()
  expect(held({ operations: 0, outcome: drifted })?.kind).toBe('drift')
  expect(held({ operations: 0, guard: 'Trop.' })?.kind).toBe('guard')
})
