import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportReport } from '../../src/coverage/export.ts'
import type { CoverageInput, OfferState } from '../../src/coverage/input.ts'
import { isPublished } from '../../src/coverage/published.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { fromParts, inParts } from '../../src/coverage/report-in-parts.ts'
import { readSnapshot, snapshotOf } from '../../src/coverage/snapshot.ts'
import { valuesOf } from '../../src/reference/referentiels.ts'
import { geography, input, offer } from './small-departement.ts'

const some = <T>(values: readonly T[], maxLength = 3) => fc.uniqueArray(fc.constantFrom(...values), { maxLength })
const LINES = ['1/a', '1/b', '2/x', '2/y', '3/poste', '9/inconnue']
const day = fc
  .integer({ min: 0, max: 1500 })
  .map(back => new Date(Date.UTC(2030, 5, 30) - back * 86_400_000).toISOString().slice(0, 10))

const anOffer = (index: number): fc.Arbitrary<OfferState> =>
  fc
    .record({
      source: fc.constantFrom('s1', 's2', 'inconnue'),
      actions: fc.array(fc.constantFrom(...LINES), { maxLength: 4 }),
      thematiques: fc.option(some(valuesOf('thematiques'))),
      publics: fc.option(
        fc.oneof(fc.constant<string[]>(['tous-publics']), some(valuesOf('publics').filter(v => v !== 'tous-publics'))),
      ),
      modes_accueil: fc.option(some(valuesOf('modes_accueil'))),
      zone_eligibilite: fc.option(
        some(['99', 'france', '99001', '99002', '999000001', '999000002', '75', '123456789']),
      ),
      code_insee: fc.option(fc.constantFrom('99001', '99002', '75056')),
      state: fc.constantFrom(
        'created',
        'updated',
        'unchanged',
        'conflict',
        'rejected',
        'waiting',
        'retired',
      ) as fc.Arbitrary<OfferState['state']>,
      status: fc.option(fc.constantFrom('PUBLISHED', 'DRAFT', 'SUGGESTION', 'ARCHIVED')) as fc.Arbitrary<
        OfferState['status']
      >,
      confirmedAt: fc.option(day),
      score: fc.integer({ min: 0, max: 100 }).map(n => n / 100),
      whose: fc.option(fc.constantFrom('partenaire', 'gestionnaire', 'dora')) as fc.Arbitrary<OfferState['whose']>,
    })
    .map(({ source, actions, state, status, confirmedAt, score, whose, ...fields }) =>
      offer(source, `o${index}`, actions, fields, {
        state,
        status,
        confirmedAt,
        score,
        whose,
        slug: status === null ? null : `slug-${index}`,
      }),
    )

const anInput: fc.Arbitrary<CoverageInput> = fc
  .integer({ min: 0, max: 12 })
  .chain(n => fc.tuple(...Array.from({ length: n }, (_, i) => anOffer(i))))
  .map(offers => ({ ...input, offers }))

const sum = (rows: { value: number }[]) => rows.reduce((total, row) => total + row.value, 0)

test('parts add up, whatever the offers', () => {
  fc.assert(
    fc.property(anInput, given => {
      const report = coverageReport(given, geography)
      const published = given.offers.filter(offer => isPublished(offer, given.date)).length
      expect(sum(report.statuses)).toBe(given.offers.length)
      expect(sum(report.states)).toBe(given.offers.length)
      expect(sum(report.freshness)).toBe(published)
      expect(sum(report.quality.distribution)).toBe(published)
      const { total, referenced, partial, missing, without_offer } = report.money
      expect(total).toBe(50_000)
      expect(referenced + partial + missing + without_offer).toBe(total)
      expect(report.fiches.reduce((euros, fiche) => euros + fiche.money.referenced, 0)).toBe(referenced)
      for (const one of report.indicators) {
        if (one.parts.length === 0) continue
        expect(sum(one.parts), one.id).toBe(one.of ?? one.value)
        if (one.of !== null && one.value !== null) expect(one.value, one.id).toBeLessThanOrEqual(one.of)
      }
    }),
  )
})

