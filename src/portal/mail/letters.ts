import { frenchDate } from '../../common/french.ts'
import type { Addressed, Mail } from './mailer.ts'

/**
 * @param minutes how long the link lives
 * @param partner whose offers it opens: one person may follow those of several; null: an account
 */
export function signInLetter(to: Addressed, link: string, minutes: number, partner: string | null): Mail {
  return {
    to: to.email,
    subject: partner === null ? 'Votre lien de connexion à dora-sync' : `Votre lien de connexion : ${partner}`,
    text: `Bonjour ${to.name},

Voici votre lien de connexion${partner === null ? '' : `, pour les offres de ${partner}`}. Il sert une seule fois et reste valable ${minutes} minutes :

${link}

Vous n’avez rien demandé ? Ignorez ce message : personne ne peut entrer sans ce lien.
`,
  }
}

/** First link of a new account. */
export function invitationLetter(to: Addressed, link: string, until: string): Mail {
  return {
    to: to.email,
    subject: 'Votre accès à dora-sync',
    text: `Bonjour ${to.name},

Un accès vient de vous être ouvert. Ce premier lien sert une seule fois, jusqu’au ${frenchDate(until)} :

${link}

Ensuite, demandez un lien quand vous voulez avec votre adresse ${to.email}.
`,
  }
}

/** Personal link of a partner's contact. */
export function partnerLinkLetter(to: Addressed, partner: string, link: string, until: string): Mail {
  return {
    to: to.email,
    subject: `Vos offres dans DORA : votre lien personnel`,
    text: `Bonjour ${to.name},

Nous tenons à jour dans DORA, l’annuaire national des services d’insertion, les offres de votre structure : ${partner}.
Votre lien personnel montre ce que nous avons lu chez vous et ce que DORA affiche ; vous pouvez confirmer, corriger, ajouter ou retirer une offre :

${link}

Il est valable jusqu’au ${frenchDate(until)}, n’ouvre que vos offres, et remplace le précédent, qui ne sert plus. Gardez-le pour vous. Aucun compte n’est nécessaire.
`,
  }
}

/** «Are your offers up to date?», first message or reminder. */
export function campaignLetter(
  to: Addressed,
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

Ce lien remplace le précédent, qui ne sert plus. Une minute suffit quand rien n’a changé : ouvrez le lien, puis choisissez « C’est toujours exact ».
`,
  }
}

/** Some offers of a partner to confirm or correct, with the personal link that shows them. */
export function offersToCheckLetter(to: Addressed, offers: readonly string[], link: string): Mail {
  return {
    to: to.email,
    subject:
      offers.length === 1
        ? 'Une de vos offres dans DORA est à vérifier'
        : 'Quelques-unes de vos offres dans DORA sont à vérifier',
    text: `Bonjour ${to.name},

${offers.length === 1 ? 'Cette offre est-elle toujours exacte ?' : 'Ces offres sont-elles toujours exactes ?'}

${offers.map(name => `- ${name}`).join('\n')}

Votre lien personnel les montre ; vous pouvez les confirmer, les corriger ou les retirer :

${link}

Ce lien remplace le précédent, qui ne sert plus. Une minute suffit quand rien n’a changé : choisissez « C’est toujours exact ».
`,
  }
}

/** What became of a partner's request. @param portal address of the portal */
export function decisionLetter(
  to: Addressed,
  request: { title: string; accepted: boolean; reason: string | null; next: string },
  portal: string,
): Mail {
  return {
    to: to.email,
    subject: `${request.accepted ? 'Demande acceptée' : 'Demande refusée'} : ${request.title}`,
    text: `Bonjour ${to.name},

Votre demande « ${request.title} » est ${request.accepted ? 'acceptée' : 'refusée'}.
${request.reason === null ? '' : `\nRaison : ${request.reason}\n`}
${request.next}

Pour voir vos offres : votre lien personnel, ou un nouveau lien demandé sur ${portal}/connexion
`,
  }
}
