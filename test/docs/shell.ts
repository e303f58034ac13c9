import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
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

/** Runs a block in bash, stopped at its first failing line. */
export function run(text: string, desk: Desk): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-eu', '-c', text], {
      cwd: desk.folder,
      env: desk.env,
      // Not a socket: bash would take it for a remote login and read the machine's own start-up files.
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk
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
