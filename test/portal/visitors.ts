import type { SandboxPortal } from '../browser/sandbox-portal.ts'
import { type Browser, browse, follow } from './browser.ts'

/** Somebody who came in by their own link, over the real portal of a sandbox. @param path of the link that opens the session */
async function enter({ portal }: SandboxPortal, url: string): Promise<Browser> {
  const visitor = browse(portal.app)
  const { pathname } = new URL(url)
  await visitor.get(pathname)
  await follow(visitor, await visitor.submit(pathname))
  return visitor
}

export async function asManager(sandbox: SandboxPortal): Promise<Browser> {
  const person = { email: 'gestionnaire@example.org', name: 'Camille Martin', role: 'gestionnaire' as const }
  return enter(sandbox, (await sandbox.portal.access.invite(person, 'test', { mail: false })).url)
}

export async function asPartner(sandbox: SandboxPortal, partner: string): Promise<Browser> {
  const { access } = sandbox.portal
  const contact = await access.addContact({ partner, email: 'alex@example.org', name: 'Alex Petit' }, 'test')
  return enter(sandbox, (await access.partnerLink(contact, 'test', { mail: false })).url)
}
