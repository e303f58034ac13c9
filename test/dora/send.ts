import type { Sandbox } from '../../src/sandbox/index.ts'
import type { Exchange } from './exchanges.ts'

/** Sends the request of a recorded exchange as the account that sent it. */
export async function send(
  sandbox: Sandbox,
  { as, request }: Exchange,
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const token = as === null ? null : sandbox.tokens[as as keyof Sandbox['tokens']]
  if (token === undefined) throw new Error(`no account ${as}`)
  const body = request.raw ?? (request.body === undefined ? null : JSON.stringify(request.body))
  const response = await fetch(sandbox.url + request.path, {
    method: request.method,
    redirect: 'manual',
    headers: {
      ...(token === null ? {} : { authorization: `Token ${token}` }),
      ...(body === null ? {} : { 'content-type': request.contentType ?? 'application/json' }),
    },
    body,
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('application/json') ?? false
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
}
