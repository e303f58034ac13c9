/** Frequent surnames in France and in Brittany (folded, without their article): what stands after «contact :» in small letters is somebody only when it is one of those. */
export const SURNAMES: ReadonlySet<string> = new Set(
  `martin bernard thomas petit robert richard durand dubois moreau laurent simon michel lefebvre leroy roux david bertrand morel fournier girard bonnet dupont lambert
  fontaine rousseau vincent muller lefevre faure andre mercier blanc guerin boyer garnier chevalier francois legrand gauthier garcia perrin robin clement morin nicolas henry
  roussel mathieu gautier masson marchand duval denis dumont lemaire noel meyer dufour meunier brun blanchard giraud joly riviere lucas brunet gaillard barbier
  arnaud martinez gerard roche renard schmitt roy leroux colin vidal caron picard roger fabre aubert lemoine renaud dumas lacroix olivier philippe bourgeois pierre benoit rey
  leclerc payet rolland leclercq guillaume lecomte lopez jean dupuy guillot hubert berger carpentier sanchez dupuis moulin louis deschamps huet vasseur perez boucher fleury
  royer klein jacquet adam paris poirier marty aubry guyot carre charles renault charpentier menard maillard baron bertin bailly herve schneider fernandez collet leger bouvier
  julien prevost millet perrot daniel cousin germain breton besson langlois remy pelletier leveque perrier leblanc barre lebrun marchal weber mallet hamon boulanger jacob monnier
  michaud rodriguez guichard gillet etienne grondin poulain tessier chevallier collin chauvin bouchet gay lemaitre benard marechal humbert reynaud antoine hoarau perret barthelemy
  cordier pichon lejeune gilbert lamy delaunay pasquier carlier laporte goff gall bris roux bihan gallo corre guen floch moal berre pape meur bras borgne tallec dantec merrer
  kervella kerdoncuff morvan riou cadiou tanguy quere cloarec abgrall salaun prigent jezequel hamon jegou nedelec cariou guillou briand rouault gicquel hervé chevrier
  lebreton leray tual gendrot gautrais bouvet heurtault hamelin orhant renouard piel simonneaux perrigault guerin jouault lorand chesnel delalande colleu aubree
  traore diallo diop ndiaye camara toure coulibaly keita konate cisse bah barry benali haddad mansouri nguyen tran pham silva santos ferreira pereira`
    .split(/\s+/)
    .filter(Boolean),
)
