import { expect, test } from 'vitest'
import { sameSaid } from './same-said.ts'
import type { StatementBody } from './statement.ts'

const said = (body: StatementBody, offer: { source: string; key: string } | null = null, partner = 'p') => ({
  partner,
  offer,
  body,
})
const declared = (fields: Record<string, string>, from = 'formulaire'): StatementBody => ({
  kind: 'declaration',
  fields,
  from,
})

test.each([
  [said({ kind: 'withdrawal', reason: 'fin' }), said({ kind: 'withdrawal', reason: 'fin' }), true],
  [said({ kind: 'withdrawal', reason: 'fin' }), said({ kind: 'withdrawal', reason: 'autre' }), false],
  [
    said({ kind: 'confirmation' }, { source: 's', key: 'a' }),
    said({ kind: 'confirmation' }, { source: 's', key: 'a' }),
    true,
  ],
  [
    said({ kind: 'confirmation' }, { source: 's', key: 'a' }),
    said({ kind: 'confirmation' }, { source: 's', key: 'b' }),
    false,
  ],
  [said({ kind: 'stop', reason: '' }), said({ kind: 'stop', reason: '' }, null, 'q'), false],
  [
    said(declared({ id: 'f1', nom: 'A', date_maj: '2026-11-24' })),
    said(declared({ nom: 'A', id: 'f2', date_maj: '2026-11-25' })),
    true,
  ],
  [said(declared({ id: 'f1', nom: 'A' })), said(declared({ id: 'f1', nom: 'B' })), false],
  [said(declared({ id: '1', nom: 'A' }, 'tableur')), said(declared({ id: '2', nom: 'A' }, 'tableur')), false],
])('%j and %j: %s', (a, b, same) => {
  expect(sameSaid(a, b)).toBe(same)
})
