/** Words that a name stands behind when it is that of a place, a group or a prize («école Louise Michel», «Cercle Paul Bert»), never that of somebody to ask for. */
const PLACES =
  `rue|avenue|av\\.?|boulevard|bd\\.?|place|pl\\.?|all[ée]es?|impasse|quai|square|cours|chemin|route|passage|mail|esplanade|promenade|rond-point|voie|pont|port|gare|station|arr[êe]ts?|arr[êe]ts?(?: de)? (?:bus|m[ée]tro|car|tram)(?: ?:)?|m[ée]tro|
  centre|centres|espace|[ée]cole|[ée]coles|coll[èe]ge|lyc[ée]e|lyc[ée]es|maison|salle|salles|fondation|institut|h[ôo]pital|r[ée]sidence|foyer|m[ée]diath[èe]que|biblioth[èe]que|ludoth[èe]que|stade|gymnase|p[ôo]le|site|
  parc|jardin|jardins|ferme|domaine|ch[âa]teau|manoir|villa|saint|sainte|st|ste|b[âa]timents?|b[âa]t\\.?|immeuble|tour|hall|amphith[ée][âa]tre|amphi|campus|universit[ée]|facult[ée]|groupe scolaire|scolaire|cit[ée]|quartier|
  cercle|club|amicale|soci[ée]t[ée]|association|associations|asso|f[ée]d[ée]ration|ligue|union|mutuelle|comit[ée]|fonds|clinique|laboratoire|restaurant|caf[ée]|bar|h[ôo]tel|auberge|galerie|mus[ée]e|cin[ée]ma|
  th[ée][âa]tre|studio|tiers-lieu|tiers lieu|fablab|local|locaux|antenne|agence|complexe|complexe sportif|piscine|dojo|cr[èe]che|multi-accueil|halte-garderie|chapelle|[ée]glise|paroisse|carrefour|forum|
  csc|fjt|chrs|chu|cada|mjc|mpt|ccas|cias|ehpad|esat|ime|cfa|crous|ugecam|social|socioculturel|culturel|municipal|prix|loi|plan|bourse|dispositif|programme|compagnie|cie|orchestre|fanfare|conservatoire|auditorium|plateau|terrain|halle`
    .split(/\|\s*/)
    .join('|')

/** What stands before a name when it is a place's, at the end of the text before. */
export const BEFORE_A_PLACE = new RegExp(
  String.raw`(?<!\p{L})(?:${PLACES})\s+(?:(?:de la|de l['’]|de|du|des|d['’])\s*)?[«"“]?\s*$`,
  'iu',
)

/** Those after whom places are called in France (folded): nobody is sent to ask for them. */
export const EPONYMS: ReadonlySet<string> = new Set(
  `simone veil|marie curie|pierre curie|paul bert|louise michel|leo lagrange|jean zay|jean moulin|victor hugo|jules ferry|jules verne|rosa parks|aime cesaire|marcel pagnol|edith piaf|vincent de paul|
  emmanuel mounier|jean jaures|pierre mendes|pierre mendes france|charles de gaulle|louis pasteur|anne de bretagne|abbe pierre|albert camus|albert einstein|albert schweitzer|albert de mun|alexandre dumas|
  anne frank|antoine de saint exupery|arthur rimbaud|berthe morisot|camille claudel|charles peguy|claude monet|denis papin|emile zola|ernest renan|francois mitterrand|francois rabelais|frederic mistral|
  frida kahlo|george sand|georges brassens|georges charpak|georges pompidou|guy ropartz|guy mocquet|helene boucher|henri matisse|henri wallon|honore de balzac|jacques brel|jacques cartier|jacques prevert|
  jean bart|jean cocteau|jean de la fontaine|jean guehenno|jean mace|jean mermoz|jean monnet|jean piaget|jean rostand|jean vilar|jeanne d arc|joseph loth|jules isaac|jules michelet|jules valles|
  leonard de vinci|louis armand|louis aragon|louis guilloux|louise weiss|lucie aubrac|madeleine brès|marc chagall|marcel callo|marcel cerdan|marguerite duras|marguerite yourcenar|marie pape carpantier|
  martin luther king|maurice ravel|max jacob|maximilien robespierre|michel montaigne|mona ozouf|nelson mandela|olympe de gouges|pablo neruda|pablo picasso|paul eluard|paul gauguin|paul langevin|
  paul valery|paul verlaine|pierre brossolette|pierre de coubertin|pierre de ronsard|pierre semard|rene cassin|rene descartes|robert debre|robert schuman|robert desnos|sarah bernhardt|simone de beauvoir|
  theodore monod|therese pierre|thomas pesquet|toussaint louverture|victor basch|victor schoelcher|francois chateaubriand|bertrand du guesclin|jean de la varende|paul feval|emile souvestre|denise legrix`
    .split('|')
    .map(name => name.trim()),
)
