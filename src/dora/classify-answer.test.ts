import { expect, test } from 'vitest'
import { classifyAnswer, type TryOutcome } from './classify-answer.ts'

const answer = (status: number, more: Partial<Extract<TryOutcome, { kind: 'answer' }>> = {}): TryOutcome => ({
  kind: 'answer',
  status,
  readable: true,
  html: false,
  ...more,
})
const lost: TryOutcome = { kind: 'network', sent: true }
const refused: TryOutcome = { kind: 'network', sent: false }

function brief(method: string, outcome: TryOutcome): string {
  const verdict = classifyAnswer(method, outcome)
  return verdict.kind === 'failed' ? `${verdict.whose} ${verdict.code}${verdict.retry ? ', again' : ''}` : verdict.kind
}

test.each<[string, string, TryOutcome, string]>([
  ['200', 'GET', answer(200), 'ok'],
  ['201', 'POST', answer(201), 'ok'],
  ['204', 'POST', answer(204), 'ok'],
  ['a cut answer', 'GET', answer(200, { readable: false }), 'transient reponse-illisible, again'],
  ['a cut answer to a write', 'POST', answer(201, { readable: false }), 'doubt reponse-illisible'],
  ['a redirection', 'GET', answer(301, { html: true, readable: false }), 'configuration redirection'],
  ['a redirection of a write', 'POST', answer(301, { html: true, readable: false }), 'configuration redirection'],
  ['refused fields', 'PATCH', answer(400), 'data champs-refuses'],
  ['an unknown token', 'GET', answer(401), 'configuration jeton-refuse'],
  ['no right', 'PATCH', answer(403), 'configuration droits-insuffisants'],
  ['not seen', 'GET', answer(404), 'absent'],
  ['nothing to change', 'PATCH', answer(404), 'data introuvable'],
  ['an unknown route', 'GET', answer(404, { html: true, readable: false }), 'configuration route-inconnue'],
  ['another method', 'POST', answer(405), 'dora refus-inattendu'],
  ['another type', 'POST', answer(415), 'dora refus-inattendu'],
  ['too many', 'GET', answer(429), 'transient quota-depasse, again'],
  ['too many, on a write: it was not done', 'POST', answer(429), 'transient quota-depasse, again'],
  ['what a route says of itself, not told', 'OPTIONS', answer(404), 'absent'],
  ['too early', 'POST', answer(425), 'transient trop-lent, again'],
  ['not received in time', 'POST', answer(408), 'transient trop-lent, again'],
  ['not yet an answer', 'GET', answer(199), 'dora refus-inattendu'],
  ['several choices', 'GET', answer(300), 'configuration redirection'],
  ['a crash', 'GET', answer(500, { html: true, readable: false }), 'transient panne, again'],
  ['a crash on a write', 'POST', answer(500, { html: true, readable: false }), 'doubt panne'],
  ['a proxy in trouble, on a write', 'PATCH', answer(502), 'doubt panne'],
  ['lost', 'GET', lost, 'transient connexion-perdue, again'],
  ['lost on a write', 'POST', lost, 'doubt connexion-perdue'],
  ['never sent', 'GET', refused, 'transient injoignable, again'],
  ['a write never sent', 'POST', refused, 'transient injoignable, again'],
])('%s (%s)', (_title, method, outcome, expected) => {
  expect(brief(method, outcome)).toBe(expected)
})

test('no write whose effect is unknown is ever tried again', () => {
  for (const method of ['POST', 'PATCH'])
    for (let status = 200; status < 600; status += 1)
      for (const readable of [true, false]) {
        const verdict = classifyAnswer(method, answer(status, { readable }))
        if (verdict.kind === 'failed' && verdict.whose === 'doubt') expect(verdict.retry).toBe(false)
        if (status >= 500) expect(verdict).toMatchObject({ kind: 'failed', whose: 'doubt' })
      }
})
