import { expect, test } from 'vitest'
import { guardedLookup, isAllowedAddress, literalAddress } from './address-guard.ts'

test.each([
  ['93.184.216.34', true],
  ['2a00:1450:4007::200e', true],
  ['127.0.0.1', false],
  ['127.255.255.254', false],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
  ['172.16.0.1', false],
  ['172.32.0.1', true],
  ['192.168.0.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['192.0.2.1', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:93.184.216.34', true],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['fe80::1', false],
  ['fd12:3456::1', false],
  ['ff02::1', false],
  ['nonsense', false],
])('%s may be connected to: %s', (address, allowed) => {
  expect(isAllowedAddress(address, false)).toBe(allowed)
})

test('loopback passes only where asked for, and nothing else with it', () => {
  expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].map(address => isAllowedAddress(address, true))).toEqual([
    true,
    true,
    true,
  ])
  expect(['10.0.0.1', '169.254.169.254', '0.0.0.0'].map(address => isAllowedAddress(address, true))).toEqual([
    false,
    false,
    false,
  ])
})

test.each([
  ['http://2130706433/', '127.0.0.1'],
  ['http://0x7f.1/', '127.0.0.1'],
  ['http://[::1]/', '::1'],
  ['http://exemple.fr/', null],
])('%s names %s literally', (address, literal) => {
  expect(literalAddress(new URL(address))).toBe(literal)
})

test('the lookup hands over only what it checked', async () => {
  const lookup = (addresses: { address: string; family: number }[], all: boolean) =>
    new Promise((resolve, reject) =>
      guardedLookup(async () => addresses, false)('x.fr', { all }, (error, found) =>
        error ? reject(error) : resolve(found),
      ),
    )
  const good = { address: '93.184.216.34', family: 4 }
  expect(await lookup([good], false)).toBe('93.184.216.34')
  expect(await lookup([good], true)).toEqual([good])
  await expect(lookup([good, { address: '10.0.0.1', family: 4 }], true)).rejects.toMatchObject({
    code: 'ADRESSE_INTERDITE',
  })
  await expect(lookup([], false)).rejects.toMatchObject({ code: 'ENOTFOUND' })
})
