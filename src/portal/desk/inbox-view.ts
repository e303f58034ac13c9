import type { InboxItem } from '../../ledger/inbox.ts'
import type { InboxItemView } from '../pages/inbox-item.ts'
import { type CheckDeps, type Checked, checkTarget } from './check-target.ts'
import type { Desk } from './desk.ts'
import { searchInDora } from './search-dora.ts'

/** Structures of a source that are proposed, and services of a doubt that are looked at. */
const FEW = 4

/** What `checkTarget` needs, from the desk. */
export function checkDepsOf(desk: Desk): CheckDeps {
  return {
    ledger: desk.ledger,
    dora: desk.actions,
    sourceName: desk.sourceName,
    department: desk.convention().department,
  }
}

/** Everything that the page of an item shows, DORA included. @param typed.pointer what the person pointed at, `typed.words` what they look for, if anything */
export async function inboxView(
  desk: Desk,
  item: InboxItem,
  { pointer, words }: { pointer: string; words: string },
): Promise<Omit<InboxItemView, 'field'>> {
  const deps = checkDepsOf(desk)
  const kept = item.closed === null ? item.kept : null
  const text = pointer || kept?.slug || ''
  const open = item.closed === null
  const [offer, waiting, ofSource, thoughts, pointed, structures, others, searched] = await Promise.all([
    item.key === null ? null : desk.ledger.offers.read(item.source, item.key),
    open && item.kind === 'unknown-value' ? waitingOffers(desk, item) : [],
    open && item.kind === 'structure'
      ? desk.ledger.offers.page({ sources: [item.source], state: 'waiting', size: 10 })
      : null,
    open ? Promise.all(thoughtsOf(item).map(slug => checkTarget(slug, item, deps))) : [],
    open && text !== '' ? checkTarget(text, item, deps) : null,
    open && item.kind === 'structure' ? ownStructures(desk, item.source) : [],
    open ? [] : desk.ledger.openInbox(),
    open ? searchInDora(words, desk.actions) : null,
  ])
  return {
    item,
    sourceName: deps.sourceName(item.source),
    convention: desk.convention(),
    offer,
    waiting: ofSource?.lines ?? waiting,
    thoughts,
    pointed,
    searched,
    kept: kept && settled(pointed) ? null : kept,
    structures,
    doraPages: desk.doraPages,
    // The same kind first: one question after the other of the same sort is less to think of.
    next: others.find(each => each.kind === item.kind) ?? others.find(each => each.kind !== 'rejection') ?? null,
  }
}

/** Services that the run itself thought of. */
function thoughtsOf(item: InboxItem): string[] {
  if (item.kind === 'match') return item.detail.slug === null ? [] : [item.detail.slug]
  return item.kind === 'doubt' ? item.detail.slugs.slice(0, FEW) : []
}

/** A refusal answers the kept answer; its own notice says why. */
function settled(pointed: Checked | null): boolean {
  return pointed?.kind === 'refused'
}

async function waitingOffers(desk: Desk, item: InboxItem): Promise<InboxItemView['waiting']> {
  const keys = item.kind === 'unknown-value' ? item.detail.offers.slice(0, 20) : []
  const known = await Promise.all(keys.map(key => desk.ledger.offers.read(item.source, key)))
  return known.map((offer, at) => offer ?? { source: item.source, key: keys[at] ?? '', name: '', rejection: null })
}

/** Where the source's other offers go, the most used first; then those of the partner's other sources. */
async function ownStructures(desk: Desk, id: string): Promise<{ slug: string; name: string }[]> {
  const partner = desk.source(id)?.partner
  const siblings = partner === undefined ? [] : desk.sourcesOf(partner).filter(source => source.id !== id)
  const links = await desk.ledger.links.list(id)
  const others =
    links.length > 0 ? [] : (await Promise.all(siblings.map(source => desk.ledger.links.list(source.id)))).flat()
  const counted = Map.groupBy([...links, ...others], link => link.structure)
  const slugs = [...counted].toSorted((a, b) => b[1].length - a[1].length).map(([slug]) => slug)
  return Promise.all(
    slugs.slice(0, FEW).map(async slug => {
      const structure = await desk.actions.structureShown(slug).catch(() => null)
      return { slug, name: structure?.name ?? slug }
    }),
  )
}
