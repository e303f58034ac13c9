import { expect, test } from 'vitest'
import { saidError } from './said-error.ts'

test.each<[content: unknown, error: string | null]>([
  [{ error: 'Clé invalide' }, 'Clé invalide'],
  [{ error: { code: 401, message: 'Clé invalide' } }, 'Clé invalide'],
  [{ errors: [{ status: '400', title: 'Mauvaise demande' }] }, 'Mauvaise demande'],
  [{ errors: { page: ['trop grande'] } }, 'trop grande'],
  [{ error: true, message: 'en maintenance' }, 'en maintenance'],
  [{ error: true }, 'error'],
  [{ erreur: 12 }, '12'],
  [{ success: false }, 'échec'],
  [{ status: 'error', message: 'quota' }, 'quota'],
  [{ status: 503 }, '503'],
  [{ status: 'ok', message: 'bonjour' }, null],
  [{ error: false, errors: [], erreur: '', exception: null, fault: {} }, null],
  [{ error: 0, errors: 'none' }, null],
  [{ message: 'bonjour' }, null],
  [[{ error: 'x' }], null],
  ['error', null],
  [null, null],
])('%j tells %j', (content, error) => expect(saidError(content)).toBe(error))
