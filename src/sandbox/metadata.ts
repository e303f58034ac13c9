import { readFileSync } from 'node:fs'
import { upperFirst } from '../common/text.ts'
import { type Answer, json } from './answer.ts'
import { type Dialect, MODE_FIELDS } from './dialect.ts'
import { MOBILISABLE_BY, MOBILISATION_MODES } from './mobilisation.ts'
import { seesPrivateContacts } from './rights.ts'
import type { View } from './view.ts'

/** One field as DORA's `OPTIONS` tells it, recorded from a running DORA; the rules of reading a body are made from it. */
export interface FieldMetadata {
  type: string
  required: boolean
  readOnly: boolean
  label: string
  helpText?: string
  maxLength?: number
  minValue?: number
  maxValue?: number
  choices?: { value: string; displayName: string }[]
  child?: FieldMetadata
  children?: Record<string, FieldMetadata>
}
export type Metadata = Record<string, FieldMetadata>

let loaded: { service: Metadata; structure: Metadata } | null = null

function recorded(): { service: Metadata; structure: Metadata } {
  loaded ??= JSON.parse(readFileSync(new URL('./data/metadata.json', import.meta.url), 'utf8')) as {
    service: Metadata
    structure: Metadata
  }
  return loaded
}

export function structureMetadata(): Metadata {
  return recorded().structure
}

const CONTACTS = ['contactEmail', 'contactName', 'contactPhone', 'isContactInfoPublic']

/** The fields of a service for who asks, in the dialect of this DORA. */
export function serviceMetadata(view: View): Metadata {
  const metadata = serviceIn(view.dialect)
  if (seesPrivateContacts(view)) return metadata
  return Object.fromEntries(
    Object.entries(metadata).map(([key, field]) => [key, CONTACTS.includes(key) ? hiddenContact(key) : field]),
  )
}

function hiddenContact(key: string): FieldMetadata {
  const words = key.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
  return { type: 'field', required: false, readOnly: true, label: upperFirst(words) }
}

function serviceIn(dialect: Dialect): Metadata {
  const { service } = recorded()
  if (dialect === 'aout-2026') return service
  const readOnly = dialect === 'transition'
  const list = (label: string, values: { value: string }[]): FieldMetadata => ({
    type: 'list',
    required: false,
    readOnly,
    label,
    child: {
      type: 'choice',
      required: true,
      readOnly,
      label: '',
      choices: values.map(({ value }) => ({ value, displayName: value })),
    },
  })
  const gone = dialect === 'a-venir' ? MODE_FIELDS.flatMap(field => [field, `${field}Display`]) : []
  return {
    ...Object.fromEntries(Object.entries(service).filter(([key]) => !gone.includes(key))),
    shortDesc: { type: 'field', required: false, readOnly: true, label: 'Short desc' },
    description: { type: 'string', required: true, readOnly: false, label: 'Description', maxLength: 10_000 },
    mobilisationModes: list('Modes de mobilisation', MOBILISATION_MODES),
    mobilisableBy: list('Mobilisable par', MOBILISABLE_BY),
    mobilisationDetails: { type: 'string', required: false, readOnly, label: 'Précisions', maxLength: 280 },
    mobilisationLink: { type: 'url', required: false, readOnly, label: 'Lien de mobilisation', maxLength: 200 },
  }
}

/** `OPTIONS`. @param actions the fields by method, none for who may not write */
export function metadataAnswer(name: string, actions: Record<string, Metadata> | null): Answer {
  return json(200, {
    name,
    description: '',
    renders: ['application/json', 'text/html'],
    parses: ['application/x-www-form-urlencoded', 'multipart/form-data', 'application/json'],
    ...(actions === null ? {} : { actions }),
  })
}
