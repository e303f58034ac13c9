import { upperFirst } from '../../common/text.ts'
import { fieldLabel } from '../../dora/field-label.ts'
import { isFieldChoice, isRefusal, isRewriting, type StoredChoice } from '../../ledger/choices.ts'
import { REFUSAL_WORDS } from '../pages/refusal-form.ts'
import { valueWords } from '../words-of.ts'

/** What a standing decision says, in a sentence. Pure. */
export function ruleSentence(choice: StoredChoice): string {
  if (isRefusal(choice)) {
    const field = choice.topic.slice('refused:'.length)
    const what =
      field === '*'
        ? 'L’offre entière'
        : `${upperFirst(fieldLabel(field) ?? field)} « ${short(valueWords(choice.value.ours))} »`
    return `${what} : refusé, ${REFUSAL_WORDS[choice.value.how].said}.${choice.value.reason === '' ? '' : ` Raison : ${choice.value.reason}`}`
  }
  if (isFieldChoice(choice)) {
    const label = upperFirst(fieldLabel(choice.topic.slice('field:'.length)) ?? 'champ')
    if (choice.value.side === 'theirs') return `${label} : la valeur de DORA est toujours gardée.`
    return choice.value.once
      ? `${label} : la valeur de la source sera écrite, une fois.`
      : `${label} : la valeur de la source est toujours écrite.`
  }
  if (isRewriting(choice)) {
    const label = upperFirst(fieldLabel(choice.topic.slice('rewritten:'.length)) ?? 'champ')
    return choice.value.side === 'adopt'
      ? `${label} : ce que DORA réécrit de lui-même est adopté.`
      : `${label} : la valeur de la source est réécrite une fois par-dessus ce que DORA a changé de lui-même.`
  }
  switch (choice.topic) {
    case 'lexicon': {
      const { referential, word, value } = choice.value
      return `« ${word} » veut dire « ${valueWords(value)} » (${referential.replaceAll('_', ' ')}).`
    }
    case 'match':
      if ('not' in choice.value) return 'Cette offre n’est pas le service de DORA qu’elle tenait : le lien a été coupé.'
      return 'slug' in choice.value
        ? 'Cette offre est un service de DORA désigné par une personne.'
        : 'Cette offre est nouvelle : un service est créé pour elle.'
    case 'structure':
      return 'slug' in choice.value
        ? 'La structure de la source est une structure de DORA désignée par une personne.'
        : 'La structure de la source est nouvelle : elle est créée dans DORA.'
    default:
      return 'Décision d’une version plus ancienne.'
  }
}

const short = (text: string) => (text.length <= 80 ? text : `${text.slice(0, 79)}…`)
