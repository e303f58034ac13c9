import { fold } from '../common/text.ts'

const FREE_MAIL =
  /@(gmail|hotmail|outlook|live|yahoo|orange|wanadoo|free|sfr|laposte|icloud|neuf|bbox|numericable)\.\w{2,3}$/i
const ROLES =
  /\b(accueil|contact|info|infos|secretariat|direction|mairie|asso|association|emploi|insertion|mission|centre|service|services|atelier|ateliers|formation|formations|social|sociale|maison|jeunes|numerique|mobilite|recrutement|communication|administration|agence|antenne|rennes|bretagne|redon|vitre|fougeres|malo|ccas|cias|cdas|pae|plie|mjc|rh|siege|coordination|equipe|bonjour|hello|noreply|solidarites?|logement|sante)\b/
const FIRST_NAMES = new Set(
  (
    'adele adrien agathe agnes aicha alain alex alexandra alexandre alexis alice aline amandine amelie anais andre andrea anita anna anne annie anthony antoine ' +
    'arnaud arthur aude audrey aurelie aurelien axelle baptiste beatrice benedicte benjamin benoit bernard bertrand brigitte bruno camille carine carole caroline cathy ' +
    'catherine cecile cedric celia celine chantal charles charlotte chloe christelle christian christine christophe claire clara claude claudine clement clemence corinne ' +
    'damien daniel danielle david delphine denis didier dominique edith elena eliane elisa elisabeth elise elodie emilie emma emmanuel emmanuelle eric erwan estelle ' +
    'etienne eva evelyne fabien fabienne fabrice fanny fatima florence florent florian francis franck francois francoise frederic frederique gabriel gaelle genevieve ' +
    'georges gerald gerard gilles guillaume guy gwenaelle gwenael hakim helene henri herve hugo ines ingrid irene isabelle jacqueline jacques jean jeanne jennifer jeremy ' +
    'jerome jessica joel joelle johan johanna jonathan jose joseph judith jules julia julie julien juliette karim karine katia kevin laetitia laura laure laurence laurent ' +
    'lea leila leo lise loic lou louis louise luc lucas lucie lucile ludovic lydia lydie maelle magali manon manuel marc marcel margaux marguerite maria marie marine ' +
    'marion marjorie martin martine mathieu mathilde matthieu maud maxime melanie melissa michel michele mickael monique morgane muriel mohamed myriam nadege nadia nadine ' +
    'natacha nathalie nicolas nicole nina noemie odile olivia olivier ophelie pascal pascale patrice patricia patrick paul pauline perrine philippe pierre quentin ' +
    'rachel raphael regis remi remy renaud rene richard robert romain ronan roland sabine sabrina samia samir samuel sandra sandrine sarah sebastien serge severine solene ' +
    'sonia sophie stephane stephanie suzanne sylvain sylvie tanguy theo therese thibault thierry thomas valentin valerie vanessa veronique victor vincent virginie xavier ' +
    'yann yannick yves yvette yvon yvonne zoe'
  ).split(' '),
)

/**
 * Whether an address seems to be one person's (`marie.dupont@…`, `m.dupont@…`, `dupont.marie35@gmail.com`) rather than a service's
 * (`accueil@…`). A guess, for a person to judge; personal data must not be published without its owner's agreement.
 */
export function looksPersonal(address: string): boolean {
  const local = fold(address.split('@')[0] ?? '')
    .replace(/\d+/g, ' ')
    .trim()
  if (local === '' || ROLES.test(local)) return false
  const words = local.split(' ').filter(word => word !== '')
  if (words.some(word => FIRST_NAMES.has(word))) return words.length > 1 || FREE_MAIL.test(address)
  return words.length === 2 && (words[0]?.length === 1 || words[1]?.length === 1) && local.length > 5
}
