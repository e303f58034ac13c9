/**
 * Pages per second and memory of parse + extract, on pages of 28 KB and 268 KB, selectors compiled once or on every page.
 * Run: node --expose-gc test/bench/harvest-extract.ts [seconds per case, default 3]
 * Ratios within one run are what counts; absolute figures belong to the machine.
 */
import { load } from 'cheerio'
import { HtmlSettings, planPage } from '../../src/harvest/connectors/html.ts'
import { compileFields, readField } from '../../src/harvest/html/fields.ts'
import { openPage, rootOf } from '../../src/harvest/html/page.ts'
import { readPage } from '../../src/harvest/html/read-page.ts'
import { startTally } from '../../src/harvest/tally.ts'

const seconds = Number(process.argv[2] ?? 3)

const settings = HtmlSettings.parse({
  kind: 'html',
  fields: {
    titre: { select: 'main h1', required: true },
    resume: '.chapo',
    description: '.contenu',
    publics: { label: 'Public concerné' },
    duree: { label: 'Durée' },
    adresse: '.pratique .adresse',
    telephone: 'a[href^="tel:"]@href',
    courriel: 'a[href^="mailto:"]@href',
    horaires: { select: ['.absent', '.horaires li'] },
    maj: 'time@datetime',
  },
})

/** A page in the shape of an association's site: menus, scripts, an article with labelled blocks, a long footer. */
function pageOf(bytes: number): string {
  const menu = Array.from(
    { length: 40 },
    (_, n) => `<li class="menu-item"><a href="/rubrique-${n}" tabindex="-1">Rubrique numéro ${n}</a></li>`,
  ).join('')
  const offer = `<main><h1>Accompagnement renforcé</h1><time datetime="2026-11-24">24 novembre 2026</time><p class="chapo">Une aide pour reprendre un emploi.</p>
<dl><dt>Public concerné</dt><dd>Bénéficiaires du RSA</dd><dt>Durée</dt><dd>6 mois</dd></dl>
<div class="pratique"><p class="adresse">1 rue de la Paix, 35000 Rennes</p><a href="tel:+33299000000">02 99 00 00 00</a><a href="mailto:contact@exemple.org">écrire</a><ul class="horaires"><li>lundi 9 h-12 h</li><li>mardi 9 h-12 h</li></ul></div>
<div class="contenu">`
  const paragraph =
    '<p>Un <strong>accompagnement</strong> individuel et collectif, avec <a href="/partenaires">des partenaires</a>, pour lever les freins\u00A0: mobilité, santé, logement, garde d’enfants.</p>\n'
  const head = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Offre</title><script>${'var a=1;'.repeat(200)}</script></head><body><nav><ul>${menu}</ul></nav>${offer}`
  const tail = '</div></main><footer>Association</footer></body></html>'
  return (
    head +
    paragraph.repeat(Math.max(1, Math.floor((bytes - Buffer.byteLength(head + tail)) / Buffer.byteLength(paragraph)))) +
    tail
  )
}

/** The same ten fields as somebody would write it: cheerio, a selector in words at each question, no provenance. */
function byHand(text: string): string[] {
  const $ = load(text)
  const words = (selector: string) => $(selector).text().trim()
  const labelled = (label: string) =>
    $('dt')
      .filter((_, element) => $(element).text().trim() === label)
      .next('dd')
      .text()
      .trim()
  return [
    words('main h1'),
    words('.chapo'),
    words('.contenu'),
    $('.contenu').html() ?? '',
    labelled('Public concerné'),
    labelled('Durée'),
    words('.pratique .adresse'),
    $('a[href^="tel:"]').attr('href') ?? '',
    $('a[href^="mailto:"]').attr('href') ?? '',
    ...$('.horaires li')
      .toArray()
      .map(item => $(item).text().trim()),
    $('time').attr('datetime') ?? '',
  ]
}

interface Measure {
  pages: number
  perSecond: number
  heapMB: number
}

/** Cases take turns in short slices, so that warming up and a busy machine weigh on all of them alike. */
function measureAll(cases: Record<string, () => void>): Map<string, Measure> {
  const sums = new Map(Object.keys(cases).map(name => [name, { pages: 0, ms: 0, heap: 0 }]))
  for (const work of Object.values(cases)) for (let n = 0; n < 5; n += 1) work()
  for (let slice = 0; slice < SLICES; slice += 1)
    for (const [name, work] of Object.entries(cases)) {
      const sum = sums.get(name)
      if (!sum) continue
      globalThis.gc?.()
      const before = process.memoryUsage().heapUsed
      const started = performance.now()
      do {
        work()
        sum.pages += 1
      } while (performance.now() - started < (seconds * 1000) / SLICES)
      sum.ms += performance.now() - started
      globalThis.gc?.()
      sum.heap += process.memoryUsage().heapUsed - before
    }
  return new Map(
    [...sums].map(([name, sum]) => [
      name,
      { pages: sum.pages, perSecond: (sum.pages * 1000) / sum.ms, heapMB: sum.heap / 1e6 },
    ]),
  )
}

const SLICES = 10

const plan = planPage(settings)
const lines: string[] = []
for (const kilobytes of [28, 268]) {
  const text = pageOf(kilobytes * 1024)
  const document = { text, hash: 'h', address: 'https://exemple.org/offre' }
  const page = openPage(document)
  const cases: Record<string, () => void> = {
    'parse + extract, compiled once': () => void [...readPage(document, plan, {}, startTally({ known: 0 }))],
    'parse + extract, compiled on every page': () =>
      void [...readPage(document, planPage(settings), {}, startTally({ known: 0 }))],
    'parse + extract, cheerio by hand': () => void byHand(text),
    'parse alone': () => void load(text),
    'extract alone, compiled once': () => {
      for (const field of plan.fields) readField(field, rootOf(page), page)
    },
    'extract alone, compiled on every page': () => {
      for (const field of compileFields(settings.fields)) readField(field, rootOf(page), page)
    },
  }
  lines.push(`page of ${kilobytes} KB (${Buffer.byteLength(text)} bytes)`)
  for (const [name, { pages, perSecond, heapMB }] of measureAll(cases)) {
    lines.push(
      `  ${name.padEnd(42)} ${perSecond.toFixed(1).padStart(9)} pages/s   ${String(pages).padStart(6)} pages   heap kept ${heapMB.toFixed(1)} MB`,
    )
  }
}
const peak = process.resourceUsage().maxRSS / 1024
process.stdout.write(`${lines.join('\n')}\npeak resident memory of the process: ${peak.toFixed(0)} MB\n`)
