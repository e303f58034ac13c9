import { expect, test } from 'vitest'
import { statementTitle } from './statement-title.ts'

const correction = (...fields: string[]) => ({
  title: 'Correction : Atelier',
  body: {
    kind: 'correction' as const,
    fields: Object.fromEntries(fields.map(field => [field, { before: '', after: 'x' }])),
    comment: '',
  },
})

test('corrections of one offer are told apart by what they correct', () => {
  expect(statementTitle(correction('telephone'))).toBe('Correction : Atelier (Téléphone)')
  expect(statementTitle(correction('nom', 'telephone', 'courriel', 'frais', 'fin')).replaceAll('\u00A0', ' ')).toBe(
    'Correction : Atelier (Nom, Téléphone, Courriel et 2 autres)',
  )
  expect(statementTitle(correction())).toBe('Correction : Atelier')
  expect(statementTitle({ title: 'Retrait : Atelier', body: { kind: 'withdrawal', reason: '' } })).toBe(
    'Retrait : Atelier',
  )
})
