import { z } from 'zod'
import { joinLines } from '../../convention-reader/joined.ts'
import { proposeConvention } from '../../convention-reader/propose.ts'
import { repairText } from '../../convention-reader/repairs.ts'
import { cutFiches, type FicheText } from '../../convention-reader/sections.ts'
import type { Connector, FetchedDocument, HarvestEntry, Harvested, RawOffer, RawValue } from '../connector.ts'
import { harvestDocument } from '../harvest-document.ts'
import type { Tally } from '../tally.ts'
import { ExpectSettings } from './settings.ts'

/**
 * `kind: convention` — the text of the convention itself, as a scanner gives it: one offer per volet of each fiche action (or per fiche
 * without volet), with who carries it, its dates and amounts, its aims and its description, each with its line.
 *
 *     harvest:
 *       kind: convention
 *       fiches: [2]          # only these; by default, all
 */
export const ConventionSettings = z.strictObject({
  kind: z.literal('convention'),
  /** Numbers of the fiches that are this source's: one text serves several partners, and the others' fiches are not its rejections. */
  fiches: z.array(z.number().int().min(1)).min(1).optional(),
  expect: ExpectSettings,
})
export type ConventionSettings = z.infer<typeof ConventionSettings>

type Fiche = ReturnType<typeof proposeConvention>['fiches'][number]

export const convention: Connector<ConventionSettings> = {
  kind: 'convention',
  parse: settings => ConventionSettings.parse(settings),
  harvest: (entry, fetcher) => harvestDocument(entry, fetcher, { accept: 'text/plain, */*;q=0.1' }, readConvention),
}

async function* readConvention(
  document: FetchedDocument,
  { settings }: HarvestEntry<ConventionSettings>,
  tally: Tally,
): AsyncGenerator<Harvested> {
  const wanted = settings.fiches
  const { fiches } = proposeConvention(document.text)
  if (fiches.length === 0) tally.broken(noFiche(document.address))
  else
    for (const number of wanted ?? [])
      if (!fiches.some(fiche => fiche.number === number)) tally.broken(absentFiche(document.address, number))
  const texts = cutFiches(repairText(document.text).lines).fiches
  for (const fiche of fiches) {
    if (wanted && !wanted.includes(fiche.number)) continue
    tally.field('titre', fiche.title !== null, true)
    const sections = texts.find(text => text.line === fiche.line)?.sections ?? {}
    for (const offer of offersOf(fiche, sections, document)) yield* tally.offer(offer)
  }
}

function* offersOf(fiche: Fiche, sections: FicheText['sections'], document: FetchedDocument): Generator<RawOffer> {
  const at = (line: number) => ({ document: document.hash, address: document.address, where: `ligne ${line}` })
  const shared: Record<string, RawValue[]> = { fiche: [{ words: String(fiche.number), origin: at(fiche.line) }] }
  if (fiche.title) shared.titre = [{ words: fiche.title.value, origin: at(fiche.title.line) }]
  if (fiche.partners.length > 0)
    shared.partenaires = fiche.partners.map(partner => ({ words: partner.value, origin: at(partner.line) }))
  for (const [name, section] of [
    ['enjeux', sections.aims],
    ['description', sections.description],
  ] as const) {
    const lines = (section ?? []).filter(line => line.text !== '')
    if (lines[0]) shared[name] = [{ words: joinLines(lines).text, origin: at(lines[0].line) }]
  }
  for (const [name, budget] of [
    ['montant-etat', fiche.state],
    ['montant-departement', fiche.department],
  ] as const)
    if (budget.total) shared[name] = [{ words: budget.total.words, origin: at(budget.total.line) }]
  for (const [name, side] of [
    ['debut', 'start'],
    ['fin', 'end'],
  ] as const) {
    const dates = fiche.periods.flatMap(period => period[side] ?? [])
    if (dates.length > 0) shared[name] = dates.map(date => ({ words: date.value, origin: at(date.line) }))
  }
  if (fiche.volets.length === 0) yield { key: `fiche-${fiche.number}`, address: document.address, fields: shared }
  for (const volet of fiche.volets) {
    const fields: Record<string, RawValue[]> = {
      ...shared,
      volet: [{ words: volet.name.value, origin: at(volet.name.line) }],
    }
    if (volet.carriers.length > 0)
      fields.porteurs = volet.carriers.map(words => ({ words, origin: at(volet.name.line) }))
    yield { key: `fiche-${fiche.number}_volet-${volet.number}`, address: document.address, fields }
  }
}

const noFiche = (address: string) => ({
  name: 'fiches-actions',
  expected: 'des fiches actions (« FICHE ACTION 1 »…)',
  seen: 'aucune',
  message: `${address} ne contient aucune fiche action : ce n’est pas le texte de la convention.`,
})

const absentFiche = (address: string, number: number) => ({
  name: `fiche-action-${number}`,
  expected: `la fiche action ${number}`,
  seen: 'absente du texte',
  message: `${address} ne contient pas la fiche action ${number}, que la configuration attend.`,
})
