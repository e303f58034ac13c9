import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { blocks, documents, plain, prose, ROOT, read } from './markdown.ts'

// What the documents name exists: commands and options, npm scripts, settings, files, words of the pages.
const files = documents()
const code = (file: string) => [
  ...blocks(file)
    .filter(({ info }) => /^(sh|bash|ini)\b/.test(info))
    .map(({ text }) => text),
  ...[...prose(file).matchAll(/`([^`\n]+)`/g)].map(([, text]) => text ?? ''),
]

/** All TypeScript of a folder, tests apart. */
function sources(folder: string): string {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(name => readFileSync(join(ROOT, folder, name), 'utf8'))
    .join('\n')
}

describe('commands', () => {
  const helps = new Map<string, string>()
  beforeAll(async () => {
    // One process for all of them: starting one costs a second.
    const asked = `const { main } = await import(${JSON.stringify(join(ROOT, 'src', 'cli', 'main.ts'))})
const help = async words => { process.stdout.write('\\f' + words.join(' ') + '\\n'); await main(['node', 'dora-sync', ...words, '--help']) }
for (const words of JSON.parse(process.argv[1])) await help(words)`
    const ask = async (all: string[][]) =>
      (
        await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', asked, JSON.stringify(all)])
      ).stdout
        .split('\f')
        .slice(1)
        .map(text => [text.slice(0, text.indexOf('\n')), text.slice(text.indexOf('\n'))] as const)
    const top = (await ask([[]]))[0]?.[1] ?? ''
    const names = [...top.matchAll(/^ {2}([a-z-]+)(?= \[| {2}|\n)/gm)].map(([, name]) => name ?? '')
    expect(names).toContain('sync')
    const all = [...names.filter(name => name !== 'help').map(name => [name]), ['inbox', 'answer']]
    for (const [name, text] of await ask(all)) helps.set(name, text)
  }, 120_000)

  test.each(files)('%s names only commands and options that exist', file => {
    for (const text of code(file))
      for (const [, rest = ''] of text.matchAll(/dora-sync ((?:[a-z][a-z-]*)(?:[^\n|&;#]*))/g)) {
        const [name = '', second] = rest.split(/\s+/)
        const command = helps.has(`${name} ${second}`) ? `${name} ${second}` : name
        expect([...helps.keys()], `${file}: dora-sync ${rest}`).toContain(command)
        for (const [option] of rest.matchAll(/(?<=\s)--[a-z-]+/g))
          if (option !== '--help') expect(helps.get(command), `${file}: dora-sync ${rest}`).toContain(option)
      }
  })
})

test.each(files)('%s names only npm scripts that exist', file => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  for (const text of code(file))
    for (const [, name = ''] of text.matchAll(/npm run ([a-z:-]+)/g)) expect(Object.keys(scripts), file).toContain(name)
})

test.each(files)('%s names only settings that exist', file => {
  // Those of the programs, and those that only the compose file reads.
  const inCompose = [...read('compose.yaml').matchAll(/\$\{([A-Z_]+):/g)].map(([, name]) => `${name}:`)
  const known = [read('src/config/settings.ts'), ...inCompose].join('\n')
  for (const text of code(file))
    for (const [name] of text.matchAll(
      /\b(?:DORA|SMTP|ALERT|MAIL|BOT|DATABASE|REDIS|PUBLIC|HEALTH|WORKER|LOG)_[A-Z_]+\b/g,
    ))
      expect(known, `${file}: ${name}`).toMatch(new RegExp(`\\b${name}:`))
})

test.each(files)('%s links only to files that exist', file => {
  for (const [, target = ''] of prose(file).matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
    if (/^https?:|^mailto:/.test(target)) continue
    expect(existsSync(join(ROOT, dirname(file), target)), `${file}: ${target}`).toBe(true)
  }
})

test.each(['docs/gestionnaire.md', 'docs/partenaire.md', 'docs/ddets.md'])(
  'the words in bold of %s are on the pages',
  file => {
    const shown = plain(`${sources('src/portal')}\n${sources('src/coverage')}`).toLowerCase()
    const bold = [...prose(file).matchAll(/\*\*([^*]+)\*\*/g)].map(([, words]) => words ?? '')
    expect(bold.length).toBeGreaterThan(3)
    const own = new Set(['en gras'])
    for (const words of bold) {
      // A whole sentence in bold is ours, not a label.
      if (own.has(words) || /[.?]$/.test(words)) continue
      expect(shown.includes(plain(words).toLowerCase()), `${file}: «${words}»`).toBe(true)
    }
  },
)
