import { expect, test } from 'vitest'
import type { Statement, StatementBody } from '../../normalise/statements/statement.ts'
import { saidMeanwhile } from './said-meanwhile.ts'

const [ada, bo] = ['Ada <a@gip.fr>', 'Bo <b@gip.fr>']
const correction = (fields: Record<string, string>): StatementBody => ({
  kind: 'correction',
  fields: Object.fromEntries(Object.entries(fields).map(([field, after]) => [field, { before: '', after }])),
  comment: '',
})
const said = (id: string, by: string, body: StatementBody, state: Statement['state'] = 'accepted') => ({
  id,
  by,
  body,
  state,
})
const mine = { nom: { before: '', after: 'Atelier du jeudi' }, publics: { before: '', after: 'femmes,jeunes' } }

test('what somebody else answered otherwise since the form was opened is told, the latest word of each', () => {
  const list = [
    said('s4', bo, correction({ nom: 'Atelier du mardi' })),
    said('s3', bo, correction({ nom: 'Atelier du lundi', publics: 'jeunes,femmes', adresse: '1 rue' })),
    said('s2', bo, { kind: 'confirmation' }),
    said('s1', bo, correction({ publics: 'tous-publics' })),
  ]
  expect(saidMeanwhile(list, 's1', mine, ada)).toEqual({
    nom: expect.stringMatching(/Bo a répondu «.Atelier du mardi.»/),
  })
  expect(Object.keys(saidMeanwhile(list, '', mine, ada))).toEqual(['nom', 'publics'])
})

test.each([
  ['nothing new', 's1', ada, 'accepted' as const],
  ['their own', '', bo, 'accepted' as const],
  ['what does not hold', '', ada, 'refused' as const],
  ['a form that does not say', null, ada, 'accepted' as const],
  ['one too far back', 'z', ada, 'accepted' as const],
])('%s is not told', (_, seen, by, state) => {
  expect(saidMeanwhile([said('s1', bo, correction({ nom: 'Autre' }), state)], seen, mine, by)).toEqual({})
})
