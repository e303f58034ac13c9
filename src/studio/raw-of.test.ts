import { expect, test } from 'vitest'
import { isDeduced } from './deduced.ts'
import { rawOfferOf } from './raw-of.ts'

test('a value that no word says is told by why it is held, and not by a place of the source', () => {
  const field = { confidence: 'basse' as const, unread: [], alternatives: [] }
  const said = { ...field, value: 'gratuit', words: 'C’est gratuit', where: 'paragraphe 4', reason: 'lu dans le texte' }
  const held = {
    ...field,
    value: ['telephoner'],
    words: '',
    where: 'coordonnées de l’offre',
    reason: 'un téléphone est donné',
  }
  const { fields } = rawOfferOf(
    { key: 'x', fields: { frais: said, modes_mobilisation: held } },
    { document: 'h', address: 'https://asso.example/' },
  )
  const where = (name: string) => fields[name]?.[0]?.origin.where ?? ''
  expect([where('frais'), where('modes_mobilisation')]).toEqual(['paragraphe 4', 'déduit : un téléphone est donné'])
  expect([where('frais'), where('modes_mobilisation')].map(isDeduced)).toEqual([false, true])
})
