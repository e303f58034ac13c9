import type { Page } from 'playwright-core'
import type { Furniture } from './furnish.ts'

export type Audience = 'public' | 'gestionnaire' | 'ddets' | 'partenaire'

/** One page in one state, as one audience sees it. */
export interface PageVisit {
  /** Names the screenshot, and the page in messages. */
  name: string
  audience: Audience
  path: string
  /** Default 200. */
  status?: number
  /** What a person does there to see the state; the status is then the one of what follows. */
  act?: (page: Page) => Promise<void>
  /** Kept from reloading itself while it is looked at. */
  still?: true
}

/** Sends a form as a browser that checks nothing itself. */
async function send(page: Page, button: string): Promise<void> {
  await page.evaluate('for (const form of document.forms) form.noValidate = true')
  await page.getByRole('button', { name: button, exact: true }).first().click()
}
const fill = (label: string | RegExp, text: string) => (page: Page) => page.getByLabel(label).first().fill(text)
/** More than any form may weigh. */
const heavy = (page: Page) =>
  page.evaluate(
    'document.querySelector("#email").type = "text"; document.querySelector("#email").value = "a".repeat(300000)',
  ) as Promise<void>
/** Fields filled in, then the button. */
const sent =
  (button: string, ...fields: ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const each of fields) await each(page)
    await send(page, button)
  }

const encoded = encodeURIComponent

