import { expect, test } from 'vitest'
import { FIELDS, SERVICE_FIELDS } from '../dora/service-fields.ts'
import recorded from './data/metadata.json' with { type: 'json' }

// What only the dialect to come speaks is not in what was recorded of August 2026.
const SPOKEN = FIELDS.filter(field => SERVICE_FIELDS[field].speaks !== 'data-inclusion')

test.each(SPOKEN)('%s: the robot’s table says what DORA said of it', field => {
  const spec = SERVICE_FIELDS[field]
  const metadata = recorded.service as Record<string, { readOnly: boolean; maxLength?: number; type: string }>
  const told = metadata[field === 'fullDesc' ? 'description' : field]
  expect(told?.readOnly).toBe(false)
  if (spec.type === 'text') expect(told?.maxLength ?? null).toBe(spec.max)
})
