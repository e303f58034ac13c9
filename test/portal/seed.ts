import { SourceConfig } from '../../src/config/source.ts'
import { Convention } from '../../src/convention/convention.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { NormalisedOffer } from '../../src/normalise/normalised-offer.ts'
import type { Service, Structure } from '../../src/reference/records.ts'

export const DAY = '2026-11-20'

export function source(id: string, partner: string): SourceConfig {
  return SourceConfig.parse({ id, name: `Source ${id}`, partner, address: `https://${partner}.example/offres` })
}

export const SOURCES = [source('adie-site', 'adie'), source('bge-site', 'bge')]

/** A small convention: two partners, one line each. */
export function convention(): Convention {
  const line = (id: string, partner: string) => ({
    id,
    volet: null,
    title: `Action de ${partner}`,
    partners: [partner],
    amounts: { state: 1000, department: 1000 },
    publics: ['tous-publics'],
    publicsText: 'tous',
    places: 10,
    placesText: null,
    hoursPerWeek: null,
    weeks: null,
    months: null,
    hoursText: null,
    start: '2024-01-01',
    end: '2026-12-31',
    zone: ['35'],
    zoneText: 'le département',
    offer: true,
  })
  return Convention.parse({
    title: 'Convention d’essai',
    department: '35',
    period: { start: '2024-01-01', end: '2026-12-31' },
    totals: { stateVolet1: 0, stateVolet2: 2000, departmentVolet2: 2000, state: 2000 },
    partners: [
      { id: 'adie', name: 'Adie' },
      { id: 'bge', name: 'BGE' },
    ],
    fiches: [
      {
        number: 1,
        title: 'Fiche',
        state: 2000,
        department: 2000,
        lines: [line('1/adie', 'adie'), line('1/bge', 'bge')],
      },
    ],
    excluded: [],
  })
}

export function structure(part: Partial<Structure> = {}): Structure {
  return {
    source: 'adie-site',
    id: 's1',
    nom: 'Structure d’essai',
    date_maj: DAY,
    description: null,
    lien_source: null,
    siret: null,
    commune: 'Rennes',
    code_postal: '35000',
    code_insee: '35238',
    adresse: '1 rue des Exemples',
    complement_adresse: null,
    longitude: null,
    latitude: null,
    telephone: null,
    courriel: null,
    site_web: null,
    horaires_accueil: null,
    accessibilite_lieu: null,
    reseaux_porteurs: null,
    ...part,
  }
}

export function service(part: Partial<Service> = {}): Service {
  return {
    source: 'adie-site',
    structure_id: 's1',
    id: 'o1',
    nom: 'Atelier d’essai',
    description: 'Un atelier qui n’existe que dans les essais, décrit en assez de mots pour être complet.',
    lien_source: null,
    date_maj: DAY,
    type: 'atelier',
    thematiques: ['numerique--acquerir-un-equipement'],
    frais: 'gratuit',
    frais_precisions: null,
    publics: ['tous-publics'],
    publics_precisions: null,
    conditions_acces: null,
    commune: 'Rennes',
    code_postal: '35000',
    code_insee: '35238',
    adresse: '1 rue des Exemples',
    complement_adresse: null,
    longitude: null,
    latitude: null,
    telephone: '+33299010203',
    courriel: 'contact@exemple.fr',
    modes_accueil: ['en-presentiel'],
    zone_eligibilite: ['35'],
    contact_nom_prenom: null,
    lien_mobilisation: null,
    modes_mobilisation: ['telephoner'],
    mobilisable_par: ['usagers'],
    mobilisation_precisions: null,
    volume_horaire_hebdomadaire: null,
    nombre_semaines: null,
    horaires_accueil: null,
    ...part,
  }
}

export interface SeedOptions {
  source: string
  key: string
  name: string
  slug?: string
  status?: 'PUBLISHED' | 'DRAFT'
  service?: Partial<Service>
  words?: string
  /** Lines of the convention that it answers. Default: none. */
  actions?: string[]
}

export function offer(options: SeedOptions): NormalisedOffer {
  const { source: from, key, name } = options
  return {
    source: from,
    key,
    address: `https://exemple.fr/${encodeURIComponent(key)}`,
    service: service({ source: from, id: key, nom: name, ...options.service }),
    structure: structure({ source: from }),
    provenance: {
      nom: [
        {
          words: options.words ?? name,
          document: 'a'.repeat(64),
          address: 'https://exemple.fr/page',
          where: 'titre de la page',
          rule: 'nom ← h1',
        },
      ],
    },
    findings: [],
    score: 0.8,
    actions: options.actions ?? [],
  }
}

/** An offer as a run leaves it in the ledger, linked to a service of DORA when a slug is given. */
export async function seedOffer(ledger: Ledger, options: SeedOptions): Promise<void> {
  const { source: from, key, name, slug } = options
  const at = '2026-11-20T03:15:00.000Z'
  const record = offer(options)
  await ledger.offers.saw({
    source: from,
    key,
    name,
    version: at,
    fingerprint: 'f',
    record,
    rejection: null,
    run: 'run_1',
  })
  await ledger.offers.settle(
    from,
    { key, name, slug: slug ?? null, state: slug ? 'created' : 'waiting', reason: 'Nouvelle offre de la source.' },
    null,
  )
  if (slug)
    await ledger.links.save({
      source: from,
      key,
      slug,
      structure: 'structure-essai',
      origin: 'created',
      base: { name: record.service.nom, fullDesc: record.service.description },
      sent: { name: record.service.nom, fullDesc: record.service.description },
      version: at,
      modified: at,
      settled: null,
      retired: null,
      status: options.status ?? 'PUBLISHED',
      published: at,
      edited: null,
      suspension: null,
      home: null,
      shown: null,
      since: at,
    })
}
