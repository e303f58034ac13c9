import type { Draft } from '../../ledger/drafts.ts'
import type { Holder } from '../../ledger/keys.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { LedgerBusy } from '../../ledger/ledger-busy.ts'
import { safeNext } from '../access/safe-next.ts'
import { audienceOf } from './audience.ts'
import { cameFrom } from './came-from.ts'
import { fillForm } from './fill-form.ts'
import type { PortalContext } from './frame.ts'
import type { Cookies } from './session-cookie.ts'

/** What is typed there is kept nowhere: the address of a person who is neither ours nor asked us anything. */
const UNKEPT = /^\/structures\/[^/]+\/inviter$/

const addressOf = (c: PortalContext) => {
  const { pathname, search } = new URL(c.req.url)
  return `${pathname}${search}`
}

function holderOf(c: PortalContext): Holder | null {
  const visitor = c.get('visitor')
  if (visitor.role === 'public') return null
  return { kind: visitor.role === 'partenaire' ? 'contact' : 'person', id: visitor.id }
}

/** A form that comes when its session is over is kept for whoever was signed in on that browser, and shown filled when they are again. */
export function createLostForms(deps: { drafts: Ledger['drafts']; cookies: Cookies }) {
  const { drafts, cookies } = deps
  return {
    /** @returns the page to go back to, and whether something typed waits there; null when nobody had signed in here */
    async keep(c: PortalContext, form: FormData): Promise<{ page: string; kept: boolean } | null> {
      const action = safeNext(addressOf(c), '')
      const id = (await cookies.known(c))[audienceOf(c.req.path)]
      const fields = [...form].flatMap(([name, value]): Draft['fields'] =>
        name === '_jeton' || typeof value !== 'string' ? [] : [[name, value.replaceAll('\0', '')]],
      )
      if (action === '' || id === undefined) return null
      const page = cameFrom(c, action)
      const kept = !UNKEPT.test(c.req.path) && fields.some(([, value]) => value.trim() !== '')
      if (kept) await drafts.keep({ kind: audienceOf(c.req.path), id }, { action, page, fields })
      return { page, kept }
    },
    /** After a page was made: filled with what was lost on it, when something was. */
    async giveBack(c: PortalContext): Promise<void> {
      const holder = holderOf(c)
      if (!holder) return
      if (c.req.method === 'POST') {
        if (c.res.status >= 400) return
        // What was asked is done: that the draft stays for now must not say otherwise.
        await drafts.drop(holder, addressOf(c)).catch(error => {
          if (!(error instanceof LedgerBusy)) throw error
        })
        return
      }
      if (c.res.status !== 200 && c.res.status !== 404) return
      if (!c.res.headers.get('content-type')?.includes('html')) return
      const draft = (await drafts.of(holder)).find(each => each.page === addressOf(c))
      if (!draft) return
      // What it was about is gone: nobody is led there again each time they sign in.
      if (c.res.status === 404) return drafts.drop(holder, draft.action)
      const filled = fillForm(await c.res.text(), draft)
      c.res = new Response(filled, c.res)
    },
    /** Where what they typed last waits for them. */
    async waiting(holder: Holder): Promise<string | null> {
      return (await drafts.of(holder))[0]?.page ?? null
    },
  }
}

export type LostForms = ReturnType<typeof createLostForms>
