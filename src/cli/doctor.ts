import type { Command } from 'commander'
import { loadConfiguration } from '../app/load-configuration.ts'
import { placesOf } from '../app/places.ts'
import { sitesMode } from '../app/sites-mode.ts'
import { samplesRefusal } from '../app/which-dora.ts'
import { systemClock } from '../common/clock.ts'
import { readSettings, type Settings } from '../config/settings.ts'
import type { Check } from '../dora/check.ts'
import { examineDora } from '../dora/doctor.ts'
import { createQuota } from '../dora/quota.ts'
import { FrenchCommand } from './french-command.ts'
import { give, say, type Write } from './say.ts'

export interface DoctorIo {
  out?: Write
  env: Record<string, string | undefined>
}

/** `doctor`: what is misconfigured, and how to mend it. Exit code 1 when something must be mended. Writes nothing to DORA. */
export function doctorCommand(io: DoctorIo = { env: process.env }): Command {
  return new FrenchCommand('doctor').option('--json', 'pour une machine').action(async (options: { json?: true }) => {
    const settings = readSettings(io.env)
    const configuration = loadConfiguration(placesOf(settings), sitesMode(settings) === 'samples')
    const checks = [
      ...configurationChecks(configuration.problems),
      ...samplesChecks(settings),
      ...(await doraChecks(settings, configuration.territory.department)),
    ]
    options.json ? give(`${JSON.stringify(checks, null, 2)}\n`, io.out) : say(textOf(checks), io.out)
    if (checks.some(check => check.state === 'a-corriger')) process.exitCode = 1
  })
}

function configurationChecks(problems: { file: string; message: string }[]): Check[] {
  if (problems.length === 0)
    return [
      { id: 'configuration', state: 'bon', message: 'Les sources et leurs correspondances sont lisibles.', mend: null },
    ]
  return problems.map(problem => ({
    id: 'configuration',
    state: 'a-corriger',
    message: problem.message,
    mend: `Corriger ${problem.file}.`,
  }))
}

function samplesChecks(settings: Settings): Check[] {
  const message = samplesRefusal(settings)
  return message === null
    ? []
    : [
        {
          id: 'configuration',
          state: 'a-corriger',
          message,
          mend: 'Retirer DORA_SYNC_SITES, ou DORA_URL et DORA_TOKEN.',
        },
      ]
}

async function doraChecks(settings: Settings, department: string): Promise<Check[]> {
  const { DORA_URL, DORA_TOKEN, DORA_QUOTA } = settings
  if (DORA_URL === undefined && DORA_TOKEN !== undefined)
    return [
      {
        id: 'adresse',
        state: 'a-corriger',
        message: 'DORA_TOKEN est donné sans DORA_URL : le robot ne sait pas à quel DORA ce jeton appartient.',
        mend: 'Donner aussi l’adresse dans DORA_URL, ou retirer DORA_TOKEN pour se servir du DORA d’essai.',
      },
    ]
  if (DORA_URL === undefined)
    return [
      {
        id: 'adresse',
        state: 'a-savoir',
        message: 'Aucun DORA n’est réglé : le robot se sert du DORA d’essai de cette machine.',
        mend: 'Pour le vrai, donner son adresse dans DORA_URL et le jeton du compte dans DORA_TOKEN.',
      },
    ]
  return examineDora({
    url: DORA_URL,
    token: DORA_TOKEN ?? null,
    quota: createQuota({ perMinute: DORA_QUOTA, clock: systemClock }),
    clock: systemClock,
    random: Math.random,
    timeoutMs: 10_000,
    departments: settings.DORA_DEPARTMENTS?.split(',') ?? [department],
    quotaPerMinute: DORA_QUOTA,
  })
}

const STATES = { bon: 'Bon', 'a-savoir': 'À savoir', 'a-corriger': 'À corriger' }

function textOf(checks: Check[]): string {
  const width = Math.max(...Object.values(STATES).map(label => label.length))
  const lines = checks.flatMap(check => {
    const line = `${STATES[check.state].padEnd(width)}  ${check.message}`
    return check.mend === null ? [line] : [line, `${' '.repeat(width)}  → ${check.mend}`]
  })
  return `${lines.join('\n')}\n`
}
