import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const today = new Date().toISOString().slice(0, 10)

/** A service that is right in data·inclusion v1. */
export function validRecord(index: number) {
  return {
    source: 'banc',
    structure_id: `banc--s${index % 500}`,
    id: `banc--${index}`,
    nom: `Atelier numéro ${index}`,
    description:
      'Un atelier en petit groupe pour avancer, chaque semaine, avec une personne qui connaît bien le sujet. '
        .repeat(3)
        .trim(),
    date_maj: today,
    type: 'atelier',
    thematiques: ['numerique--acceder-a-des-services-en-ligne', 'mobilite--preparer-un-permis'],
    frais: 'gratuit',
    publics: ['jeunes', 'demandeurs-emploi'],
    commune: 'Rennes',
    code_postal: '35000',
    code_insee: '35238',
    adresse: `${1 + (index % 90)} rue de la Paix`,
    telephone: '+33299000000',
    courriel: 'accueil@association.fr',
    modes_accueil: ['en-presentiel'],
    zone_eligibilite: ['35'],
    modes_mobilisation: ['telephoner'],
    mobilisable_par: ['usagers', 'professionnels'],
  }
}

/** Writes that many services as JSON lines, one in ten of a type that does not exist. */
export async function writeRecords(file: string, count: number): Promise<void> {
  const lines = function* () {
    for (let index = 0; index < count; index += 1) {
      const record = validRecord(index)
      yield `${JSON.stringify(index % 10 === 0 ? { ...record, type: 'inconnu' } : record)}\n`
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file))
}
