import { frenchDate } from '../../common/french.ts'
import type { Mail } from './mailer.ts'

const SIGNATURE = '-- \ndora-sync, référencement de l’offre d’insertion dans DORA'

/** @param minutes how long the link lives */
export function signInLetter(to: { email: string; name: string }, link: string, minutes: number): Mail {
  return {
    to: to.email,
    subject: 'Votre lien de connexion à dora-sync',
    text: `Bonjour ${to.name},

Voici votre lien de connexion. Il sert une seule fois et reste valable ${minutes} minutes :

${link}

Vous n’avez rien demandé ? Ignorez ce message : personne ne peut entrer sans ce lien.

${SIGNATURE}
`,
  }
}

/** First link of a new account. */
export function invitationLetter(to: { email: string; name: string }, link: string, until: string): Mail {
  return {
    to: to.email,
    subject: 'Votre accès à dora-sync',
    text: `Bonjour ${to.name},

Un accès vient de vous être ouvert. Ce premier lien sert une seule fois, jusqu’au ${frenchDate(until)} :

${link}

Ensuite, demandez un lien quand vous voulez avec votre adresse ${to.email}.

${SIGNATURE}
`,
  }
}

/** Personal link of a partner's contact. */
export function partnerLinkLetter(
  to: { email: string; name: string },
  partner: string,
  link: string,
  until: string,
): Mail {
  return {
    to: to.email,
    subject: `Vos offres dans DORA : votre lien personnel`,
    text: `Bonjour ${to.name},

Les offres d’insertion de ${partner} sont référencées dans DORA, l’annuaire national des services d’insertion.
Votre lien personnel montre ce que nous avons lu chez vous et ce que DORA affiche ; vous pouvez confirmer, corriger, ajouter ou retirer une offre :

${link}

Il est valable jusqu’au ${frenchDate(until)} et n’ouvre que vos offres. Gardez-le pour vous. Aucun compte n’est nécessaire.

${SIGNATURE}
`,
  }
}

/** «Are your offers up to date?», first message or reminder. */
export function campaignLetter(
  to: { email: string; name: string },
  campaign: { title: string; message: string },
  link: string,
  reminder: boolean,
): Mail {
  return {
    to: to.email,
    subject: reminder ? `Rappel : ${campaign.title}` : campaign.title,
    text: `Bonjour ${to.name},

${campaign.message}

Votre lien personnel :

${link}

Une minute suffit quand rien n’a changé : ouvrez le lien, puis choisissez « C’est toujours exact ».

${SIGNATURE}
`,
  }
}
