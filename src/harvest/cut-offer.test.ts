import { describe, expect, test } from 'vitest'
import { harvestText } from '../../test/harvest/testing.ts'
import { isNotice } from './is-notice.ts'

const many = (count: number, of: (at: number) => unknown) => Array.from({ length: count }, (_, at) => of(at))
const nested = (levels: number, leaf: unknown): unknown => (levels === 0 ? leaf : { n: nested(levels - 1, leaf) })
const tags = (levels: number): string => (levels === 0 ? 'au fond' : `<n>${tags(levels - 1)}</n>`)
const json = (more: object) => JSON.stringify([{ id: 1, ...more }])
const ld = (more: object) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'Course', '@id': 'fle', name: 'FLE', ...more })}</script>`
const xml = (inside: string) => `<offres><offre><id>1</id>${inside}</offre></offres>`
const daily = (count: number) =>
  `BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Accueil\nDTSTART:20261201T090000Z\nRRULE:FREQ=DAILY;COUNT=${count}\nEND:VEVENT\nEND:VCALENDAR`
const sessions = (count: number) => ({
  hasCourseInstance: many(count, at => ({ '@type': 'CourseInstance', startDate: `jour ${at}` })),
})
const XML = { kind: 'xml', root: 'offres', item: 'offre', key: 'id' }
const JSON_LIST = { kind: 'json', key: 'id' }

describe('an offer that is read without the end of a field says so', () => {
  test.each<[what: string, harvest: { kind: string }, body: string, field: string, most: string]>([
    ['201 values', JSON_LIST, json({ villes: many(201, at => `v${at}`) }), 'villes', '200 valeurs'],
    ['9 levels', JSON_LIST, json({ a: nested(8, 'x') }), 'a.n.n.n.n.n.n.n.n', '8 niveaux'],
    ['201 sessions', { kind: 'json-ld' }, ld(sessions(201)), 'hasCourseInstance.startDate', '200 valeurs'],
    ['17 levels of elements', XML, xml(`<a>${tags(17)}</a>`), `a${'.n'.repeat(16)}`, '16 niveaux'],
    ['51 dates', { kind: 'ical' }, daily(51), 'occurrence', '50 dates'],
  ])('%s', async (_, harvest, body, field, most) => {
    const { offers, rejections, outcome } = await harvestText(harvest, body)
    expect(offers).toHaveLength(1)
    expect(rejections).toMatchObject([{ code: 'offre-coupee', field, expected: `${most} au plus dans un champ` }])
    expect(rejections[0]?.message).toContain(`son champ « ${field} » a plus de ${most}`)
    // Told, and nothing else of the source is missing.
    expect([rejections.every(isNotice), outcome.state]).toEqual([true, 'complete'])
  })

  test.each<[what: string, harvest: { kind: string }, body: string]>([
    ['200 values', JSON_LIST, json({ villes: many(200, at => `v${at}`) })],
    ['8 levels', JSON_LIST, json({ a: nested(7, 'x') })],
    ['an empty object below', JSON_LIST, json({ a: nested(9, { n: null, m: '', l: [] }) })],
    ['the outline of a town', JSON_LIST, json({ contour: many(300, at => at) })],
    [
      'the same, in lists of lists',
      JSON_LIST,
      json({
        contour: nested(
          9,
          many(3, at => [at, at]),
        ),
      }),
    ],
    ['200 sessions', { kind: 'json-ld' }, ld(sessions(200))],
    ['16 levels of elements', XML, xml(`<a>${tags(16)}</a>`)],
    ['50 dates', { kind: 'ical' }, daily(50)],
  ])('%s are whole', async (_, harvest, body) => {
    const { offers, rejections } = await harvestText(harvest, body)
    expect([offers.length, rejections]).toEqual([1, []])
  })
})
