import { z } from 'zod'
import { quote } from '../quote.ts'
import { type Account, account, wordSet } from '../reading/account.ts'
import { answeredInLine } from '../reading/answered.ts'
import { tickedOnly } from '../reading/boxes.ts'
import { type Left, sayLeft, tellLeft } from '../reading/left-words.ts'
import { plain } from '../reading/plain.ts'
import { sentencesOn, tellOthers } from '../reading/scope.ts'
import { findAmounts } from './amount.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const EXPECTED = 'une indication de prix, par exemple gratuit ou 20 €'

const OWN = wordSet(
  `tarif tarifs prix coût coûts cout couts frais montant entièrement totalement offre atelier ateliers formation accompagnement séance séances service prestation accès entrée
  inscription activité activités action participation ttc mois an ans année jour heure personne euros euro renseignement renseignements ouvert ouverte financièrement 100 %`,
)
const CHARGE = String.raw`(?:frais|couts?|adhesions?|cotisations?|participations?|contreparties?|contributions?|reste a charge|engagement financier|depenses?)(?: (?:financi\p{L}+|symboliques?|modiques?))?`
const word = (source: string) => new RegExp(String.raw`(?<![\p{L}\d])(?:${source})(?![\p{L}\d])`, 'gu')

/** Negations first: they turn the word that they stand before. */
const NOT_FREE = word(
  String.raw`gratuit\p{L}*\s?[:?=]+\s?non|(?:n'\p{L}+ |ne \p{L}+ )?(?:non|pas|plus|jamais)(?: (?:entierement|totalement|toujours|forcement|completement|vraiment|tout a fait|du tout))? gratuit\p{L}*`,
)
const NOT_PAID = word(
  String.raw`payant\p{L}*\s?[:?=]+\s?non|(?:n'\p{L}+ |ne \p{L}+ )?(?:non|pas|jamais) payant\p{L}*|(?:sans|aucun\p{L}*|ni|pas d[e'’]|zero)\s?(?:aucun\p{L}* )?${CHARGE}(?: (?:ne|n'est|ne vous est|ne sera|n'est jamais) ?(?:demandee?s?|a prevoir|exigee?s?))?|rien a payer|(?:couts?|prix|tarifs?|frais)(?: de participation| a prevoir)?\s?(?::\s?(?:aucune?s?|neant|zero|nuls?)(?=[\s.!]*$)|nuls?|zero(?! euro))`,
)
const COVERED = word(
  String.raw`(?:pris\p{L}*|prise) en charge (?:a 100 ?%|integrale\p{L}*|totale?\p{L}*|en totalite|entierement|complet\p{L}*)|(?:integralement|totalement|entierement|100 ?%) (?:pris\p{L}* en charge|finance\p{L}*)|finance\p{L}* (?:a 100 ?%|integralement|en totalite|totalement|entierement)`,
)
const FREE = word(
  String.raw`(?:(?:adhesion|cotisation|participation|contribution)s?\s?:?\s?(?:est |sont )?)?(?:entierement |totalement |c'est )?(?:gratuit\p{L}*(?:\s?[:?=]+\s?oui)?(?: \*)?|gratis|offerte?s?)|gracieusement|a titre gracieux|entrees? libres?`,
)
const BESIDE = `(?:le |la |les |l'|un |une |du )?(?:parkings?|stationnements?|wi-?fi|cafes?|thes?|gouters?|collations?|boissons?|repas|petits?[- ]dejeuners?|buffets?|garderies?|garde d'enfants?|numeros?|appels?|lignes?|livraisons?|devis|essais?|documentations?|brochures?|frais (?:d'inscription|de dossier|d'adhesion))(?: (?:sur place|a proximite|vert))?`
/** Cheap: most prices have none of these words. */
const MAY_BE_BESIDE =
  /parking|stationn|wi-?fi|cafe|thes?\b|gouter|collation|boisson|repas|dejeuner|buffet|garde|numero|appel|ligne|livraison|devis|essai|documentation|brochure|frais/
