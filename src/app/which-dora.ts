import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../config/settings.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { isLoopback, sitesMode } from './sites-mode.ts'

type Said = Pick<Settings, 'DORA_SYNC_SITES' | 'DORA_URL'>
type Kept = Said & Pick<Settings, 'DATABASE_URL'>

/** Whether the public sees what is written there: anything but a DORA of this machine. */
const isReal = ({ DORA_URL }: Said): boolean => DORA_URL !== undefined && !isLoopback(DORA_URL)

/** Why the sample pages cannot be read towards this DORA, in French; null when they can. What they say is invented. */
export function samplesRefusal(settings: Said): string | null {
  if (!isReal(settings) || sitesMode(settings) !== 'samples') return null
  return 'DORA_SYNC_SITES=samples fait lire des pages d’exemple, dont les offres sont inventées, et DORA_URL mène à un DORA que le public consulte : rien n’est lancé. Retirer DORA_SYNC_SITES pour lire les vraies adresses, ou DORA_URL et DORA_TOKEN pour essayer sur cette machine.'
}

/**
 * What a demonstration learnt never reaches a real DORA, nor the other way round: a ledger keeps, from its first opening on, which of the two it is for.
 * @param data folder where a demonstration keeps its stand-in
 * @throws Error in French when the ledger is for the other one
 */
export async function keepApart(settings: Kept, keys: Pick<Ledger['keys'], 'secret'>, data: string): Promise<void> {
  const real = isReal(settings)
  // Ledgers of before this note was kept: the stand-in beside them tells.
  const demonstrated = settings.DATABASE_URL === undefined && existsSync(join(data, 'dora-essai.bin'))
  const kept = await keys.secret('dora', () => (real && !demonstrated ? 'vrai' : 'essai'))
  if (real && kept === 'essai')
    throw new Error(
      `Le dossier « ${data} » a servi à une démonstration : ses offres sont inventées, et DORA_URL mène à un DORA que le public consulte. Donner un autre dossier dans DORA_SYNC_DATA (et une autre base dans DATABASE_URL, s’il y en a une) : le vrai commence à neuf.`,
    )
  if (!real && kept === 'vrai')
    throw new Error(
      `Le dossier « ${data} » est celui du vrai DORA, et aucune adresse ne mène à lui : une démonstration mêlerait ses offres inventées aux vraies. Donner DORA_URL et DORA_TOKEN, ou un autre dossier dans DORA_SYNC_DATA pour la démonstration.`,
    )
}
