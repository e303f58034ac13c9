import { expect, test } from 'vitest'
import type { InboxItem } from '../../ledger/inbox.ts'
import type { NormalisedOffer } from '../../normalise/normalised-offer.ts'
import { standingWords } from './standing-words.ts'

const offer = { whose: null, misses: 0, record: null, reason: 'Nouvelle offre de la source.' }
const item = (rest: object) => ({ closed: null, ...rest }) as InboxItem

test('a conflict names what differs, from the question it waits for', () => {
  const fields = [{ field: 'name', base: 'a', ours: 'b', theirs: 'c' }]
  const asked = item({ kind: 'conflict', detail: { slug: 's', fields } })
  const said = standingWords({ ...offer, state: 'conflict', whose: 'gestionnaire' }, [asked])
  expect(said).toMatch(/ne sont plus la même chose : nom\. La valeur de DORA est gardée/)
  expect(standingWords({ ...offer, state: 'conflict' }, [{ ...asked, closed: '2026-11-24' }])).not.toContain('nom')
})

test('a question about another service does not name who holds it', () => {
  const reason = 'Peut-être déjà dans DORA (tenu par l’offre « x » de la source y).'
  const said = standingWords({ ...offer, state: 'waiting', reason }, [item({ kind: 'match', detail: {} })])
  expect(said).toBe('Elle est peut-être déjà dans DORA : le gestionnaire dira si c’est le même service.')
})

test('an absence is said in passes, an end with its day', () => {
  expect(standingWords({ ...offer, state: 'waiting', misses: 1 }, [])).toContain('au dernier passage')
  expect(standingWords({ ...offer, state: 'waiting', misses: 2 }, [])).toMatch(/aux 2\sderniers passages/)
  expect(standingWords({ ...offer, state: 'retired', misses: 3 }, [])).toBe('Elle n’est plus sur vos pages.')
  const record = {
    session: { start: null, end: '2026-05-03' },
    provenance: { fin: [{ document: 'page', address: '', where: '', words: '' }] },
  } as unknown as NormalisedOffer
  const said = standingWords({ ...offer, state: 'waiting', whose: 'partenaire', record }, [])
  expect(said).toMatch(/^Terminée le 3\smai 2026.*chez vous, la remet en route\.$/)
})

test.each(['created', 'updated', 'conflict'] as const)('%s: «la source» is theirs', state => {
  expect(standingWords({ ...offer, state }, [])).not.toMatch(/source/)
})

test('what speaks of DORA alone is said as the pass noted it', () => {
  const reason = 'Archivée dans DORA par une personne : elle le reste.'
  expect(standingWords({ ...offer, state: 'unchanged', reason }, [])).toBe(reason)
})
