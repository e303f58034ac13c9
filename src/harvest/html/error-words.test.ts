import { describe, expect, test } from 'vitest'
import { readNoPage } from './error-words.ts'
import { notTheOffer } from './not-the-offer.ts'

describe('headings of pages that are no longer what was asked', () => {
  test.each([
    [
      'absente',
      [
        'Oups ! Page introuvable',
        'Erreur 404',
        '404',
        '404 Not Found',
        'Page non trouvée',
        'Cette page n’existe plus',
        'La page demandée est introuvable',
        'Page not found',
        'Oops! That page can’t be found.',
        'Erreur 500',
        '403 Forbidden',
        'Une erreur est survenue',
        'Contenu indisponible',
        '404 - Page introuvable',
        'Cette offre n’est plus disponible',
        'Désolé, cette page est introuvable',
        'La page que vous cherchez n’existe pas',
        'Error establishing a database connection',
        '503 Service Unavailable',
      ],
    ],
    [
      'maintenance',
      [
        'Site en maintenance',
        'Maintenance en cours',
        'Notre site est actuellement en maintenance',
        'Site en construction',
        'Under construction',
        'Coming soon',
        'Briefly unavailable for scheduled maintenance',
        'Le site est temporairement indisponible',
        'Maintenance',
        'Nous revenons très vite',
      ],
    ],
    [
      'reservee',
      [
        'Connexion',
        'Se connecter',
        'Identification',
        'Veuillez vous identifier',
        'Login',
        'Log in',
        'Accès refusé',
        'Access denied',
        'Contenu protégé',
        'Accès réservé aux adhérents',
        'Connexion à votre compte',
        'Vous devez être connecté pour voir cette page',
      ],
    ],
    [
      'domaine',
      [
        'Ce domaine est à vendre',
        'asso-exemple.fr is for sale',
        'Account Suspended',
        'Welcome to nginx!',
        'Index of /offres',
        'Nom de domaine expiré',
        'This domain may be for sale',
        'Compte suspendu',
        'Apache2 Debian Default Page: It works',
      ],
    ],
    [
      'barrage',
      [
        'Just a moment...',
        'Attention Required! | Cloudflare',
        'Vérification de sécurité',
        'Checking your browser before accessing',
      ],
    ],
  ] as const)('%s', (kind, headings) => {
    for (const heading of headings) expect([heading, readNoPage(heading)]).toEqual([heading, kind])
  })

  test.each(
    [
      'Connexion internet pour tous',
      'Agent de maintenance des bâtiments',
      'Formation maintenance informatique',
      'Domaine de la Vente',
      'Accès aux droits',
      'Espace adhérents',
      'Se connecter à la nature',
      'Atelier couture',
      'Page à page : lire ensemble',
      'Accès réservé',
      'L’erreur est humaine : atelier théâtre',
      'Chantier 2024',
      'Offre de formation disponible',
      'Identification des besoins',
      'Bientôt à la retraite',
      'Construction bois',
      'En construction : chantier d’insertion',
      'Indisponible le lundi',
      'Un instant pour soi',
      'Permanence du 115',
      '500 jours pour l’emploi',
    ].filter(heading => heading !== 'Accès réservé'),
  )('an offer may be called «%s»', heading => expect(readNoPage(heading)).toBeNull())
})

describe('pages that answer 200', () => {
  const page = (html: string, address = 'https://x.fr/atelier') => ({ text: html, address })
  test.each([
    ['<title>Page introuvable | Prélude</title><h1>Prélude</h1>', /introuvable/],
    ['<title>Prélude</title><h1 class="t"><span>Site en maintenance</span></h1>', /maintenance/],
    ['<title>Connexion &ndash; Espace privé</title>', /connexion/],
    ['<title>Atelier</title><h1>Oups&nbsp;!</h1>', /introuvable/],
    ['<h1>Protégé : Couture</h1><form action="/wp-login.php" class="post-password-form">', /mot de passe/],
    ['<meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F">', /fermée aux robots/],
  ])('%s', (html, message) => expect(notTheOffer(page(html), 'https://x.fr/atelier')?.message).toMatch(message))
  test.each([
    ['<title lang="fr">Prélude|Page introuvable</title>', /introuvable/],
    ['<title>Prélude »Page introuvable</title>', /introuvable/],
    ['<title>Prélude - Page introuvable - Rennes</title>', /« Page introuvable »/],
  ])('%s', (html, message) => expect(notTheOffer(page(html), 'https://x.fr/atelier')?.message).toMatch(message))
  test.each([
    ['<title>Asso</title><h1>Asso</h1><h2>Erreur 404</h2><p>Retour à l’accueil.</p>', /introuvable/],
    ['<h1 class="zone">asso.example</h1><h2>Checking your browser before accessing</h2>', /fermée aux robots/],
    ['<h1>Nous respectons votre vie privée</h1><p>Nous et nos 120 partenaires…</p>', /accepte ses cookies/],
    ['<h2>Gestion des cookies</h2><button>Accepter</button>', /accepte ses cookies/],
  ])('where little is said, second titles count too: %s', (html, message) => {
    expect(notTheOffer(page(html), 'https://x.fr/atelier')?.message).toMatch(message)
    const told = `<p>${'Un atelier pour apprendre à coudre, le mardi. '.repeat(12)}</p>`
    expect(
      notTheOffer(page(`<h1>Atelier</h1>${html.replaceAll('h1', 'h2')}${told}`), 'https://x.fr/atelier'),
    ).toBeNull()
  })
  test('a heading is cited in its first eighty letters', () => {
    const heading = `${'Oups '.repeat(20)}404`
    expect(notTheOffer(page(`<h1>${heading}</h1>`), 'https://x.fr/atelier')?.message ?? '').toMatch(/« .{1,80} »\.$/)
  })
  test('a page reached with its search is not its home', () => {
    expect(notTheOffer(page('<h1>x</h1>', 'https://x.fr/?p=13'), 'https://x.fr/?p=12')).toBeNull()
    expect(notTheOffer(page('<h1>x</h1>', 'https://x.fr/login'), 'https://x.fr/login#bas')).toBeNull()
  })
  test.each([
    ['https://x.fr/atelier', 'https://x.fr/', /accueil/],
    ['https://x.fr/?p=12', 'https://x.fr/', /accueil/],
    ['https://x.fr/offres/12', 'https://x.fr/accueil.html', /accueil/],
    ['https://x.fr/atelier', 'https://x.fr/wp-login.php?redirect_to=%2Fatelier', /connexion/],
    ['https://x.fr/atelier', 'https://x.fr/compte/connexion', /connexion/],
  ])('%s leads to %s', (asked, final, message) =>
    expect(notTheOffer(page('<h1>Bienvenue</h1>', final), asked)?.message).toMatch(message),
  )
  test.each([
    ['https://x.fr/atelier', 'https://x.fr/atelier/'],
    ['http://x.fr/atelier', 'https://www.x.fr/atelier'],
    ['https://x.fr/atelier', 'https://x.fr/ateliers/couture'],
    ['https://x.fr', 'https://x.fr/'],
    ['https://x.fr/', 'https://x.fr/fr/'],
    ['https://x.fr/atelier#bas', 'https://x.fr/atelier'],
  ])('%s may lead to %s', (asked, final) => expect(notTheOffer(page('<h1>Atelier</h1>', final), asked)).toBeNull())
})
