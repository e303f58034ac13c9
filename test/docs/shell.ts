import { spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ROOT } from './markdown.ts'

/** A folder of its own in which what a document shows can be typed as it is: `npx dora-sync` is this repository's, the examples are there. */
export interface Desk {
  folder: string
  env: Record<string, string>
}

export function openDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'))
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  const npx = join(bin, 'npx')
  writeFileSync(
    npx,
    `#!/bin/sh\n[ "$1" = dora-sync ] || { echo "npx $1: not ours" >&2; exit 127; }\nshift\nexec "${process.execPath}" "${join(ROOT, 'bin', 'dora-sync.js')}" "$@"\n`,
  )
  chmodSync(npx, 0o755)
  symlinkSync(join(ROOT, 'examples'), join(folder, 'examples'))
  return {
    folder,
    env: {
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      HOME: folder,
      DORA_SYNC_DATA: join(folder, 'var'),
      PORT: '0',
      LOG_LEVEL: 'warn',
    },
  }
}

/** What an operator has after a clone. */
const CLONE = 'package.json package-lock.json .npmrc .env.example bin scripts src jobs mappings config'.split(' ')

/**
 * A copy of the product in which what an operator types is typed: npm and npx are the machine's own, nothing is installed yet.
 * @param filled what the person writes into `.env`, here already in the model
 */
export function openClone(filled: Record<string, string>): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'clone-'))
  for (const name of CLONE) cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  const lines = Object.entries(filled).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(folder, '.env.example'), lines.join(''), { flag: 'a' })
  return {
    folder,
    // The packages are in npm's cache already, since this very program was installed from them.
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? folder, npm_config_prefer_offline: 'true' },
  }
}

/** How a reader ends a program that goes on: Ctrl-C, once it says this. */
export interface Interrupt {
  when: string
}

/**
 * Runs a block in bash, stopped at its first failing line. What it exports is there for the next block of the same desk, as in a reader's
 * own terminal.
 */
export function run(
  text: string,
  desk: Desk,
  interrupt?: Interrupt,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const exported = join(desk.folder, '.exported')
  const typed = `trap 'export -p > "${exported}"' EXIT\n[ ! -f "${exported}" ] || . "${exported}"\n${text}`
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-eu', '-c', typed], {
      cwd: desk.folder,
      env: desk.env,
      // Not a socket: bash would take it for a remote login and read the machine's own start-up files.
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C goes to all that runs in a terminal.
      detached: interrupt !== undefined,
    })
    let stdout = ''
    let stderr = ''
    let asked = false
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk
      if (asked || interrupt === undefined || child.pid === undefined || !stdout.includes(interrupt.when)) return
      asked = true
      process.kill(-child.pid, 'SIGINT')
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk
    })
    child.once('error', reject)
    child.once('close', code => resolve({ code, stdout, stderr }))
  })
}

/** `npm start` on a free port. @returns its address, and how to end it */
export async function startServer(desk: Desk): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'dora-sync.js'), 'start', '--json'], {
    cwd: desk.folder,
    env: { ...desk.env, DORA_SYNC_DATA: join(desk.folder, 'var-serveur') },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (text.includes('\n')) resolve((JSON.parse(text) as { url: string }).url)
    })
    child.once('close', code => reject(new Error(`start ended with ${code} before it was ready`)))
  })
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
