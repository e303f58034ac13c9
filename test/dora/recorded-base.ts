import type { Sandbox } from '../../src/sandbox/index.ts'

/** What the running DORA held before the exchanges 08, 09 and 10: seven structures beside the crowd, and a service for each case of visibility. */
const STRUCTURES: Record<string, { name: string; siret: string; at?: string }> = {
  'exemple-avec-membre': { name: 'Exemple avec membre', siret: '70431998306999' },
  'exemple-orpheline': { name: 'Exemple orpheline', siret: '70882098149192' },
  'exemple-invitation': { name: 'Exemple, invitation en attente', siret: '70174557434338' },
  'exemple-demande': { name: 'Exemple, demande', siret: '70000000000001' },
  'exemple-membre-simple': { name: 'Exemple, membre sans administrateur', siret: '70552023227187' },
  'exemple-obsolete': { name: 'Exemple obsolète', siret: '70454546125510' },
  'departement-dille-et': { name: 'Département d’Ille-et-Vilaine', siret: '22350001800013' },
  'structure-exemple-35-3': { name: 'Structure exemple 35 n° 3', siret: '50000000000003' },
  'structure-exemple-hors-1': { name: 'Hors', siret: '50000000009001', at: '59350' },
}

/** Slug after `visible-`, its structure, what is its own, and its id where the recording asks for it by id. */
const SERVICES: [slug: string, structure: string, own: object, id: string][] = [
  ['ordinaire', 'exemple-avec-membre', {}, 'a6aeb675-b3fd-4120-9da7-644dbbc6c7cd'],
  ['suspendu-hier', 'exemple-avec-membre', { suspensionDate: '2026-11-27' }, '2f060190-20b1-4276-a3f3-4de84bb6bc2d'],
  [
    'suspendu-aujourdhui',
    'exemple-avec-membre',
    { suspensionDate: '2026-11-28' },
    '9fe76415-ba19-487f-b35c-8ab21973798e',
  ],
  [
    'suspendu-plus-tard',
    'exemple-avec-membre',
    { suspensionDate: '2026-12-28' },
    'b6bb0ceb-f87f-4f35-a67c-15a8e8086bd1',
  ],
  ['brouillon', 'exemple-avec-membre', { status: 'DRAFT' }, '23f09a82-b08f-487b-916c-9ae9f72de3ed'],
  ['archive', 'exemple-avec-membre', { status: 'ARCHIVED' }, '6bc75ad8-57ce-4b78-9903-799efb130f36'],
  ['a-actualiser', 'exemple-avec-membre', { old: true }, '452ec127-d620-4790-b3d9-b5d730495fec'],
  ['a-moderer', 'exemple-avec-membre', {}, '71b0e015-cfb1-4cc8-9116-28f5aaf93b1d'],
  ['invitation', 'exemple-invitation', {}, '450d9ddf-d463-40c9-aba4-e2e5d9838397'],
  ['demande', 'exemple-demande', {}, '3514a3c5-530a-42b7-bdc5-f672149563db'],
  ['membre-simple', 'exemple-membre-simple', {}, '0762f540-76b9-4735-aa30-61f39d7661ad'],
  ['obsolete', 'exemple-obsolete', {}, 'f20c75df-a060-4616-93a1-b642d71ebe11'],
  ['orpheline', 'exemple-orpheline', {}, 'beb17863-a5cd-4a9f-a92a-3c6fd9f44780'],
]

const NAMES: Record<string, [email: string, firstName: string]> = {
  gestionnaire35: ['gestionnaire35@example.org', 'gestionnaire'],
  'gestionnaire35-sans-structure': ['gestionnaire-sans-structure@example.org', 'gestionnaire-nu'],
  staff: ['staff@example.org', 'staff'],
  'non-valide': ['non-valide@example.org', 'non-valide'],
}

