/**
 * Requests to DORA of a first pass and of one that finds nothing to do: node test/bench/unchanged.ts [structures, default 300] [offers of each, default 1]
 * A sheet served on 127.0.0.1, towards the sandbox over HTTP, at a quarter of the structures, half, all; or the project's own 27 sources, on the samples:
 * node test/bench/unchanged.ts samples. Prints one JSON line.
 */
import { writeCatalogue } from './catalogue.ts'
import { firstPasses } from './first-passes.ts'
import { atSizes, halved } from './growth.ts'

const [asked = '300', each = '1'] = process.argv.slice(2)
const turns =
  asked === 'samples'
    ? [await firstPasses()]
    : await atSizes(halved(Number(asked)), structures =>
        firstPasses(folder => writeCatalogue(folder, structures * Number(each), structures)),
      )
process.stdout.write(`${JSON.stringify({ turns })}\n`)
