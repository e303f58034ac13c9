import { frenchCount } from '../common/french.ts'
import { readCensus } from './census.ts'
import type { Check } from './check.ts'
import { checkDialect } from './check-dialect.ts'
import { readDialect } from './dialect.ts'
import type { DoraError, DoraStructureSummary } from './port.ts'
import { DoraError as Failure } from './port.ts'
import { createSafeTransport, type DoraClientOptions, type SafeTransport, type TryNote } from './transport.ts'
import { ServicesOptionsWire, UserInfoWire } from './wire.ts'

export interface DoctorOptions extends Omit<DoraClientOptions, 'onTry'> {
  /** Départements that the bot means to write in. */
  departments: readonly string[]
  /** Requests a minute it is set to. */
  quotaPerMinute: number
}

/** A question, and the failure as its answer. */
type Ask = (question: (transport: SafeTransport) => Promise<unknown>) => Promise<unknown>

/** Seconds of difference from which it is told. */
const SKEW_SECONDS = 60

/** Looks at a DORA and an account without writing anything; at most a handful of requests. */
export async function examineDora(options: DoctorOptions): Promise<Check[]> {
  const tries: TryNote[] = []
  const skews: number[] = []
  const transport = createSafeTransport({
    ...options,
    retry: { tries: 2, baseMs: 500, capMs: 2000, budgetMs: 10_000 },
    onTry(note) {
      tries.push(note)
      if (note.date) skews.push((options.clock.now().getTime() - Date.parse(note.date)) / 1000)
    },
  })
  const checks: Check[] = []
  const say = (id: Check['id'], state: Check['state'], message: string, mend: string | null = null): void =>
    void checks.push({ id, state, message, mend })
  const ask: Ask = question =>
    question(transport).catch((error: unknown) => {
      if (error instanceof Failure) return error
      throw error
    })

  const referentials = await ask(({ get }) => get('/services-options/'))
  if (referentials instanceof Failure) {
    const tokenRefused = referentials.code === 'jeton-refuse'
    if (tokenRefused) say('adresse', 'bon', `DORA répond à ${options.url}.`)
    say(tokenRefused ? 'jeton' : 'adresse', 'a-corriger', referentials.message, mendOf(referentials))
    return [...checks, ...lastChecks(tries, skews, options)]
  }
  say('adresse', 'bon', `DORA répond à ${options.url}.`)
  const shape = ServicesOptionsWire.safeParse(referentials)
  if (shape.success)
    say(
      'referentiels',
      'bon',
      `Les référentiels sont ceux que le robot connaît (${frenchCount(shape.data.subcategories.length, 'besoin')}).`,
    )
  else
    say(
      'referentiels',
      'a-corriger',
      'Ce qui répond n’est pas DORA, ou DORA a changé : ses référentiels n’ont pas la forme attendue.',
      'Vérifier DORA_URL ; si l’adresse est juste, mettre dora-sync à jour.',
    )
  if (options.token === null) {
    say(
      'jeton',
      'a-corriger',
      'Aucun jeton : le robot lit, mais ne pourra rien écrire.',
      'Mettre le jeton du compte dans DORA_TOKEN.',
    )
    return [...checks, ...lastChecks(tries, skews, options)]
  }
  const me = await ask(({ get }) => get('/auth/user-info/'))
  if (me instanceof Failure) say('jeton', 'a-corriger', me.message, mendOf(me))
  else await examineAccount(UserInfoWire.parse(me), options, ask, say)
  return [...checks, ...lastChecks(tries, skews, options)]
}

