import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSpool } from './spool.ts'

test('a body put down in pieces is known by its digest, its size and its head, and read again as often as asked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spool-'))
  const spool = await createSpool(folder)
  await spool.restart()
  await spool.write(Buffer.from('tentative perdue'))
  await spool.restart()
  const pieces = ['é'.repeat(300), 'b'.repeat(500), 'c'.repeat(100)].map(text => Buffer.from(text))
  for (const piece of pieces) await spool.write(piece)
  const whole = Buffer.concat(pieces)
  expect(await spool.finish()).toEqual({
    hash: createHash('sha256').update(whole).digest('hex'),
    bytes: 1200,
    head: whole.subarray(0, 1024),
    validUtf8: true,
    unusual: null,
  })
  for (const _ of [1, 2]) expect(Buffer.concat(await Array.fromAsync(spool.read()))).toEqual(whole)
  expect(readdirSync(folder)).toHaveLength(1)
  await spool.remove()
  expect([existsSync(folder), readdirSync(folder)]).toEqual([true, []])
  await spool.remove()
  rmSync(folder, { recursive: true })
})

test('bytes that are no UTF-8 are told', async () => {
  const spool = await createSpool()
  await spool.restart()
  await spool.write(Buffer.from([0xe9, 0x74]))
  expect((await spool.finish()).validUtf8).toBe(false)
  await spool.remove()
})
