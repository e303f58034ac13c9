/**
 * Requests to DORA for each offer that a first pass creates: node test/bench/creating.ts [offers, default 3300]
 * One structure for 33 offers, as in the 10 000 offers of 300 structures of the goal; a hundredth of the offers, a tenth, all. Prints one JSON line.
 */
import { writeCatalogue } from './catalogue.ts'
import { firstPasses } from './first-passes.ts'
import { atSizes, tenths } from './growth.ts'

const OFFERS_OF_ONE = 33
const turns = await atSizes(tenths(Number(process.argv[2] ?? 3300)), offers =>
  firstPasses(folder => writeCatalogue(folder, offers, Math.ceil(offers / OFFERS_OF_ONE))),
)
process.stdout.write(`${JSON.stringify({ turns })}\n`)
