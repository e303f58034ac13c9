import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { stopSignal } from './stop-signal.ts'

function standing() {
  const exits: number[] = []
  const process_ = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) })
  const time = { ms: 5000 }
  const stop = stopSignal(process_ as unknown as NodeJS.Process, () => time.ms)
  return { stop, exits, time, hear: (signal: string) => process_.emit(signal) }
}

test('the first signal asks to stop, the same one passed on by a launcher changes nothing, a second press ends at once', () => {
  const { stop, exits, time, hear } = standing()
  expect(stop.aborted).toBe(false)
  hear('SIGTERM')
  expect(stop.aborted).toBe(true)
  time.ms += 3
  hear('SIGTERM')
  hear('SIGINT')
  expect(exits).toEqual([])
  time.ms += 1500
  hear('SIGINT')
  expect(exits).toEqual([1])
})
