import type { DoraStructureDraft } from '../../src/dora/port.ts'
import { officialGeography } from '../../src/reference/official-geography.ts'
import { sampleSiret } from '../../src/sandbox/index.ts'

/** An invented structure in a département. @param number three digits, its own */
export function structureDraft(department: string, number: string, name: string): DoraStructureDraft {
  const [commune] = officialGeography().communesOfDepartment(department)
  if (!commune) throw new Error(`no commune in ${department}`)
  return {
    name,
    siret: sampleSiret(number),
    address1: '1 rue des Essais',
    postalCode: commune.postalCodes[0] ?? '35000',
    cityCode: commune.code,
    city: commune.name,
    email: null,
    phone: null,
    url: null,
    shortDesc: 'Structure des essais automatiques de dora-sync.',
    fullDesc: null,
    typology: null,
  }
}
