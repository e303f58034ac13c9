import { remember } from '../common/remember.ts'

/** Names that formats give to their parts, as people call them. Anything else is a word of the partner's own page. */
const NAMES = new Map(
  Object.entries({
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
    body: '',
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
  }),
)

/** Words that formats write without their accents. */
const ACCENTS = new Map(
  Object.entries({
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
  }),
)

/** `code_postal`, `infos-inscription`, `streetAddress`, `LAST-MODIFIED`, `content:encoded` in words; empty for a name that says nothing to people. */
export const nameWords = remember(name =>
  name
    .split(':')
    .map(wordsOfName)
    .filter(word => word !== '')
    .join(', '),
)

function wordsOfName(name: string): string {
  const known = NAMES.get(name.toLowerCase().replace(/[-_@]/g, ''))
  if (known !== undefined) return known
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_@]+/g, ' ')
    .trim()
  return words
    .split(' ')
    .map(word => (/^[A-Z]{2,5}$/.test(word) ? word : (ACCENTS.get(word.toLowerCase()) ?? word.toLowerCase())))
    .join(' ')
}
