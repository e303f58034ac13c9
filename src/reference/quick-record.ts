import { endsWithDot, isZone, type SchemaContext, textFault } from './field-rules.ts'
import { readDay } from './read-day.ts'
import { readEmail } from './read-email.ts'
import { readUrl } from './read-url.ts'
import type { Service, Structure } from './records.ts'
import { type ReferentielName, valuesOf } from './referentiels.ts'

type Raw = Record<string, unknown>

/** A record whose fields were read one by one. `doubtful`: those that are not plainly right, in the order of the schema; it alone judges them. */
export interface QuickRecord<R> {
  record: R
  doubtful: (keyof R & string)[]
}

/** The clean record of a service, as the schema (`service.ts`) makes it but for its doubtful fields. */
export function quickService(raw: Raw, context: SchemaContext): QuickRecord<Service> {
  const read = new Reading<keyof Service>()
  const record: Service = {
    source: read.text('source', raw.source),
    structure_id: read.text('structure_id', raw.structure_id),
    id: read.text('id', raw.id),
    nom: read.name('nom', raw.nom, context),
    description: read.sized('description', raw.description, DESCRIPTION),
    lien_source: read.url('lien_source', raw.lien_source),
    date_maj: read.day('date_maj', raw.date_maj, context),
    type: read.one('type', raw.type, TYPES),
    thematiques: read.several('thematiques', raw.thematiques, THEMES),
    frais: read.one('frais', raw.frais, FEES),
    frais_precisions: read.optional('frais_precisions', raw.frais_precisions),
    publics: read.publics('publics', raw.publics),
    publics_precisions: read.optional('publics_precisions', raw.publics_precisions),
    conditions_acces: read.optional('conditions_acces', raw.conditions_acces),
    commune: read.optional('commune', raw.commune),
    code_postal: read.code('code_postal', raw.code_postal, POSTAL_CODE),
    code_insee: read.code('code_insee', raw.code_insee, COMMUNE_CODE),
    adresse: read.optional('adresse', raw.adresse),
    complement_adresse: read.optional('complement_adresse', raw.complement_adresse),
    longitude: read.number('longitude', raw.longitude),
    latitude: read.number('latitude', raw.latitude),
    telephone: read.optional('telephone', raw.telephone),
    courriel: read.email('courriel', raw.courriel),
    modes_accueil: read.several('modes_accueil', raw.modes_accueil, WELCOMES),
    zone_eligibilite: read.zones('zone_eligibilite', raw.zone_eligibilite),
    contact_nom_prenom: read.optional('contact_nom_prenom', raw.contact_nom_prenom),
    lien_mobilisation: read.url('lien_mobilisation', raw.lien_mobilisation),
    modes_mobilisation: read.several('modes_mobilisation', raw.modes_mobilisation, MODES, 1),
    mobilisable_par: read.several('mobilisable_par', raw.mobilisable_par, MOBILISERS, 1),
    mobilisation_precisions: read.optional('mobilisation_precisions', raw.mobilisation_precisions),
    volume_horaire_hebdomadaire: read.number('volume_horaire_hebdomadaire', raw.volume_horaire_hebdomadaire, 0),
    nombre_semaines: read.integer('nombre_semaines', raw.nombre_semaines),
    horaires_accueil: read.optional('horaires_accueil', raw.horaires_accueil),
  }
  return { record, doubtful: read.doubtful }
}

/** The same for a structure (`structure.ts`). */
export function quickStructure(raw: Raw, context: SchemaContext): QuickRecord<Structure> {
  const read = new Reading<keyof Structure>()
  const record: Structure = {
    source: read.text('source', raw.source),
    id: read.text('id', raw.id),
    nom: read.name('nom', raw.nom, context),
    date_maj: read.day('date_maj', raw.date_maj, context),
    description: isNone(raw.description) ? null : read.sized('description', raw.description, DESCRIPTION),
    lien_source: read.url('lien_source', raw.lien_source),
    siret: read.code('siret', raw.siret, SIRET),
    commune: read.optional('commune', raw.commune),
    code_postal: read.code('code_postal', raw.code_postal, POSTAL_CODE),
    code_insee: read.code('code_insee', raw.code_insee, COMMUNE_CODE),
    adresse: read.optional('adresse', raw.adresse),
    complement_adresse: read.optional('complement_adresse', raw.complement_adresse),
    longitude: read.number('longitude', raw.longitude),
    latitude: read.number('latitude', raw.latitude),
    telephone: read.optional('telephone', raw.telephone),
    courriel: read.email('courriel', raw.courriel),
    site_web: read.url('site_web', raw.site_web),
    horaires_accueil: read.optional('horaires_accueil', raw.horaires_accueil),
    accessibilite_lieu: read.url('accessibilite_lieu', raw.accessibilite_lieu),
    reseaux_porteurs: read.several('reseaux_porteurs', raw.reseaux_porteurs, NETWORKS),
  }
  return { record, doubtful: read.doubtful }
}