/** Every page of the portal, in the states in which it differs, over a furnished portal. */
export function visitsOf(at: Furniture): PageVisit[] {
  const offer = `${encoded(at.own.source)}/${encoded(at.own.key)}`
  const mine = `/mes-offres/${offer}`
  const many = (
    audience: Audience,
    list: readonly (readonly [name: string, path: string, rest?: Partial<PageVisit>])[],
  ) => list.map(([name, path, rest]) => ({ name, audience, path, ...rest }))
  return [
    ...many('public', [
      ['accueil', '/'],
      ['chiffres', '/stats'],
      ['connexion', '/connexion'],
      [
        'connexion-refusee',
        '/connexion',
        { status: 422, act: sent('Recevoir un lien', fill('Adresse électronique', 'camille')) },
      ],
      [
        'connexion-demandee',
        '/connexion',
        { act: sent('Recevoir un lien', fill('Adresse électronique', 'camille@example.org')) },
      ],
      ['connexion-retour', '/connexion/retour', { status: 403 }],
      ['lien', at.links.person],
      ['lien-perime', '/connexion/lien/x', { status: 403 }],
      ['lien-partenaire', at.links.partner],
      ['lien-partenaire-perime', '/p/x', { status: 403 }],
      ['robot', '/robot'],
      ['mentions-legales', '/mentions-legales'],
      ['donnees-personnelles', '/donnees-personnelles'],
      ['accessibilite', '/accessibilite'],
      ['boite-d-envoi', '/boite-d-envoi'],
      ['introuvable', '/nulle-part', { status: 404 }],
      ['envoi-trop-lourd', '/connexion', { status: 413, act: sent('Recevoir un lien', heavy) }],
      [
        'formulaire-perime',
        '/connexion',
        {
          status: 403,
          act: async page => {
            await page.context().clearCookies()
            await send(page, 'Recevoir un lien')
          },
        },
      ],
    ]),
    ...many('gestionnaire', [
      ['tableau-de-bord', '/'],
      ['a-traiter', '/a-traiter'],
      ['a-surveiller', '/a-surveiller'],
      ...[...at.items].map(([kind, id]) => [`demande-${kind}`, `/a-traiter/${id}`] as const),
      ['demande-close', `/a-traiter/${at.closedItem}`],
      ['demande-rien-choisi', `/a-traiter/${at.items.get('conflict')}`, { act: sent('Enregistrer mes choix') }],
      [
        'demande-mal-designee',
        `/a-traiter/${at.items.get('match')}`,
        { status: 422, act: sent('Chercher dans DORA', fill('Le service dans DORA', 'zzzzzz')) },
      ],
      ...[...at.statements].map(([kind, id]) => [`dit-${kind}`, `/demandes/${id}`] as const),
      ['dit-refus-sans-raison', `/demandes/${at.statements.get('declaration')}`, { status: 422, act: sent('Refuser') }],
      ['sources', '/sources'],
      ['sources-filtrees', '/sources?q=acompagnement&colonnes=partenaire,adresse,etat'],
      ['source', `/sources/${at.own.source}`],
      ['source-en-pause', `/sources/${at.paused}`],
      [
        'source-horaire-essaye',
        `/sources/${at.own.source}`,
        { act: sent('Voir les cinq prochains passages', fill('Heure (Paris)', '04:45')) },
      ],
      [
        'source-horaire-refuse',
        `/sources/${at.own.source}`,
        {
          status: 422,
          act: async page => {
            await page.getByLabel('Rythme').selectOption('cron')
            await page.locator('summary', { hasText: 'Réglage avancé' }).click()
            await sent('Enregistrer l’horaire', fill('Règle en cinq nombres (cron)', 'zut'))(page)
          },
        },
      ],
      ['source-pause-sans-raison', `/sources/${at.own.source}`, { status: 422, act: sent('Mettre en pause') }],
      ['demarrer', '/demarrer'],
      ['source-enseignee', `/sources/${at.taught}`],
      ['source-enseignee-configuration', `/sources/${at.taught}/configuration`],
      ['source-ajouter', '/sources/ajouter'],
      [
        'source-a-enseigner',
        `/sources/ajouter?source=${at.own.source}&champ=publics&cle=${encodeURIComponent(at.own.key)}`,
      ],
      [
        'source-ajouter-refusee',
        '/sources/ajouter',
        { status: 422, act: sent('Regarder cette page', fill('Adresse de la page', 'http://127.0.0.1/')) },
      ],
      ['source-par-telephone', '/sources/ajouter/telephone?pour=apase%205/accompagnement'],
      [
        'source-par-telephone-refusee',
        '/sources/ajouter/telephone?pour=apase%205/accompagnement',
        { status: 422, act: sent('Enregistrer et simuler') },
      ],
      ['lecon', `/sources/apprendre/${at.lesson}`],
      ['lecon-un-champ', `/sources/apprendre/${at.lesson}?offre=2&champ=publics`],
      [
        'lecon-reponse-vide',
        `/sources/apprendre/${at.lesson}?champ=periode`,
        { status: 422, act: sent('Écrire cette réponse') },
      ],
      ['lecon-configuration', `/sources/apprendre/${at.lesson}/configuration`],
      ['passages', '/passages'],
      ['passage', `/passages/${at.runs.ended}`],
      ['passage-en-cours', `/passages/${at.runs.running}`],
      ['passage-en-echec', `/passages/${at.runs.failed}`],
      ['plans', '/plans'],
      ['plan-a-approuver', `/plans/${at.plans.held}`],
      ['plan-refus-sans-raison', `/plans/${at.plans.held}`, { status: 422, act: sent('Refuser tout le plan') }],
      ['plan-applique', `/plans/${at.plans.applied}`],
      ['plan-a-annuler', `/plans/${at.plans.applied}/annuler`],
      ['plan-refuse', `/plans/${at.plans.refused}`],
      ['envoi-a-annuler', `/operations/${at.operation}/annuler`],
      ['glossaire', '/glossaire'],
      ['apparence', '/apparence'],
      ['offres', '/offres'],
      ['offre-a-cote', `/offres?voir=${encoded(offer)}`],
      ['offres-aucune', '/offres?q=zzz'],
      ['services', '/services'],
      ['services-corriges', '/services?q=accompagnemant&colonnes=themes,publics,contact'],
      ['services-aucun', '/services?q=zzz'],
      ['structures', '/structures'],
      ['structures-aucune', '/structures?q=zzz'],
      ['structures-doubles', '/structures?voir=doubles'],
      [
        'structures-comparees',
        `/structures?voir=double-structure&un=${encoded(at.orphan)}&autre=${encoded(at.orphan)}`,
      ],
      ['structure', `/structures/${encoded(at.orphan)}`],
      ['structure-membres', `/structures/${encoded(at.orphan)}?membres=oui`],
      [
        'structure-note-refus',
        `/structures/${encoded(at.orphan)}`,
        { status: 422, act: sent('Noter', fill('Note', 'claire@relais.example')) },
      ],
      ['structure-inviter', `/structures/${encoded(at.orphan)}/inviter`],
      [
        'structure-inviter-refus',
        `/structures/${encoded(at.orphan)}/inviter`,
        { status: 422, act: sent('Voir ce qui partira', fill('Adresse professionnelle', 'claire')) },
      ],
      [
        'structure-inviter-verifier',
        `/structures/${encoded(at.orphan)}/inviter`,
        { act: sent('Voir ce qui partira', fill('Adresse professionnelle', 'claire@relais.example')) },
      ],
      ...at.offers.map(
        each => [`offre-${each.state}`, `/offres/${encoded(each.source)}/${encoded(each.key)}`] as const,
      ),
      ['offre-dite', `/offres/${offer}`],
      ['offre-copie', `/offres/${offer}/copie?champ=nom`],
      ['appel', `/offres/${offer}/appel`],
      [
        'appel-refuse',
        `/offres/${offer}/appel`,
        { status: 422, act: sent('Noter l’appel : l’offre est exacte', fill('À qui vous avez parlé', '')) },
      ],
      ['offre-a-corriger', `/offres/${offer}/corriger`],
      ['offre-mal-lue', `/offres/${offer}/mal-lu`],
      ['offre-un-champ-a-corriger', `/offres/${offer}/corriger?champ=telephone`],
      ['chercher-dora', '/dora?q=rennes'],
      ['chercher-dora-inconnu', '/dora?q=zzzzzz'],
      ['demande-cherchee', `/a-traiter/${at.items.get('match')}?chercher=rennes`],
      ['regles', '/regles'],
      ['regles-d-une-source', `/regles?source=${encoded(at.own.source)}`],
      ['appels-d-un-contact', `/partenaires/${at.own.partner}/appels/${at.unreachable}`],
      ['partenaires', '/partenaires'],
      ['partenaire', `/partenaires/${at.own.partner}`],
      [
        'partenaire-refuse',
        `/partenaires/${at.own.partner}`,
        {
          status: 422,
          act: sent('Ajouter ce contact', fill('Nom', 'A'), fill('Adresse professionnelle', 'a')),
        },
      ],
      ['campagnes', '/campagnes'],
      [
        'campagnes-refuse',
        '/campagnes',
        {
          status: 422,
          act: sent('Voir la lettre avant d’envoyer', fill('Objet du message', ''), fill(/^Rappel/, 'x')),
        },
      ],
      ['administration', '/administration'],
      ['alertes', '/alertes'],
      ['personnes', '/personnes'],
      ['personnes-refuse', '/personnes', { status: 422, act: sent('Inviter') }],
      [
        'personnes-invitee',
        '/personnes',
        { act: sent('Inviter', fill('Nom', 'Noa Petit'), fill('Adresse professionnelle', 'noa@example.org')) },
      ],
      ['journal', '/journal'],
      ['reglages', '/reglages'],
      ['rapport', '/rapport'],
      ['rapport-envoyer', '/rapport/envoyer'],
      ['bilan-remplir', '/rapport/bilan/2024/remplir'],
      ['bilan-fiche', '/rapport/bilan/2024/remplir/fiche-5'],
      [
        'bilan-fiche-refusee',
        '/rapport/bilan/2024/remplir/fiche-5',
        { status: 422, act: sent('Enregistrer', fill(/^Montant dépensé/, 'environ mille')) },
      ],
      ['conventions', '/conventions'],
      ['convention-relue', '/conventions/2024/1'],
      ['convention-refusee', '/conventions/2025/1', { status: 422 }],
      ['source-inconnue', '/sources/inconnue', { status: 404 }],
    ]),
    ...many('ddets', [
      ['ddets-rapport', '/rapport'],
      ['rapport-archives', '/rapport/archives'],
      ['rapport-date', '/rapport/2026-10-31'],
      ['rapport-version', `/rapport/version/${at.reportVersion}`],
      ['rapport-definitions', '/rapport/definitions'],
      ['rapport-actions', '/rapport/actions'],
      ['rapport-action', '/rapport/actions/5/accompagnement'],
      ['rapport-structures', '/rapport/structures'],
      ['rapport-structure', '/rapport/structures/apase'],
      ['rapport-a-faire', '/rapport/a-faire'],
      ['rapport-territoires', '/rapport/territoires'],
      ['rapport-territoire', '/rapport/territoires/243500139'],
      ['rapport-manques', '/rapport/manques'],
      ['rapport-manques-filtres', '/rapport/manques?epci=243500139&public=jeunes'],
      ['rapport-catalogue', '/rapport/catalogue'],
      ['rapport-etat', '/rapport/etat'],
      ['rapport-etat-inconnu', '/rapport/etat?au=2020-01-01'],
      ['rapport-services', '/rapport/services'],
      ['rapport-parcours', '/rapport/parcours'],
      ['rapport-lectures', '/rapport/lectures'],
      ['rapport-version-lectures', `/rapport/version/${at.reportVersion}/lectures`],
      ['rapport-version-territoire', `/rapport/version/${at.reportVersion}/territoires/243500139`],
      ['rapport-version-action', `/rapport/version/${at.reportVersion}/actions/5/accompagnement`],
      ['rapport-version-structure', `/rapport/version/${at.reportVersion}/structures/apase`],
      ['bilans', '/rapport/bilan'],
      ['bilan', '/rapport/bilan/2024'],
      ['bilan-fige', `/rapport/bilan/2024/fige/${at.bilan}`],
      ['bilan-comparer', '/rapport/bilan/comparer'],
      ['rapport-comparaison', '/rapport/comparaison'],
      ['ddets-page-reservee', '/sources', { status: 403 }],
    ]),
    ...many('partenaire', [
      ['mes-offres', '/mes-offres'],
      ['mon-offre', mine],
      ['corriger', `${mine}/corriger`],
      [
        'corriger-refuse',
        `${mine}/corriger`,
        { status: 422, act: sent('Proposer ces corrections', fill(/^Téléphone/, '02 99')) },
      ],
      ['retirer', `${mine}/retirer`],
      ['declarer', '/declarer'],
      ['declarer-refuse', '/declarer', { status: 422, act: sent('Déclarer cette offre', fill(/^Courriel/, 'faux')) }],
      ['tableur', '/tableur'],
      ['tableur-sans-fichier', '/tableur', { status: 422, act: sent('Envoyer') }],
      [
        'tableur-a-corriger',
        '/tableur',
        {
          status: 422,
          act: async page => {
            const buffer = Buffer.from(
              'Identifiant;Nom;Description;Nom de la structure;Courriel\r\n1;Atelier;Un atelier.;Adie;faux\r\n',
            )
            await page.getByLabel('Votre fichier').setInputFiles({ name: 'offres.csv', mimeType: 'text/csv', buffer })
            await send(page, 'Envoyer')
          },
        },
      ],
      ['arreter', '/arreter'],
      [
        'mes-offres-dites',
        '/mes-offres',
        {
          act: page =>
            page
              .getByRole('button', { name: /^C’est toujours exact/ })
              .first()
              .click(),
        },
      ],
    ]),
  ]
}

