/** Common given names in France (folded), to recognise people in running text. A surname must follow for a match: «Rose» alone is a flower. */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  `adele adrien agathe agnes ahmed aicha alain albert alexandra alexandre alexia alexis alice aline ali amandine amelie amina ana anais andre andrea
  angelique anita anne annick annie anthony antoine antonin arlette armelle arnaud arthur audrey aurelie aurelien axel aymeric baptiste barbara bastien beatrice
  benedicte benjamin benoit bernadette bernard bertrand brigitte bruno camille carine carole caroline catherine cecile celia celine chantal charlene charles
  charlotte chloe christelle christian christiane christine christophe clara claire clarisse claude claudie claudine clement clementine clotilde colette coline
  coralie corentin corinne cyril cyrille damien daniel daniele david deborah delphine denis denise didier dominique dorothee edith edouard eleonore eliane elise
  elodie elisabeth eloise elsa emeline emilie emma emmanuel emmanuelle enzo eric erwan erwann estelle esther etienne eugenie eva evelyne fabien fabienne fabrice
  fanny fatima fatou felix fernand flavie florence florent florian francine francis franck francois francoise frederic frederique gabriel gabrielle gaelle gael
  gaetan genevieve geoffrey georges gerald geraldine gerard germain ghislaine gilbert gildas gilles gisele guillaume guy gwenaelle gwenael gwendoline gwenn
  hassan helene henri herve hubert hugo huguette ibrahim ines irene isabelle ivan jacqueline jacques jean jeanne jennifer jeremie jeremy jerome jessica joelle
  joel johanna jonathan jose joseph josette josiane jules julia julie julien juliette justine karim karine katell katia kevin khadija laetitia laura laure laurence
  laurent lea leila lena leo leon leonie leila liliane lisa loic lola louis louise lucas lucie lucien lucile ludivine ludovic lydie maelle mael magali manon
  manuel marc marcel margaux margot marguerite maria marianne marie marielle marina marine marion marius marjorie martial martin martine maryse mathias mathieu
  mathilde matthieu maud maurice max maxime melanie melissa michel michele micheline mickael mireille mohamed monique morgane moussa muriel mylene myriam nabil
  nadege nadia nadine natacha nathalie nathan nelly nicolas nicole noel noelle noemie nolwenn odette odile olivier oriane ophelie oscar pascal pascale patrice
  patricia patrick paul paule pauline philippe pierre quentin rachel rachid raphael raymond regine regis remi remy renaud rene renee richard robert robin roger
  roland romain romane ronan rosalie rozenn sabine sabrina salome samia samir samira samuel sandra sandrine sarah sebastien serge severine sibylle simon simone
  soazig solene solenn sonia sophie stephane stephanie steven suzanne sylvain sylvie tanguy tatiana theo theophile therese thibault thibaut thierry thomas
  tiphaine tristan valentin valentine valerie vanessa veronique victor victoria vincent violette virginie viviane william xavier yann yannick yasmina yoann
  yohann yolande yves yvette yvon yvonne zoe
  abdel abdelkader abdoulaye achille adama aissata amadou aminata angele annaig annaick apolline ariane assia axelle azenor babette bilal bleuenn bintou blandine brieuc
  cathy celeste charlene christele cyrielle dalila daphne denez dounia djamila eliott enora ewen fanch fadila farida faustine fatoumata fiona flora flore gabin gaud ginette
  goulven gwenaelle gwenola gwendal hakim hamza hanane hatem hawa hayat hinda hoel houria iris ismael jade jean-luc jocelyne jocelyn jolan josselin juliane kamel karima
  killian klervi lenaig lenaick lilian lina loeiza loig lorena lucette madeleine maelys maiwenn malika mamadou marcelle mariam mariama marie-laure marie-pierre marlene maryvonne
  mehdi melaine mona morwenna mustapha nael naig nina noam nolan oceane omar oumar ousmane perrine rachida rania roselyne rosenn sacha said salima samba sana sekou
  sid-ahmed sofia sofiane soizic soizick solange souad suzie tanneguy tifenn tiphanie titouan tugdual yacine yannig yassine youenn youssef yuna yvan zahra zineb
  mohammed mohamad muhammad ahmad amine aissatou khadidja hussein hocine yasmine yusuf ibrahima abdou aboubacar bakary boubacar cheikh djibril seydou awa kadiatou
  irina oksana olena natalia nataliya svetlana olga anna anastasia katya kateryna yulia dmitri sergei vladimir andrei anouk louna gwen anaig maiwen solenne bleuwenn
  morgan ewan gurvan kylian kilian evan ethan noah mathis mathys matheo adam timothee timeo cedric gregory gwladys ketty lionel maryline zohra layla lamia mounia
  naima najat ilyes ilyas mehmet mustafa murat ayse fatma emine elif zeynep deniz sefa reza hamid farid djamel jamal jamila latifa halima salim saida tarik tariq
  walid wassim ilona ivana jelena marko nikola bojan joao carlos pedro luis rosa carmen isabel teresa paola chiara giulia giovanni marco luca mateo diego pablo juan
  angela angelina astrid berengere cindy cynthia elisa gladys helena hortense hugues ingrid johann josephine lise lorie maeva mauricette morgann nais pauletta
  priscilla rebecca roxane ruben sarra servane tania tony ursula wendy yael yannis yanis youcef zelie alban albane alison andree annette augustin
  vero pierrick steph nath`
    .split(/\s+/)
    .filter(Boolean),
)
