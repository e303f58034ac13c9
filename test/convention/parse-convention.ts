import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Convention } from '../../src/convention/convention.ts'
import { loadConvention } from '../../src/convention/load.ts'

/** A text read as a convention's file is. @param shown name of the file as told to people */
export function parseConvention(text: string, shown: string): Convention {
  const folder = mkdtempSync(join(tmpdir(), 'convention-'))
  try {
    const path = join(folder, 'convention.yaml')
    writeFileSync(path, text)
    return loadConvention(path, shown)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