/** What is said of an address that the identity provider vouches for and nobody invited. */
export const strangerVisit = (come: Come): PageVisit => ({
  ...vouched(come),
  name: 'connexion-sans-acces',
  status: 403,
})

/** What is asked of an address that has several accesses. */
export const choiceVisit = (come: Come): PageVisit => ({ ...vouched(come), name: 'connexion-chez-qui' })

/** Does what a person does at the identity provider: their way back, from the address they were sent to. */
type Come = (asked: string) => string

function vouched(come: Come): Omit<PageVisit, 'name'> {
  return {
    audience: 'public',
    path: '/connexion',
    async act(page) {
      const leave = await page.context().request.get(new URL('/connexion/compte', page.url()).href, { maxRedirects: 0 })
      await page.goto(come(leave.headers().location ?? ''))
    },
  }
}

/** Last of all: this address may try nothing more afterwards. */
export const TRIED_TOO_OFTEN: PageVisit = {
  name: 'trop-d-essais',
  audience: 'public',
  path: '/p/x',
  status: 429,
  async act(page) {
    for (let tries = 0; tries < 21; tries += 1) await page.goto(new URL('/p/x', page.url()).href)
  },
}

/** Over a portal that has lost a table. */
export const BROKEN: PageVisit = { name: 'erreur', audience: 'gestionnaire', path: '/campagnes', status: 500 }

/** Pages that look different while nothing has happened yet, over a portal whose sources were never read. */
export const EMPTY_VISITS: readonly PageVisit[] = [
  { name: 'vide-chiffres-en-calcul', audience: 'public', path: '/stats', still: true },
  ...(
    [
      '/',
      '/a-traiter',
      '/a-surveiller',
      '/sources',
      '/passages',
      '/plans',
      '/offres',
      '/services',
      '/structures',
      '/campagnes',
      '/journal',
      '/alertes',
      '/rapport',
      '/rapport/archives',
      '/rapport/comparaison',
    ] as const
  ).map(path => ({
    name: `vide-${path.slice(1).replaceAll('/', '-') || 'tableau-de-bord'}`,
    audience: 'gestionnaire' as const,
    path,
  })),
  { name: 'vide-chiffres', audience: 'public', path: '/stats' },
  { name: 'vide-boite-d-envoi', audience: 'public', path: '/boite-d-envoi' },
  { name: 'vide-mes-offres', audience: 'partenaire', path: '/mes-offres' },
]
