/**
 * The program in few files: `npm run build`, and at the end of each `npm ci`. Makes `dist/` of our sources and of
 * the small packages below, with the bundler that vitest brings (none where development packages are left out, or in the image).
 * `bin/built.js` says when it is used; without it, or once anything moved, the sources run as they are.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, isAbsolute, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { isFresh } from '../bin/built.js'

/** Many small modules, plain JavaScript, no file beside them. Any other package is left where it is installed. */
const INSIDE = new Set([
  ...['@asteasolutions/zod-to-openapi', '@hono/node-server', '@hono/zod-openapi', '@hono/zod-validator', 'hono'],
  ...['boolbase', 'css-select', 'css-what', 'dom-serializer', 'domelementtype', 'domhandler', 'domutils', 'entities'],
  ...['commander', 'croner', 'csv-parse', 'csv-stringify', 'eventemitter3', 'kysely', 'libphonenumber-js', 'nth-check'],
  ...['openapi3-ts', 'p-queue', 'p-timeout', 'prom-client', '@opentelemetry/api', 'bintrees', 'tdigest', 'yaml', 'zod'],
  ...['cheerio', 'cheerio-select', 'htmlparser2', 'parse5', 'parse5-htmlparser2-tree-adapter'],
  ...['got', '@sindresorhus/is', 'byte-counter', 'cacheable-request', 'chunk-data', 'decompress-response', 'keyv'],
  ...['get-stream', '@sec-ant/readable-stream', 'is-stream', 'normalize-url', 'mimic-response', '@keyv/serialize'],
  ...['http-cache-semantics', 'lowercase-keys', 'responselike', 'uint8array-extras'],
  // What the bundler itself adds.
  '@oxc-project/runtime',
])

/** Modules that are asked for by their address: the program, the threads of the report and of the account, what is loaded late. */
const ENTRIES = [
  'src/cli/main.ts',
  'src/app/coverage-thread.ts',
  'src/coverage/bilan/bilan-thread.ts',
  'src/common/telephone-plans.ts',
  'src/common/page-library.ts',
  'src/common/got-library.ts',
  'src/reference/schema-verdict.ts',
]

/** Asked for by a bench alone, where the tests are. */
const MEASURED = 'test/bench/portal-parts.ts'

/** Reads web pages; of it, what is not asked for is left out, and the web client that this would take. */
const READER_OF_PAGES = /[/\\]cheerio[/\\]/

/** What the YAML of the project says, for src/config/known-yaml.ts. */
const KNOWN_YAML = 'src/config/known-yaml.txt'

/** What is made beside the program, and is asked for by the address of its source. */
const BESIDE = new Map([
  ...ENTRIES.map(path => [path, `${basename(path, '.ts')}.js`]),
  [KNOWN_YAML, basename(KNOWN_YAML)],
])

const root = fileURLToPath(new URL('..', import.meta.url))
if (!isFresh(root)) {
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  try {
    await build(await import('rolldown'))
  } catch (error) {
    // After an installation (`--if-possible`), a program that runs from its sources is as good, only slower to begin.
    if (!process.argv.includes('--if-possible')) throw error
  }
}

/** @param {typeof import('rolldown')} bundler */
async function build({ rolldown }) {
  /** Of each module, and of this file: path from the folder of the project, bytes, time, sort of time. @type {[string, number, number, string][]} */
  const files = []
  /** @param {string} id */
  const note = id => {
    const about = statSync(id)
    const time = id.includes('node_modules') ? 'mtimeMs' : 'ctimeMs'
    files.push([relative(root, id), about.size, about[time], time])
  }
  note(fileURLToPath(import.meta.url))
  const bundle = await rolldown({
    input: [...ENTRIES, ...(existsSync(join(root, MEASURED)) ? [MEASURED] : [])].map(path => join(root, path)),
    cwd: root,
    platform: 'node',
    // Packages may stand elsewhere behind a link: what is looked at again is their place here.
    resolve: { symlinks: false },
    transform: { target: 'node24' },
    tsconfig: false,
    treeshake: { moduleSideEffects: id => !READER_OF_PAGES.test(id) },
    external: (id, _from, resolved) => !isInside(id, resolved),
    plugins: [
      {
        name: 'where a module stands',
        // Looked at before it is read: what is written meanwhile has moved.
        load(id) {
          if (id.startsWith(root)) note(id)
        },
        transform: (code, id) => {
          if (/[\\/]commander[\\/]lib[\\/]/.test(id)) return withoutFiles(code)
          return code.includes('import.meta.url') ? standing(code, id) : null
        },
        renderChunk: withoutImports,
      },
    ],
  })
  const dir = join(root, 'dist')
  const { output } = await bundle.write({
    dir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  })
  await bundle.close()
  writeFileSync(join(dir, basename(KNOWN_YAML)), (await knownYaml()).join('\n'))
  const beginning = modulesOf(output, 'main.js')
  const first = files.filter(([path]) => beginning.has(join(root, path)))
  // The last: without them nothing of the rest is used.
  writeFileSync(join(dir, 'beginning-made-of.json'), JSON.stringify(first))
  writeFileSync(join(dir, 'made-of.json'), JSON.stringify(files))
}

