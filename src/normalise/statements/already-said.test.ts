import { expect, test } from 'vitest'
import { alreadySaid } from './already-said.ts'
import type { StatementBody } from './statement.ts'

const offer = { source: 's', key: 'a' }
const about = (body: StatementBody, place: typeof offer | null = offer) => ({ partner: 'p', offer: place, body })
const correction = (name: string, after: string) =>
  about({ kind: 'correction', fields: { [name]: { before: 'avant', after } }, comment: '' })
const line = (id: string, nom: string, from = 'tableur') =>
  about({ kind: 'declaration', from, fields: { id, nom } }, null)
const elsewhere = (said: ReturnType<typeof about>) => ({ ...said, offer: { source: 's', key: 'b' } })
const both = (...names: string[]) =>
  about({
    kind: 'correction',
    fields: Object.fromEntries(names.map(name => [name, { before: '', after: 'x' }])),
    comment: '',
  })
const withdrawal = about({ kind: 'withdrawal', reason: 'fin' })
const confirmation = about({ kind: 'confirmation' })

test.each([
  ['the same, pressed again', correction('frais', '10'), [correction('frais', '10')], true],
  ['back to the first value', correction('frais', '10'), [correction('frais', '20'), correction('frais', '10')], false],
  ['another field in between', correction('frais', '10'), [correction('nom', 'B'), correction('frais', '10')], true],
  ['a line that comes back as it was', line('1', 'A'), [line('1', 'B'), line('1', 'A')], false],
  ['another line in between', line('1', 'A'), [line('2', 'B'), line('1', 'A')], true],
  [
    'a form sent twice',
    line('f2', 'A', 'formulaire'),
    [line('f3', 'B', 'formulaire'), line('f1', 'A', 'formulaire')],
    true,
  ],
  ['withdrawn, corrected, withdrawn', withdrawal, [correction('frais', '10'), withdrawal], false],
  ['confirmed, corrected, confirmed', confirmation, [correction('frais', '10'), confirmation], false],
  [
    'another offer in between',
    correction('frais', '10'),
    [elsewhere(correction('frais', '20')), correction('frais', '10')],
    true,
  ],
  [
    'another source in between',
    correction('frais', '10'),
    [{ ...correction('frais', '20'), offer: { source: 't', key: 'a' } }, correction('frais', '10')],
    true,
  ],
  ['one of two fields in between', correction('frais', '10'), [both('frais', 'nom'), correction('frais', '10')], false],
  ['confirmed in between', correction('frais', '10'), [confirmation, correction('frais', '10')], false],
  ['withdrawn in between', correction('frais', '10'), [withdrawal, correction('frais', '10')], false],
  ['two withdrawals for two reasons', withdrawal, [about({ kind: 'withdrawal', reason: 'autre' }), withdrawal], true],
  [
    'declared, then a stop, then declared',
    line('1', 'A'),
    [about({ kind: 'stop', reason: '' }, null), line('1', 'A')],
    true,
  ],
  [
    'a stop, then a line, then a stop',
    about({ kind: 'stop', reason: '' }, null),
    [line('1', 'A'), about({ kind: 'stop', reason: '' }, null)],
    true,
  ],
  ['a form and a line of one name in between', line('1', 'A'), [line('1', 'B', 'formulaire'), line('1', 'A')], true],
  ['nothing was said', withdrawal, [], false],
])('%s', (_, said, standing, already) => {
  expect(alreadySaid(said, standing)).toBe(already ? standing.at(-1) : null)
})
