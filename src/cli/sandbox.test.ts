import { expect, test } from 'vitest'
import { sandboxCommand } from './sandbox.ts'

test('serves until it is asked to stop, then frees the port', async () => {
  let printed = ''
  let status = 0
  const command = sandboxCommand({
    out: text => {
      printed += text
    },
    stop: async () => {
      const { url, tokens } = JSON.parse(printed) as { url: string; tokens: Record<string, string> }
      const answer = await fetch(`${url}/structures/`, { headers: { authorization: `Token ${tokens.gestionnaire35}` } })
      status = answer.status
      await answer.arrayBuffer()
    },
  })
  await command.parseAsync(['--port', '0', '--json'], { from: 'user' })
  expect(status).toBe(200)
  const { url, services } = JSON.parse(printed) as { url: string; services: number }
  expect(services).toBeGreaterThan(60)
  await expect(fetch(url)).rejects.toThrow()
})

test('a port that is no number is refused', async () => {
  const command = sandboxCommand({ out: () => undefined, stop: async () => undefined })
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  await expect(command.parseAsync(['--port', 'abc'], { from: 'user' })).rejects.toThrow('nombre entier')
})
