#!/usr/bin/env node
// Plain JavaScript for any Node from 20 on: finds the runtime that the product needs, then hands over to src/cli/main.ts.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire, registerHooks, stripTypeScriptTypes } from './runtime.js'

const ENOUGH = [24, 0]
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isEnough = major > ENOUGH[0] || (major === ENOUGH[0] && minor >= ENOUGH[1])

if (isEnough) await run()
else handOver()

async function run() {
  // Node does not strip types below node_modules, which is where an installed package lives: do it for our own files.
  if (import.meta.url.includes('/node_modules/')) {
    const root = new URL('..', import.meta.url).href
    // Node calls the function experimental; people who run a command need not know.
    const { emitWarning } = process
    process.emitWarning = (warning, ...rest) =>
      String(warning).includes('stripTypeScriptTypes') ? undefined : emitWarning.call(process, warning, ...rest)
    registerHooks({
      load(url, context, next) {
        const ours = url.startsWith(root) && !url.slice(root.length).includes('node_modules/') && url.endsWith('.ts')
        if (!ours) return next(url, context)
        const source = stripTypeScriptTypes(readFileSync(new URL(url), 'utf8'), { mode: 'strip' })
        return { format: 'module', source, shortCircuit: true }
      },
    })
  }
  const { main } = await import('../src/cli/main.ts')
  await main(process.argv)
}

function handOver() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  let runtime
  try {
    const require = createRequire(import.meta.url)
    const manifest = require.resolve(`${name}/package.json`)
    runtime = manifest.replace(/package\.json$/, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node')
  } catch {
    process.stderr.write(
      `dora-sync a besoin de Node ${ENOUGH[0]} ou plus récent\u00A0; trouvé\u00A0: ${process.versions.node}. ` +
        `Le paquet ${name}, qui l’apporte, n’est pas installé\u00A0: relancer «\u00A0npm ci\u00A0», ou installer Node 26.\n`,
    )
    process.exit(1)
  }
  const child = spawn(runtime, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(1)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
}
