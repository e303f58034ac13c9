import type { SandboxPortal } from '../browser/sandbox-portal.ts'
import { type Browser, browse, follow } from './browser.ts'

let visitors = 0

async function enter({ portal }: SandboxPortal, url: string): Promise<Browser> {
  visitors += 1
  const visitor = browse(portal.app, `192.0.2.${visitors}`)
  const { pathname } = new URL(url)
  await visitor.get(pathname)
  await follow(visitor, await visitor.submit(pathname))
  return visitor
}

/** Somebody of that role, signed in on the real portal. */
export async function enterRole(sandbox: SandboxPortal, role: 'gestionnaire' | 'ddets'): Promise<Browser> {
  const { url } = await sandbox.portal.access.invite(
    { email: `${role}@essai.example.org`, name: `Camille ${role}`, role },
    'test',
    { mail: false },
  )
  return enter(sandbox, url)
}

/** A contact of that partner, come by their personal link. */
export async function enterPartner(sandbox: SandboxPortal, partner: string): Promise<Browser> {
  const { access } = sandbox.portal
  const contact = await access.addContact({ partner, email: `ada@${partner}.example.org`, name: 'Ada Essai' }, 'test')
  return enter(sandbox, (await access.partnerLink(contact, 'test', { mail: false })).url)
}
