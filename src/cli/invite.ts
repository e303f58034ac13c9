import { type Command, Option } from 'commander'
import { openPortal } from '../app/open-portal.ts'
import { portalUrlOf } from '../app/portal-url.ts'
import { frenchDate } from '../common/french.ts'
import { everyPartner } from '../convention/in-force.ts'
import { Email, PersonName } from '../portal/access/access.ts'
import { FrenchCommand } from './french-command.ts'
import type { WithApp } from './history.ts'
import { give, say } from './say.ts'
import { withApp } from './with-app.ts'

/** `dora-sync invite <email>`: opens an account (or makes a personal link for a partner's contact) and prints the link. */
export function inviteCommand(run: WithApp = withApp): Command {
  return new FrenchCommand('invite')
    .argument('<email>', 'adresse professionnelle')
    .requiredOption('--name <nom>', 'nom de la personne')
    .addOption(
      new Option('--role <role>', 'rôle').choices(['gestionnaire', 'ddets', 'partenaire']).makeOptionMandatory(),
    )
    .option('--partner <id>', 'pour un partenaire : son identifiant dans config/conventions')
    .option('--by <nom>', 'qui invite, pour le journal', 'ligne de commande')
    .option('--mail', 'envoie aussi le lien par message')
    .option('--json', 'en JSON sur la sortie')
    .action(async (email: string, options: InviteOptions) => {
      const link = await run(app => invite(app, email, options))
      options.json
        ? give(`${JSON.stringify(link)}\n`)
        : say(`${link.url}\nValable jusqu’au ${frenchDate(link.expires)}.\n`)
    })
}

interface InviteOptions {
  name: string
  role: 'gestionnaire' | 'ddets' | 'partenaire'
  partner?: string
  by: string
  mail?: boolean
  json?: boolean
}

async function invite(app: Parameters<Parameters<WithApp>[0]>[0], typed: string, options: InviteOptions) {
  const email = Email.safeParse(typed)
  if (!email.success) throw new Error(`« ${typed} » n’est pas une adresse ; attendu : nom@domaine.fr`)
  const name = PersonName.safeParse(options.name)
  if (!name.success) throw new Error('--name : de 2 à 100 lettres.')
  const url = portalUrlOf(app.settings)
  const refuse = () => Promise.reject(new Error('no job is asked here'))
  const portal = await openPortal(app, {
    runner: { enqueue: refuse, schedule: refuse, unschedule: refuse },
    url: () => url,
  })
  const mail = { mail: options.mail ?? false }
  try {
    if (options.role !== 'partenaire') {
      const { role } = options
      const made = await portal.access.invite({ email: email.data, name: name.data, role }, options.by, mail)
      return { url: made.url, expires: made.expires }
    }
    const partners = everyPartner(app.conventions)
    const partner = partners.find(each => each.id === options.partner)
    if (!partner) {
      const known = partners.map(each => each.id).join(', ')
      throw new Error(`--partner : partenaire inconnu ; attendu l’un de : ${known}`)
    }
    const contact = await portal.access.addContact(
      { partner: partner.id, email: email.data, name: name.data },
      options.by,
    )
    const made = await portal.access.partnerLink(contact, options.by, mail)
    return { url: made.url, expires: made.link.expires }
  } finally {
    await portal.close()
  }
}