/** «Le parking est gratuit», «café offert», «appel gratuit», «accès gratuit au parking»: free, and not the offer. */
const FREE_BESIDE = word(
  String.raw`${BESIDE}(?:\s?(?:,|\/|et|ou)\s?${BESIDE})* (?:(?:y )?(?:est|sont) )?(?:entierement |aussi |egalement )?(?:gratuit\p{L}*|offerte?s?)|(?:parkings?|stationnements?) (?:(?:est|sont) )?payants?|gratuit\p{L}* (?:au|a la|du|de la) (?:parking|stationnement|wi-?fi)`,
)
/** Paid by who wants to. */
const FACULTATIVE = word(
  String.raw`(?:adhesion|cotisation|participation|don)s?(?: [\p{L}']+){0,3}(?:,? \(?(?:de )?\d[\d .,]{0,9}\s?(?:€|euros?)\)?)? \(?(?:facultati\p{L}*|optionnel\p{L}*|(?:non|pas) obligatoires?)(?: ?:? ?\(?(?:de )?\d[\d .,]{0,9}\s?(?:€|euros?))?`,
)
const MAY_BE_FACULTATIVE = /facultati|optionnel|obligatoire/
/** «Coût : 1 200 €, pris en charge par France Travail»: a price that somebody else pays. */
const PAID_BY_ANOTHER = /(?<!\p{L})(?:pris\p{L}* en charge|financ[ée]\p{L}*)(?: \p{L}+){0,6} (?:par|via)(?!\p{L})/iu
const NEUTRAL = word(
  '(?:et |mais )?(?:l.|une |la |d.)?(?:adhesion|cotisation|participation|inscription)s? (?:n.est |ne sont )?(?:pas|non|jamais) (?:obligatoires?|necessaires?|exigee?s?|demandee?s?|requise?s?)|sans engagement|sans avance de frais|sans rendez-vous|sans inscription|sans condition(?! d)|sans obligation|sans conditions? (?:de |du )(?:qf|quotient familial|revenus?|ressources)|quel(?:le)?s? que soi(?:t|ent) (?:le |la |les |votre |vos |son |ses |leurs? )?(?:qf|quotient familial|revenus?|ressources)',
)
const OPEN_PRICE = word(
  `(?:prix|participation|adhesion|contribution|cotisation|tarif|don)s? libres?(?: et consciente?s?)?|libres? (?:participation|adhesion|contribution|cotisation)s?(?: financieres?| aux frais)?|au chapeau|selon vos moyens|sur devis|nous consulter`,
)
/** «participation symbolique», «l’euro symbolique»: little, and not nothing. */
const SMALL = `(?:participation|contribution|cotisation|adhesion|tarif|prix|cout|montant|somme|euro)s? (?:financieres? )?(?:symboliques?|modiques?|modestes?|minimes?)|(?:petite|faible|modeste|legere) (?:participation|contribution)`
/** «au quotient familial», «en fonction du QF», or «QF» alone; «QF < 600» is who pays. */
const BY_QUOTIENT = String.raw`(?:(?:tarif\p{L}*|prix|calcul\p{L}*|etabli\p{L}*|fixe\p{L}*|varia\p{L}*) )?(?:au|en fonction du|suivant (?:le|votre)|d'apres (?:le|votre)|sur la base du|sur le|par) (?:quotient familial|qf)(?! ?(?:[<>≤≥\d]|inferieur|superieur|de \d))|(?<=^(?:(?:tarif|prix|cout|participation)s?\s?:?\s?)?)(?:quotient familial|qf)(?=(?: (?:de la )?caf)?[\s.]*$)|bareme (?:de la |de votre )?caf`
const PAID = word(
  `(?<!tiers[- ])payante?s?|(?:participations?|contributions?) (?:financieres? )?(?:(?:peut|pourra|sera|est) (?:etre )?)?demandee?s?|contributions? financieres?|adhesions?|cotisations?|participations? financieres?|participations? aux frais|a (?:la|votre|leur|sa) charge|reste a charge|tarifs? (?:reduits?|pleins?|solidaires?|uniques?|preferentiels?|selon|en fonction)|selon (?:le |la |les |votre |vos |son |ses )?(?:quotient|qf|revenus?|ressources)(?: familial)?|forfait|${SMALL}|${BY_QUOTIENT}`,
)
/** Money that the person receives or borrows is no price: «rémunération de 600 €», «prêt jusqu'à 12 000 €». */
const RECEIVED = word(
  String.raw`(?:remuneration|remuneree?s?|indemnites?|indemnisation|indemnisee?s?|defrayee?s?|allocation|bourse|salaire|gratification|prime|micro[- ]?credits?|prets?|emprunts?|subvention|fonds|aides?|valeur|budget|enveloppe|prises? en charge (?=jusqu|maxim|plafonn|a hauteur|de \d)|per(?:cev|ç|c)\p{L}+|touche[rz]|gagne[rz]|bons?(?: d'achat| cadeaux?)?(?= de \d)|cheques? (?!caution|de caution)\p{L}{3,15}|remboursements?|defraiements?|economies?(?= (?:de|d'environ) \d)|coups? de pouce|payee?s?(?= \d)|finance\p{L}* (?=jusqu|a hauteur|dans la limite))[^.;,\d\u0000]{0,40}\d[\d .,]{0,20}(?:(?:a|et|ou|-) ?\d[\d .,]{0,20})?\s?(?:k€|€|euros?|eur)`,
)
/** «si revenus < 1 000 €», «QF inférieur à 600 €»: who pays, and no price. */
const CEILING = word(
  String.raw`(?:revenus?|ressources|qf|quotient familial|plafonds?)[^.;,\d\u0000]{0,40}\d[\d .,]{0,20}\s?(?:€|euros?|eur)`,
)
/** «jusqu'à 1 500 € d'aide», «500 € remboursés». */
const RECEIVED_AFTER = word(
  String.raw`\d[\d .,]{0,20}\s?(?:k€|€|euros?|eur) (?:d'(?:aides?|indemnites?|indemnisation|allocations?)|de (?:prime|bourse|salaire|remuneration|gratification|subvention)s?|rembourse\p{L}*)`,
)
const MAY_BE_RECEIVED_AFTER = /(?:€|eur(?:os?)?) (?:d['e] ?[aipbsrg]|remb)/
/** «Auparavant payant, désormais gratuit»: what was. */
const WAS = word(String.raw`(?:etait|etaient|ancienne?ment|auparavant|autrefois|jadis) (?:payante?s?|gratuit\p{L}*)`)
const MAY_BE_WAS = /etai|ancien|auparavant|autrefois|jadis/
const MAY_BE_CEILING = /revenu|ressource|qf|quotient|plafond/
/** Money that comes back. */
const DEPOSIT = word(
  String.raw`(?:(?:cheque de )?caution|depots? de garantie)(?: (?:de|d'un montant de|demandee))*\s?:?(?: ?\d[\d .,]{0,9}\s?(?:€|euros?|eur))?|\d[\d .,]{0,9}\s?(?:€|euros?|eur) (?:de caution|de depot de garantie)`,
)
/** A price column that gives a number alone: «0», «Coût : 12,50»; «tarif 5» may be the fifth. */
const BARE =
  /^(?:(?:prix|tarifs?|couts?|cout|montant|frais|participation)(?: de la participation)?\s?:\s?)?(?!(?:19|20)\d\d$)(\d{1,4}(?:[.,]\d{1,2})?)$/u
/** «gratuit pour…» those who take part is free; for anybody else, it is not the price of the offer. */
const FOR_ALL = word(
  String.raw`pour (?:tous|toutes|tout le monde|les participant\p{L}*|le participant|les? stagiaires?|les? beneficiaires?(?! d\p{L}* )|la personne|les personnes(?=\s*(?:$|[.,;!)]))|les usagers|l'usager|les habitants|le public|tout public|vous|les professionnels et les particuliers|les candidats)`,
)
const ACCOMPANIED =
  /^pour (?:les )?personnes? (?:orientee?s?|accompagnee?s?|suivies?|inscrites?|concernee?s?|accueillies?)/u
const SUBJECT =
  /(?<![\p{L}\d])(?:gratuit\p{L}*|gracieu\p{L}*|payant\p{L}*|gratis|offerte?s?|aucune? participation|selon (?:les |vos |ses )?(?:revenus|ressources)|frais|tarifs?|prix|couts?|adhesions?|cotisations?|(?:participation|contribution) (?:libre|financiere|aux frais|de \d|peut|pourra|sera|est|demandee)|(?:participation|contribution|somme|montant)s? (?:financieres? )?(?:symbolique|modique|modeste|minime)s?|(?:petite|faible|modeste|legere) (?:participation|contribution)|euro symbolique|bareme|entrees? libres?|charge|financee? a 100|euros?|devis|chapeau|quotient|qf)(?![\p{L}\d])|\d\s?eur(?![\p{L}\d])|€/u

/**
 * Whether a phrase says that the offer is free or charged. A price or a charge beside «gratuit» makes it charged, and told; an exception,
 * a rank («première séance») or another public beside «gratuit» makes it neither, and told. In a long text, only the sentences about money are read.
 */
export function parseFees(written: string): Parsed<'gratuit' | 'payant'> {
  const words = answeredInLine(tickedOnly(written))
  const bare = /\d$/.test(words) ? BARE.exec(plain(words.trim()))?.[1] : undefined
  if (bare !== undefined) return bareNumber(bare)
  const { kept, others } = sentencesOn(words, SUBJECT)
  const text = account(kept, OWN)
  const open = text.takeAll(OPEN_PRICE)
  const received = text.takeAll(RECEIVED)
  if (MAY_BE_RECEIVED_AFTER.test(text.plain)) received.push(...text.takeAll(RECEIVED_AFTER))
  const was = MAY_BE_WAS.test(text.plain) ? text.takeAll(WAS) : []
  const deposit = text.takeAll(DEPOSIT)
  const ceiling = MAY_BE_CEILING.test(text.plain) ? text.takeAll(CEILING) : []
  const beside = (MAY_BE_BESIDE.test(text.plain) ? text.takeAll(FREE_BESIDE) : []).map(match =>
    quote(text.text.slice(match.index, match.index + match[0].length), 80),
  )
  const facultative = MAY_BE_FACULTATIVE.test(text.plain) ? text.takeAll(FACULTATIVE) : []
  const amounts = findAmounts(text)
  const charged = amounts.some(value => value > 0)
  const notFree = text.takeAll(NOT_FREE).length > 0
  const notPaid = text.takeAll(NOT_PAID).length > 0
  const covered = text.takeAll(COVERED).length > 0
  const free = text.takeAll(FREE).length > 0 || notPaid || covered || amounts.some(value => value === 0)
  // «reste à charge : 0 €» is what nobody pays.
  const nothing = amounts.length > 0 && !charged
  const paidBy = text.takeAll(PAID).filter(([words]) => !nothing || words !== 'reste a charge')
  const paid = paidBy.length > 0 || notFree || charged
  text.takeAll(FOR_ALL)
  text.takeAll(NEUTRAL)
  const left = text.left()
  const refused = (because: string): Parsed<never> => ({ ok: false, expected: `${EXPECTED} (ici : ${because})` })
  if (open.length > 0) return refused(`« ${open[0]?.[0] ?? ''} »`)
  if (!free && !paid) {
    if (received.length > 0) return refused(`« ${received[0]?.[0] ?? ''} » : ce que la personne reçoit`)
    if (beside.length > 0) return refused(`« ${beside[0] ?? ''} » : autre chose que l’offre`)
    if (facultative.length > 0) return refused(`« ${facultative[0]?.[0] ?? ''} » : ce que paie qui veut`)
    if (deposit.length > 0) return refused(`« ${deposit[0]?.[0].trim() ?? ''} » : ce qui est rendu`)
    return { ok: false, expected: EXPECTED }
  }
  const rest = tellOthers(others, 'du prix')
  for (const [words] of [...received, ...deposit])
    rest.push({
      code: 'prix-partiel',
      severity: 'avertissement',
      message: `« ${quote(words, 80)} » n’est pas un prix : ce qui est reçu ou rendu. À vérifier.`,
    })
  for (const [words] of was)
    rest.push({
      code: 'prix-partiel',
      severity: 'avertissement',
      message: `« ${words} » : ce qui n’est plus. À vérifier.`,
    })
  for (const words of beside)
    rest.push({ code: 'prix-partiel', severity: 'info', message: `« ${words} » : autre chose que l’offre.` })
  // «d’une valeur de 3 000 €, intégralement prise en charge»: by whom, and for whom?
  if (covered && received.some(([words]) => words.startsWith('valeur')))
    return refused('un prix, et une prise en charge totale')
  if (free && paid) {
    if (covered) return refused('un prix, et une prise en charge totale')
    return withNotes('payant', [
      {
        code: 'prix-partiel',
        severity: 'avertissement',
        message: `« Gratuit » et un prix dans la même phrase (${quote(kept, 160)}) : compté payant. À vérifier.`,
      },
      ...rest,
    ])
  }
  if (paid) {
    const denied = left.filter(({ kind }) => kind === 'negation')
    if (denied.length > 0) return refused(sayLeft(denied))
    const another = charged ? left.filter(({ words }) => PAID_BY_ANOTHER.test(words)) : []
    if (another.length > 0) return refused(`un prix, et qui le paie : ${sayLeft(another)}`)
    return withNotes('payant', [...tellLeft(left, charged), ...varying(text, paidBy, charged), ...rest])
  }
  if (ceiling.length > 0) return refused(`gratuit, mais « ${ceiling[0]?.[0] ?? ''} »`)
  const spoilt = left.filter(spoilsFree)
  if (spoilt.length > 0) return refused(`gratuit, mais ${sayLeft(spoilt)}`)
  const star: Note[] = /gratuit\p{L}*\s?\*/u.test(text.plain)
    ? [{ code: 'lecture-partielle', severity: 'info', message: '« gratuit » porte un renvoi (*) qui n’a pas été lu.' }]
    : []
  const asked: Note[] = /(?:gratuit\p{L}*|gratis)\s?\?\s*$/iu.test(words)
    ? [{ code: 'prix-partiel', severity: 'avertissement', message: '« gratuit ? » est une question. À vérifier.' }]
    : []
  return withNotes('gratuit', [...tellLeft(left), ...star, ...asked, ...rest])
}

/** «selon quotient familial»: charged, and how much is nobody's field but the details'. */
function varying(text: Account, paidBy: readonly RegExpExecArray[], charged: boolean): Note[] {
  const by = charged
    ? undefined
    : paidBy.find(([words]) =>
        /selon|fonction|reduits?|solidaires?|preferentiels?|peut|pourra|quotient|qf|bareme|symbol|modi|mode|minime|petite|faible|legere/.test(
          words,
        ),
      )
  if (by === undefined) return []
  const words = text.text.slice(by.index, by.index + by[0].length)
  return [
    {
      code: 'prix-variable',
      severity: 'info',
      message: `« ${quote(words, 80)} » : compté payant ; combien, et pour qui, se dit dans les précisions sur les frais.`,
    },
  ]
}

/** Read in euros, and told. */
function bareNumber(written: string): Parsed<'gratuit' | 'payant'> {
  const charged = Number(written.replace(',', '.')) > 0
  return withNotes(charged ? 'payant' : 'gratuit', [
    {
      code: 'prix-sans-unite',
      severity: charged ? 'avertissement' : 'info',
      message: `« ${written} » est compris en euros.${charged ? ' À vérifier.' : ''}`,
    },
  ])
}

/** «gratuit avec la carte Sortir !», «sur présentation d’un justificatif»: for some only. */
const WITH_A_CARD = /(?<!\p{L})(?:cartes?|pass|justificatifs?|attestations?|abonn\p{L}+|chèques? \p{L}+)(?!\p{L})/iu

function spoilsFree({ words, kind }: Left): boolean {
  if (['exception', 'negation', 'ordinal', 'season'].includes(kind) || WITH_A_CARD.test(words)) return true
  if (/\d\s?ans?(?!\p{L})|(?<!\p{L})(?:qf|quotient|ressources|revenus?|plafonds?)(?!\p{L})/iu.test(words)) return true
  return kind === 'condition' && !ACCOMPANIED.test(words.toLowerCase().normalize('NFD').replace(/\p{M}/gu, ''))
}

const withNotes = (value: 'gratuit' | 'payant', notes: Note[]): Parsed<'gratuit' | 'payant'> => ({
  ok: true,
  values: [value],
  ...(notes.length > 0 && { notes }),
})

export const fees: Transform = {
  name: 'fees',
  purpose: 'gratuit ou payant, d’après ce que dit la phrase',
  options: z.null(),
  apply: words => parseFees(words),
}
