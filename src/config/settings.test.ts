import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('without anything, the embedded defaults', () => {
  expect(readSettings({})).toMatchObject({ DORA_QUOTA: 120, PORT: 8535, LOG_LEVEL: 'info' })
})

test('an empty value counts as absent', () => {
  expect(readSettings({ PORT: '', DORA_URL: '' })).not.toHaveProperty('DORA_URL')
})

test('each wrong variable is named with what came', () => {
  expect(() => readSettings({ PORT: 'huit', LOG_LEVEL: 'bavard' })).toThrow(
    /PORT[\s\S]*huit[\s\S]*LOG_LEVEL[\s\S]*bavard/,
  )
})

test('the value of a secret is never shown', () => {
  expect(() => readSettings({ DATABASE_URL: 'mysql://root:motdepasse@h/b' })).toThrow(/masquée/)
  try {
    readSettings({ DATABASE_URL: 'mysql://root:motdepasse@h/b' })
  } catch (error) {
    expect(String(error)).not.toContain('motdepasse')
  }
})

test('quotes that were left around a value are taken off, those inside it are not', () => {
  expect(readSettings({ MAIL_FROM: '"dora-sync <a@b.fr>"' }).MAIL_FROM).toBe('dora-sync <a@b.fr>')
  expect(readSettings({ MAIL_FROM: "'dora-sync <a@b.fr>'" }).MAIL_FROM).toBe('dora-sync <a@b.fr>')
  expect(readSettings({ MAIL_FROM: '"dora-sync" <a@b.fr>' }).MAIL_FROM).toBe('"dora-sync" <a@b.fr>')
})

test('blanks around a value are no part of it, and nothing but blanks is no value: never zero, never a token', () => {
  const blank = readSettings({ PORT: ' ', STOP_GRACE: '\t', DORA_WAIT_MINUTES: ' ', DORA_TOKEN: '" "', DORA_URL: '""' })
  expect(blank).toMatchObject({ PORT: 8535, STOP_GRACE: 25, DORA_WAIT_MINUTES: 30 })
  expect(blank).not.toHaveProperty('DORA_TOKEN')
  expect(blank).not.toHaveProperty('DORA_URL')
  const given = { DORA_TOKEN: 'jeton\n', REDIS_URL: ' redis://x', LOG_LEVEL: '"info" ', HEALTH_PORT: ' 0 ' }
  const read = { DORA_TOKEN: 'jeton', REDIS_URL: 'redis://x', LOG_LEVEL: 'info', HEALTH_PORT: 0 }
  expect(readSettings(given)).toMatchObject(read)
})

test('a wrong setting says in French what it wants; what may be secret is not shown', () => {
  const wrong = { PORT: 'abc', LOG_LEVEL: 'fort', PUBLIC_URL: 'chez-nous', STOP_GRACE: '-1' }
  const said = () => readSettings(wrong)
  expect(said).toThrow('PORT : il faut un nombre ; reçu : « abc »')
  expect(said).toThrow('LOG_LEVEL : il faut « silent », « error », « warn », « info » ou « debug » ; reçu : « fort »')
  expect(said).toThrow('PUBLIC_URL : il faut une adresse web (https://…) ; reçu : « (valeur masquée) »')
  expect(said).toThrow('STOP_GRACE : il faut 0 au moins ; reçu : « -1 »')
})
