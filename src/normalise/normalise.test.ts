import { describe, expect, test } from 'vitest'
import { conventionOf, mappingOf, rawOffer, testSource } from '../../test/normalise/testing.ts'
import { normalise } from './normalise.ts'

const STRUCTURE = 'structure:\n  id: { const: essai }\n  nom: { const: Association d’essai }\n'
const NAMED = 'nom: { read: nom, do: title }, description: { read: description, do: markdown }'
const TEXT = 'Une offre décrite assez longuement pour compter.'

function run(
  yaml: string,
  fields: Record<string, string | string[]>,
  more: { line?: object; lexicon?: string; firstSeen?: string; elsewhere?: boolean } = {},
) {
  return normalise(rawOffer(fields), {
    mapping: mappingOf(
      `harvest: { kind: json, key: id }\n${yaml.includes('structure:') ? '' : STRUCTURE}${yaml}`,
      more.lexicon,
    ),
    source: { ...testSource, elsewhere: more.elsewhere ?? false },
    convention: conventionOf(more.line),
    today: '2026-11-24',
    ...(more.firstSeen && { firstSeen: more.firstSeen }),
  })
}

/** One offer with one more field. */
function field(name: string, rule: string, fields: Record<string, string | string[]>, more: object = {}) {
  return run(
    `offers:\n  - actions: [1/essai]\n    fields: { ${NAMED}, ${name}: ${rule} }\n`,
    { nom: 'Offre', description: TEXT, ...fields },
    more,
  )
}

const codes = (read: ReturnType<typeof run>) =>
  read.offers.flatMap(offer => offer.findings.map(finding => finding.code))

