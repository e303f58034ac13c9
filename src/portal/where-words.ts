/** Names that formats give to their parts, as people call them. Anything else is a word of the partner's own page. */
const NAMES: Record<string, string> = {
  h1: 'titre de la page',
  h2: 'titre',
  h3: 'sous-titre',
  h4: 'sous-titre',
  p: 'paragraphe',
  b: '',
  strong: '',
  em: '',
  span: '',
  div: '',
  li: 'élément d’une liste',
  td: 'case d’un tableau',
  tr: 'ligne d’un tableau',
  th: 'en-tête d’un tableau',
  a: 'lien',
  time: 'date',
  article: 'article',
  main: 'partie principale',
  section: 'partie',
  header: 'en-tête',
  footer: 'pied de page',
  address: 'adresse',
  streetaddress: 'rue',
  postalcode: 'code postal',
  addresslocality: 'commune',
  areaserved: 'zone',
  telephone: 'téléphone',
  email: 'courriel',
  name: 'nom',
  description: 'description',
  provider: 'organisme',
  offers: 'tarif',
  audience: 'public',
  audiencetype: 'public',
  servicetype: 'type',
  availablechannel: 'comment l’obtenir',
  datemodified: 'mise à jour',
  taxid: 'SIRET',
  url: 'adresse de la page',
  link: 'lien',
  title: 'titre',
  content: 'contenu',
  encoded: 'texte',
  excerpt: 'extrait',
  rendered: '',
  acf: '',
  modified: 'mise à jour',
  pubdate: 'date de publication',
  results: 'résultat',
  records: 'ligne',
  features: 'élément',
  properties: '',
  attributes: '',
  fields: '',
  item: 'article',
  entry: 'article',
  vevent: 'événement',
  summary: 'titre',
  location: 'lieu',
  dtstart: 'début',
  dtend: 'fin',
  categories: 'catégories',
  lastmodified: 'mise à jour',
  courriel: 'courriel',
  mel: 'courriel',
  tel: 'téléphone',
  maj: 'mise à jour',
  datemaj: 'mise à jour',
  codepostal: 'code postal',
  structurenom: 'nom de la structure',
  nomaction: 'nom de l’action',
  zoneeligibilite: 'zone d’éligibilité',
  modesaccueil: 'modes d’accueil',
  modesmobilisation: 'modes de mobilisation',
  mobilisablepar: 'personnes qui peuvent mobiliser',
  siret: 'SIRET',
}

/** Words that formats write without their accents. */
const ACCENTS: Record<string, string> = {
  a: 'à',
  cout: 'coût',
  couts: 'coûts',
  siege: 'siège',
  duree: 'durée',
  frequence: 'fréquence',
  resume: 'résumé',
  modifie: 'modifié',
  intitule: 'intitulé',
  thematique: 'thématique',
  thematiques: 'thématiques',
  precisions: 'précisions',
  debut: 'début',
  reperes: 'repères',
  demarche: 'démarche',
  presentation: 'présentation',
  periode: 'période',
  specifiques: 'spécifiques',
  coordonnees: 'coordonnées',
  beneficiaires: 'bénéficiaires',
  telephone: 'téléphone',
  telfixe: 'téléphone fixe',
  numtel: 'numéro',
  complement: 'complément',
  prerequis: 'prérequis',
  acces: 'accès',
  zrr: 'ZRR',
  siret: 'SIRET',
}

/**
 * Where on a partner's page a value was read, for people: «agences n° 1, texte», «formation n° 2, intitulé formation», «pied de page, adresse»,
 * «cellule E4». A place that is said in words already stays as it is.
 */
export function whereWords(where: string): string {
  const places = [...new Set(where.split(' + ').map(placeWords))].map(place => place.split(', '))
  const [first = [], ...others] = places
  const differs = (at: number) => others.some(place => place[at] !== first[at])
  const shared = others.length === 0 ? first.length : first.findIndex((_part, at) => differs(at))
  const common = first.slice(0, shared < 0 ? first.length : shared)
  const ends = others.length === 0 ? [] : places.map(place => place.slice(common.length).join(', '))
  return [...common, new Intl.ListFormat('fr-FR', { type: 'conjunction' }).format(ends)]
    .filter(part => part !== '')
    .join(', ')
}

/** A place whose word a person explained: the place, then who explained it and when. */
const EXPLAINED = /^(.*?), (« .+ » compris selon .+)$/s

function placeWords(place: string): string {
  const text = place.trim()
  const [, read, explained] = EXPLAINED.exec(text) ?? []
  if (read !== undefined) return `${placeWords(read)}, ${explained}`
  if (/^(?:ligne|page|libellé|valeur|adresse|clé|première|dit par)\s/.test(text)) return text
  if (/^[A-Z]{1,3}\d+$/.test(text)) return `cellule ${text}`
  const [, outside = '', path] = /^(.*?)(\$.*)$/s.exec(text) ?? []
  if (path !== undefined) {
    const inside = parts(path.slice(1), 1)
    return outside.trim() === '' ? inside : `données de la page, ${inside}`
  }
  if (/^[\w:.-]+\[\d+\]/.test(text) || (text.includes('/') && !/\s/.test(text)))
    return parts(text.replace(/\/@/g, '/'), 0)
  return selectorWords(text)
}

/** `agences[0].texte`, `formation[2]/intitule`: names and ranks. @param shift what makes a rank start at 1 */
function parts(path: string, shift: 0 | 1): string {
  const said = path
    .split(shift === 1 ? /\.|(?<=\])(?=[^.[])/ : '/')
    .flatMap(part => {
      const [, name = '', ranks = ''] = /^(.*?)((?:\[\d+\])*)$/.exec(part) ?? []
      const numbers = [...ranks.matchAll(/\d+/g)].map(([digits]) => `n° ${Number(digits) + shift}`)
      const label = name
        .split(':')
        .map(nameWords)
        .filter(word => word !== '')
        .join(', ')
      return [label, ...numbers].filter(word => word !== '').join(' ') || []
    })
    .filter((part, at, all) => part !== all[at - 1])
  return said.join(', ') || 'la donnée entière'
}

/** A place of a page, as its style sheet would point at it. */
function selectorWords(selector: string): string {
  const rank = /\s\((\d+)\)$/.exec(selector)
  const said = selector
    .replace(/\s\(\d+\)$/, '')
    .split(/[\s>›+~]+/)
    .flatMap(part => {
      const own = part.replace(/\[[^\]]*\]|:[\w-]+(?:\([^)]*\))?/g, '')
      const named = [...own.matchAll(/[.#]([\w-]+)/g)].map(([, name = '']) =>
        name.replace(/^field--name-field-|^field--name-/, ''),
      )
      const name = named.find(each => !/^field(?:__|--)|^field$/.test(each)) ?? (named.length === 0 ? own : '')
      return nameWords(name) || []
    })
    .filter((part, at, all) => part !== all[at - 1])
  const words = said.join(', ') || 'la page'
  return rank ? `${words} n° ${rank[1]}` : words
}

/** `code_postal`, `infos-inscription`, `streetAddress`, `LAST-MODIFIED` in words. */
function nameWords(name: string): string {
  const known = NAMES[name.toLowerCase().replace(/[-_]/g, '')]
  if (known !== undefined) return known
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .trim()
  return words
    .split(' ')
    .map(word => (/^[A-Z]{2,5}$/.test(word) ? word : (ACCENTS[word.toLowerCase()] ?? word.toLowerCase())))
    .join(' ')
}
