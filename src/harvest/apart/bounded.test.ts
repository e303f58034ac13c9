import { describe, expect, test } from 'vitest'
import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import type { Harvested, Outcome, RawOffer, RawValue } from '../connector.ts'
import { boundedHarvest } from './bounded-harvest.ts'
import { boundedOffer } from './bounded-offer.ts'

const value = (words: string, more: Partial<RawValue> = {}): RawValue => ({
  words,
  origin: { document: 'd', address: 'https://a.example/origine', where: 'titre' },
  ...more,
})
const offerOf = (fields: RawOffer['fields'], more: Partial<RawOffer> = {}): RawOffer => ({
  key: 'cle',
  address: 'https://a.example/offre',
  fields,
  ...more,
})
const many = (count: number, values: RawValue[] = []): RawOffer['fields'] =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`c${at}`, values]))

describe('one offer', () => {
  const refused = (offer: RawOffer) => {
    const read = boundedOffer(offer)
    return read.kind === 'rejected' ? read.rejection : null
  }

  test.each<[what: string, fits: RawOffer, over: RawOffer, received: string, limit: string]>([
    ['fields', offerOf(many(600)), offerOf(many(601)), '601 champs', '600 champs au plus'],
    [
      'values, of all fields together',
      offerOf({ a: Array(2500).fill(value('')), b: Array(2500).fill(value('')) }),
      offerOf({ a: Array(2500).fill(value('')), b: Array(2501).fill(value('')) }),
      '5001 valeurs',
      '5000 valeurs au plus',
    ],
    [
      'key',
      offerOf({}, { key: 'k'.repeat(1000) }),
      offerOf({}, { key: 'k'.repeat(1001) }),
      'un identifiant de 1001 caractères',
      'un identifiant de 1000 caractères au plus',
    ],
    [
      'characters: names, words and HTML',
      offerOf({ nom: [...Array(33).fill(value('x'.repeat(30_000))), value('x', { html: 'h'.repeat(9_996) })] }),
      offerOf({ noms: [...Array(33).fill(value('x'.repeat(30_000))), value('x', { html: 'h'.repeat(9_996) })] }),
      '1000001 caractères',
      '1000000 caractères au plus',
    ],
  ])('as many %s as a reader can bear, not one more', (_, fits, over, received, limit) => {
    expect(boundedOffer(fits)).toEqual({ kind: 'offer', offer: fits })
    expect(refused(over)).toMatchObject({
      code: 'offre-demesuree',
      where: 'https://a.example/offre',
      received,
      expected: limit,
      whose: 'partenaire',
      message: `L’offre « ${over.key.slice(0, 200)} » est démesurée : ${received}, pour ${limit}. Au partenaire de la publier plus simplement.`,
    })
  })

  test('a refusal names the offer by its key, unless the key is what is too long', () => {
    expect(refused(offerOf(many(601)))?.key).toBe('cle')
    expect(refused(offerOf(many(601), { key: 'k'.repeat(1000) }))?.key).toBe('k'.repeat(1000))
    expect(refused(offerOf({}, { key: 'k'.repeat(1001), address: 'a'.repeat(2000) }))).toMatchObject({
      key: null,
      where: 'a'.repeat(1000),
    })
  })

  test('a text, a place and an address are cut where no reader goes on', () => {
    const half = `${'é'.repeat(29_999)}\uD83D\uDE00`
    const origin = { document: 'd', address: 'https://a.example/origine', where: 'w'.repeat(1001) }
    const read = boundedOffer(
      offerOf({ texte: [value(half, { html: '<p>a</p>', mended: true })] }, { address: 'x'.repeat(4001) }),
    )
    expect(read).toMatchObject({ kind: 'offer', offer: { address: 'https://a.example/origine' } })
    const fields = read.kind === 'offer' ? read.offer.fields : {}
    expect(fields.texte?.[0]).toEqual({ ...value(`${'é'.repeat(29_999)}\uFFFD`), html: '<p>a</p>', mended: true })
    expect(Object.getPrototypeOf(fields)).toBeNull()
    const kept = boundedOffer(offerOf({ texte: [value('a', { origin })] }, { address: 'x'.repeat(4000) }))
    expect(kept).toMatchObject({
      offer: { address: 'x'.repeat(4000), fields: { texte: [{ origin: { where: 'w'.repeat(1000) } }] } },
    })
    expect(boundedOffer(offerOf({}, { address: 'x'.repeat(4001) }))).toMatchObject({ offer: { address: '' } })
    expect(boundedOffer(offerOf({ vide: [] }, { address: 'x'.repeat(4001) }))).toMatchObject({ offer: { address: '' } })
  })

  test('HTML that no reader could parse again is left out, its words stay', () => {
    const read = boundedOffer(offerOf({ a: [value('mots', { html: `<p>${'x'.repeat(100_001)}</p>` })] }))
    expect(read).toEqual({ kind: 'offer', offer: offerOf({ a: [value('mots')] }) })
    expect(Object.keys((read.kind === 'offer' && read.offer.fields.a?.[0]) || {})).not.toContain('html')
  })
})