describe('a record', () => {
  test('becomes an offer with ids, provenance and score', () => {
    const { offers, rejections, unknown } = field('telephone', '{ read: tel, do: phones }', { tel: '02 99 59 38 80' })
    expect(rejections).toEqual([])
    expect(unknown).toEqual([])
    expect(offers).toHaveLength(1)
    expect(offers[0]).toMatchObject({
      source: 'essai',
      key: 'offre',
      actions: ['1/essai'],
      service: {
        id: 'essai--offre',
        structure_id: 'essai--essai',
        telephone: '+33299593880',
        lien_source: 'https://partenaire.example.org/offre',
      },
      structure: { id: 'essai--essai', nom: 'Association d’essai' },
      provenance: {
        telephone: [
          { words: '02 99 59 38 80', document: 'd'.repeat(64), where: '.tel (1)', rule: 'telephone ← tel → phones' },
        ],
        'structure.nom': [{ document: 'default', where: 'valeur fixée par la configuration' }],
      },
    })
    expect(offers[0]?.score).toBeGreaterThan(0)
  })

  test('without a name is rejected, with whose move it is; the neighbours do not notice', () => {
    expect(run(`offers:\n  - fields: { ${NAMED} }\n`, { description: TEXT })).toMatchObject({
      offers: [],
      rejections: [{ code: 'champ-manquant', field: 'nom', key: 'offre', whose: 'partenaire' }],
    })
  })

  test('that the schema refuses is rejected with field, value and rule', () => {
    expect(field('frais', '{ const: gratuitement }', {})).toMatchObject({
      offers: [],
      rejections: [{ code: 'schema-enum', field: 'frais', received: 'gratuitement', whose: 'configuration' }],
    })
  })

  test('one page, two offers, by condition; several sites, one offer each', () => {
    const two = run(
      `offers:\n  - { id: a, fields: { ${NAMED} } }\n  - { id: b, when: { read: volet, match: oui }, fields: { ${NAMED} } }\n  - { id: c, when: { read: volet, match: oui, not: true }, fields: { ${NAMED} } }\n`,
      { nom: 'Offre', description: TEXT, volet: 'oui' },
    )
    expect(two.offers.map(offer => offer.key)).toEqual(['offre_a', 'offre_b'])
    const sites = run(
      `offers:\n  - each: { read: page, within: .site }\n    key: { read: item, within: h2 }\n    fields: { nom: { read: item, within: h2, do: title }, description: { read: description, do: text }, courriel: { read: item, do: emails } }\n`,
      {
        description: TEXT,
        page: '<div><div class="site"><h2>Site de Rennes</h2>a@example.org</div><div class="site"><h2>Site de Redon</h2>b@example.org</div></div>',
      },
    )
    expect(sites.offers.map(offer => [offer.key, offer.service.nom, offer.service.courriel])).toEqual([
      ['offre_site-de-rennes', 'Site de Rennes', 'a@example.org'],
      ['offre_site-de-redon', 'Site de Redon', 'b@example.org'],
    ])
  })

  test('two offers that would have one key: the second is rejected', () => {
    const read = run(
      `offers:\n  - { when: { read: nom }, fields: { ${NAMED} } }\n  - { when: { read: description }, fields: { ${NAMED} } }\n`,
      { nom: 'Offre', description: TEXT },
    )
    expect(read.offers).toHaveLength(1)
    expect(read.rejections).toMatchObject([{ code: 'cle-en-double', whose: 'configuration' }])
  })

  test('of a homonym is refused, with the reason', () => {
    const read = run(
      `refuse:\n  - { code: homonyme, when: { read: adresse, match: Guipavas }, because: "Ce n’est pas le porteur de Rennes." }\noffers:\n  - fields: { ${NAMED} }\n`,
      { nom: 'Offre', description: TEXT, adresse: '29490 Guipavas' },
    )
    expect(read).toMatchObject({
      offers: [],
      rejections: [{ code: 'homonyme', received: '29490 Guipavas', message: 'Ce n’est pas le porteur de Rennes.' }],
    })
  })

  test('of a structure that the convention excludes is refused', () => {
    const read = run(
      `structure: { id: { const: jm }, nom: { const: Le Jardin Moderne } }\noffers:\n  - actions: [1/essai]\n    fields: { ${NAMED} }\n`,
      { nom: 'Offre', description: TEXT },
    )
    expect(read).toMatchObject({ offers: [], rejections: [{ code: 'exclu-par-la-convention', whose: 'gestionnaire' }] })
  })

  test('of a directory gives its structure and no offer', () => {
    const yaml = 'structure: { id: { from: key }, nom: { read: nom }, telephone: { read: tel, do: phones } }\n'
    expect(run(yaml, { nom: 'CDAS de Redon', tel: 'accueil' })).toMatchObject({
      offers: [],
      rejections: [],
      structures: [{ id: 'essai--offre', nom: 'CDAS de Redon', telephone: null }],
      findings: [{ key: 'offre', code: 'valeur-illisible', field: 'telephone' }],
    })
  })
})