const NAME = { min: 3, max: 150 }
const DESCRIPTION = { min: 5, max: 10_000 }
const POSTAL_CODE = /^\d{5}$/
const COMMUNE_CODE = /^[\dA-Za-z]{5}$/
const SIRET = /^\d{14}$/

/** The values of a référentiel by their length: comparing with the few as long takes less than hashing a text that was just parsed. */
type Known = readonly (readonly string[] | undefined)[]
const known = (name: ReferentielName): Known => {
  const lists: string[][] = []
  for (const value of valuesOf(name)) lists[value.length] = [...(lists[value.length] ?? []), value]
  return lists
}
const TYPES = known('types')
const THEMES = known('thematiques')
const FEES = known('frais')
const PUBLICS = known('publics')
const WELCOMES = known('modes_accueil')
const MODES = known('modes_mobilisation')
const MOBILISERS = known('mobilisable_par')
const NETWORKS = known('reseaux_porteurs')

/** The référentiel's own text of a value: records then share it. */
function among(list: Known, raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined
  const alike = list[raw.length]
  if (alike === undefined) return undefined
  for (const value of alike) if (value === raw) return value
  return undefined
}

/** Reads one record, field by field; what it gives for a doubtful field is of no use. */
class Reading<Name extends string> {
  readonly doubtful: Name[] = []

  text(name: Name, raw: unknown): string {
    return typeof raw === 'string' && raw.isWellFormed() ? raw : this.#doubt(name, '')
  }

  optional(name: Name, raw: unknown): string | null {
    return isNone(raw) ? null : this.text(name, raw)
  }

  sized(name: Name, raw: unknown, limits: { min: number; max: number }): string {
    return typeof raw === 'string' && textFault(raw, limits) === null ? raw : this.#doubt(name, '')
  }

  name(name: Name, raw: unknown, { strict }: SchemaContext): string {
    const right = typeof raw === 'string' && textFault(raw, NAME) === null && !(strict && endsWithDot(raw))
    return right ? raw : this.#doubt(name, '')
  }

  code(name: Name, raw: unknown, shape: RegExp): string | null {
    return isNone(raw) ? null : typeof raw === 'string' && shape.test(raw) ? raw : this.#doubt(name, null)
  }

  day(name: Name, raw: unknown, { today }: SchemaContext): string {
    const day = readDay(raw)
    return day.ok && day.value >= '2000-01-01' && day.value <= today ? day.value : this.#doubt(name, '')
  }

  url(name: Name, raw: unknown): string | null {
    if (isNone(raw)) return null
    const url = readUrl(raw)
    return url.ok ? url.value : this.#doubt(name, null)
  }

  email(name: Name, raw: unknown): string | null {
    if (isNone(raw)) return null
    const email = readEmail(raw)
    return email.ok ? email.value : this.#doubt(name, null)
  }

  number(name: Name, raw: unknown, least = Number.NEGATIVE_INFINITY): number | null {
    if (isNone(raw)) return null
    return typeof raw === 'number' && Number.isFinite(raw) && raw >= least ? raw : this.#doubt(name, null)
  }

  integer(name: Name, raw: unknown): number | null {
    if (isNone(raw)) return null
    return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 1 ? raw : this.#doubt(name, null)
  }

  one(name: Name, raw: unknown, list: Known): string | null {
    return isNone(raw) ? null : (among(list, raw) ?? this.#doubt(name, null))
  }

  several(name: Name, raw: unknown, list: Known, least = 0): string[] | null {
    if (isNone(raw)) return null
    if (!Array.isArray(raw) || raw.length < least) return this.#doubt(name, null)
    const values: string[] = []
    for (const each of raw) {
      const value = among(list, each)
      if (value === undefined) return this.#doubt(name, null)
      if (!values.includes(value)) values.push(value)
    }
    return values
  }

  publics(name: Name, raw: unknown): string[] | null {
    const publics = this.several(name, raw, PUBLICS, 1)
    const mixed = publics !== null && publics.length > 1 && publics.includes('tous-publics')
    return mixed ? this.#doubt(name, null) : publics
  }

  zones(name: Name, raw: unknown): string[] | null {
    if (isNone(raw)) return null
    return Array.isArray(raw) && raw.length > 0 && raw.every(isZone) ? raw.slice() : this.#doubt(name, null)
  }

  #doubt<T>(name: Name, value: T): T {
    this.doubtful.push(name)
    return value
  }
}

function isNone(raw: unknown): raw is null | undefined {
  return raw === undefined || raw === null
}
