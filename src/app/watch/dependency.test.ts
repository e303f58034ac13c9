import { expect, test } from 'vitest'
import { frenchDateTime } from '../../common/french.ts'
import { type Dependency, dependencyCondition, settle } from './dependency.ts'
import type { DependencyStanding } from './standing.ts'

const start = Date.parse('2026-11-24T12:00:00Z')
const well: Dependency = { standing: 'good', since: new Date(start), doubt: null }

/** What is told after each look, one a minute. */
function told(sights: readonly (DependencyStanding | null)[], from = well): DependencyStanding[] {
  let state = from
  return sights.map((seen, minute) => {
    state = settle(state, seen, new Date(start + minute * 60_000))
    return state.standing
  })
}

const [good, away, down, refused] = ['good', 'away', 'down', 'refused'] as const

test.each<[string, (DependencyStanding | null)[], DependencyStanding[]]>([
  ['a blink is not told', [good, away, good, away, good], [good, good, good, good, good]],
  ['two minutes are', [away, away, away, away], [good, good, away, away]],
  ['one good answer is not yet well', [away, away, away, good, away, good], [good, good, away, away, away, away]],
  ['two are', [away, away, away, good, good], [good, good, away, away, good]],
  ['trouble that changes its name is one trouble', [away, down, down], [good, good, down]],
  [
    'and later it is told as another',
    [away, away, away, refused, refused, refused],
    [good, good, away, away, away, refused],
  ],
  ['what could not be asked changes nothing', [away, null, away], [good, good, away]],
  ['nothing is made of silence alone', [null, null, null, null], [good, good, good, good]],
])('%s', (_, sights, standings) => {
  expect(told(sights)).toEqual(standings)
})

test('it is told since the first sight, with what to do', () => {
  let state = well
  for (const minute of [5, 6, 7]) state = settle(state, away, new Date(start + minute * 60_000))
  for (const id of ['dora', 'redis', 'postgres'] as const) {
    const { message, subject, standing } = dependencyCondition(id, state)
    expect([subject, standing]).toEqual([id, 'away'])
    expect(message).toContain(`depuis le ${frenchDateTime('2026-11-24T12:05:00Z')}`)
    expect(message).toContain('À faire :')
    expect(message).not.toMatch(/[^ ][:;!?]/)
  }
  expect(dependencyCondition('dora', { ...state, standing: refused }).message).toContain('DORA_TOKEN')
  expect(dependencyCondition('dora', { ...state, standing: down }).message).toContain('maintenance')
})
