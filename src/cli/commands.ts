import { existsSync, statSync } from 'node:fs'
import type { Command } from 'commander'

interface Lazy {
  /** One line of the help. */
  summary: string
  /** Works in little memory (see `lean` and `leanPass`), or does when these words follow its name. */
  lean?: true | 'pass' | ((words: readonly string[]) => boolean)
  load: () => Promise<Command>
}

/** A file of records beyond this is long. */
const LARGE_BYTES = 1_000_000
const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0)

/** Every command by its name, in the order of the help. Each brings its own parts only when it is asked for: a pass does not carry the portal, nor the portal a pass, and the help carries none. */
export const COMMANDS: Readonly<Record<string, Lazy>> = {
  start: {
    summary:
      'Lance tout dans un seul programme : portail, horaires, travaux. Sans jeton DORA : sites d’exemple et DORA d’essai.',
    load: async () => (await import('./start.ts')).startCommand(),
  },
  sync: {
    summary:
      'Fait un passage puis s’arrête : lit les sources, met au schéma commun, envoie à DORA ce que la politique permet.',
    lean: 'pass',
    load: async () => (await import('./sync.ts')).syncCommand(),
  },
  plan: {
    summary: 'Simule un passage et montre le plan : rien n’est écrit dans DORA.',
    lean: 'pass',
    load: async () => (await import('./approve.ts')).planCommand(),
  },
  apply: {
    summary: 'Approuve un plan au nom d’une personne et l’applique ; refuse s’il est périmé.',
    lean: 'pass',
    load: async () => (await import('./approve.ts')).applyCommand(),
  },
  inbox: {
    summary: 'Ce qui attend une personne : passages retenus, ressemblances, conflits, rejets, envois à vérifier.',
    load: async () => (await import('./inbox.ts')).inboxCommand(),
  },
  history: {
    summary: 'Raconte la vie d’une offre : ce qui a été envoyé à DORA, quand, pourquoi, avec l’accord de qui.',
    load: async () => (await import('./history.ts')).historyCommand(),
  },
  census: {
    summary:
      'Recense les structures et les services du département dans DORA, quel qu’en soit l’auteur ; ne fait que lire.',
    lean: true,
    load: async () => (await import('./census.ts')).censusCommand(),
  },
  coverage: {
    summary: 'Fait le rapport de couverture daté : actions référencées, euros, territoires, ce qu’il reste à faire.',
    load: async () => {
      const { coverageCommand } = await import('./coverage.ts')
      const { coverageInput } = await import('../app/coverage-input.ts')
      const { sourceStandings } = await import('../app/source-standings.ts')
      const { parisDay } = await import('../common/paris-day.ts')
      const { keptReport } = await import('../coverage/kept-report.ts')
      const { withApp } = await import('./with-app.ts')
      return coverageCommand({
        kept: date => withApp(app => keptReport(app.ledger.snapshots, date)),
        assemble: date => withApp(async app => coverageInput({ ...app, standings: await sourceStandings(app) }, date)),
        today: () => parisDay(new Date()),
      })
    },
  },
  'check-source': {
    summary:
      'Essaie la configuration d’une source et montre, champ par champ, la valeur, d’où elle vient, la règle et le constat.',
    load: async () => (await import('./check-source.ts')).checkSourceCommand(),
  },
  learn: {
    summary: 'Regarde une page ou un fichier et propose, champ par champ, comment en lire les offres. N’écrit rien.',
    load: async () => (await import('./learn.ts')).learnCommand(),
  },
  'export-source': {
    summary: 'Montre ou écrit, comme des fichiers de configuration, ce qu’une source apprise sur le portail retient.',
    load: async () => (await import('./export-source.ts')).exportSourceCommand(),
  },
  'import-source': {
    summary: 'Reprend de tels fichiers comme une nouvelle version d’une source apprise, au nom d’une personne.',
    load: async () => (await import('./import-source.ts')).importSourceCommand(),
  },
  validate: {
    summary: 'Vérifie des fiches data·inclusion v1 : erreurs, avertissements, score de qualité, constats.',
    // A few records are judged sooner with room.
    lean: words => words.some(word => word === '-' || sizeOf(word) > LARGE_BYTES),
    load: async () => (await import('./validate.ts')).validateCommand(),
  },
  invite: {
    summary: 'Ouvre un accès au portail, ou fait le lien personnel d’un partenaire, et affiche le lien.',
    load: async () => (await import('./invite.ts')).inviteCommand(),
  },
  'import-convention': {
    summary:
      'Lit le texte d’une convention (reconnaissance de caractères) et propose la liste des actions, vérifications à l’appui.',
    load: async () => (await import('./import-convention.ts')).importConventionCommand(),
  },
  'export-feed': {
    summary: 'Écrit le catalogue au format data·inclusion v1 : structures et services, en JSON et en CSV.',
    load: async () => (await import('./export-feed.ts')).exportFeedCommand(),
  },
  doctor: {
    summary:
      'Dit si l’adresse, le jeton, le rôle et les départements sont bons, et comment corriger ce qui ne l’est pas.',
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
  sandbox: {
    summary: 'Lance seul le DORA d’essai, qui imite le vrai sur cette machine.',
    load: async () => (await import('./sandbox.ts')).sandboxCommand(),
  },
  web: {
    summary: 'Flotte : montre le portail ; ce qui y est demandé est fait par les « worker ».',
    lean: true,
    load: async () => (await import('./web.ts')).webCommand(),
  },
  scheduler: {
    summary:
      'Flotte : tient les horaires et prévient quand une source ne marche plus, jusqu’à l’arrêt. Un seul suffit.',
    lean: true,
    load: async () => (await import('./scheduler.ts')).schedulerCommand(),
  },
  worker: {
    summary:
      'Flotte : fait les travaux de la file d’attente (Redis), jusqu’à l’arrêt. En lancer autant que nécessaire.',
    lean: true,
    load: async () => (await import('./worker.ts')).workerCommand(),
  },
  jobs: {
    summary: 'Flotte : les travaux abandonnés et pourquoi ; --retry en relance un, --drop en classe un.',
    load: async () => (await import('./jobs.ts')).jobsCommand(),
  },
  migrate: {
    summary:
      'Met le registre à la forme que veut cette version (sans retour en arrière). Avec --from, y transporte d’abord un registre SQLite.',
    load: async () => (await import('./migrate.ts')).migrateCommand(),
  },
  forget: {
    summary: 'Efface ce qu’un partenaire nous a donné par une source : pages lues, fiches, contacts.',
    load: async () => (await import('./forget.ts')).forgetCommand(),
  },
}
