import { html } from 'hono/html'

/** Words that the pages use, each as a person would explain it to another. Ids are where «?» leads. */
export const TERMS = [
  {
    id: 'offre',
    word: 'Offre',
    says: 'Ce qu’un partenaire propose à des personnes : un atelier, un accompagnement, une formation. Dans DORA, elle devient un service.',
  },
  {
    id: 'source',
    word: 'Source',
    says: 'Une page, un tableur ou un flux d’un partenaire, que le robot lit à heures fixes.',
  },
  {
    id: 'passage',
    word: 'Passage',
    says: 'Une lecture complète d’une source : ce qui est nouveau, changé ou disparu devient un plan.',
  },
  {
    id: 'plan',
    word: 'Plan',
    says: 'La liste de ce que le robot propose d’écrire dans DORA, champ par champ. Rien n’y entre sans la règle de la source ou votre accord.',
  },
  {
    id: 'accord',
    word: 'Accord demandé',
    says: 'Un plan qui attend une personne : il change beaucoup de choses, ou la règle de la source le veut.',
  },
  {
    id: 'conflit',
    word: 'Conflit',
    says: 'Le partenaire et une personne, dans DORA, ont changé la même chose. DORA est gardé tant que vous n’avez pas choisi.',
  },
  {
    id: 'rapprochement',
    word: 'Rapprochement',
    says: 'Dire si une offre et un service déjà dans DORA sont la même chose, pour ne jamais l’écrire deux fois.',
  },
  {
    id: 'brouillon',
    word: 'Brouillon',
    says: 'Un service que DORA garde sans le montrer, souvent parce qu’il y manque quelque chose.',
  },
  {
    id: 'publiee',
    word: 'Publiée',
    says: 'DORA montre le service, si sa structure y a un membre et si son dernier jour n’est pas passé.',
  },
  {
    id: 'visible',
    word: 'Vue du public',
    says: 'Publiée, et que la recherche de DORA montre vraiment. Une offre publiée peut rester invisible : la page dit pourquoi, et à qui d’agir.',
  },
  {
    id: 'confirmee',
    word: 'Confirmée',
    says: 'Une personne a dit que l’offre est exacte : sur sa page, au téléphone, ou en l’enregistrant dans DORA. Passé six mois, c’est à redemander.',
  },
  {
    id: 'epingler',
    word: 'Épingler',
    says: 'Garder une valeur quoi que dise l’autre côté : celle de DORA, ou celle du partenaire. Se reprend dans « Mes règles ».',
  },
  {
    id: 'mal-lu',
    word: 'Mal lu',
    says: 'Le robot a mal compris la page. Corriger dit ce qu’il fallait lire ; votre réponse passe avant la page.',
  },
  {
    id: 'qualite',
    word: 'Qualité',
    says: 'La note officielle d’une fiche, de 0 à 100 % : ce qu’elle dit, et si c’est récent.',
  },
  {
    id: 'structure',
    word: 'Structure',
    says: 'L’association ou l’organisme qui porte une offre. Dans DORA, sans membre, elle cache ses services.',
  },
  {
    id: 'action',
    word: 'Action de la convention',
    says: 'Une ligne de la convention entre l’État et le Département, avec ses partenaires et ses euros. Le rapport dit lesquelles sont référencées.',
  },
  {
    id: 'epci',
    word: 'EPCI',
    says: 'Une intercommunalité : des communes voisines qui gèrent des services ensemble. Le département est fait d’EPCI.',
  },
  {
    id: 'referentiel',
    word: 'Liste nationale (référentiel)',
    says: 'Les mots permis partout en France pour un champ : thématiques, publics, frais. Un mot du partenaire qui n’y est pas attend votre réponse.',
  },
] as const

/** Id of a word of the glossary. */
export type Term = (typeof TERMS)[number]['id']

/** A «?» after a term, which leads to its explanation. */
export function helpOn(id: Term) {
  const word = TERMS.find(term => term.id === id)?.word ?? id
  return html` <a class="help" href="/glossaire#${id}"><span aria-hidden="true">?</span><span class="hidden">Que veut dire « ${word} »</span></a>`
}
