import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { isDeadNeighbour, workerName } from './worker-name.ts'

test('a process that ended is known dead; a live one, another machine or another numbering is not', () => {
  const own = workerName()
  const [machine = '', , numbering = ''] = own.split(' ')
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  expect(isDeadNeighbour(own)).toBe(false)
  expect(isDeadNeighbour(`${machine} ${pid} ${numbering}`)).toBe(true)
  expect(isDeadNeighbour(`ailleurs ${pid} ${numbering}`)).toBe(false)
  expect(isDeadNeighbour(`${machine} ${pid} pid:[1]`)).toBe(false)
  expect(isDeadNeighbour(`${machine} ${pid}`)).toBe(false)
})
