import { expect, test } from 'vitest'
import { harvestErrors } from './harvest-errors.ts'
import { DEFAULT_LIMITS } from './limits.ts'

const A = 'https://x.fr/a'

test.each([
  [401, 'acces-refuse'],
  [403, 'acces-refuse'],
  [404, 'page-absente'],
  [410, 'page-absente'],
  [400, 'demande-refusee'],
  [416, 'demande-refusee'],
  [422, 'demande-refusee'],
  [429, 'ralentir'],
  [500, 'site-en-panne'],
  [503, 'site-en-panne'],
  [499, 'reponse-inattendue'],
  [402, 'reponse-inattendue'],
  [204, 'reponse-inattendue'],
])('an answer of %i', (status, code) => {
  const error = harvestErrors.status(A, status)
  expect([error.code, error.whose, error.address]).toEqual([code, 'partenaire', A])
  expect(error.message).toContain(String(status))
})

test.each([
  [harvestErrors.tooSlow(A, 2500), 'Le site n’a pas répondu dans le temps prévu (2,5 s).'],
  [harvestErrors.tooBig(A, 3 * 1024 * 1024), 'La réponse dépasse 3 Mo une fois décompressée.'],
  [
    harvestErrors.unpacksTooBig(A, 1536 * 1024),
    `Le fichier ${A} dépasse 1,5 Mo une fois décompressé, la limite : il n’est pas ouvert.`,
  ],
  [
    harvestErrors.tooLong(A, { ...DEFAULT_LIMITS, runMs: 90_000 }),
    'La lecture a dépassé 1,5 minutes et s’est arrêtée.',
  ],
  [
    harvestErrors.parked(A, 'x.fr', 1.2),
    'Le site x.fr a échoué plusieurs fois de suite : il est laissé tranquille encore 2 min.',
  ],
  [harvestErrors.outsideWindow(A, '22:00-06:00'), 'Cette source ne se lit qu’entre 22:00 et 06:00 (heure de Paris).'],
  [
    harvestErrors.robotsUnreachable(A, new Error('ECONNREFUSED')),
    'Le site x.fr ne répond pas. Rien n’a été lu ni changé, et la lecture est reprise au prochain passage. Si cela dure, au partenaire de voir avec qui héberge son site.',
  ],
  [
    harvestErrors.robotsUnreachable(A, 'réponse 503'),
    'Le site x.fr répond par une erreur (réponse 503) quand le robot lui demande ce qu’il peut lire (robots.txt). Rien n’a été lu ni changé, et la lecture est reprise au prochain passage. Si cela dure, au partenaire de voir avec qui héberge son site.',
  ],
  [
    harvestErrors.robotsUnreachable(A, 'réponse 429'),
    'Le site x.fr demande de ralentir (réponse 429) quand le robot lui demande ce qu’il peut lire (robots.txt). Rien n’a été lu ni changé, et la lecture est reprise au prochain passage. Si cela dure, au partenaire de voir avec qui héberge son site.',
  ],
  [
    harvestErrors.tooLongDelay(A, 86_400_000, 300_000),
    'Le site x.fr demande au robot d’attendre 24 h entre deux pages (« Crawl-delay » de son fichier robots.txt) : au-delà de 5 min, le robot n’y lit rien. Au partenaire d’y demander moins au robot, ou de donner ses offres autrement : un fichier, ou le formulaire.',
  ],
  [
    harvestErrors.tooLongDelay(A, 600_000, 300_000),
    'Le site x.fr demande au robot d’attendre 10 min entre deux pages (« Crawl-delay » de son fichier robots.txt) : au-delà de 5 min, le robot n’y lit rien. Au partenaire d’y demander moins au robot, ou de donner ses offres autrement : un fichier, ou le formulaire.',
  ],
  [harvestErrors.badAddress('x'), 'L’adresse « x » n’est pas une adresse web (http ou https).'],
])('its figures: %s', (error, message) => {
  expect(error.message.replace(/[\u00A0\u202F]/g, ' ')).toBe(message)
})

test('what caused it is kept', () => {
  const cause = new Error('x')
  for (const make of [
    'forbiddenAddress',
    'robotsUnreachable',
    'unreachable',
    'certificate',
    'unknownHost',
    'stopped',
  ] as const)
    expect(harvestErrors[make](A, cause).cause).toBe(cause)
  expect(harvestErrors.tooSlow(A, 1, cause).cause).toBe(cause)
})