test('no offer is counted twice in a total', () => {
  fc.assert(
    fc.property(anInput, given => {
      const report = coverageReport(given, geography)
      const published = given.offers.filter(offer => isPublished(offer, given.date))
      for (const area of report.areas) {
        expect(area.on_site + area.by_zone + area.remote).toBe(area.reachable)
        expect(area.reachable).toBeLessThanOrEqual(published.length)
      }
      const [aval, bourg, nord] = report.areas
      // An agency sees each offer of its EPCI once: at least the best of them, at most their sum.
      expect(nord?.reachable).toBeGreaterThanOrEqual(Math.max(aval?.reachable ?? 0, bourg?.reachable ?? 0))
      expect(nord?.reachable).toBeLessThanOrEqual((aval?.reachable ?? 0) + (bourg?.reachable ?? 0))
      const reachable = new Map(report.areas.map(area => [area.code, area.reachable]))
      const wrong = report.cells.filter(
        cell =>
          cell.on_site + cell.by_zone + cell.remote !== cell.reachable ||
          cell.origins.followed.on_site !== cell.on_site ||
          cell.origins.followed.reachable !== cell.reachable ||
          cell.reachable > (reachable.get(cell.area) ?? 0) ||
          cell.open_to_all > cell.reachable,
      )
      expect(wrong).toEqual([])
      for (const line of report.lines) {
        const keys = line.services.map(service => `${service.source} ${service.key}`)
        expect(new Set(keys).size).toBe(keys.length)
      }
    }),
  )
})

test('a pair is a desert or has an offer on the spot, never both', () => {
  fc.assert(
    fc.property(anInput, given => {
      const report = coverageReport(given, geography)
      const deserts = new Set(report.deserts.map(desert => `${desert.area} ${desert.category}`))
      const served = report.cells.filter(
        cell => cell.public === '*' && !cell.area.startsWith('agence') && cell.on_site > 0,
      )
      expect(served.filter(cell => deserts.has(`${cell.area} ${cell.category}`))).toEqual([])
      expect(deserts.size + served.length).toBe(2 * 16)
    }),
  )
})

test('same facts in another order: same bytes; the input is left as it was', () => {
  fc.assert(
    fc.property(
      anInput.chain(given =>
        fc.tuple(fc.constant(given), fc.shuffledSubarray([...given.offers], { minLength: given.offers.length })),
      ),
      ([given, shuffled]) => {
        const before = JSON.stringify(given)
        const one = snapshotOf(coverageReport(given, geography))
        const other = snapshotOf(
          coverageReport({ ...given, offers: shuffled, sources: given.sources.toReversed() }, geography),
        )
        expect(other.fingerprint).toBe(one.fingerprint)
        expect(Buffer.from(other.bytes).equals(Buffer.from(one.bytes))).toBe(true)
        expect(JSON.stringify(given)).toBe(before)
      },
    ),
  )
})

test('a snapshot never changes: read back it is the report, altered it is refused', () => {
  fc.assert(
    fc.property(anInput, fc.nat(), (given, at) => {
      const report = coverageReport(given, geography)
      const snapshot = snapshotOf(report)
      expect(snapshotOf(readSnapshot(snapshot.bytes, snapshot.fingerprint)).id).toBe(snapshot.id)
      const altered = snapshot.bytes.slice()
      const place = at % altered.length
      altered[place] = (altered[place] ?? 0) ^ 1
      expect(() => readSnapshot(altered, snapshot.fingerprint)).toThrow(/empreinte/)
    }),
    { numRuns: 40 },
  )
})

test('a report whose lists stay packed is the same in every form, byte for byte', async () => {
  const forms = [['json'], ['html'], ['csv', 'a-faire'], ['csv-machine', 'services']] as const
  await fc.assert(
    fc.asyncProperty(anInput, async given => {
      const report = coverageReport(given, geography)
      const packed = fromParts([...inParts(report)])
      expect(JSON.stringify(packed)).toBe(JSON.stringify(report))
      for (const [form, table = 'actions'] of forms)
        expect(await exportReport(packed, form, { table })).toEqual(await exportReport(report, form, { table }))
    }),
    { numRuns: 30 },
  )
})
