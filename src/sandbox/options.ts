import { readFileSync } from 'node:fs'
import type { Choice } from './state.ts'

export interface Labelled {
  value: string
  label: string
}

/** DORA's référentiels as its two options routes answer them; data recorded from a running DORA. */
export interface RecordedOptions {
  services: {
    categories: Labelled[]
    subcategories: Labelled[]
    kinds: Labelled[]
    feeConditions: Labelled[]
    beneficiariesAccessModes: Labelled[]
    coachOrientationModes: Labelled[]
    locationKinds: Labelled[]
    publics: Labelled[]
    diffusionZoneType: Labelled[]
    updateFrequencies: Labelled[]
    accessConditions: Choice[]
    requirements: Choice[]
    credentials: Choice[]
    deploymentDepartments: string[]
  }
  structures: {
    typologies: (Labelled & { description: string | null })[]
    nationalLabels: Labelled[]
    sources: Labelled[]
    restrictedNationalLabels: Labelled[]
  }
}

let loaded: RecordedOptions | null = null

export function recordedOptions(): RecordedOptions {
  loaded ??= JSON.parse(readFileSync(new URL('./data/options.json', import.meta.url), 'utf8')) as RecordedOptions
  return loaded
}
