import type { Rejection } from '../common/rejection.ts'
import type { Desired } from './contract.ts'

/** One offer of the run: usable, or refused with the reason. One per key. */
export type Incoming = { key: string; desired: Desired } | { key: string; rejection: Rejection; name: string }

export interface IncomingOffers {
  /** Sorted by key. */
  items: Incoming[]
  /** Refusals that name no offer: any missing offer may be among them, so nothing can be called missing. */
  unnamed: number
}

/**
 * One line per key. A key that the source gives twice with different contents is refused (nobody can say which holds);
 * twice with the same content it is one offer. A refusal wins over a usable version of the same key.
 */
export function gatherIncoming(offers: readonly Desired[], rejections: readonly Rejection[]): IncomingOffers {
  const items = new Map<string, Incoming>()
  for (const desired of offers) {
    const twin = items.get(desired.key)
    if (twin === undefined) items.set(desired.key, { key: desired.key, desired })
    else if ('desired' in twin && twin.desired.fingerprint !== desired.fingerprint)
      items.set(desired.key, { key: desired.key, name: desired.name, rejection: twice(desired.key) })
  }
  let unnamed = 0
  for (const rejection of rejections) {
    if (rejection.key === null) {
      unnamed += 1
      const key = `sans-cle-${unnamed}`
      items.set(key, { key, name: rejection.where, rejection })
      continue
    }
    const known = items.get(rejection.key)
    if (known !== undefined && 'rejection' in known) continue
    items.set(rejection.key, {
      key: rejection.key,
      name: known === undefined ? rejection.key : known.desired.name,
      rejection,
    })
  }
  return { items: [...items.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)), unnamed }
}

function twice(key: string): Rejection {
  return {
    code: 'cle-en-double',
    key,
    where: key,
    field: null,
    received: key,
    expected: 'une clé par offre',
    message: `La source donne deux offres différentes sous la même clé «\u00A0${key}\u00A0».`,
    whose: 'partenaire',
  }
}
