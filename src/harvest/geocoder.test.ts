import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createGeocoder } from './geocoder.ts'

const ADDRESS = { street: '12 rue de la Gare', postalCode: '35000', cityCode: '35238' }
let asked: string[]
let answer: { status: number; body: unknown }
let server: ReturnType<typeof createServer>
let url: string

beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/search/`
})
afterEach(() => new Promise(resolve => server.close(resolve)))

const found = (properties: object) => ({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [-1.67, 48.11] },
      properties: { score: 0.9, type: 'housenumber', citycode: '35238', ...properties },
    },
  ],
})

test('an address is asked for in its commune, and its point comes back', async () => {
  answer = { status: 200, body: found({}) }
  expect(await createGeocoder(url)(ADDRESS)).toEqual({ longitude: -1.67, latitude: 48.11 })
  expect(asked).toEqual(['/search/?q=12+rue+de+la+Gare&citycode=35238&postcode=35000&limit=1'])
})

test.each([
  ['of another commune', { citycode: '35288' }],
  ['the middle of the commune', { type: 'municipality' }],
  ['far from what was asked', { score: 0.4 }],
])('an answer that is %s is none', async (_, properties) => {
  answer = { status: 200, body: found(properties) }
  expect(await createGeocoder(url)(ADDRESS)).toBeNull()
})

test('nothing found is null; an error or another form is a failure', async () => {
  answer = { status: 200, body: { features: [] } }
  expect(await createGeocoder(url)(ADDRESS)).toBeNull()
  answer = { status: 503, body: {} }
  await expect(createGeocoder(url)(ADDRESS)).rejects.toThrow('503')
  answer = { status: 200, body: { erreur: 'non' } }
  await expect(createGeocoder(url)(ADDRESS)).rejects.toThrow()
})