describe('one harvest', () => {
  async function* given(items: Iterable<Harvested>, outcome: Outcome): AsyncGenerator<Harvested, Outcome> {
    yield* items
    return outcome
  }
  async function all(harvest: AsyncGenerator<Harvested, Outcome>): Promise<{ items: Harvested[]; outcome: Outcome }> {
    const items: Harvested[] = []
    for (let step = await harvest.next(); ; step = await harvest.next()) {
      if (step.done) return { items, outcome: step.value }
      items.push(step.value)
    }
  }
  const offer: Harvested = { kind: 'offer', offer: offerOf({}) }
  const big: Harvested = { kind: 'offer', offer: offerOf(many(601)) }
  const refusal = (more: Partial<Rejection> = {}): Harvested => ({
    kind: 'rejected',
    rejection: { ...rejectionAt('code', 'où', { expected: 'e', message: 'm', whose: 'partenaire' }), ...more },
  })
  const complete: Outcome = { state: 'complete', documents: 3 }

  test('what fits goes through, with its outcome', async () => {
    const items = [offer, refusal()]
    expect(await all(boundedHarvest(given(items, complete)))).toEqual({ items, outcome: complete })
  })

  test('an offer too big makes a whole harvest partial, and adds to one that is; one that failed or drifted stays', async () => {
    const outcomeOf = async (outcome: Outcome) => (await all(boundedHarvest(given([big, offer], outcome)))).outcome
    const why = { code: 'offre-demesuree' }
    const earlier = rejectionAt('plus-tôt', '', { expected: '', message: '', whose: 'robot' })
    expect(await outcomeOf(complete)).toMatchObject({ state: 'partial', reasons: [why], documents: 3 })
    expect(await outcomeOf({ state: 'unchanged', documents: 2 })).toMatchObject({ state: 'partial', documents: 2 })
    expect(await outcomeOf({ state: 'partial', reasons: [earlier], documents: 1 })).toMatchObject({
      reasons: [earlier, why],
      documents: 1,
    })
    const drifted: Outcome = { state: 'drifted', expectations: [], documents: 1 }
    const failed: Outcome = { state: 'failed', code: 'c', message: 'm', whose: 'robot', documents: 0 }
    expect([await outcomeOf(drifted), await outcomeOf(failed)]).toEqual([drifted, failed])
  })

  test('a refusal is told in words that fit', async () => {
    const long = 'x'.repeat(1001)
    const cut = 'x'.repeat(1000)
    const words = { key: long, where: long, field: long, received: long, expected: long, message: long }
    const { items } = await all(boundedHarvest(given([refusal(words), refusal()], complete)))
    expect(items).toEqual([
      refusal({ key: cut, where: cut, field: cut, received: 'x'.repeat(200), expected: cut, message: cut }),
      refusal(),
    ])
    const reasons = Array.from({ length: 5001 }, () => refusal(words)).flatMap(each =>
      each.kind === 'rejected' ? [each.rejection] : [],
    )
    const { outcome } = await all(boundedHarvest(given([], { state: 'partial', reasons, documents: 1 })))
    expect(outcome).toMatchObject({ state: 'partial', reasons: { length: 5000, 4999: { message: cut } } })
  })

  test('five thousand refusals are told one by one, the others are counted', async () => {
    const refusals = Array<Harvested>(5000).fill(refusal())
    const { items, outcome } = await all(boundedHarvest(given([...refusals, offer], complete)))
    expect([items.length, outcome]).toEqual([5001, complete])
    const more = await all(boundedHarvest(given([...refusals, refusal(), big, offer], complete)))
    expect(more.items.slice(5000)).toEqual([
      offer,
      {
        kind: 'rejected',
        rejection: {
          ...rejectionAt('trop-de-rejets', '', { expected: '5000 rejets au plus', message: '', whose: 'partenaire' }),
          received: '2',
          message:
            '2 autres rejets du même passage ne sont pas détaillés : au-delà de 5000, ils sont seulement comptés.',
        },
      },
    ])
    expect(more.outcome).toMatchObject({
      state: 'partial',
      reasons: [{ code: 'offre-demesuree' }, { code: 'trop-de-rejets' }],
      documents: 3,
    })
  })

  test('a source of too many records is read up to the limit, and told to stop', async () => {
    let left = false
    async function* endless(item: Harvested): AsyncGenerator<Harvested, Outcome> {
      try {
        for (;;) yield item
      } finally {
        left = true
      }
    }
    const { items, outcome } = await all(boundedHarvest(endless(offer), 3))
    expect([items.slice(0, 3), items.length, left]).toEqual([[offer, offer, offer], 4, true])
    const reason = {
      code: 'trop-d-offres',
      where: 'https://a.example/offre',
      expected: '3 offres au plus',
      message: expect.stringContaining('La source donne plus de 3 offres, la limite'),
      whose: 'partenaire',
    }
    expect(items[3]).toMatchObject({ kind: 'rejected', rejection: reason })
    expect(outcome).toMatchObject({ state: 'partial', reasons: [reason], documents: 1 })
    const far = offerOf({}, { address: 'a'.repeat(1001) })
    const cut = await all(boundedHarvest(given([offer, { kind: 'offer', offer: far }], complete), 1))
    expect(cut.items[1]).toMatchObject({ rejection: { where: 'a'.repeat(1000) } })
    const refusals = await all(boundedHarvest(endless(refusal({ where: 'w'.repeat(1001) })), 1))
    expect(refusals.items[1]).toMatchObject({ rejection: { where: 'w'.repeat(1000) } })
    expect((await all(boundedHarvest(given([offer, offer], complete), 2))).outcome).toEqual(complete)
  })
})