async function examineAccount(
  me: UserInfoWire,
  options: DoctorOptions,
  ask: Ask,
  say: (id: Check['id'], state: Check['state'], message: string, mend?: string | null) => void,
): Promise<void> {
  say(
    'jeton',
    'bon',
    `Le jeton est celui ${me.email ? `de ${me.email}` : 'd’un compte sans courriel'}. Ce compte ne doit servir qu’au robot : les clics d’une personne sur DORA comptent dans les mêmes requêtes par minute.`,
  )
  const own = me.departments ?? []
  const memberOf = me.structures ?? []
  if (me.isStaff)
    say(
      'role',
      'a-savoir',
      'Le compte est de l’équipe de DORA : il peut tout modifier.',
      'Préférer un compte de gestionnaire, qui ne peut écrire que dans son département.',
    )
  else if (me.isManager) say('role', 'bon', `Le compte est gestionnaire (${own.join(', ') || 'aucun département'}).`)
  else
    say(
      'role',
      'a-corriger',
      `Le compte n’est pas gestionnaire : il n’écrit que dans ${frenchCount(memberOf.length, 'structure')} dont il est membre.`,
      `Demander à l’équipe de DORA, pour le compte ${me.email ?? 'de ce jeton'}, le rôle de gestionnaire ${options.departments.length > 1 ? 'des départements' : 'du département'} ${options.departments.join(', ')}.`,
    )
  if (me.isManager && !me.isStaff) {
    const missing = options.departments.filter(department => !own.includes(department))
    if (missing.length === 0)
      say('departements', 'bon', `Les départements du robot (${options.departments.join(', ')}) sont ceux du compte.`)
    else
      say(
        'departements',
        'a-corriger',
        `Le robot est réglé pour ${options.departments.join(', ')}, le compte pour ${own.join(', ') || 'aucun département'}.`,
        `Corriger DORA_DEPARTMENTS, ou faire ajouter ${missing.join(', ')} au compte par l’équipe de DORA.`,
      )
  }
  for (const department of options.departments) {
    const list = await ask(transport => readCensus(transport, department))
    if (list instanceof Failure) {
      say('ecriture', 'a-corriger', list.message, mendOf(list))
      continue
    }
    const lines = list as DoraStructureSummary[]
    const mine = me.isStaff || (me.isManager && own.includes(department))
    if (lines.length > 0)
      say(
        'ecriture',
        'bon',
        `Dans le département ${department}, le compte peut modifier ${frenchCount(lines.length, 'structure')}.`,
      )
    else if (mine) say('ecriture', 'a-savoir', `DORA ne montre aucune structure dans le département ${department}.`)
    else
      say(
        'ecriture',
        'a-corriger',
        `Dans le département ${department}, le compte ne peut modifier aucune structure.`,
        'Vérifier le rôle et le département du compte.',
      )
  }
  const metadata = await ask(transport => transport.options('/services/'))
  if (metadata instanceof Failure) say('dialecte', 'a-corriger', metadata.message, mendOf(metadata))
  else for (const check of checkDialect(readDialect(metadata))) say(check.id, check.state, check.message, check.mend)
}

function lastChecks(tries: TryNote[], skews: number[], options: DoctorOptions): Check[] {
  const refused = tries.filter(note => note.status === 429).length
  const quota: Check =
    refused > 0
      ? {
          id: 'quota',
          state: 'a-corriger',
          message: `DORA a demandé d’attendre ${refused} fois sur ${frenchCount(tries.length, 'requête')} ; le robot est réglé sur ${options.quotaPerMinute} par minute.`,
          mend: 'Baisser DORA_QUOTA, ou vérifier qu’aucun autre programme ne se sert du même compte.',
        }
      : {
          id: 'quota',
          state: 'bon',
          message: `Aucun refus pour excès sur ${frenchCount(tries.length, 'requête')} ; le robot est réglé sur ${options.quotaPerMinute} par minute.`,
          mend: null,
        }
  const skew = skews.at(-1)
  if (skew === undefined) return [quota]
  const seconds = Math.round(Math.abs(skew))
  const clock: Check =
    seconds >= SKEW_SECONDS
      ? {
          id: 'horloge',
          state: 'a-corriger',
          message: `L’horloge de cette machine ${skew > 0 ? 'avance' : 'retarde'} de ${seconds} s sur celle de DORA.`,
          mend: 'Régler l’horloge de la machine (synchronisation NTP).',
        }
      : {
          id: 'horloge',
          state: 'bon',
          message: 'L’horloge de cette machine est celle de DORA, à une minute près.',
          mend: null,
        }
  return [quota, clock]
}

function mendOf(error: DoraError): string {
  switch (error.code) {
    case 'injoignable':
      return 'Vérifier DORA_URL (nom, port) et que cette machine a accès à ce réseau.'
    case 'redirection':
    case 'route-inconnue':
      return 'Vérifier DORA_URL : il faut l’adresse de l’API, en https, sans chemin en trop.'
    case 'reponse-illisible':
      return 'Vérifier DORA_URL : ce qui répond n’est pas l’API de DORA (page de connexion, serveur intermédiaire ?).'
    case 'jeton-refuse':
      return 'Vérifier DORA_TOKEN ; le jeton est faux, révoqué, ou le compte désactivé.'
    case 'droits-insuffisants':
      return 'Demander le rôle de gestionnaire à l’équipe de DORA.'
    case 'quota-depasse':
      return 'Attendre une minute ; baisser DORA_QUOTA si cela revient.'
    default:
      return 'Réessayer plus tard ; si cela dure, prévenir l’équipe de DORA.'
  }
}
