/** Words (folded) that stand after «contact :» or «référent :» and call a way, a service, a group or a time: nobody bears them. */
export const NOT_A_NAME: ReadonlySet<string> = new Set(
  `accueil mail mails courriel courriels email mel tel telephone telephonique portable mobile fixe fax adresse adresses site internet web formulaire formulaires lien liens page facebook
  instagram linkedin whatsapp messenger discord twitter youtube sms texto ligne numero vert permanence permanences rendez rdv inscription inscriptions renseignement renseignements
  information informations info infos secretariat secretaire standard administration administratif direction directeur directrice president presidente responsable responsables coordination
  coordinateur coordinatrice coordonnateur coordonnatrice conseiller conseillere conseillers conseilleres referent referente referents referentes animateur animatrice animateurs animatrices
  formateur formatrice formateurs formatrices intervenant intervenante intervenants educateur educatrice educateurs assistant assistante assistantes assistants interlocuteur interlocutrice
  gestionnaire professionnel professionnelle professionnels travailleur travailleurs benevole benevoles salarie salaries usager usagers beneficiaire beneficiaires participant participants
  prescripteur prescripteurs partenaire partenaires partenariat prestataire prestataires porteur operateur operateurs organisme organismes structure structures etablissement entreprise entreprises employeur
  equipe equipes service services pole poles association associations asso groupe collectif mairie mairies commune communes communaute ville villes departement region etat prefecture metropole agglomeration
  agglo france europe emploi travail insertion formation formations mission missions locale locales cap maison espace centre centres social sociale sociaux socioculturel atelier ateliers
  chantier chantiers bureau bureaux agence agences antenne antennes guichet point plateforme dispositif parcours projet action actions cellule unite domicile ecole ecoles college lycee universite campus
  creche creches mediatheque bibliotheque ludotheque ressourcerie recyclerie epicerie boutique cafe garage foyer residence auberge ferme jardin jardins regie cooperative scop scic
  banque secours croix restos resto emmaus compagnons relais ligue union federation reseau chambre fondation institut office conseil comite club syndicat caisse hopital clinique medecin infirmiere psychologue
  juriste avocat notaire pharmacie police gendarmerie tribunal justice sante handicap logement mobilite numerique jeunesse jeunes jeune familles famille enfance parentalite seniors culture sport
  lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre matin midi soir heures jours semaine mois annee
  ouvert ouverte ferme gratuit gratuite libre direct directe directement uniquement seulement obligatoire souhaite souhaitee possible impossible prealable necessaire recommande
  oui non aucun aucune neant inconnu inconnue vacant idem voir via selon chaque tous toutes toute tout nous vous votre notre nos vos leur leurs par sur sous sans avec dans chez pour
  prochainement bientot definir venir preciser determiner renseigner completer actualiser communiquer confirmer disponible place physique presentiel distance visio visioconference urgence urgences
  merci bonjour cordialement attention nouveau nouveaute important remarque note nb cf ex public publics pro pros rh
  candidature candidatures cv lettre motivation dossier document documents pdf planning agenda calendrier horaires tarif tarifs prix lieu lieux date dates
  askoria prisme coallia adoma aiguillon espacil archipel neotoa actual adecco manpower randstad eureka envie sauvegarde adapei apase essor elan etape etapes eclaire tremplin passerelle
  ker start airbnb afpa greta clps ardeqaf crij cidff adie bge catalys positive planeth breizh armor optim weker tezea tezenn pep interimaire cohesio reso solidaire solidarites solidarite
  nom noms prenom prenoms batiment industrie restauration commerce artisanat couture cuisine menage nettoyage transport logistique bois metal adulte adultes enfant enfants femme femmes homme hommes
  wimoov adalea mobhilis villejean brequigny cleunay blosne gayeulles beaulieu
  etudiant etudiants locataire locataires habitant habitants demandeur demandeurs candidat candidats stagiaire stagiaires etincelle arche source boussole clef cle escale parenthese fabrique
  nord sud est ouest bretagne ille vilaine breton bretonne metropolitain saint sainte quartier quartiers cedex`
    .split(/\s+/)
    .filter(Boolean),
)

/** Endings of common nouns that no surname here has. */
export const ENDING_OF_A_THING = /(?:tions?|sions?|ites?|iques?|ismes?|logies?|phones?|logues?|ments?)$/
