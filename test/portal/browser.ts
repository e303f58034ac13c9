import { load } from 'cheerio'
import type { Hono } from 'hono'

/** Keeps cookies between requests to an app, and fills in forms as a browser without JavaScript would. No socket. */
export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Page>
  /** Posts the form of the last page whose action is `action`, with its hidden fields and `fields` over them. */
  submit(action: string, fields?: Record<string, string | string[] | File>): Promise<Page>
  /** A raw request, for attacks. */
  raw(path: string, init?: RequestInit): Promise<Response>
  cookies: Map<string, string>
}

export interface Page {
  status: number
  location: string | null
  headers: Headers
  body: string
  $: ReturnType<typeof load>
  title: string
  text: string
}

export function browse(app: Pick<Hono, 'request'>, address = '192.0.2.1'): Browser {
  const cookies = new Map<string, string>()
  let last: Page | null = null
  const base = 'http://127.0.0.1'

  async function raw(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (cookies.size > 0 && !headers.has('cookie'))
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    headers.set('x-test-address', address)
    const response = await app.request(base + path, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/max-age=0/i.test(line) || /expires=thu, 01 jan 1970/i.test(line)) cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }

  async function page(response: Response): Promise<Page> {
    const body = await response.text()
    let read: Page['$'] | undefined
    last = {
      status: response.status,
      location: response.headers.get('location'),
      headers: response.headers,
      body,
      // Most are only asked for: what they say is read when somebody looks.
      get $() {
        read ??= load(body)
        return read
      },
      get title() {
        return this.$('h1').first().text()
      },
      get text() {
        return this.$('main').text().replace(/\s+/g, ' ')
      },
    }
    return last
  }

  return {
    cookies,
    raw,
    get: async (path, headers = {}) => page(await raw(path, { headers })),
    async submit(action, fields = {}) {
      const form = last?.$(`form[action="${action}"]`).first()
      if (!last || !form || form.length === 0) throw new Error(`no form towards ${action} on «${last?.title}»`)
      const data = new FormData()
      for (const input of form.find('input, textarea, select').toArray()) {
        const element = last.$(input)
        const name = element.attr('name')
        if (!name || name in fields) continue
        if (element.attr('type') === 'checkbox' && element.attr('checked') === undefined) continue
        if (element.attr('type') === 'radio' && element.attr('checked') === undefined) continue
        if (element.attr('type') === 'file') continue
        data.append(
          name,
          String(
            element.is('select')
              ? (element.find('option[selected]').attr('value') ?? element.find('option').first().attr('value') ?? '')
              : (element.val() ?? ''),
          ),
        )
      }
      for (const [name, value] of Object.entries(fields))
        for (const each of Array.isArray(value) ? value : [value]) data.append(name, each)
      const upload = form.attr('enctype') === 'multipart/form-data'
      const body = upload ? data : new URLSearchParams([...data].map(([name, value]) => [name, String(value)]))
      return page(await raw(action, { method: 'POST', body, headers: { origin: base } }))
    },
  }
}

/** Follows one redirect. */
export async function follow(browser: Browser, page: Page): Promise<Page> {
  if (page.location === null) throw new Error(`no redirect: ${page.status} «${page.title}»`)
  return browser.get(page.location)
}
