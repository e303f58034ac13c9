import { expect, test } from 'vitest'
import { z } from 'zod'
import { frenchIssue, sayIssue } from './french-issue.ts'

const said = (shape: z.ZodType, value: unknown) =>
  (shape.safeParse(value, { error: sayIssue }).error?.issues ?? []).map(({ message }) => message).join(' | ')

test.each<[z.ZodType, unknown, string]>([
  [z.int(), 'abc', 'il faut un nombre ; reçu : « abc »'],
  [z.int(), 1.5, 'il faut un nombre entier ; reçu : 1.5'],
  [z.coerce.number(), 'abc', 'il faut un nombre ; reçu : ce qui n’est pas un nombre'],
  [z.int().min(1), 0, 'il faut 1 au moins ; reçu : 0'],
  [z.number().gt(1), 1, 'il faut plus de 1 ; reçu : 1'],
  [z.int().max(200), 201, 'il faut 200 au plus ; reçu : 201'],
  [z.number().lt(2), 2, 'il faut moins de 2 ; reçu : 2'],
  [z.string(), undefined, 'manque (il faut un texte)'],
  [z.string(), null, 'manque (il faut un texte)'],
  [z.string(), ['a', 'b'], 'il faut un texte ; reçu : une liste de 2'],
  [z.string(), { a: 1 }, 'il faut un texte ; reçu : un groupe de clés'],
  [z.string().min(1), '', 'il faut 1 caractère au moins ; reçu : un texte vide'],
  [z.string().length(3), 'ab', 'il faut 3 caractères ; reçu : « ab »'],
  [z.array(z.string()).min(2), ['a'], 'il faut 2 éléments au moins ; reçu : une liste de 1'],
  [z.boolean(), 'oui', 'il faut true ou false ; reçu : « oui »'],
  [z.array(z.int()), 'a', 'il faut une liste ; reçu : « a »'],
  [z.record(z.string(), z.int()), 3, 'il faut un groupe de clés ; reçu : 3'],
  [z.enum(['a', 'b', 'c']), 'd', 'il faut « a », « b » ou « c » ; reçu : « d »'],
  [z.literal(1), 2, 'il faut 1 ; reçu : 2'],
  [z.iso.date(), 'hier', 'il faut une date AAAA-MM-JJ ; reçu : « hier »'],
  [z.url(), 'chez nous', 'il faut une adresse web (https://…) ; reçu : « chez nous »'],
  [z.string().regex(/^[a-z]+$/), 'A', 'il faut la forme /^[a-z]+$/ ; reçu : « A »'],
  [z.number().multipleOf(5), 3, 'il faut un multiple de 5 ; reçu : 3'],
  [z.union([z.string(), z.array(z.string())]), 3, 'il faut un texte ou une liste ; reçu : 3'],
  [
    z.union([z.strictObject({ read: z.string() }), z.array(z.int())]),
    { read: 1 },
    'read : il faut un texte ; reçu : 1',
  ],
  [z.strictObject({}), { a: 1 }, 'clé inconnue « a »'],
  [z.strictObject({}), { a: 1, b: 2 }, 'clés inconnues « a », « b »'],
  [z.string().refine(() => false, { error: 'n’est pas cela' }), 'a', 'n’est pas cela'],
  [z.string().max(3), 'x'.repeat(80), `il faut 3 caractères au plus ; reçu : « ${'x'.repeat(60)}… »`],
])('%#: what was expected and what came', (shape, value, words) => {
  expect(said(shape, value)).toBe(words)
})

test('an issue that lost its value finds it again in the whole', () => {
  const input = { list: [{ rank: 'x' }] }
  const [issue] = z.object({ list: z.array(z.object({ rank: z.int() })) }).safeParse(input).error?.issues ?? []
  if (!issue) throw new Error('accepted')
  expect(frenchIssue(issue, input)).toBe('il faut un nombre ; reçu : « x »')
})

test('what zod has no French words of ours for is said in its own French', () => {
  expect(said(z.set(z.int()), new Set(['b']))).toMatch(/invalide|attendu|il faut/i)
})