/** Fills an empty sandbox through its own routes where they are known to be right, by hand where DORA's team did. */
export async function recordedBase(sandbox: Sandbox): Promise<void> {
  const { state } = sandbox
  const post = async (path: string, body: object): Promise<void> => {
    const headers = { authorization: `Token ${sandbox.tokens.staff}`, 'content-type': 'application/json' }
    const answer = await fetch(sandbox.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (answer.status !== 201) throw new Error(`${path} ${answer.status} ${await answer.text()}`)
  }
  for (const account of state.accounts) {
    const [email, firstName] = NAMES[account.name] ?? [account.email, account.firstName]
    Object.assign(account, { email, firstName, lastName: 'X' })
  }
  const address = { address1: '1 rue de l’Exemple', postalCode: '35000', typology: 'ASSO' }
  for (const [slug, { name, siret, at = '35238' }] of Object.entries(STRUCTURES)) {
    await post('/structures/', { ...address, slug, name, siret, cityCode: at })
    Object.assign(state.structures.get(slug) ?? {}, {
      source: null,
      moderationStatus: 'VALIDATED',
      moderationDate: null,
      notes: [],
    })
  }
  Object.assign(state.structures.get('exemple-membre-simple') ?? {}, { phone: '3949' })
  // The crowd had made choices of its own: the next numbers are 34, 7 and 43.
  for (const [field, last] of [
    ['accessConditions', 33],
    ['requirements', 6],
    ['credentials', 42],
  ] as const)
    state.choices[field].push({ value: last, label: 'Choix de la foule', structure: 'structure-exemple-35-3' })
  state.members = []
  state.putativeMembers = []
  const person = { firstName: 'membre', lastName: 'n° 1', active: true, valid: true, joinedAt: state.stamp() }
  state.people.set('membre-1@example.org', { ...person, email: 'membre-1@example.org' })
  const beside = (structure: string, email: string, isAdmin: boolean, invitedByAdmin: boolean | null) =>
    (invitedByAdmin === null ? state.members : state.putativeMembers).push({
      id: state.newId(),
      structure,
      email,
      isAdmin,
      invitedByAdmin,
      createdAt: state.stamp(),
    })
  beside('exemple-avec-membre', 'membre-1@example.org', true, null)
  beside('exemple-obsolete', 'membre-1@example.org', true, null)
  beside('exemple-membre-simple', 'membre-1@example.org', false, null)
  beside('exemple-invitation', 'membre-1@example.org', true, true)
  beside('exemple-demande', 'membre-1@example.org', true, false)
  beside('departement-dille-et', 'gestionnaire35@example.org', true, null)
  beside('structure-exemple-35-3', 'non-valide@example.org', true, null)
  for (const [end, structure, own, id] of SERVICES) {
    const slug = `visible-${end}`
    const { old, ...fields } = own as { old?: true }
    const name = slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll('-', ' ')
    await post('/services/', {
      slug,
      structure,
      name,
      status: 'PUBLISHED',
      shortDesc: 'Résumé d’exemple.',
      description: 'Description d’exemple.',
      kind: 'accompagnement',
      categories: ['trouver-un-emploi'],
      subcategories: ['trouver-un-emploi--convaincre-un-recruteur-en-entretien'],
      locationKinds: ['en-presentiel'],
      address1: '1 rue de l’Exemple',
      postalCode: '35000',
      cityCode: '35238',
      contactName: 'Accueil',
      contactPhone: '0299000000',
      contactEmail: 'contact@example.org',
      diffusionZoneType: 'department',
      diffusionZoneDetails: '35',
      ...fields,
    })
    const service = state.services.get(slug)
    if (!service) throw new Error(slug)
    service.id = id
    service.publishedAt ??= service.modifiedAt
    if (old) service.modifiedAt -= 2 * 365 * 86_400_000_000
  }
  await post('/services/', {
    slug: 'service-exemple-hors-1',
    structure: 'structure-exemple-hors-1',
    name: 'Hors',
    status: 'PUBLISHED',
  })
  Object.assign(state.structures.get('exemple-obsolete') ?? {}, { isObsolete: true })
}
