import { frenchDate } from '../../common/french.ts'
import { DoraError, type DoraService, type DoraStructure } from '../../dora/port.ts'
import type { InboxItem } from '../../ledger/inbox.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Link } from '../../ledger/links.ts'
import { DORA_STATES } from '../statuses.ts'

/** What a person pointed at in DORA, once it has been looked at. */
export type Checked =
  /** It is there and may be chosen; `remarks` say what to think of first. */
  | {
      kind: 'found'
      target: 'service' | 'structure'
      slug: string
      name: string
      /** What it is, in one French sentence. */
      about: string
      structure: { slug: string; name: string } | null
      service: DoraService | null
      remarks: string[]
    }
  /** `absent`: it may be there under another name. */
  | { kind: 'refused'; message: string; absent?: true }
  /** DORA cannot be read now. */
  | { kind: 'away'; slug: string }

export interface CheckDeps {
  ledger: { links: Pick<Ledger['links'], 'bySlug' | 'list'>; offers: Pick<Ledger['offers'], 'read'> }
  dora: {
    shown(slug: string): Promise<DoraService | null>
    structureShown(slug: string): Promise<DoraStructure | null>
  }
  sourceName(id: string): string
  /** The département that the bot works for. */
  department: string
  /** Milliseconds after which DORA counts as away. Default 8000: a person is waiting. */
  patienceMs?: number
}

type Pointed = { slug: string; target: 'service' | 'structure' | null }

