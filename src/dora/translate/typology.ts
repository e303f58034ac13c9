import { remember } from '../../common/remember.ts'
import { fold } from '../../common/text.ts'
import type { Structure } from '../../reference/records.ts'

/** Networks of data·inclusion that are a kind of structure for DORA, the most telling first. */
const BY_NETWORK: readonly (readonly [network: string, typology: string])[] = [
  ['mission-locale', 'ML'],
  ['france-travail', 'FT'],
  ['cap-emploi-reseau-cheops', 'CAP_EMPLOI'],
  ['ccas-cias', 'CCAS'],
  ['plie', 'PLIE'],
  ['ecoles-de-la-deuxieme-chance', 'E2C'],
  ['epide', 'EPIDE'],
  ['geiq', 'GEIQ'],
  ['france-service', 'RFS'],
  ['cidff', 'CIDFF'],
  ['caf', 'CAF'],
  ['etti', 'ETTI'],
  ['eiti', 'EITI'],
  ['aci', 'ACI'],
  ['ai', 'AI'],
  ['ei', 'EI'],
  ['ea', 'EA'],
]
const BY_NAME: readonly (readonly [name: RegExp, typology: string])[] = [
  [/\bmission locale\b/, 'ML'],
  [/\bccas\b|centre communal d action sociale/, 'CCAS'],
  [/\bcias\b|centre intercommunal d action sociale/, 'CIAS'],
  [/\bcentre social\b/, 'CS'],
  [/\bcommunaute de communes\b|\bagglomeration\b|\bmetropole\b/, 'EPCI'],
  [/\bmairie\b|^ville de\b|^commune de\b/, 'MUNI'],
  [/\bconseil departemental\b|^departement d\b/, 'CD'],
  [/\bassociation\b/, 'ASSO'],
]

/** DORA's kind of structure: what its networks say, else its name; «Autre» where neither tells. */
export function typologyOf({ nom, reseaux_porteurs }: Pick<Structure, 'nom' | 'reseaux_porteurs'>): string {
  const network = BY_NETWORK.find(([value]) => reseaux_porteurs?.includes(value))
  return network?.[1] ?? byName(nom) ?? 'Autre'
}

const byName = remember(nom => {
  const name = fold(nom)
  return BY_NAME.find(([words]) => words.test(name))?.[1]
})
