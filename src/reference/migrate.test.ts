import { describe, expect, it } from 'vitest'
import { migrate, speaksV0 } from './migrate.ts'
import { officialGeography } from './official-geography.ts'
import { validateService, validateStructure } from './validate.ts'

const geography = officialGeography()
const today = '2026-06-30'

/** Invented, in the shape of a v0 export. */
const oldService = {
  id: '42',
  structure_id: '7',
  source: 'dora',
  nom: 'Atelier budget.',
  presentation_resume: 'Un résumé.',
  presentation_detail: 'Un atelier pour tenir son budget, en petit groupe, chaque mois.',
  types: ['accompagnement', 'atelier'],
  thematiques: ['handicap--adapter-son-logement', 'mobilite', 'numerique--autre'],
  profils: ['alternants', 'adultes', 'locataires'],
  frais: ['adhesion'],
  frais_autres: '10 € par an',
  pre_requis: ['Savoir lire'],
  justificatifs: ['Pièce d’identité'],
  prise_rdv: 'https://exemple.fr/rdv',
  formulaire_en_ligne: 'https://exemple.fr/formulaire',
  modes_orientation_beneficiaire: ['telephoner', 'autre'],
  modes_orientation_accompagnateur: ['prendre-rdv'],
  modes_orientation_beneficiaire_autres: 'Venir le matin',
  zone_diffusion_type: 'region',
  zone_diffusion_code: '53',
  date_maj: '2026-01-02',
  contact_public: true,
  recurrence: 'tous les mois',
  temps_passe_semaines: 3,
}

describe('speaksV0', () => {
  it('tells v0 from v1', () => {
    expect(speaksV0(oldService)).toBe(true)
    expect(speaksV0({ frais: ['gratuit'] })).toBe(true)
    expect(speaksV0({ nom: 'Atelier', frais: 'gratuit' })).toBe(false)
    expect(speaksV0(null)).toBe(false)
  })
})

describe('migrate', () => {
  const { record, steps } = migrate('service', oldService, geography)

  it('makes a valid v1 service', () => {
    const verdict = validateService(record, { strict: true, today })
    expect(verdict.errors).toEqual([])
    expect(verdict.record).toMatchObject({
      id: 'dora--42',
      structure_id: 'dora--7',
      nom: 'Atelier budget',
      description: oldService.presentation_detail,
      type: 'atelier',
      publics: ['etudiants', 'actifs', 'personnes-en-situation-de-handicap'],
      frais: 'payant',
      frais_precisions: '10 € par an',
      conditions_acces: 'Savoir lire\nPièce d’identité\nRéservé aux locataires.',
      lien_mobilisation: 'https://exemple.fr/rdv',
      modes_mobilisation: ['telephoner', 'envoyer-un-courriel', 'utiliser-lien-mobilisation'],
      mobilisable_par: ['usagers', 'professionnels'],
      mobilisation_precisions: 'Venir le matin',
      zone_eligibilite: ['22', '29', '35', '56'],
      nombre_semaines: 3,
    })
    expect(verdict.record?.thematiques).toContain('logement-hebergement--se-maintenir-dans-le-logement')
    expect(verdict.record?.thematiques?.filter(one => one.startsWith('mobilite--'))).toHaveLength(6)
  })

  it('tells each lossy step', () => {
    const lossy = steps.filter(step => step.lossy).map(step => step.from)
    for (const from of [
      'presentation_resume',
      'types',
      'thematiques',
      'profils',
      'frais',
      'formulaire_en_ligne',
      'recurrence',
      'contact_public',
    ]) {
      expect(lossy).toContain(from)
    }
    expect(steps.find(step => step.message.includes('adultes'))?.message).toBe(
      'profils → Publics (publics) : « adultes » n’a pas d’équivalent : valeur laissée de côté.',
    )
  })

  it('never widens «unknown» to everybody', () => {
    expect(migrate('service', { ...oldService, profils: [], thematiques: [] }, geography).record.publics).toBeNull()
  })

  it('makes a valid v1 structure', () => {
    const old = {
      id: '7',
      source: 'dora',
      nom: 'Association',
      date_maj: '2026-01-02',
      presentation_resume: 'Une association.',
      typologie: 'ASSO',
      labels_nationaux: ['residence-fjt', 'agil-ess'],
      horaires_ouverture: 'Mo-Fr 09:00-12:00',
      antenne: true,
    }
    const { record, steps } = migrate('structure', old, geography)
    const verdict = validateStructure(record, { strict: true, today })
    expect(verdict.errors).toEqual([])
    expect(verdict.record).toMatchObject({
      id: 'dora--7',
      description: 'Une association.',
      horaires_accueil: 'Mo-Fr 09:00-12:00',
    })
    expect(steps.filter(step => step.lossy).length).toBeGreaterThanOrEqual(2)
  })
})
