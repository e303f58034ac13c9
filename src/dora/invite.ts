import { createDoraReader } from './client.ts'
import { readPeople } from './members.ts'
import { DoraError } from './port.ts'
import { createSafeTransport, createUnsafeTransport, type DoraClientOptions } from './transport.ts'

export interface InviterOptions extends DoraClientOptions {
  /** Départements it may invite in. */
  departments: readonly string[]
}

/**
 * Invites one person, as administrator, into a structure of which nobody is a member: DORA sends them an e-mail. Members and invitations are read just before,
 * since DORA would invite a member again, and refuses a second invitation without saying why.
 * @throws DoraError in French; of kind `doubt` when nobody can tell whether the e-mail left
 */
export function createInviter(options: InviterOptions): (structure: string, email: string) => Promise<void> {
  const { readStructure } = createDoraReader(options)
  const reader = createSafeTransport(options)
  const writer = createUnsafeTransport(options)

  /** Only who is there already, never kept: the names and addresses of people are for DORA. */
  const invited = async (structure: string) =>
    (await readPeople(reader, 'invited', structure)).map(({ email }) => email.toLowerCase())

  return async (structure, email) => {
    const found = await readStructure(structure)
    if (found === null)
      throw refuse('introuvable', 'DORA ne montre plus cette structure : elle a été retirée ou masquée.')
    if (!options.departments.includes(found.department))
      throw refuse('hors-departement', 'Cette structure n’est pas dans un département du robot.')
    if ((await readPeople(reader, 'members', structure)).length > 0)
      throw refuse(
        'a-un-membre',
        'Cette structure a maintenant un membre dans DORA : c’est à lui d’inviter les autres.',
      )
    if ((await invited(structure)).length > 0)
      throw refuse('deja-invitee', 'Quelqu’un est déjà invité dans cette structure, ou a demandé à y entrer.')
    const query = new URLSearchParams({ structure })
    try {
      await writer.send('POST', `/structure-putative-members/?${query}`, { isAdmin: true, user: { email } })
    } catch (error) {
      if (!(error instanceof DoraError)) throw error
      // The answer was lost: DORA's own list says whether the invitation is there.
      const now = error.kind === 'doubt' ? await invited(structure).catch((): string[] => []) : []
      if (now.includes(email.toLowerCase())) return
      throw inFrench(error)
    }
  }
}

function inFrench(error: DoraError): DoraError {
  const { kind, status, code } = error
  const say = (message: string) => new DoraError(message, { kind, status, code }, { cause: error })
  if (kind === 'doubt')
    return say(
      'DORA n’a pas répondu : on ne sait pas si l’invitation est partie. Regardez les membres de la structure dans DORA avant de recommencer.',
    )
  switch (status) {
    case 400:
      return say('DORA refuse cette adresse : elle n’est pas complète, ou n’existe pas sous cette forme.')
    case 401:
    case 403:
      return say('DORA ne laisse pas le compte du robot inviter dans cette structure. Rien n’est parti.')
    case 404:
      return say('DORA ne connaît plus cette structure. Rien n’est parti.')
    default:
      return say(`${error.message.replace(/ \([A-Z]+ \/.*\)$/, '')} Rien n’est parti ; réessayez plus tard.`)
  }
}

function refuse(code: string, message: string): DoraError {
  return new DoraError(`${message} Rien n’est parti.`, { kind: 'data', status: null, code })
}
