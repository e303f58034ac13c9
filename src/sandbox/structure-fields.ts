import { createRequire } from 'node:module'
import { type ErrorItem, type FieldErrors, invalid } from './answer.ts'
import { type Reading, readFields } from './fields.ts'
import { structureMetadata } from './metadata.ts'
import type { Body } from './route.ts'
import type { StoredStructure } from './stored.ts'
import type { View } from './view.ts'

export function readStructureFields(
  body: Body,
  { options }: View,
  whole: boolean,
): { values: Partial<StoredStructure>; errors: FieldErrors } {
  const labels = options.structures.nationalLabels.map(item => item.value)
  const reading: Reading = { ...READING, relations: { nationalLabels: { values: labels, many: true } } }
  const { values, errors } = readFields(body, structureMetadata(), reading, whole ? ['name'] : [])
  const { modificationDate: _stamped, ...rest } = values
  if (rest.slug === null) rest.slug = ''
  if (rest.codeSafirFt === '') rest.codeSafirFt = null
  return { values: rest as Partial<StoredStructure>, errors }
}

const READING: Omit<Reading, 'relations'> = {
  nullable: [
    'siret',
    'codeSafirFt',
    'accesslibreUrl',
    'openingHours',
    'openingHoursDetails',
    'latitude',
    'longitude',
    'slug',
    'modificationDate',
  ],
  filled: ['typology'],
  checks: {
    siret: text => (/^\d{14}$/.test(text) ? [] : [invalid('Le numéro SIRET doit être composé de 14 chiffres.')]),
    codeSafirFt: text => (/^\d{5}$/.test(text) ? [] : [invalid('Le code SAFIR doit être composé de 5 chiffres.')]),
    accesslibreUrl: text =>
      text.startsWith('https://acceslibre.beta.gouv.fr/')
        ? []
        : [invalid('L’URL doit débuter par https://acceslibre.beta.gouv.fr/')],
    phone: checkPhone,
    openingHours: checkOpeningHours,
  },
}

/** Ten digits begin with 0; shorter numbers pass. */
function checkPhone(value: string): ErrorItem[] {
  if (value.length > 10) return [invalid(`Le numéro de téléphone ${value} est incorrect.`)]
  if (value.length === 10 && !value.startsWith('0'))
    return [invalid('Un numéro de téléphone à 10 chiffres doit commencer par 0')]
  return /^\d+$/.test(value) ? [] : [invalid(`Le numéro de téléphone ${value} ne contient pas que des chiffres`)]
}

function checkOpeningHours(value: string): ErrorItem[] {
  const OpeningHours = createRequire(import.meta.url)('opening_hours') as new (text: string) => unknown
  try {
    new OpeningHours(value)
    return []
  } catch {
    return [invalid('Le format des horaires d’ouverture est incorrect')]
  }
}