describe('a field', () => {
  test('falls back rule by rule, and tells what was refused', () => {
    const read = field('telephone', '[{ read: tel, do: phones }, { read: pied, do: phones }]', {
      tel: 'nous consulter',
      pied: '0299593880',
    })
    expect(read.offers[0]?.service.telephone).toBe('+33299593880')
    expect(read.offers[0]?.findings).toContainEqual(
      expect.objectContaining({ code: 'valeur-illisible', field: 'telephone', severity: 'info' }),
    )
    const none = field('telephone', '{ read: tel, do: phones }', { tel: 'nous consulter' })
    expect(none.offers[0]?.service.telephone).toBeNull()
    expect(none.offers[0]?.findings).toContainEqual(
      expect.objectContaining({ code: 'valeur-illisible', severity: 'avertissement' }),
    )
  })

  test('follows its condition', () => {
    const rule = '[{ when: { read: prix, match: adhésion }, const: payant }, { const: gratuit }]'
    expect(field('frais', rule, { prix: 'Adhésion annuelle' }).offers[0]?.service.frais).toBe('payant')
    expect(field('frais', rule, {}).offers[0]?.service.frais).toBe('gratuit')
  })

  test('from the convention or from a default is marked as such', () => {
    const read = field('publics', '[{ read: absent, lookup: publics }, { from: convention }]', {})
    expect(read.offers[0]).toMatchObject({
      service: { publics: ['femmes'] },
      provenance: {
        publics: [
          {
            document: 'convention',
            words: 'Des femmes',
            where: 'Action 1 – Une action d’essai',
            rule: 'publics ← convention',
          },
        ],
      },
    })
    expect(codes(read)).toContain('selon-la-convention')
    expect(codes(field('frais', '{ default: gratuit }', {}))).toContain('valeur-supposee')
    expect(codes(field('frais', '{ const: gratuit }', {}))).not.toContain('valeur-supposee')
  })

  test('with an unknown word keeps what it knows and queues the rest with the nearest values', () => {
    const read = field('publics', '{ read: qui, lookup: publics }', { qui: 'Femmes ; saisonnières agricoles' })
    expect(read.offers[0]?.service.publics).toEqual(['femmes'])
    expect(read.unknown).toEqual([
      {
        field: 'publics',
        referential: 'publics',
        value: 'saisonnières agricoles',
        nearest: expect.any(Array),
        source: 'essai',
        key: 'offre',
        address: 'https://partenaire.example.org/offre',
      },
    ])
    expect(codes(read)).toContain('valeur-inconnue')
  })

  test('ages and priorities that no public carries are the details on publics, and told when the mapping says others', () => {
    const rule = '[{ read: qui, lookup: publics }, { from: convention }]'
    const read = field('publics', rule, { qui: 'Femmes, à partir de 45 ans' }).offers[0]
    expect(read?.service).toMatchObject({ publics: ['femmes'], publics_precisions: 'Femmes, à partir de 45 ans' })
    expect(read?.provenance.publics_precisions).toMatchObject([
      {
        words: 'Femmes, à partir de 45 ans',
        where: '.qui (1)',
        rule: 'publics_precisions ← ce que « publics » ne peut pas dire',
      },
    ])
    const alone = field('publics', rule, { qui: 'À partir de 16 ans' }).offers[0]
    expect(alone?.service).toMatchObject({ publics: ['femmes'], publics_precisions: 'À partir de 16 ans' })
    expect(field('publics', rule, { qui: 'Femmes' }).offers[0]?.service.publics_precisions).toBeNull()
    const both = (own: string) =>
      field('publics', `{ read: qui, lookup: publics }, publics_precisions: ${own}`, { qui: 'Femmes, 16-25 ans' })
    expect(both('{ const: Autre chose }').offers[0]?.service.publics_precisions).toBe('Autre chose')
    expect(codes(both('{ const: Autre chose }'))).toContain('public-non-repris')
    expect(codes(both('{ read: qui }'))).not.toContain('public-non-repris')
  })

  test('a day that is said of something else than an update is refused, and the next rule is tried', () => {
    const day = (rule: string) =>
      field('date_maj', rule, { a: 'Offre valable jusqu’au 20/11/2026', b: 'MAJ 03/10/2026' })
    const refused = day('{ read: a, do: date }')
    expect(refused.offers[0]?.service.date_maj).not.toBe('2026-11-20')
    expect(refused.offers[0]?.findings).toContainEqual(
      expect.objectContaining({ code: 'valeur-illisible', field: 'date_maj', severity: 'avertissement' }),
    )
    expect(day('[{ read: a, do: date }, { read: b, do: date }]').offers[0]?.service.date_maj).toBe('2026-10-03')
    expect(
      field('fin', '{ read: a, do: date }', { a: 'Offre valable jusqu’au 20/11/2026' }).offers[0]?.session?.end,
    ).toBe('2026-11-20')
  })

  test('a name among the words on publics is not published', () => {
    const read = field('publics', '{ read: qui, lookup: publics }', {
      qui: 'Femmes dès 16 ans. Contact : Marie Durand, référente des femmes majeures.',
    })
    expect(read.offers[0]?.service.publics_precisions).toBe('Femmes dès 16 ans.')
    expect(codes(read)).toContain('nom-de-personne-retire')
  })

  test('by a table, unknown words queued too', () => {
    const rule = '{ read: type, table: { Suivi individuel: accompagnement } }'
    expect(field('type', rule, { type: 'SUIVI individuel' }).offers[0]?.service.type).toBe('accompagnement')
    expect(field('type', rule, { type: 'Autre' }).unknown).toMatchObject([
      { field: 'type', referential: 'table', value: 'Autre' },
    ])
  })

  test('by a passage: the named group, the first group or the whole', () => {
    const about = { texte: 'Durée : 12 mois. Réunion : mardi.' }
    expect(
      field('publics_precisions', '{ read: texte, match: "durée : ([^.]+)" }', about).offers[0]?.service
        .publics_precisions,
    ).toBe('12 mois')
    expect(
      field('publics_precisions', '{ read: texte, match: "(réunion) : (?<v>[^.]+)" }', about).offers[0]?.service
        .publics_precisions,
    ).toBe('mardi')
    expect(
      field('publics_precisions', '{ read: texte, match: "\\\\d+ mois" }', about).offers[0]?.service.publics_precisions,
    ).toBe('12 mois')
    expect(
      field('publics_precisions', '{ read: texte, match: "[a-zé]+ : ", all: true, join: "+" }', about).offers[0]
        ?.service.publics_precisions,
    ).toBe('Durée :+Réunion :')
  })

  test('composites fill several fields; a rule of one of them serves where the phrase is silent', () => {
    const read = run(
      `offers:\n  - actions: [1/essai]\n    fields: { ${NAMED}, lieu: { read: adresse, do: address }, duree: { read: duree, do: duration }, nombre_semaines: { const: 3 }, volume_horaire_hebdomadaire: { const: 7 }, periode: { read: dates, do: period } }\n`,
      {
        nom: 'Offre',
        description: TEXT,
        adresse: '5 rue du Port, 35600 Redon',
        duree: '12 semaines',
        dates: 'du 4 mars au 28 juin 2027',
      },
    )
    expect(read.offers[0]).toMatchObject({
      service: { adresse: '5 rue du Port', code_insee: '35236', nombre_semaines: 12, volume_horaire_hebdomadaire: 7 },
      session: { start: '2027-03-04', end: '2027-06-28' },
    })
  })

  test('of the structure serves the service', () => {
    const read = run(
      `structure: { id: { const: e }, nom: { const: Essai }, telephone: { read: tel, do: phones }, lieu: { read: adresse, do: address } }\noffers:\n  - fields: { ${NAMED}, telephone: { from: structure }, lieu: { from: structure } }\n`,
      { nom: 'Offre', description: TEXT, tel: '0299593880', adresse: '35600 Redon' },
    )
    expect(read.offers[0]?.service).toMatchObject({ telephone: '+33299593880', commune: 'Redon', code_insee: '35236' })
    expect(read.offers[0]?.provenance.commune?.[0]).toMatchObject({ words: '35600 Redon', where: '.adresse (1)' })
  })
})

