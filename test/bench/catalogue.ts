import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A valid SIRET, invented: prefix 999. */
export function siret(index: number): string {
  const siren = withKey(`999${String(index).padStart(5, '0')}`)
  return withKey(`${siren}0001`)
}

/** Adds the digit that makes the Luhn sum a multiple of ten. */
function withKey(digits: string): string {
  let sum = 0
  for (const [at, digit] of [...digits].reverse().entries()) {
    const doubled = at % 2 === 0 ? Number(digit) * 2 : Number(digit)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return `${digits}${(10 - (sum % 10)) % 10}`
}

/** Writes `config/` and `mappings/` of one source: a sheet of that many offers, shared out among that many structures. @returns the two folders */
export function writeCatalogue(
  folder: string,
  offers: number,
  structures: number,
): { config: string; mappings: string } {
  const config = join(folder, 'config')
  const mappings = join(folder, 'mappings')
  mkdirSync(join(config, 'sources'), { recursive: true })
  mkdirSync(join(mappings, 'banc', 'sample'), { recursive: true })
  writeFileSync(join(config, 'territory.yaml'), 'department: "35"\nname: Banc\nagencies: []\n')
  writeFileSync(
    join(config, 'convention.yaml'),
    `title: Banc
department: "35"
period: { start: 2026-01-01, end: 2026-12-31 }
totals: { stateVolet1: 0, stateVolet2: 100, departmentVolet2: 100, state: 100 }
partners: [{ id: banc, name: Banc }]
fiches:
  - number: 1
    title: Banc
    state: 100
    department: 100
    lines:
      - { id: 1/banc, volet: null, title: Banc, partners: [banc], amounts: { state: 100, department: 100 }, publics: [], publicsText: "", places: null, placesText: null, hoursPerWeek: null, weeks: null, hoursText: null, start: 2026-01-01, end: 2026-12-31, zone: ["35"], zoneText: "", offer: true }
excluded: []
`,
  )
  writeFileSync(
    join(config, 'sources', 'banc.yaml'),
    'id: banc\nname: Banc\npartner: banc\naddress: null\nsample: offres.csv\npolicy: { createStructures: true }\n',
  )
  writeFileSync(
    join(mappings, 'banc', 'mapping.yaml'),
    `harvest:
  kind: csv
  key: Code
structure:
  id: { read: Structure, do: text }
  nom: { read: Porteur, do: title }
  siret: { read: Siret, do: siret }
  lieu: { const: "1 rue des Exemples, 35000 Rennes", do: address }
  telephone: { const: "+33261910000" }
offers:
  - actions: [1/banc]
    fields:
      nom: { read: Nom, do: title }
      description: { read: Texte, do: text }
      date_maj: { read: Maj, do: date }
      type: { const: atelier }
      thematiques: { const: [remobilisation--lien-social] }
      frais: { const: gratuit }
      publics: { const: [tous-publics] }
      lieu: { from: structure }
      telephone: { from: structure }
      modes_accueil: { const: [en-presentiel] }
      zone_eligibilite: { const: ["35"] }
      modes_mobilisation: { const: [telephoner] }
      mobilisable_par: { const: [usagers, professionnels] }
`,
  )
  const text = 'Un atelier en petit groupe pour avancer, chaque semaine, avec une personne qui connaît bien le sujet.'
  const rows = Array.from({ length: offers }, (_, index) => {
    const home = index % structures
    return `A${index};Atelier ${index} de la structure ${home};${text} Numéro ${index}.;2026-10-01;s${home};Structure d’exemple ${home};${siret(home)}`
  })
  writeFileSync(
    join(mappings, 'banc', 'sample', 'offres.csv'),
    `Code;Nom;Texte;Maj;Structure;Porteur;Siret\n${rows.join('\n')}\n`,
  )
  return { config, mappings }
}
