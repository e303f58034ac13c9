import { afterEach, beforeEach, expect, test } from 'vitest'
import { fieldsOf, makeWorld, SOURCE, type World } from '../../test/sync/make.ts'
import type { DoraWriter } from '../dora/port.ts'
import { type DoraServiceFields, SERVICE_FIELDS } from '../dora/service-fields.ts'
import { EVERY_SOURCE } from '../ledger/choices.ts'
import { confirmInDora } from './confirm-in-dora.ts'
import { FIELDS, type Field } from './fields.ts'
import { savedMeanwhile } from './saved-meanwhile.ts'

let world: World
let slug: string
const pass = (fields: Partial<DoraServiceFields>) =>
  world.pass([{ key: 'a', fields: { recurrence: 'le lundi', ...fields } }])
const recurrence = () => world.dora.peek(slug).fields.recurrence
const linkNow = () => world.ledger.links.read(SOURCE, 'a')

beforeEach(async () => {
  world = await makeWorld()
  await pass({})
  slug = world.dora.slugs[0] ?? ''
  // What DORA rewrote by itself, one day, was adopted: a rule for every service.
  const adopted = { topic: 'rewritten:recurrence', value: { side: 'adopt' } } as const
  await world.ledger.choices.set(EVERY_SOURCE, EVERY_SOURCE, adopted, 'Camille')
})
afterEach(() => world.close())

/** Somebody saves the service in DORA between the last look at it and what the robot sends. */
function somebodySavesBefore<Name extends 'updateService' | 'markUpToDate'>(name: Name): Pick<DoraWriter, Name> {
  const { dora } = world
  const real = dora[name].bind(dora) as (...args: unknown[]) => Promise<unknown>
  const meanwhile = async (...args: unknown[]) => {
    dora.humanEdit(slug, { recurrence: 'le mardi' })
    dora[name] = real as never
    return real(...args)
  }
  return { [name]: meanwhile } as never
}

test('what somebody saved between the last look and the write is theirs, and is never written over', async () => {
  Object.assign(world.dora, somebodySavesBefore('updateService'))
  await pass({ name: 'Offre renommée' })
  expect([world.dora.peek(slug).fields.name, recurrence()]).toEqual(['Offre renommée', 'le mardi'])
  expect(await linkNow()).toMatchObject({ edited: world.dora.peek(slug).modificationDate, settled: null })
  const { report } = await pass({ name: 'Offre renommée', recurrence: 'le jeudi' })
  expect(recurrence()).toBe('le mardi')
  expect(report?.counts.conflicts).toBe(1)
})

test('a write of which nothing else moved is no person’s', async () => {
  await pass({ name: 'Offre renommée' })
  expect(await linkNow()).toMatchObject({ edited: null })
  expect((await linkNow())?.settled).not.toBeNull()
})

test('what somebody saved while the service is confirmed keeps its date: the robot does not take it for its own', async () => {
  const { ledger, dora } = world
  const writer: DoraWriter = Object.assign(Object.create(dora), somebodySavesBefore('markUpToDate'))
  await confirmInDora({ source: SOURCE, key: 'a', slug }, 'Camille', { ledger, reader: dora, writer, holder: 'test' })
  await pass({ recurrence: 'le jeudi' })
  expect(recurrence()).toBe('le mardi')
})

test.each(FIELDS)(
  '%s moved by itself: somebody did it, unless DORA works it out, we sent it, or it was not read',
  field => {
    const shown = (change: Partial<DoraServiceFields> = {}, hidden: Field[] = []) => ({
      fields: fieldsOf(change),
      hidden,
    })
    const { derived, speaks, type } = SERVICE_FIELDS[field]
    const now = fieldsOf()[field]
    const other = { [field]: type === 'number' ? 7 : Array.isArray(now) ? ['autre'] : 'autre' }
    expect(savedMeanwhile(shown(), shown(), {})).toBe(false)
    expect(savedMeanwhile(shown(), shown(other), {})).toBe(derived !== true && speaks === undefined)
    expect(savedMeanwhile(shown(), shown(other), other)).toBe(false)
    expect(savedMeanwhile(shown({}, [field]), shown(other), {})).toBe(false)
    expect(savedMeanwhile(shown(), shown(other, [field]), {})).toBe(false)
  },
)