describe('people', () => {
  test('a sentence that names somebody goes, from the value and from the provenance', () => {
    const read = field('conditions_acces', '{ read: conditions }', {
      conditions: 'Sur entretien. Contact : Mme Durand.',
    })
    expect(read.offers[0]?.service.conditions_acces).toBe('Sur entretien.')
    expect(JSON.stringify(read)).not.toContain('Durand')
    expect(codes(read)).toContain('nom-de-personne-retire')
  })

  test('a contact’s name passes only when the partner declared it', () => {
    const read = field('contact_nom_prenom', '{ read: contact }', { contact: 'Marie Durand' })
    expect(read.offers[0]?.service.contact_nom_prenom).toBeNull()
    expect(JSON.stringify(read.offers)).not.toContain('Durand')
    const raw = rawOffer({ nom: 'Offre', description: TEXT, contact: 'Marie Durand' })
    for (const value of raw.fields.contact ?? []) value.origin.document = 'declaration'
    const declared = normalise(raw, {
      mapping: mappingOf(
        `harvest: { kind: json, key: id }\n${STRUCTURE}offers:\n  - fields: { ${NAMED}, contact_nom_prenom: { read: contact } }\n`,
      ),
      source: testSource,
      convention: conventionOf(),
      today: '2026-11-24',
    })
    expect(declared.offers[0]?.service.contact_nom_prenom).toBe('Marie Durand')
  })
})

