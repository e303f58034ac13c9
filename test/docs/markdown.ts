import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A fenced block. `info` is what stands after the fence, e.g. `sh essai`. */
export interface Block {
  file: string
  /** Line of the opening fence, from 1. */
  line: number
  info: string
  text: string
}

/**
 * A block that says it can be run, and the output shown right below it: `sh essai`; `sh essai serveur` when it talks to a running portal;
 * `sh essai arrêt` when it goes on until Ctrl-C.
 */
export interface Runnable extends Block {
  server: boolean
  endless: boolean
  expected: string | null
}

/** README, CONTRIBUTING and the like, and everything under `docs/`; paths from the root. */
export function documents(): string[] {
  const all = (folder: string) =>
    readdirSync(join(ROOT, folder))
      .filter(name => name.endsWith('.md'))
      .map(name => join(folder, name))
  return [...all('.'), ...all('docs'), ...all(join('docs', 'decisions'))].sort()
}

export function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}

export function blocks(file: string): Block[] {
  const found: Block[] = []
  let open: Block | null = null
  for (const [at, line] of read(file).split('\n').entries()) {
    if (open && line === '```') {
      found.push(open)
      open = null
    } else if (open) open.text += `${line}\n`
    else if (line.startsWith('```')) open = { file, line: at + 1, info: line.slice(3).trim(), text: '' }
  }
  if (open) throw new Error(`${file}, line ${open.line}: a block is never closed`)
  return found
}

export function runnables(file: string): Runnable[] {
  const all = blocks(file)
  return all.flatMap((block, at) => {
    const [language, mark, place] = block.info.split(/\s+/)
    if (language !== 'sh' || mark !== 'essai') return []
    const shown = shownBelow(file, all, at)
    return [{ ...block, server: place === 'serveur', endless: place === 'arrêt', expected: shown?.text ?? null }]
  })
}

/** The output that stands right below the block at this place. */
export function shownBelow(file: string, all: readonly Block[], at: number): Block | null {
  const [block, next] = [all[at], all[at + 1]]
  return block && next?.info === 'text' && between(file, block, next) === '' ? next : null
}

/** What stands between two blocks, without blank space. */
function between(file: string, a: Block, b: Block): string {
  const after = a.line + a.text.split('\n').length
  return read(file)
    .split('\n')
    .slice(after, b.line - 1)
    .join('')
    .trim()
}

/** The text outside of fenced blocks. */
export function prose(file: string): string {
  return read(file).replace(/^```[\s\S]*?^```$/gm, '')
}

/** No-break and narrow spaces, and the ways of writing them in code, as one plain space. */
export function plain(text: string): string {
  return text.replace(/\\u00A0|\\u202F|&nbsp;|[\u00A0\u202F\s]/g, ' ').replace(/ +/g, ' ')
}
