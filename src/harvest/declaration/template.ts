import { fieldLabel } from '../../reference/field-labels.ts'

/** One question of the declaration, the same in the form and in the spreadsheet. */
export interface DeclaredColumn {
  /** Field of the reference schema, and name of the raw field. */
  field: string
  /** Header of the spreadsheet and label of the form. */
  label: string
  /** Line under the header, and help of the form. */
  hint: string
  required: boolean
}

const column = (field: string, hint: string, required = false): DeclaredColumn => ({
  field,
  label: field === 'structure_nom' ? 'Nom de la structure' : fieldLabel(field),
  hint,
  required,
})

/** What a partner without any page declares. The order is that of the spreadsheet's columns. */
export const DECLARED_COLUMNS: readonly DeclaredColumn[] = [
  column('id', 'Un identifiant à vous, qui ne change pas d’une fois à l’autre, par exemple 1, 2, 3.', true),
  column('nom', 'Le nom de l’offre, tel que le public le connaît.', true),
  column('description', 'Ce que l’offre propose, en quelques phrases.', true),
  column('structure_nom', 'Le nom de la structure qui porte l’offre.', true),
  column('siret', 'Les 14 chiffres du SIRET de la structure.'),
  column('thematiques', 'Les besoins auxquels elle répond, séparés par des virgules.'),
  column('type', 'Accompagnement, atelier, formation…'),
  column('publics', 'Les personnes à qui elle s’adresse.'),
  column('publics_precisions', 'Ce qu’il faut savoir de plus sur ces personnes.'),
  column('conditions_acces', 'Ce qu’il faut remplir ou fournir pour y entrer.'),
  column('frais', 'Gratuit, payant…'),
  column('frais_precisions', 'Le montant, s’il y en a un.'),
  column('modes_accueil', 'En présentiel, à distance, ou les deux.'),
  column('adresse', 'Numéro et rue du lieu d’accueil.'),
  column('code_postal', 'Code postal du lieu d’accueil.'),
  column('commune', 'Commune du lieu d’accueil.'),
  column('zone_eligibilite', 'Les communes ou le département d’où l’on peut venir.'),
  column('horaires_accueil', 'Par exemple : du lundi au vendredi, de 9 h à 12 h.'),
  column('telephone', 'Le numéro professionnel à appeler.'),
  column('courriel', 'L’adresse professionnelle à laquelle écrire.'),
  column('modes_mobilisation', 'Téléphoner, envoyer un courriel, remplir un formulaire…'),
  column('mobilisation_precisions', 'Comment s’y prendre.'),
  column('mobilisable_par', 'Les usagers, les professionnels, ou les deux.'),
  column('lien_source', 'La page où l’offre est présentée, s’il y en a une.'),
  column('fin', 'Le dernier jour de l’offre ou de la session, par exemple 31/12/2027. Vide : elle continue.'),
  column('date_maj', 'Le jour où vous avez vérifié ces renseignements.'),
]
