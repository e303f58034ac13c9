/** Given names that are words of the language: in small letters, or after «avec», they need a surname. */
export const ALSO_A_WORD: ReadonlySet<string> = new Set(
  'max marine romane said iris flore oceane jade noel violette robin maria mona sana aime guy regis florence france leo victoire'.split(
    ' ',
  ),
)
