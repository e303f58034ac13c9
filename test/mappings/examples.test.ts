import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { squeeze } from '../../src/common/text.ts'
import { connectorFor, connectors } from '../../src/harvest/connectors/index.ts'
import { docxOf, pdfOf } from '../harvest/office-files.ts'
import { harvestAll } from '../harvest/test-site.ts'
import { lacking, ROOT } from './harvest-sample.ts'

/** The guide shows, for each shape of source, what a partner publishes and what comes of it: it is published and read here. */

interface Example {
  kind: string
  form: string
  content: string
  harvest: Record<string, unknown>
  promised: string[]
}

const guide = readFileSync(join(ROOT, 'docs', 'mapping.md'), 'utf8')
const examples: Example[] = [
  ...guide.matchAll(
    /^#### `([\w-]+)`[^\n]*\n\n```(\w+)\n([\s\S]*?)^```\n\n```yaml\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```/gm,
  ),
].map(([, kind = '', form = '', content = '', yaml = '', promised = '']) => ({
  kind,
  form,
  content,
  harvest: (parse(yaml) as { harvest: Record<string, unknown> }).harvest,
  promised: promised.trim().split('\n').map(squeeze),
}))

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  xml: 'application/xml',
  ics: 'text/calendar',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
}
let server: Server
let url: string
let shown: Example
beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (shown.kind === 'wordpress' && request.url === '/')
      return response
        .writeHead(200, { 'content-type': TYPES.html, link: '</wp-json/>; rel="https://api.w.org/"' })
        .end('<h1>Asso</h1>')
    const wordpress = { 'x-wp-total': '1', 'x-wp-totalpages': '1' }
    const { type, body } = await published(shown)
    return response.writeHead(200, { 'content-type': type, ...(shown.kind === 'wordpress' && wordpress) }).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => new Promise(resolve => server.close(resolve)))

/** Office files are shown by their lines. */
async function published({ kind, form, content }: Example): Promise<{ type: string; body: Uint8Array | string }> {
  const file = (body: Uint8Array) => ({ type: 'application/octet-stream', body })
  const lines = content.trim().split('\n')
  const rows = lines.map(line => line.split(';'))
  switch (kind) {
    case 'xlsx':
      return file(await writeXlsx({ sheets: [{ name: 'Offres', rows }] }))
    case 'ods':
      return file(await writeOds({ sheets: [{ name: 'Offres', rows }] }))
    case 'pdf':
      return { type: 'application/pdf', body: pdfOf([lines]) }
    case 'docx':
      return file(docxOf(lines))
    default:
      return { type: TYPES[form] ?? 'text/plain', body: form === 'ics' ? content.replace(/\n/g, '\r\n') : content }
  }
}

test('each shape of source has its example', () => {
  // What is taught in the portal is written by the portal, from what a person shows.
  const written = [...connectors.keys()].filter(kind => kind !== 'lecture')
  expect(examples.map(({ kind }) => kind).sort()).toEqual(written.sort())
})

test.each(examples.map(example => [example.kind, example] as const))(
  '%s gives what the guide says',
  async (_, example) => {
    shown = example
    const { connector, settings } = connectorFor(example.harvest)
    const { offers, outcome } = await harvestAll({ ...connector, parse: () => settings }, { address: url, settings })
    expect(lacking(outcome)).toEqual([])
    const read = offers.flatMap(({ key, fields }) =>
      Object.entries(fields).flatMap(([name, values]) =>
        values.map(({ words }) => squeeze(`${key} ¦ ${name} ¦ ${words}`)),
      ),
    )
    for (const line of example.promised) expect(read).toContain(line)
  },
)
