import { expect, test } from 'vitest'
import { SourceConfig } from '../config/source.ts'
import { parseYaml } from '../config/yaml-file.ts'
import { configOfLesson } from './config-of-lesson.ts'

const lesson = { name: 'Café', partner: 'cafe', address: 'https://cafe.example/', file: null }
const file = { hash: 'h', name: 'cafe.csv', type: 'text/csv' }
const read = (text: string) => parseYaml(text, SourceConfig, 'essai')

test('what a source said of its reading and of what may be done stays; its agreement is asked again', () => {
  const former = SourceConfig.parse({
    id: 'cafe',
    name: 'Le café',
    partner: 'cafe',
    address: null,
    hosts: ['agenda.cafe.example'],
    schedule: '0 4 * * 2',
    notes: 'Deux lieux.',
    policy: { mode: 'draft', approval: 'auto', guard: { minimum: 5 }, neverOurs: ['contactName'] },
  })
  const text = configOfLesson(lesson, 'cafe', former)
  expect(read(text)).toEqual({
    ...former,
    name: 'Café',
    address: 'https://cafe.example/',
    policy: { ...former.policy, approval: 'approve' },
  })
  // Nothing but what is unlike the defaults.
  expect(text).not.toMatch(/paceMs|retireAfter|retireShare/)
})

test('read in a file that somebody gave, it is asked for; given an address again, it is read on a timetable', () => {
  const given = read(configOfLesson({ ...lesson, file }, 'cafe'))
  expect(given).toMatchObject({ address: null, schedule: null, notes: expect.stringContaining('cafe.csv') })
  const again = read(configOfLesson(lesson, 'cafe', given))
  expect(again).toMatchObject({ address: 'https://cafe.example/', notes: '' })
  expect(again.schedule).not.toBeNull()
})
