import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as cheerio from 'cheerio'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { typeset } from '../../src/common/typeset.ts'
import { compareReports } from '../../src/coverage/compare.ts'
import { renderReport } from '../../src/coverage/html.ts'
import { outlinesOf } from '../../src/coverage/map/outlines.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { standaloneReport } from '../../src/coverage/standalone.ts'
import { startChromium } from '../browser/chromium.ts'
import { geography, input, offer } from './small-departement.ts'

const report = coverageReport(input, geography)
const older = coverageReport({ ...input, date: '2030-05-31', offers: input.offers.slice(0, 1) }, geography)
/** Two squares side by side. */
const geojson = {
  type: 'FeatureCollection' as const,
  features: ['999000001', '999000002'].map((code, i) => ({
    type: 'Feature' as const,
    properties: { code },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [i, 48],
          [i + 1, 48],
          [i + 1, 49],
          [i, 49],
          [i, 48],
        ],
      ],
    },
  })),
}
const mapped = { ...report, outlines: outlinesOf(geojson, code => code) }
const page = standaloneReport(mapped, {
  files: '/rapport/2030-06-30',
  permalink: { href: '/rapport/fige', fingerprint: 'a'.repeat(64) },
  comparison: compareReports(older, report),
})
const $ = cheerio.load(page)

test('the first lines answer what a prefect asks', () => {
  const leads = $('p.lead')
    .slice(0, 3)
    .toArray()
    .map(element => $(element).text())
  expect(leads).toEqual(report.headlines.map(typeset))
  expect($('h1')).toHaveLength(1)
})

test('every table has a caption and scopes, every drawing a sentence and a table after it', () => {
  expect($('table').length).toBeGreaterThan(15)
  for (const table of $('table').toArray()) {
    expect($(table).find('caption').text()).not.toBe('')
    expect($(table).find('thead th:not([scope="col"])').length).toBe(0)
  }
  for (const figure of $('figure').toArray()) {
    expect($(figure).find('figcaption').text().trim()).not.toBe('')
    expect($(figure).add($(figure).parent('.mapped')).nextAll('.scroll').length).toBeGreaterThan(0)
  }
})

test('each figure stands with its definition, calculation, source and limits', () => {
  for (const one of report.indicators) {
    const section = $(`section[aria-labelledby="i-${one.id}"]`)
    expect(
      section
        .find('dt')
        .toArray()
        .map(element => $(element).text()),
      one.id,
    ).toEqual(['Calcul', 'Source', 'Limites'])
    expect(
      section
        .find('dd')
        .toArray()
        .every(element => $(element).text().length > 10),
      one.id,
    ).toBe(true)
  }
})

test('no script, no inline style, and what partners write stays text', () => {
  const hostile = offer(
    's1',
    'o9',
    ['1/a'],
    { nom: '<script>alert(1)</script>' },
    { state: 'rejected', reason: '<img src=x onerror=alert(1)>' },
  )
  const fragment = String(
    renderReport({ ...coverageReport({ ...input, offers: [hostile] }, geography), outlines: mapped.outlines }),
  )
  expect(fragment).not.toMatch(/<script|<img|\sstyle=|<style/)
  expect(fragment).toContain('&lt;img src=x')
})

test('drawings are the same twice: no number of their own', () => {
  expect(String(renderReport(mapped))).toBe(String(renderReport(mapped)))
})

test('the map draws the EPCI that are given, and names them', () => {
  const map = $('#territoires').nextAll('.mapped').find('figure')
  expect(map.find('svg').text()).toContain('Aval')
  expect(map.find('svg').text()).toContain('Bourg')
})

test('French typography: no plain space before high punctuation in what people read', () => {
  const text = $('main').text()
  expect(text.match(/\S [:;!?»](?=\s|$)/g) ?? []).toEqual([])
  expect(text).not.toMatch(/\p{L}'\p{L}/u)
})

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser.close())

test.each([1280, 390])('at %i pixels: accessible, and nothing spills over the side', async width => {
  const tab = await browser.newPage({ viewport: { width, height: 900 } })
  await tab.setContent(page)
  await tab.addScriptTag({
    content: readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
  })
  const violations = await tab.evaluate(async () => {
    const axe = (
      globalThis as unknown as {
        axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
    ).axe
    const found = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)
  })
  expect(violations).toEqual([])
  expect(await tab.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  await tab.close()
})

test('it prints', async () => {
  const tab = await browser.newPage()
  await tab.setContent(page)
  const pdf = await tab.pdf({ preferCSSPageSize: true })
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  await tab.emulateMedia({ media: 'print' })
  // A table wider than the sheet would be cut: A4 landscape is 1123 px wide at 96 dpi, less 2 × 12 mm.
  await tab.setViewportSize({ width: 1032, height: 700 })
  const wide = await tab.evaluate(
    "[...document.querySelectorAll('table')].filter(t => t.scrollWidth > 1032).map(t => t.caption.textContent)",
  )
  expect(wide).toEqual([])
  // The map stands on one sheet with its legend: 265 mm are printed of an A4.
  const [height, name] = await tab.evaluate<[number, number]>(
    "[document.querySelector('.mapped .map').getBoundingClientRect().height, document.querySelector('.outlines .name').getBoundingClientRect().height]",
  )
  expect(height).toBeLessThan(265 * (96 / 25.4))
  expect(name).toBeGreaterThan(8)
  await tab.close()
})
