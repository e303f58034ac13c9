import type { Sandbox } from '../../src/sandbox/index.ts'

export interface RawAnswer {
  status: number
  headers: Headers
  text: string
  json: unknown
}

/** One request as anybody could send it, without the care of the client. */
export async function raw(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  account: keyof Sandbox['tokens'] | null = 'gestionnaire35',
): Promise<RawAnswer> {
  const response = await fetch(sandbox.url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(account === null ? {} : { authorization: `Token ${sandbox.tokens[account]}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as unknown) : null
  return { status: response.status, headers: response.headers, text, json }
}