/** The modules in a file that was made, and in those that it cannot be loaded without. @param {string} name */
function modulesOf(output, name) {
  const wanted = new Set([name])
  for (const each of wanted)
    for (const next of output.find(file => file.fileName === each)?.imports ?? []) wanted.add(next)
  return new Set(output.flatMap(file => (wanted.has(file.fileName) ? (file.moduleIds ?? []) : [])))
}

/** @param {string} id as written in an import, then as found */
function isInside(id, resolved) {
  if (id.startsWith('node:')) return false
  const name = /^(?:@[^/\\]+[/\\])?[^/\\]+/
  const below = id.split(/node_modules[/\\]/)
  if (below.length > 1) return INSIDE.has(name.exec(below.at(-1) ?? '')?.[0].replace('\\', '/') ?? '')
  return resolved || id.startsWith('.') || isAbsolute(id) || INSIDE.has(name.exec(id)?.[0] ?? '')
}

/** Of each YAML file, in each shape that it has: SHA-256 of its text, the shape, and what it says when JSON says the same. */
async function knownYaml() {
  const { readYaml, yamlValue } = await import('../src/config/yaml-file.ts')
  const { yamlShapes } = await import('../src/config/known-yaml.ts')
  for (const module of [
    'config/source',
    'config/territory',
    'convention/load',
    'normalise/mapping/schema',
    'normalise/lexicon',
  ])
    await import(`../src/${module}.ts`)
  const { sha256 } = await import('../src/common/digest.ts')
  const paths = ['config', 'mappings'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true }).map(path => join(folder, String(path))),
  )
  return paths
    .filter(path => path.endsWith('.yaml'))
    .flatMap(path => {
      const text = readFileSync(join(root, path), 'utf8')
      const document = readYaml(text)
      if (document.errors.length > 0) return []
      const written = yamlValue(document)
      return [...yamlShapes()].flatMap(([shape, name]) => {
        const { success, data } = shape.safeParse(written)
        if (!success) return []
        const json = JSON.stringify(data)
        return isDeepStrictEqual(JSON.parse(json), data) ? [`${sha256(text)} ${name} ${json}`] : []
      })
    })
}

/**
 * Node's own modules without `import`, which opens each of their lazy parts (streams, promises, the standard streams): a third of what an
 * empty program costs. No file that is made needs itself, so that each has them before it is used.
 * @param {string} code
 */
function withoutImports(code) {
  return code.replace(
    /^import (?:(\w+|\* as \w+)(?:, )?)?(\{.+\})? from "(node:[\w/]+)";$/gm,
    (_, whole, parts, module) =>
      [whole?.replace('* as ', ''), parts?.replaceAll(' as ', ': ')]
        .filter(Boolean)
        .map(name => `const ${name} = globalThis.process.getBuiltinModule("${module}");`)
        .join(' '),
  )
}

/** Of the command line: files and processes are only for programs whose commands stand in files of their own. @param {string} code */
function withoutFiles(code) {
  return code
    .replace(/^import (?:childProcess|fs) from .*$/gm, '')
    .replace(/\bfs\./g, "process.getBuiltinModule('node:fs').")
    .replace(/\bchildProcess\./g, "process.getBuiltinModule('node:child_process').")
}

/** Files beside a module are found from where its source stands, what is made beside the program from where it is made. */
function standing(code, id) {
  const source = relative(root, id).replaceAll('\\', '/')
  return code
    .replaceAll(/new URL\('([^']+)', import\.meta\.url\)/g, (asked, path) => {
      const made = BESIDE.get(posix.join(posix.dirname(source), path))
      return made === undefined ? asked : `new URL('./${made}', @here)`
    })
    .replaceAll('import.meta.url', `new URL(${JSON.stringify(`../${source}`)}, import.meta.url).href`)
    .replaceAll('@here', 'import.meta.url')
}
