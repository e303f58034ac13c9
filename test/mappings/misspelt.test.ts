import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isScalar, LineCounter, parseDocument } from 'yaml'
import { YamlFileError } from '../../src/config/yaml-file.ts'
import { loadLexicon } from '../../src/normalise/lexicon.ts'
import { parseMapping } from '../../src/normalise/mapping/load-mapping.ts'
import { neverGiven } from '../../src/normalise/mapping/lost-fields.ts'
import { readNames } from '../../src/normalise/mapping/read-names.ts'
import { IDS, MAPPINGS, sampleOf } from './harvest-sample.ts'

const lexicon = loadLexicon(join(MAPPINGS, 'lexique.yaml'), 'mappings/lexique.yaml')

test.each(IDS)('%s: a misspelt name, in any rule, is told with its line', async id => {
  const text = readFileSync(join(MAPPINGS, id, 'mapping.yaml'), 'utf8')
  const { harvested } = await sampleOf(id)
  const given = new Set(harvested.flatMap(one => (one.kind === 'offer' ? Object.keys(one.offer.fields) : [])))
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const silent = readNames(document.toJS()).filter(({ name, path }) => {
    if (name === 'item') return false
    const node = document.getIn(path, true)
    if (!isScalar(node) || !node.range) throw new Error(`${path.join('.')} is no word of the file`)
    const [start, end] = node.range
    const { line } = lines.linePos(start)
    const at = node.type === 'PLAIN' ? end : end - 1
    const written = `${text.slice(0, at)}zz${text.slice(at)}`
    return !toldOf(written, given).some(told => told.includes(`ligne ${line}`) && told.includes(`« ${name}zz »`))
  })
  expect(silent).toEqual([])
})

/** What is said of a mapping: at the door, or once its sample was read. */
function toldOf(text: string, given: ReadonlySet<string>): string[] {
  try {
    parseMapping(text, 'essai', lexicon)
  } catch (error) {
    if (error instanceof YamlFileError) return error.message.split('\n')
    throw error
  }
  return neverGiven('essai', text, given)
}