describe('the date of the last confirmation', () => {
  test('is the source’s own', () => {
    expect(
      field('date_maj', '{ read: maj, do: date }', { maj: 'Mis à jour le 3 mars 2026' }).offers[0]?.service.date_maj,
    ).toBe('2026-03-03')
  })
  test('else the day of the first reading, whatever the day of this one', () => {
    expect(field('date_maj', '{ read: maj, do: date }', {}, { firstSeen: '2026-01-05' }).offers[0]).toMatchObject({
      service: { date_maj: '2026-01-05' },
      provenance: { date_maj: [{ where: 'première lecture' }] },
    })
  })
  test('in the future is not believed', () => {
    const read = field('date_maj', '{ read: maj, do: date }', { maj: '3 mars 2030' })
    expect(read.offers[0]?.service.date_maj).toBeNull()
    expect(codes(read)).toContain('valeur-impossible')
  })
})

describe('contradictions', () => {
  test.each([
    [
      'volume_horaire_hebdomadaire',
      '{ read: x, do: { duration: hours } }',
      '26 h par semaine',
      '15 h par semaine',
      '20 h par semaine',
    ],
    ['nombre_semaines', '{ read: x, do: { duration: weeks } }', '30 semaines', '10 semaines', '11 semaines'],
    ['debut', '{ read: x, do: date }', '3 juin 2024', '15 septembre 2024', '3 mars 2026'],
    ['places', '{ read: x, do: number }', '12 places', '14 places', '14'],
    ['publics', '{ read: x, lookup: publics }', 'Séniors', 'Femmes', 'Femmes et séniors'],
  ])('%s against the convention', (name, rule, against, ...withIt) => {
    const other = name === 'volume_horaire_hebdomadaire' ? { line: { hoursPerWeek: 15 } } : {}
    expect(codes(field(name, rule, { x: against }, other))).toContain('contradiction-convention')
    for (const words of name === 'volume_horaire_hebdomadaire' ? withIt.slice(0, 1) : withIt) {
      expect(codes(field(name, rule, { x: words }, other))).not.toContain('contradiction-convention')
    }
  })

  test('professionals only, says the convention', () => {
    const line = { line: { mobilisablePar: ['professionnels'] } }
    const rule = '{ read: x, lookup: mobilisable_par }'
    expect(codes(field('mobilisable_par', rule, { x: 'Usagers' }, line))).toContain('contradiction-convention')
    expect(codes(field('mobilisable_par', rule, { x: 'Professionnels' }, line))).not.toContain(
      'contradiction-convention',
    )
  })

  test('what may never be said is taken out, and the next rule serves', () => {
    const read = run(
      `offers:\n  - actions: [1/essai]\n    never: [{ field: publics, match: handicap, example: handicap, because: "ouvert à toute personne." }, { field: conditions_acces, match: RQTH exigée, example: RQTH exigée, because: "la RQTH n’est pas exigée." }]\n    fields: { ${NAMED}, publics: [{ read: p, lookup: publics }, { from: convention }], conditions_acces: { read: c } }\n`,
      { nom: 'Offre', description: TEXT, p: 'Personnes en situation de handicap', c: 'RQTH exigée' },
    )
    expect(read.offers[0]?.service).toMatchObject({ publics: ['femmes'], conditions_acces: null })
    expect(codes(read).filter(code => code === 'contradiction-convention')).toHaveLength(2)
  })

  test('one page against itself', () => {
    const rule = '{ read: a, do: { duration: hours }, check: [{ read: b, do: { duration: hours } }] }'
    expect(
      codes(field('volume_horaire_hebdomadaire', rule, { a: '26 h par semaine', b: '20 h par semaine' })),
    ).toContain('contradiction-page')
    expect(
      codes(field('volume_horaire_hebdomadaire', rule, { a: '24 h par semaine', b: '780 h sur 32 semaines' })),
    ).not.toContain('contradiction-page')
  })

  test('an impossible value gives way to the next rule, and is told', () => {
    const read = field('volume_horaire_hebdomadaire', '[{ read: x, do: { duration: hours } }, { from: convention }]', {
      x: '400 heures par semaine',
    })
    expect(read.offers[0]?.service.volume_horaire_hebdomadaire).toBe(20)
    expect(read.offers[0]?.findings).toContainEqual(
      expect.objectContaining({ code: 'valeur-impossible', severity: 'contradiction' }),
    )
  })

  test.each(['Oups ! Page introuvable', 'Connexion', 'Site en maintenance'])(
    'what is called «%s» is no offer, whatever it was read from',
    name => {
      expect(
        run(`offers:\n  - fields: { nom: { read: titre, do: title }, description: { read: texte } }\n`, {
          titre: name,
          texte: TEXT,
        }),
      ).toMatchObject({
        offers: [],
        rejections: [{ code: 'page-sans-offre', whose: 'partenaire' }],
      })
    },
  )

  test.each([
    ['its commune', '4 rue du Port, 29200 Brest'],
    ['another département of the same street', '5 rue de la Paix, 75011 Paris'],
    ['overseas', '1 rue de Paris, 97400 Saint-Denis'],
  ])('an offer outside the département waits for a person: %s', (_, place) => {
    const read = field('lieu', '{ read: x, do: address }', { x: place })
    expect(read.offers).toEqual([])
    expect(read.rejections).toMatchObject([{ code: 'hors-departement', whose: 'gestionnaire', field: 'lieu' }])
    expect(read.rejections[0]?.expected).toContain('elsewhere: true')
  })

  test('a source may say that its offers are elsewhere; inside, nothing is said', () => {
    const inside = field('lieu', '{ read: x, do: address }', { x: '4 rue du Port, 35600 Redon' })
    expect(codes(inside)).not.toContain('hors-departement')
    const expected = field('lieu', '{ read: x, do: address }', { x: '4 rue du Port, 29200 Brest' }, { elsewhere: true })
    expect(codes(expected)).toContain('hors-departement')
    expect(expected.rejections).toEqual([])
  })

  test('a day that is none is told and never used', () => {
    const read = field('fin', '{ read: x }', { x: '30/06/2026' })
    expect(read.offers[0]?.session?.end).toBeNull()
    expect(read.offers[0]?.findings).toContainEqual(expect.objectContaining({ code: 'valeur-illisible', field: 'fin' }))
  })

  test('a session that is over, a convention that ended', () => {
    expect(codes(field('fin', '{ read: x, do: date }', { x: '30 juin 2026' }))).toContain('session-terminee')
    expect(codes(field('fin', '{ read: x, do: date }', { x: '30 juin 2027' }))).not.toContain('session-terminee')
    expect(codes(field('fin', '{ from: convention }', {}))).toContain('convention-echue')
  })
})

test('a low score says what the public facts do not give', () => {
  const read = field('frais', '{ default: gratuit }', {})
  expect(read.offers[0]?.score).toBeLessThan(0.8)
  expect(read.offers[0]?.findings).toContainEqual(
    expect.objectContaining({ code: 'score-insuffisant', message: expect.stringContaining('un moyen de contact') }),
  )
})

test('everybody is everybody', () => {
  const read = field('publics', '{ const: [tous-publics, femmes] }', {})
  expect(read.offers[0]?.service.publics).toEqual(['tous-publics'])
  expect(codes(read)).toContain('tous-publics-seul')
})

test('same input, same output, and the input is left alone', () => {
  const raw = rawOffer({ nom: 'Offre', description: TEXT })
  const input = {
    mapping: mappingOf(`harvest: { kind: json, key: id }\n${STRUCTURE}offers:\n  - fields: { ${NAMED} }\n`),
    source: testSource,
    convention: conventionOf(),
    today: '2026-11-24',
  }
  const before = structuredClone(raw)
  expect(normalise(raw, input)).toEqual(normalise(raw, input))
  expect(raw).toEqual(before)
})
