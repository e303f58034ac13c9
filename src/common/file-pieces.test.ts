import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filePieces } from './file-pieces.ts'

test('a file larger than a piece comes whole, in order; one that is left half-way is closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pieces-'))
  try {
    const bytes = Buffer.from(Array.from({ length: 300_001 }, (_, at) => at % 251))
    writeFileSync(join(folder, 'whole'), bytes)
    const copies: Buffer[] = []
    for await (const piece of filePieces(join(folder, 'whole'))) copies.push(Buffer.from(piece))
    expect(copies.length).toBeGreaterThan(1)
    expect(Buffer.concat(copies).equals(bytes)).toBe(true)
    for await (const piece of filePieces(join(folder, 'whole'))) {
      expect(piece.length).toBeGreaterThan(0)
      break
    }
    await expect(filePieces(join(folder, 'none')).next()).rejects.toThrow('ENOENT')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