/** A slug, or the address of a page of DORA (its site, its editor, the stand-in) as people paste it; null when it is neither. */
export function readPointer(text: string): Pointed | null {
  const words = text.trim()
  if (/^[\w-]{1,200}$/.test(words)) return { slug: words, target: null }
  try {
    const url = new URL(/^https?:\/\//i.test(words) ? words : `https://${words}`)
    const [, kind, slug] = /\/(services|structures)\/([\w-]{1,200})(?:\/|$)/.exec(url.pathname) ?? []
    if (kind && slug) return { slug, target: kind === 'services' ? 'service' : 'structure' }
    const asked = url.searchParams.get('service')
    return asked && /^[\w-]{1,200}$/.test(asked) ? { slug: asked, target: 'service' } : null
  } catch {
    return null
  }
}

/**
 * Looks at what a person pointed at, before anything is decided: does it exist, is it of the right kind and structure, is it free.
 * Only reads.
 */
export async function checkTarget(text: string, item: InboxItem, deps: CheckDeps): Promise<Checked> {
  const wanted = item.kind === 'structure' ? 'structure' : 'service'
  const pointed = readPointer(text)
  if (pointed === null)
    return {
      kind: 'refused',
      absent: true,
      message: `« ${text.trim().slice(0, 80)} » n’est ni une adresse de DORA ni la fin d’une de ses adresses. Copiez l’adresse de la page ${wanted === 'service' ? 'du service' : 'de la structure'} dans DORA.`,
    }
  if (pointed.target !== null && pointed.target !== wanted) return wrongKind(wanted)
  const { slug } = pointed
  try {
    return await inTime(
      wanted === 'structure' ? checkStructure(slug, deps) : checkService(slug, item, deps),
      deps.patienceMs ?? 8000,
      { kind: 'away', slug },
    )
  } catch (error) {
    if (error instanceof DoraError) return { kind: 'away', slug }
    throw error
  }
}

async function checkService(slug: string, item: InboxItem, deps: CheckDeps): Promise<Checked> {
  const owner = await deps.ledger.links.bySlug(slug)
  const held = owner && !(owner.source === item.source && owner.key === item.key) ? owner : null
  const gone = held ? await replaced(held, item, deps) : false
  if (held && !gone)
    return {
      kind: 'refused',
      message: `Ce service est déjà tenu par l’offre « ${held.sent.name ?? held.key} » (${deps.sourceName(held.source)}), toujours présente. Un service ne suit qu’une offre.`,
    }
  const service = await deps.dora.shown(slug)
  if (service === null) {
    if (await deps.dora.structureShown(slug)) return wrongKind('service')
    return { kind: 'refused', absent: true, message: absent(slug, 'service') }
  }
  const [structure, expected] = await Promise.all([
    deps.dora.structureShown(service.structure),
    expectedStructure(item, deps),
  ])
  const remarks: string[] = []
  if (gone) remarks.push('Il était à une offre qui n’est plus dans la source : celle-ci prendra sa place.')
  if (expected !== null && expected !== service.structure)
    remarks.push(
      `Il appartient à « ${structure?.name ?? service.structure} », alors que les offres de cette source vont ailleurs : vérifiez que c’est voulu.`,
    )
  if (service.fields.status === 'ARCHIVED') remarks.push('Il est archivé dans DORA, donc invisible aujourd’hui.')
  return {
    kind: 'found',
    target: 'service',
    slug,
    name: service.fields.name,
    about: `Fiche ${DORA_STATES[service.fields.status].word}, modifiée le ${frenchDate(service.modificationDate)}`,
    structure: structure ? { slug: structure.slug, name: structure.name } : null,
    service,
    remarks,
  }
}

async function checkStructure(slug: string, deps: CheckDeps): Promise<Checked> {
  const structure = await deps.dora.structureShown(slug)
  if (structure === null)
    return (await deps.dora.shown(slug))
      ? wrongKind('structure')
      : { kind: 'refused', absent: true, message: absent(slug, 'structure') }
  const place = [structure.address1, structure.postalCode, structure.city].filter(Boolean).join(' ')
  return {
    kind: 'found',
    target: 'structure',
    slug,
    name: structure.name,
    about: [
      `SIRET ${structure.siret ?? 'inconnu'}`,
      place || 'adresse inconnue',
      `${structure.services.length === 0 ? 'aucun service' : `${structure.services.length} service${structure.services.length > 1 ? 's' : ''}`}`,
    ].join(', '),
    structure: null,
    service: null,
    remarks:
      structure.department === deps.department
        ? []
        : [
            `Elle est dans le département ${structure.department || 'inconnu'}, où le robot n’écrit pas : rien n’y sera envoyé.`,
          ],
  }
}

/** Whether the offer that holds it has left the same source: then the new offer may take its place. */
async function replaced(held: Link, item: InboxItem, { ledger }: CheckDeps): Promise<boolean> {
  if (item.kind !== 'match' || held.source !== item.source) return false
  return ((await ledger.offers.read(held.source, held.key))?.misses ?? 0) > 0
}

/** The structure of the service that the run itself thought of, or the only one that this source writes to. */
async function expectedStructure(item: InboxItem, { ledger, dora }: CheckDeps): Promise<string | null> {
  const slug = item.kind === 'match' ? item.detail.slug : null
  const thought = slug === null ? null : await dora.shown(slug)
  if (thought) return thought.structure
  const [only, ...others] = new Set((await ledger.links.list(item.source)).map(link => link.structure))
  return only !== undefined && others.length === 0 ? only : null
}

function wrongKind(wanted: 'service' | 'structure'): Checked {
  return {
    kind: 'refused',
    message:
      wanted === 'service'
        ? 'C’est une structure, pas un service. Ouvrez la page du service dans DORA et copiez son adresse.'
        : 'C’est un service, pas une structure. Ouvrez la page de la structure dans DORA et copiez son adresse.',
  }
}

function absent(slug: string, kind: 'service' | 'structure'): string {
  return kind === 'service'
    ? `DORA ne montre aucun service à l’adresse qui finit par « ${slug} ». S’il est en brouillon dans une autre structure, ce compte ne peut pas le voir.`
    : `DORA ne montre aucune structure à l’adresse qui finit par « ${slug} ».`
}

async function inTime<T>(work: Promise<T>, ms: number, late: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const waited = new Promise<T>(resolve => {
    timer = setTimeout(() => resolve(late), ms)
  })
  try {
    return await Promise.race([work, waited])
  } finally {
    clearTimeout(timer)
  }
}
