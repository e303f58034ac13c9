import type { Convention, ConventionLine } from '../../src/convention/convention.ts'
import type { CoverageGeography } from '../../src/coverage/geography.ts'
import type { CoverageInput, OfferState } from '../../src/coverage/input.ts'
import type { Service } from '../../src/reference/records.ts'

/** Two EPCI: Aval (commune 99001, 20 000 inhabitants) and Bourg (commune 99002, 10 000). */
export const geography: CoverageGeography = {
  epciOf: new Map([
    ['99001', '999000001'],
    ['99002', '999000002'],
  ]),
  epci: [
    { code: '999000001', name: 'Aval', population: 20_000 },
    { code: '999000002', name: 'Bourg', population: 10_000 },
  ],
}

export function line(id: string, volet: number, partner: string, over: Partial<ConventionLine> = {}): ConventionLine {
  return {
    id,
    was: [],
    volet,
    title: `Action ${id}`,
    partners: [partner],
    amounts: null,
    nature: 'action',
    type: null,
    thematiques: [],
    publics: ['jeunes'],
    publicsText: 'Jeunes',
    mobilisablePar: null,
    places: null,
    placesPerSession: null,
    placesText: null,
    ceilingPerPerson: null,
    cofunders: [],
    hoursPerWeek: null,
    weeks: null,
    months: null,
    totalHours: null,
    hoursText: null,
    start: '2030-01-01',
    end: '2030-12-31',
    zone: ['99'],
    zoneInferred: false,
    zoneText: 'Le département',
    content: '',
    modes: [],
    offer: true,
    notes: '',
    ...over,
  }
}

export function service(over: Partial<Service> = {}): Service {
  return {
    source: 's1',
    structure_id: 's1--structure',
    id: 's1--service',
    nom: 'Un service',
    description: 'D'.repeat(300),
    lien_source: null,
    date_maj: '2030-06-01',
    type: 'accompagnement',
    thematiques: ['sante--sante-mentale'],
    frais: 'gratuit',
    frais_precisions: null,
    publics: ['jeunes'],
    publics_precisions: null,
    conditions_acces: null,
    commune: null,
    code_postal: null,
    code_insee: '99001',
    adresse: '1 rue du Port',
    complement_adresse: null,
    longitude: null,
    latitude: null,
    telephone: '+33200000000',
    courriel: null,
    modes_accueil: ['en-presentiel'],
    zone_eligibilite: ['99'],
    contact_nom_prenom: null,
    lien_mobilisation: null,
    modes_mobilisation: ['telephoner'],
    mobilisable_par: ['professionnels', 'usagers'],
    mobilisation_precisions: null,
    volume_horaire_hebdomadaire: null,
    nombre_semaines: null,
    horaires_accueil: null,
    ...over,
  }
}

export function offer(
  source: string,
  key: string,
  actions: string[],
  fields: Partial<Service> = {},
  over: Partial<OfferState> & { score?: number; structure?: string } = {},
): OfferState {
  const { score = 0.9, structure = 'Structure', ...state } = over
  const own = service({ source, id: `${source}--${key}`, nom: `Service ${key}`, ...fields })
  return {
    offer: {
      source,
      key,
      name: own.nom,
      service: own,
      structure: { nom: structure, code_insee: null },
      end: null,
      description: own.description,
      score,
      actions,
    },
    state: 'unchanged',
    reason: 'Rien à changer',
    slug: `slug-${key}`,
    status: 'PUBLISHED',
    firstSeen: '2030-06-01T03:00:00.000Z',
    publishedAt: '2030-06-04T09:00:00.000Z',
    confirmedAt: '2030-06-01',
    whose: null,
    ...state,
  }
}

const fiche = (
  number: number,
  euros: number,
  lines: ConventionLine[],
  shared: Convention['fiches'][number]['shared'] = [],
) => ({
  number,
  title: `Fiche ${number}`,
  heading: 'Étoffer l’offre',
  state: euros,
  department: euros,
  lines,
  shared,
})

export const convention: Convention = {
  title: 'Convention du Petit-Pays',
  department: '99',
  period: { start: '2030-01-01', end: '2030-12-31' },
  totals: { stateVolet1: 0, stateVolet2: 50_000, departmentVolet2: 50_000, state: 50_000, ceilingVolet2: null },
  volet1: [],
  partners: ['p1', 'p2', 'dept'].map(id => ({
    id,
    name: `Partenaire ${id}`,
    aliases: [],
    misread: {},
    siret: null,
    commune: null,
    website: null,
    notes: '',
  })),
  fiches: [
    fiche(1, 30_000, [
      line('1/a', 1, 'p1', { amounts: { state: 10_000, department: null }, places: 10, hoursPerWeek: 6 }),
      line('1/b', 2, 'p2', { amounts: { state: 20_000, department: null } }),
    ]),
    fiche(
      2,
      12_000,
      [line('2/x', 1, 'p1'), line('2/y', 2, 'p1')],
      [{ lines: ['2/x', '2/y'], amounts: { state: 12_000, department: 12_000 }, places: 6, text: 'Ensemble' }],
    ),
    fiche(3, 8_000, [
      line('3/poste', 1, 'dept', { amounts: { state: 8_000, department: 8_000 }, nature: 'poste', offer: false }),
    ]),
  ],
  excluded: [{ name: 'Jardin Exclu', fiche: 1, reason: 'Ne participe pas' }],
}

/** Three offers: two published, one refused; one record refused before it made an offer. */
export const input: CoverageInput = {
  date: '2030-06-30',
  convention,
  territory: {
    department: '99',
    name: 'Petit-Pays',
    agencies: [{ name: 'Nord', epci: ['999000001', '999000002'], inferred: true }],
  },
  sources: [
    { id: 's1', name: 'Source un', partner: 'p1', lastSuccess: '2030-06-29T03:00:00.000Z', outcome: 'complet' },
    { id: 's2', name: 'Source deux', partner: 'p2', lastSuccess: '2030-06-29T03:00:00.000Z', outcome: 'complet' },
  ],
  offers: [
    offer('s1', 'o1', ['1/a'], {
      thematiques: ['sante--sante-mentale', 'numerique--acquerir-un-equipement'],
      volume_horaire_hebdomadaire: 6,
    }),
    offer(
      's1',
      'o2',
      ['2/x'],
      {
        thematiques: ['sante--acces-aux-soins'],
        publics: ['tous-publics'],
        modes_accueil: ['a-distance'],
        zone_eligibilite: ['999000002'],
        telephone: null,
        modes_mobilisation: null,
        mobilisable_par: null,
        volume_horaire_hebdomadaire: 20,
        date_maj: '2029-06-30',
      },
      { score: 0.5, publishedAt: '2030-06-01T10:00:00.000Z', confirmedAt: '2029-06-30' },
    ),
    offer(
      's2',
      'o3',
      ['1/b'],
      { thematiques: ['mobilite--preparer-un-permis'], code_insee: '99002' },
      {
        state: 'rejected',
        reason: 'Description trop courte',
        slug: null,
        status: null,
        publishedAt: null,
        whose: 'partenaire',
      },
    ),
  ],
  rejections: [
    {
      source: 's2',
      code: 'champ-manquant',
      key: 'o9',
      where: 'ligne 4',
      field: 'nom',
      received: null,
      expected: 'un nom',
      message: 'Le nom manque',
      whose: 'configuration',
    },
  ],
}
